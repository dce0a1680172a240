// Command modzip packs a module as the go command does for a module proxy, with what is in a
// directory and without the modules below it.
package main

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: modzip DIRECTORY MODULE VERSION FILE")
		os.Exit(2)
	}
	if err := pack(os.Args[1], module.Version{Path: os.Args[2], Version: os.Args[3]}, os.Args[4]); err != nil {
		fmt.Fprintln(os.Stderr, "modzip:", err)
		os.Exit(1)
	}
}

func pack(directory string, m module.Version, name string) error {
	file, err := os.Create(name) //nolint:gosec // the caller names it
	if err != nil {
		return fmt.Errorf("create the file: %w", err)
	}
	if err := errors.Join(zip.CreateFromDir(file, m, directory), file.Close()); err != nil {
		return fmt.Errorf("pack %s: %w", m, err)
	}
	return nil
}
