package config

import (
	"errors"
	"io/fs"
	"path/filepath"

	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/i18n"
)

// Flags gives access to the command line; the command tree implements it.
type Flags interface {
	// Lookup gives the value of a flag and whether it was given at all.
	Lookup(key string) (value string, given bool)
}

// Options are the command line and environment of this package. With a nil field nothing is read.
type Options struct {
	Flags  Flags
	Getenv func(string) string
	Home   string // the user's home directory; ignored where it is not absolute
	// Writing is called before the file is changed, once no other process can; nil: it is not.
	Writing func()
}

func (o Options) flag(key string) (string, bool) {
	if o.Flags == nil {
		return "", false
	}
	return o.Flags.Lookup(key)
}

func (o Options) env(name string) string {
	if o.Getenv == nil {
		return ""
	}
	return o.Getenv(name)
}

// Path gives the file of settings, which need not exist: --config, else LINKWANCTL_CONFIG, else
// linkwanctl/config.yaml in XDG_CONFIG_HOME, else in ~/.config. A relative XDG_CONFIG_HOME is
// ignored, as the XDG Base Directory Specification asks, and so is a relative home: nothing is
// found by the working directory.
func Path(o Options) (string, error) {
	p, wrong := locate(o)
	if wrong != nil {
		return "", refuse(wrong)
	}
	if p.path == "" {
		return "", refuse(problem("HOME", i18n.T("is not set, so there is no settings file: pass --config FILE")))
	}
	return p.path, nil
}

// place is where the file is, and which setting says so.
type place struct {
	path   string
	named  bool // by the user, so that it must be there
	origin Origin
}

func locate(o Options) (place, *Problem) {
	row, _ := find(keyConfig)
	if text, given := o.flag(keyConfig); given {
		return named(row, text, Origin{KindFlag, "--" + keyConfig})
	}
	if text := o.env(row.Env); text != "" {
		return named(row, text, Origin{KindEnv, row.Env})
	}
	if dir := o.env("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return place{path: inDirectory(dir), origin: Origin{KindEnv, "XDG_CONFIG_HOME"}}, nil
	}
	if filepath.IsAbs(o.Home) {
		return place{path: inDirectory(filepath.Join(o.Home, ".config")), origin: defaultOrigin()}, nil
	}
	return place{origin: defaultOrigin()}, nil
}

func named(row Setting, text string, origin Origin) (place, *Problem) {
	if _, f := row.examine(text); !f.rule.Empty() {
		wrong := Value{Text: text, Origin: origin, at: origin.Where}.problem(f)
		return place{origin: origin}, &wrong
	}
	return place{path: text, named: true, origin: origin}, nil
}

func inDirectory(dir string) string { return filepath.Join(dir, "linkwanctl", "config.yaml") }

// reason is an operating system's error without the path, which the message has already.
func reason(err error) i18n.Text {
	var busy *atomicfile.BusyError
	if errors.As(err, &busy) {
		return i18n.T("%s (%s)", busy, busy.Path)
	}
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return i18n.Of(pathError.Err)
	}
	return i18n.Of(err)
}
