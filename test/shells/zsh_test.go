//go:build unix

package shells

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

func TestZshCompletes(t *testing.T) {
	t.Parallel()
	zsh := need(t, "zsh", "zsh")
	eachUser(t, func(t *testing.T, u *user, presses []press) {
		out := u.shows(t, exec.Command(zsh, "-f", testdata(t, "typed.zsh"), testdata(t, "tab.zsh")), typed(presses))
		shown, left := told(t, out, len(presses))
		for i, p := range presses {
			p.check(t, zshReply(p, shown[i], left[i]))
		}
	})
}

var (
	zshBreak = regexp.MustCompile(`[\r\n]+`)
	zshGap   = regexp.MustCompile(` {2,}`)
)

func zshReply(p press, shown, line string) reply {
	r := reply{line: line}
	for _, text := range zshBreak.Split(shown, -1) {
		text = strings.TrimRight(text, " ")
		if p.echoes(text, line) {
			continue
		}
		if value, means, found := strings.Cut(text, " -- "); found {
			r.offers = append(r.offers, offer{strings.TrimRight(value, " "), means})
			continue
		}
		r.offers = append(r.offers, values(zshGap.Split(text, -1)...)...)
	}
	return r
}
