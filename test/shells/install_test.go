//go:build unix

package shells

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What the README says about completion works for someone whose home is empty. The shell reads its
// own startup files there.
func TestTheReadmesLinesInstallCompletion(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	const typedLine, inserted = "linkwanctl joinperm upd", "linkwanctl joinperm update "
	for name, press := range map[string]func(*testing.T, *user) string{
		"bash": func(t *testing.T, u *user) string {
			bashCompletion(t)
			u.write(t, "rc", `. ~/.bashrc
tell_line() { printf '\n<line:%s>\n' "$READLINE_LINE"; READLINE_LINE= READLINE_POINT=0; }
bind -x '"\C-x\C-l": tell_line'
`)
			return u.shows(t, exec.Command(need(t, "bash", "bash"), "--noprofile", "--rcfile", filepath.Join(u.home, "rc"), "-i"), typedLine+"\t\x18\x0c")
		},
		"zsh": func(t *testing.T, u *user) string {
			u.write(t, "tab.zsh", ". ~/.zshrc\n"+strings.ReplaceAll(string(readFile(t, testdata(t, "tab.zsh"))), "compinit -u -D", ":"))
			return u.shows(t, exec.Command(need(t, "zsh", "zsh"), "-f", testdata(t, "typed.zsh"), filepath.Join(u.home, "tab.zsh")), typedLine+"\n")
		},
		"fish": func(t *testing.T, u *user) string {
			out := u.shows(t, exec.Command(need(t, "fish", "fish"), testdata(t, "typed.fish")), typedLine+"\n")
			return strings.Replace(out, "update\t", "<line:"+inserted+">", 1) // fish tells offers
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			block := regexp.MustCompile("(?s)\n```" + name + "\n(.*?)```").FindSubmatch(readme)
			if block == nil {
				t.Fatal("the README does not say how")
			}
			u := newUser(t)
			u.home = t.TempDir()
			u.env = []string{"HOME=" + u.home, u.env[1], "TERM=dumb", "COLUMNS=200", "LC_ALL=C.UTF-8", "INPUTRC=" + testdata(t, "inputrc")}
			if out := u.shows(t, exec.Command(need(t, "sh", "dash")), string(block[1])); out != "" {
				t.Errorf("the lines print %q", out)
			}
			if out := press(t, u); !strings.Contains(out, "<line:"+inserted+">") {
				t.Errorf("TAB does not complete: %q", out)
			}
		})
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
