package cli

import (
	"path/filepath"

	"linkwanctl/internal/userdir"
)

// settingsIn is the settings file of a user with that home directory and no variables.
func settingsIn(home string) string {
	return filepath.Join(userdir.Settings(noVariables, home).Path, "config.yaml")
}

// stateIn is the directory of the state.
func stateIn(home string) string { return userdir.State(noVariables, home).Path }

// cacheIn is the directory of the cache.
func cacheIn(home string) string { return userdir.Cache(noVariables, home).Path }

func noVariables(string) string { return "" }
