//go:build !linux

package main

import "github.com/rogpeppe/go-internal/testscript"

// showOnTerminal is the scripts' command terminal.
func showOnTerminal(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Fatalf("terminal is for scripts that run on Linux alone: [!linux] skip")
}
