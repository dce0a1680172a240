package config

import "linkwanctl/internal/i18n"

// The kinds of origin, the most specific first.
const (
	KindFlag    = "flag"
	KindEnv     = "env"
	KindContext = "context"
	KindFile    = "file"
	KindDefault = "default"
)

// Origin says where a value comes from. A value that follows from another one ("from region") has
// that one's kind.
type Origin struct {
	Kind  string
	Where string // "--region", "LINKWANCTL_REGION", "context prod (/path/config.yaml:7)", "/path/config.yaml:2", "default"
}

func defaultOrigin() Origin { return Origin{KindDefault, i18n.N("default")} }

// rank orders the layers: a higher one wins.
func (o Origin) rank() int {
	switch o.Kind {
	case KindFlag:
		return 4
	case KindEnv:
		return 3
	case KindContext:
		return 2
	case KindFile:
		return 1
	}
	return 0
}

// Value is a setting's value, normalised, and its origin.
type Value struct {
	Key    string
	Text   string
	Origin Origin

	at string // where a problem with it is reported
}

func (v Value) problem(f flaw) Problem {
	p := f.problem(v.at, v.Text)
	p.FromFlag = v.Origin.Kind == KindFlag
	return p
}
