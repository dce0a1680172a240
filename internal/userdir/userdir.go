// Package userdir says where a user's settings, state and caches are on each platform. It knows
// directories, not what is in them, and looks at nothing but the environment that it is given.
package userdir

import (
	"path/filepath"
	"runtime"
)

const program = "linkwanctl"

// Dir is the program's directory, "" where neither a variable nor the home directory is an
// absolute path. Variable is the one that named it, "" for none.
type Dir struct{ Path, Variable string }

// Settings is the directory of the settings: in XDG_CONFIG_HOME, else in %AppData% on Windows and
// in ~/.config elsewhere.
func Settings(getenv func(string) string, home string) Dir {
	return find(runtime.GOOS, getenv, home, place{
		xdg: "XDG_CONFIG_HOME", below: ".config", windows: "APPDATA", belowOnWindows: `AppData/Roaming`,
	})
}

// State is the directory of the state: in XDG_STATE_HOME, else in %LocalAppData% on Windows and in
// ~/.local/state elsewhere.
func State(getenv func(string) string, home string) Dir {
	return find(runtime.GOOS, getenv, home, place{
		xdg: "XDG_STATE_HOME", below: ".local/state", windows: localOnWindows, belowOnWindows: belowLocalOnWindows,
	})
}

// Cache is the directory of what can be fetched again: in XDG_CACHE_HOME, else cache in that of the
// state on Windows and in ~/.cache elsewhere.
func Cache(getenv func(string) string, home string) Dir {
	dir := find(runtime.GOOS, getenv, home, place{
		xdg: "XDG_CACHE_HOME", below: ".cache", windows: localOnWindows, belowOnWindows: belowLocalOnWindows,
	})
	if isWindows(runtime.GOOS) && dir.Path != "" && dir.Variable != "XDG_CACHE_HOME" {
		dir.Path = filepath.Join(dir.Path, "cache")
	}
	return dir
}

// HomeVariable is the environment variable that has the home directory.
func HomeVariable() string {
	if isWindows(runtime.GOOS) {
		return "USERPROFILE"
	}
	return "HOME"
}

const (
	localOnWindows      = "LOCALAPPDATA"
	belowLocalOnWindows = "AppData/Local"
)

// place is where a kind of file is: below the directory of a variable, else below the home
// directory.
type place struct{ xdg, below, windows, belowOnWindows string }

// find ignores a relative path, as the XDG Base Directory Specification asks: nothing is found by
// the working directory. XDG's variables count on Windows too, where only someone who means them
// sets them.
func find(goos string, getenv func(string) string, home string, p place) Dir {
	variables, below := []string{p.xdg}, p.below
	if isWindows(goos) {
		variables, below = append(variables, p.windows), p.belowOnWindows
	}
	for _, variable := range variables {
		if dir := getenv(variable); filepath.IsAbs(dir) {
			return Dir{Path: filepath.Join(dir, program), Variable: variable}
		}
	}
	if !filepath.IsAbs(home) {
		return Dir{}
	}
	return Dir{Path: filepath.Join(home, filepath.FromSlash(below), program)}
}

func isWindows(goos string) bool { return goos == "windows" }
