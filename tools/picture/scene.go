package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

type language struct {
	code, suffix string // LINKWANCTL_LANG, and what the file's name has for it
	title        string
}

var languages = []language{
	{"en", "", "linkwanctl in a terminal: update, diff and apply"},
	{"zh", ".zh-CN", "终端里的 linkwanctl：update、diff 和 apply"},
}

// created are permissions that the sandbox has beside its samples, one after another, so that their
// IDs are the same each time.
var created = []string{
	"停车场_b2 --class-mode C --freq-band-plan-group-id 101",
	"停车场_b3 --class-mode C --freq-band-plan-group-id 101",
	"gate_north --class-mode A --freq-band-plan-group-id 101 --rx-delay 1",
	"gate_south --class-mode A --freq-band-plan-group-id 101 --rx-delay 1",
	"cold_room --class-mode A --freq-band-plan-group-id 201 --data-rate 2",
}

const fleet = `- {name: 凭证1, rxDelay: 2}
- {name: 冷链网关, enabled: true}
- {name: 停车场_b2, classMode: B}
- {name: 停车场_b3, classMode: B}
- {name: gate_north, rxDelay: 3}
- {name: gate_south, rxDelay: 3}
- {name: cold_room, dataRate: 4}
`

// typed are the commands of the scene. The quota is low, so that seven changes last long enough for
// a bar.
var typed = []string{
	"linkwanctl --sandbox joinperm update --id 123 --class-mode A",
	"linkwanctl --sandbox joinperm diff -f fleet.yaml",
	"linkwanctl --sandbox joinperm apply -f fleet.yaml --yes --qps 1",
}

// barAt is what the bar says when it is kept.
const barAt = "  5/7  "

// usual is what stands in the group of a form, which each run has anew: the request's ID, and what
// the clock decides of the bar. It is from one run.
var usual = []struct {
	form *regexp.Regexp
	text string
}{
	{regexp.MustCompile(`([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})`), "60E6F27B-45E8-4FE2-ADB5-230F8DB9313B"},
	{regexp.MustCompile(` (\d\.\d)/s`), "1.6"},
	{regexp.MustCompile(` (\d) s left`), "1"},
	{regexp.MustCompile(`剩余 (\d) 秒`), "1"},
}

// play runs the scene in a home of its own and gives two screens: with the bar, and from there to
// the end.
func play(program, language string) ([]screen, error) {
	home, err := os.MkdirTemp("", "picture")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(home) }()
	if err := os.WriteFile(filepath.Join(home, "fleet.yaml"), []byte(fleet), 0o600); err != nil {
		return nil, err
	}
	s := newShell(home, program, language)
	for _, args := range created {
		if err := s.run("linkwanctl --sandbox joinperm create " + args); err != nil {
			return nil, err
		}
	}
	s.clear()
	var withBar screen
	s.drawn = func() {
		if now := s.screen(); strings.Contains(now.last(), barAt) {
			withBar = now
		}
	}
	for i, command := range typed {
		if i > 0 {
			s.line("")
		}
		s.prompt(command)
		if err := s.run(command); err != nil {
			return nil, err
		}
	}
	if withBar == nil {
		return nil, fmt.Errorf("no bar came that says%sas on a machine that is not busy", barAt)
	}
	end := s.screen()
	return []screen{withBar, end[min(len(withBar), len(end))-1:]}, nil
}
