package userdir

import (
	"path/filepath"
	"testing"
)

func TestDirectoriesFollowThePlatform(t *testing.T) {
	t.Parallel()
	root := t.TempDir() // an absolute path of this platform
	home, xdg, roaming := filepath.Join(root, "home"), filepath.Join(root, "xdg"), filepath.Join(root, "roaming")
	settings := place{xdg: "XDG_CONFIG_HOME", below: ".config", windows: "APPDATA", belowOnWindows: "AppData/Roaming"}
	for name, c := range map[string]struct {
		goos, home string
		env        map[string]string
		path       string // of the directory above the program's
		variable   string
	}{
		"home":                     {"linux", home, nil, filepath.Join(home, ".config"), ""},
		"macOS as Linux":           {"darwin", home, nil, filepath.Join(home, ".config"), ""},
		"XDG":                      {"linux", home, map[string]string{"XDG_CONFIG_HOME": xdg}, xdg, "XDG_CONFIG_HOME"},
		"relative XDG":             {"linux", home, map[string]string{"XDG_CONFIG_HOME": "xdg"}, filepath.Join(home, ".config"), ""},
		"AppData elsewhere":        {"linux", home, map[string]string{"APPDATA": roaming}, filepath.Join(home, ".config"), ""},
		"AppData":                  {"windows", home, map[string]string{"APPDATA": roaming}, roaming, "APPDATA"},
		"XDG before AppData":       {"windows", home, map[string]string{"APPDATA": roaming, "XDG_CONFIG_HOME": xdg}, xdg, "XDG_CONFIG_HOME"},
		"home without AppData":     {"windows", home, nil, filepath.Join(home, "AppData", "Roaming"), ""},
		"relative AppData":         {"windows", home, map[string]string{"APPDATA": "roaming"}, filepath.Join(home, "AppData", "Roaming"), ""},
		"AppData without home":     {"windows", "", map[string]string{"APPDATA": roaming}, roaming, "APPDATA"},
		"nothing":                  {"windows", "", nil, "", ""},
		"a home that is relative":  {"linux", "home", nil, "", ""},
		"a home that is not known": {"linux", "", nil, "", ""},
	} {
		want := Dir{Variable: c.variable}
		if c.path != "" {
			want.Path = filepath.Join(c.path, "linkwanctl")
		}
		if got := find(c.goos, func(variable string) string { return c.env[variable] }, c.home, settings); got != want {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
}

// Each kind of file has a place of its own, or one that the program's other files leave alone.
func TestEachKindHasItsVariable(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for variable, find := range map[string]func(func(string) string, string) Dir{
		"XDG_CONFIG_HOME": Settings, "XDG_STATE_HOME": State, "XDG_CACHE_HOME": Cache,
	} {
		getenv := func(name string) string { return map[string]string{variable: root}[name] }
		if got, want := find(getenv, ""), (Dir{filepath.Join(root, "linkwanctl"), variable}); got != want {
			t.Errorf("%s: got %+v, want %+v", variable, got, want)
		}
	}
}
