// Package cli is the command tree: flags in, requests out, results and failures back, and the
// process's exit code. It decides which requests are made and what people and scripts are shown;
// the packages below it check, send and print values.
package cli

import (
	"errors"
	"os"
	"syscall"

	"linkwanctl/internal/api"
	"linkwanctl/internal/credential"
	"linkwanctl/internal/i18n"
)

// The contract with scripts and terminals, kept by this package:
//
//   - stdout carries the result alone, in the form of --output; stderr carries
//     everything else. With -o json and -o yaml stderr holds one document at
//     most, and what --debug asked for.
//   - Nothing is sent where the exit code is 2 or 3, but for what is read before a
//     question is asked or to find a permission by its name. On Windows alone, 2 with a
//     goroutine trace on stderr is a crash of Go's runtime, and says nothing of
//     what was sent.
//   - The exit codes below keep their meaning for good.
const (
	exitDone        = 0
	exitDefect      = 1
	exitUsage       = 2
	exitConfig      = 3
	exitRefused     = 4
	exitDenied      = 5
	exitMissing     = 6
	exitUnavailable = 7
	exitNoAnswer    = 8
	exitDifferences = 9
	exitSomeFailed  = 10
	exitSilent      = 11
	exitHungUp      = 129
	exitInterrupted = 130
	exitQuit        = 131
	exitAborted     = 134
	exitReaderGone  = 141
	exitTerminated  = 143
)

// exitCodes say what each code means, for `help exit-codes` and the reference.
func exitCodes() []struct {
	Code    int
	Meaning string
} {
	return []struct {
		Code    int
		Meaning string
	}{
		{exitDone, i18n.N("done")},
		{exitDefect, i18n.N("a bug in linkwanctl, or the result could not be written")},
		{exitUsage, i18n.N("invalid usage or values: nothing was sent")},
		{exitConfig, i18n.N("configuration or credentials: nothing was sent")},
		{exitRefused, i18n.N("the service refused the request")},
		{exitDenied, i18n.N("not authorised: the key, its signature or its RAM policy")},
		{exitMissing, i18n.N("the resource does not exist")},
		{exitUnavailable, i18n.N("throttled or unavailable, after all attempts: try later")},
		{exitNoAnswer, i18n.N("no valid answer (timeout, connection, proxy): outcome unknown, unless it says not-sent")},
		{exitDifferences, i18n.N("differences were found (diff --exit-code)")},
		{exitSomeFailed, i18n.N("some of several operations failed")},
		{exitSilent, i18n.N("devices fell silent (watch --max-silent, apply --watch)")},
		{exitHungUp, i18n.N("the terminal was closed (SIGHUP)")},
		{exitInterrupted, i18n.N("interrupted (Ctrl-C)")},
		{exitQuit, i18n.N("quit (Ctrl-\\)")},
		{exitAborted, i18n.N("aborted (SIGABRT), or crashed with a trace on stderr: outcome unknown")},
		{exitReaderGone, i18n.N("the reader of the output closed the pipe (SIGPIPE); nothing was changed")},
		{exitTerminated, i18n.N("terminated (SIGTERM)")},
	}
}

// Interruption is the cause of a context that a signal ended.
type Interruption struct{ Signal os.Signal }

// Error names the signal.
func (i Interruption) Error() string { return "ended by signal: " + i.Signal.String() }

// ExitCode is 128 plus the signal's number, as in shells.
func (i Interruption) ExitCode() int {
	if number, ok := i.Signal.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return exitInterrupted
}

// exitOf is the exit code of a call that failed.
func exitOf(failure *api.Error) int {
	switch failure.Kind() {
	case api.KindDenied:
		return exitDenied
	case api.KindMissing:
		return exitMissing
	case api.KindUnavailable:
		return exitUnavailable
	case api.KindNoAnswer:
		return exitNoAnswer
	case api.KindLocal:
		return exitConfig
	case api.KindRefused:
	}
	return exitRefused
}

// isCredential finds the credential error that an error wraps.
func isCredential(err error) (*credential.Error, bool) {
	var failure *credential.Error
	return failure, errors.As(err, &failure)
}

// exitOnly ends a command that did its work with an exit code and no message.
type exitOnly int

// Error is never shown.
func (e exitOnly) Error() string { return "exit code " + itoa(int(e)) }
