// Command linkwanctl works with LoRaWAN join permissions on Alibaba Cloud Link WAN. This file has
// the version, the signals and the exit; everything else is in internal/cli.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	"linkwanctl/internal/cli"
)

// Set by the build with -ldflags "-X main.version=…".
var version, commit, date string

func main() { os.Exit(execute()) }

// execute runs the command and gives the exit code.
func execute() int {
	cli.PrepareCrash()
	// net/http logs what a server sends on an idle connection, which may repeat parts of a request.
	log.SetOutput(io.Discard)
	build := cli.Build{Version: version, Commit: commit, Date: date}
	system := cli.Process(build.Complete())
	var taken atomic.Pointer[func(os.Signal) bool]
	system.TakeSignals = func(take func(os.Signal) bool) (stop func()) {
		taken.Store(&take)
		return func() { taken.Store(nil) }
	}
	system.CatchSignals = func(interrupt func(cli.Interruption) (end bool)) { catchSignals(interrupt, &taken) }
	return cli.Main(context.Background(), system)
}

// catchSignals passes the first signal to the command, which may have something to finish. The
// second signal ends the process. While another program runs, signals may be taken for it.
func catchSignals(interrupt func(cli.Interruption) (end bool), taken *atomic.Pointer[func(os.Signal) bool]) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT)
	if !signal.Ignored(syscall.SIGHUP) { // nohup lets the process outlive its terminal
		signal.Notify(signals, syscall.SIGHUP)
	}
	// Go would crash with exit code 2 if another process sent one of these. The program's own
	// faults still panic.
	signal.Notify(signals, syscall.SIGABRT, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGILL, syscall.SIGSEGV, syscall.SIGTRAP)
	next := func() cli.Interruption {
		for {
			s := <-signals
			if take := taken.Load(); take == nil || !(*take)(s) {
				return cli.Interruption{Signal: s}
			}
		}
	}
	go func() {
		first := next()
		go func() {
			if interrupt(first) {
				os.Exit(first.ExitCode())
			}
		}()
		os.Exit(next().ExitCode())
	}()
	// From here on a write to a closed pipe fails instead of ending the process, so that a change
	// under way is finished and reported.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
}
