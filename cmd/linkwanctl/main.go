// Command linkwanctl works with LoRaWAN join permissions on Alibaba Cloud Link WAN. This file has
// the version's stamp, the signals and the exit; everything else is internal/cli's.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"

	"linkwanctl/internal/cli"
)

// Stamped by the build with -ldflags "-X main.version=…".
var version, commit, date string

func main() { os.Exit(execute()) }

// execute runs the command and gives the exit code.
func execute() int {
	cli.PrepareCrash()
	// net/http writes there what a server sends unasked, with whatever it repeats of a request.
	log.SetOutput(io.Discard)
	build := cli.Build{Version: version, Commit: commit, Date: date}
	system := cli.Process(build.Complete())
	system.CatchSignals = catchSignals
	return cli.Main(context.Background(), system)
}

// catchSignals hands the first signal to the command, which may have something to finish, and has
// the second end the process.
func catchSignals(interrupt func(cli.Interruption) (end bool)) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT)
	if !signal.Ignored(syscall.SIGHUP) { // nohup has the process outlive its terminal
		signal.Notify(signals, syscall.SIGHUP)
	}
	// Those that Go would make a crash of, with exit code 2, if another process sends them. The
	// program's own faults stay panics.
	signal.Notify(signals, syscall.SIGABRT, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGILL, syscall.SIGSEGV, syscall.SIGTRAP)
	go func() {
		first := cli.Interruption{Signal: <-signals}
		go func() {
			if interrupt(first) {
				os.Exit(first.ExitCode())
			}
		}()
		os.Exit(cli.Interruption{Signal: <-signals}.ExitCode())
	}()
	// A reader that goes away makes a write fail from here on, rather than end the process: a
	// change that is under way must be told of, or at least be finished.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
}
