//go:build unix

package main

import (
	"maps"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// source is a file that the program reads, and a command that reads it.
type source struct {
	name  string
	file  string // in the home; the command's argument where it is FILE
	args  []string
	env   []string
	codes []int
	kinds bool // it is read like another: only as what kind of file it is
}

// sources are the files that are read. Code 0 is right where a content is right, as a list without
// rows is, or where a file is only a convenience.
func sources() []source {
	update := []string{"joinperm", "update", "123", "--class-mode", "A"}
	nowhere := []string{"LINKWANCTL_ENDPOINT=http://127.0.0.1:1"}
	return []source{
		{"settings", ".config/linkwanctl/config.yaml", []string{"config", "list"}, nil, []int{0, 3}, false},
		{"settings to edit", ".config/linkwanctl/config.yaml", []string{"config", "set", "region", "cn-hangzhou"}, nil, []int{0, 3}, false},
		{"settings to complete", ".config/linkwanctl/config.yaml", []string{"__complete", "joinperm", "list", "--context", ""}, nil, []int{0}, true},
		{"profiles", ".aliyun/config.json", update, nowhere, []int{3}, false},
		{"profiles to complete", ".aliyun/config.json", []string{"__complete", "joinperm", "list", "--profile", ""}, nil, []int{0}, true},
		{"keys", ".alibabacloud/credentials", update, nowhere, []int{3}, false},
		{"a YAML manifest", "fleet.yaml", []string{"joinperm", "diff", "-f", "FILE"}, nowhere, []int{2, 3}, false},
		{"a JSON manifest", "fleet.json", []string{"joinperm", "diff", "-f", "FILE", "-o", "json"}, nowhere, []int{2, 3}, false},
		{"a CSV manifest", "fleet.csv", []string{"joinperm", "diff", "-f", "FILE"}, nowhere, []int{2, 3}, false},
		{"a GBK manifest", "fleet.csv", []string{"joinperm", "diff", "-f", "FILE", "--encoding", "gbk"}, nowhere, []int{2, 3}, false},
		{"a plan", "plan.json", []string{"joinperm", "apply", "FILE", "--yes"}, nowhere, []int{2}, false},
		{"the emulator's state", ".local/state/linkwanctl/emulator.db", []string{"--sandbox", "joinperm", "count"}, nil, []int{3}, false},
	}
}

func (s source) command(path string) []string {
	args := slices.Clone(s.args)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "FILE", path)
	}
	return args
}

// Whatever a file holds, the program ends soon, in little memory, with a code that is documented
// and a short message.
func TestNoFileHarms(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	all := contents()
	for _, s := range sources() {
		if s.kinds {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(all)) {
			t.Run(s.name+" with "+name, func(t *testing.T) {
				t.Parallel()
				v := newVictim(t, s.env...)
				path := v.write(t, s.file, all[name])
				v.run(t, s.codes, s.command(path)...)
			})
		}
	}
}

// What is no file, in the place of one, is neither waited for nor read without end.
func TestNoKindOfFileHarms(t *testing.T) {
	t.Parallel()
	kinds := map[string]func(path string) error{
		"a pipe":            func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"an endless device": func(path string) error { return os.Symlink("/dev/zero", path) },
		"a directory":       func(path string) error { return os.Mkdir(path, 0o700) },
		"a link to itself":  func(path string) error { return os.Symlink(path, path) },
	}
	for _, s := range sources() {
		for _, name := range slices.Sorted(maps.Keys(kinds)) {
			if strings.Contains(strings.Join(s.args, " "), "FILE") && name == "a pipe" {
				continue // a pipe that the user names may be written to later
			}
			t.Run(s.name+" as "+name, func(t *testing.T) {
				t.Parallel()
				v := newVictim(t, s.env...)
				path := v.at(t, s.file)
				if err := kinds[name](path); err != nil {
					t.Fatal(err)
				}
				v.run(t, append([]int{0}, s.codes...), s.command(path)...)
			})
		}
	}
}
