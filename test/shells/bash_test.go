//go:build unix

package shells

import (
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// Cobra's script for bash works with the bash-completion package alone: it calls
// _get_comp_words_by_ref.
func TestBashCompletes(t *testing.T) {
	t.Parallel()
	bash, library := need(t, "bash", "bash"), bashCompletion(t)
	eachUser(t, func(t *testing.T, u *user, presses []press) {
		u.env = append(u.env, "BASH_COMPLETION="+library, "INPUTRC="+testdata(t, "inputrc"))
		shell := exec.Command(bash, "--noprofile", "--rcfile", testdata(t, "bashrc"), "-i")
		// In a session of its own it cannot take a terminal away from the tests.
		shell.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		out := u.shows(t, shell, strings.ReplaceAll(typed(presses), "\n", "\t\x18\x0c"))
		_, out, _ = strings.Cut(out, "<ready>\n")
		shown, left := told(t, out, len(presses))
		for i, p := range presses {
			p.check(t, bashReply(p, shown[i], left[i]))
		}
	})
}

func bashCompletion(t *testing.T) string {
	t.Helper()
	for _, prefix := range []string{"/usr", "/usr/local", "/opt/homebrew"} {
		if path := prefix + "/share/bash-completion/bash_completion"; exists(path) {
			return path
		}
	}
	lacking(t, "bash-completion", "bash-completion")
	return ""
}

// bashOffer is a line of a list: a value, and what it means in parentheses.
var bashOffer = regexp.MustCompile(`^(.*?)(?: +\((.*)\))?$`)

func bashReply(p press, shown, line string) reply {
	r := reply{line: line}
	for text := range strings.SplitSeq(shown, "\n") {
		text = strings.TrimRight(text, " ")
		if p.echoes(text, line) {
			continue
		}
		parts := bashOffer.FindStringSubmatch(text)
		r.offers = append(r.offers, offer{parts[1], parts[2]})
	}
	return r
}
