package config

import (
	"maps"

	"github.com/spf13/viper"

	"linkwanctl/internal/i18n"
)

// defaults is the lowest layer: every setting has a value there, if only an empty one.
func defaults(v *viper.Viper, rows []Setting) {
	for _, row := range rows {
		v.SetDefault(row.Key, Value{Key: row.Key, Text: row.Default, Origin: defaultOrigin()})
	}
}

// flagLayer reads the command line.
func flagLayer(o Options, rows []Setting) (layer, []Problem) {
	found, problems := gather(rows, KindFlag, func(row Setting) (string, string, bool) {
		text, given := o.flag(row.Key)
		return text, "--" + row.Key, given
	})
	for _, row := range rows {
		if text, given := o.flag(row.OffFlag); row.OffFlag == "" || !given || text != "true" {
			continue
		}
		off := Value{Key: row.Key, Origin: Origin{KindFlag, "--" + row.OffFlag}, at: "--" + row.OffFlag}
		if _, both := o.flag(row.Key); both {
			problems = append(problems, off.problem(flaw{rule: i18n.T("cannot be used with --%s", row.Key)}))
			continue
		}
		found[row.Key] = off
	}
	return found, problems
}

// envLayer reads the environment, where empty means not set.
func envLayer(o Options, rows []Setting) (layer, []Problem) {
	return gather(rows, KindEnv, func(row Setting) (string, string, bool) {
		text := o.env(row.Env)
		return text, row.Env, text != ""
	})
}

func gather(rows []Setting, kind string, look func(Setting) (text, where string, given bool)) (layer, []Problem) {
	found := layer{}
	var problems []Problem
	for _, row := range rows {
		text, where, given := look(row)
		if !given || row.Key == keyConfig {
			continue
		}
		normal, f := row.examine(text)
		value := Value{Key: row.Key, Text: normal, Origin: Origin{kind, where}, at: where}
		if !f.rule.Empty() {
			value.Text = text
			problems = append(problems, value.problem(f))
			continue
		}
		found[row.Key] = value
	}
	return found, problems
}

// contextLayer gives what a context says. A context that sets a region does not inherit the
// endpoint of the file's top level, which belongs to another destination.
func contextLayer(d *document, name string) layer {
	found := maps.Clone(d.contexts[name]) // Contexts shows what the file says
	if found == nil {
		return layer{}
	}
	region, hasRegion := found[keyRegion].(Value)
	if _, hasEndpoint := found[keyEndpoint]; hasRegion && !hasEndpoint {
		found[keyEndpoint] = Value{Key: keyEndpoint, Origin: region.Origin, at: region.at}
	}
	return found
}
