package config

import (
	"errors"
	"io/fs"
	"path/filepath"

	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/userdir"
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
// config.yaml in the directory that userdir.Settings gives.
func Path(o Options) (string, error) {
	p, wrong := locate(o)
	if wrong != nil {
		return "", refuse(wrong)
	}
	if p.path == "" {
		return "", refuse(problem(userdir.HomeVariable(), i18n.T("is not set, so there is no settings file: pass --config FILE")))
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
	p := place{origin: defaultOrigin()}
	dir := userdir.Settings(o.env, o.Home)
	if dir.Path != "" {
		p.path = filepath.Join(dir.Path, "config.yaml")
	}
	if dir.Variable != "" {
		p.origin = Origin{KindEnv, dir.Variable}
	}
	return p, nil
}

func named(row Setting, text string, origin Origin) (place, *Problem) {
	if _, f := row.examine(text); !f.rule.Empty() {
		wrong := Value{Text: text, Origin: origin, at: origin.Where}.problem(f)
		return place{origin: origin}, &wrong
	}
	return place{path: text, named: true, origin: origin}, nil
}

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
