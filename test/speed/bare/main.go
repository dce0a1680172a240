// Command bare is the least that a Cobra program does: one command that prints
// a version. It is what linkwanctl's start-up is measured against.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "bare"}
	root.AddCommand(&cobra.Command{Use: "version", Run: func(*cobra.Command, []string) { fmt.Println("1.0.0") }})
	if root.Execute() != nil {
		os.Exit(1)
	}
}
