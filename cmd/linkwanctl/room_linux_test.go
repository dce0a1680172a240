package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
)

// A room is a home on a small disk of its own, in a mount namespace that only one process of the
// command lives in. It holds for root too, whom a file's mode does not stop. The test binary
// furnishes it under this name:
//
//	linkwanctl-in-room MODE HOME OUT ARGUMENT…
//
// What HOME has is put on the disk, the command is run, and what the disk has then is copied to
// OUT, since it goes with the namespace.
const roomCommand = "linkwanctl-in-room"

const (
	roomFull     = "full"
	roomReadOnly = "read-only"
	noRoom       = 125 // the exit code where the system gives none
)

func inRoom() {
	mode, home, out := os.Args[1], os.Args[2], os.Args[3]
	if err := furnish(mode, home); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(noRoom)
	}
	command := exec.Command("linkwanctl", os.Args[4:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	_ = command.Run()
	_ = os.Remove(filepath.Join(home, "filler"))
	if err := os.CopyFS(out, os.DirFS(home)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(noRoom)
	}
	os.Exit(code(command))
}

// furnish puts a small disk in the place of home, with home's files on it.
func furnish(mode, home string) error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("make mounts private: %w", err)
	}
	before, err := os.OpenRoot(home)
	if err != nil {
		return err
	}
	if err := syscall.Mount("room", home, "tmpfs", 0, "size=1m"); err != nil {
		return fmt.Errorf("mount a small disk: %w", err)
	}
	if err := os.CopyFS(home, before.FS()); err != nil {
		return err
	}
	if mode == roomReadOnly {
		return syscall.Mount("room", home, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
	}
	filler, err := os.Create(filepath.Join(home, "filler"))
	if err != nil {
		return err
	}
	for block := make([]byte, 4096); err == nil; {
		_, err = filler.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		return err
	}
	return filler.Close()
}

// rooms finds out once how this system gives a mount namespace: to root, or with a user namespace
// to anybody.
var rooms = sync.OnceValues(func() (*syscall.SysProcAttr, error) { //nolint:gochecknoglobals // asked once for all tests
	var refused []error
	for _, attributes := range []*syscall.SysProcAttr{
		{Cloneflags: syscall.CLONE_NEWNS},
		{
			Cloneflags:  syscall.CLONE_NEWNS | syscall.CLONE_NEWUSER,
			UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
		},
	} {
		home, err := os.MkdirTemp("", "room")
		if err != nil {
			return nil, err
		}
		out := home + ".out"
		command := exec.Command(roomCommand, roomFull, home, out, "version")
		command.SysProcAttr = attributes
		text, err := command.CombinedOutput()
		_, _ = os.RemoveAll(home), os.RemoveAll(out)
		if err == nil {
			return attributes, nil
		}
		refused = append(refused, fmt.Errorf("%w: %s", err, text))
	}
	return nil, errors.Join(refused...)
})

// inRoom gives the command in a room that has what the station's home has, and the place where the
// room's files are afterwards.
func (s *station) inRoom(t *testing.T, mode string, args ...string) (p *process, out string) {
	t.Helper()
	attributes, err := rooms()
	if err != nil {
		t.Skip("this system gives no mount namespace, so a home on a small disk is not tried: ", err)
	}
	out = filepath.Join(t.TempDir(), "out")
	p = s.command(t, args...)
	path, err := exec.LookPath(roomCommand)
	if err != nil {
		t.Fatal(err)
	}
	p.Path, p.Args = path, append([]string{roomCommand, mode, s.home, out}, args...)
	p.SysProcAttr = attributes
	return p, out
}
