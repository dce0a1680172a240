package output

// The values of --color beside auto.
const (
	always = "always"
	never  = "never"
)

// Color decides whether one stream is coloured. mode is auto, always or never; every other value
// counts as auto. What decides first wins: always and never; NO_COLOR, not empty (no-color.org);
// CLICOLOR_FORCE, not empty and not 0 (bixense.com/clicolors); TERM=dumb; and whether the stream is
// a terminal.
func Color(mode string, isTerminal bool, getenv func(string) string) bool {
	switch mode {
	case always:
		return true
	case never:
		return false
	}
	if getenv("NO_COLOR") != "" {
		return false
	}
	if force := getenv("CLICOLOR_FORCE"); force != "" && force != "0" {
		return true
	}
	return isTerminal && getenv("TERM") != "dumb"
}

// ink colours text where it is true and leaves it unchanged where not. The codes are those of
// ECMA-48 that every terminal has; they keep to the user's palette.
type ink bool

func (k ink) red(s string) string    { return k.paint("31", s) }
func (k ink) yellow(s string) string { return k.paint("33", s) }
func (k ink) bold(s string) string   { return k.paint("1", s) }
func (k ink) dim(s string) string    { return k.paint("2", s) }

func (k ink) paint(code, s string) string {
	if !k || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
