// Command inventory tells what the program is made of: which modules are linked into it, under
// which licences, and the bill of materials that says so. It owns the list of licences that are
// allowed. It changes nothing but THIRD_PARTY_LICENSES and the bill, and asks no network but,
// through the go command, the module proxy.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, house()); err != nil {
		fmt.Fprintln(os.Stderr, "inventory:", err)
		os.Exit(1)
	}
}

// options are the flags of both commands; a command uses those it needs.
type options struct {
	root, program, platforms string
	write                    bool
	binary, version, out     string
}

func run(args []string, stdout io.Writer, rules policy) error {
	var o options
	flags := flag.NewFlagSet("inventory", flag.ContinueOnError)
	flags.StringVar(&o.root, "root", "../..", "directory of the product's module")
	flags.StringVar(&o.program, "program", "cmd/linkwanctl", "directory of its program, below root")
	flags.StringVar(&o.platforms, "platforms", "", "platforms that it is built for, as GOOS/GOARCH with blanks between")
	flags.BoolVar(&o.write, "write", false, "licences: write the list instead of checking it")
	flags.StringVar(&o.binary, "binary", "", "sbom: the binary that the bill is for")
	flags.StringVar(&o.version, "version", "", "sbom: the version that the binary is stamped with")
	flags.StringVar(&o.out, "out", "", "sbom: the file that the bill goes into")
	if len(args) == 0 {
		return errors.New("say licences or sbom")
	}
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	switch args[0] {
	case "licences":
		return licences(o, stdout, rules)
	case "sbom":
		return sbom(o, stdout, rules)
	}
	return fmt.Errorf("%q is neither licences nor sbom", args[0])
}

// failure makes one error of what was found, a line each.
func failure(problems []string) error {
	if len(problems) == 0 {
		return nil
	}
	return errors.New(strings.Join(problems, "\ninventory: "))
}
