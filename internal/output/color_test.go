package output

import "testing"

func TestColorIsDecidedByTheFirstThatSpeaks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		mode     string
		terminal bool
		env      map[string]string
		want     bool
	}{
		{"a terminal", "auto", true, nil, true},
		{"a pipe", "auto", false, nil, false},
		{"always beats a pipe", "always", false, nil, true},
		{"always beats NO_COLOR", "always", false, map[string]string{"NO_COLOR": "1", "TERM": "dumb"}, true},
		{"never beats a terminal", "never", true, nil, false},
		{"never beats CLICOLOR_FORCE", "never", true, map[string]string{"CLICOLOR_FORCE": "1"}, false},
		{"NO_COLOR beats a terminal", "auto", true, map[string]string{"NO_COLOR": "0"}, false},
		{"NO_COLOR beats CLICOLOR_FORCE", "auto", true, map[string]string{"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, false},
		{"an empty NO_COLOR says nothing", "auto", true, map[string]string{"NO_COLOR": ""}, true},
		{"CLICOLOR_FORCE beats a pipe", "auto", false, map[string]string{"CLICOLOR_FORCE": "1"}, true},
		{"CLICOLOR_FORCE beats TERM=dumb", "auto", false, map[string]string{"CLICOLOR_FORCE": "yes", "TERM": "dumb"}, true},
		{"CLICOLOR_FORCE=0 says nothing", "auto", false, map[string]string{"CLICOLOR_FORCE": "0"}, false},
		{"an empty CLICOLOR_FORCE says nothing", "auto", false, map[string]string{"CLICOLOR_FORCE": ""}, false},
		{"TERM=dumb beats a terminal", "auto", true, map[string]string{"TERM": "dumb"}, false},
		{"another TERM says nothing", "auto", false, map[string]string{"TERM": "xterm"}, false},
	} {
		got := Color(c.mode, c.terminal, func(name string) string { return c.env[name] })
		if got != c.want {
			t.Errorf("%s: Color = %t, want %t", c.name, got, c.want)
		}
	}
}
