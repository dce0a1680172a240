package config

import (
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/viper"

	"linkwanctl/internal/i18n"
)

// Load reads every layer and reports everything that is wrong at once, in an *Error. It returns a
// Config even then, with the valid settings and defaults for the rest, so that an error can be
// shown in the requested format and colour.
func Load(o Options) (*Config, error) {
	rows := Table()
	c := &Config{rows: rows, values: viper.New()}
	defaults(c.values, rows)
	flags, problems := flagLayer(o, rows)
	env, wrong := envLayer(o, rows)
	problems = append(problems, wrong...)
	file, wrong := c.readFile(o)
	problems = append(problems, wrong...)
	c.file = file

	problems = append(problems, c.merge(flags, env, file)...)
	problems = append(problems, c.settleDestination()...)
	if c.text(keyLang) == "" {
		c.keep(Value{Key: keyLang, Text: i18n.OfLocale(o.env), Origin: Origin{KindDefault, i18n.N("locale")}})
	}
	return c, asError(problems)
}

// Lang gives the language that a page of help is in, where neither a flag nor a variable says it: that
// of the settings file as far as it can be read, else the locale's. Without a file nothing is loaded.
func Lang(o Options) string {
	if p, _ := locate(o); p.path != "" {
		if _, err := os.Stat(p.path); !errors.Is(err, fs.ErrNotExist) {
			c, _ := Load(o)
			return c.Settings().Lang
		}
	}
	return i18n.OfLocale(o.env)
}

// readFile returns the document; an empty one if there is no file or it cannot be read.
func (c *Config) readFile(o Options) (*document, []Problem) {
	p, problem := locate(o)
	c.keep(Value{Key: keyConfig, Text: p.path, Origin: p.origin})
	if problem != nil {
		return nil, []Problem{*problem}
	}
	if p.path == "" {
		return readDocument("", nil, c.rows), nil
	}
	data, warning, problem := readFile(p, p.named)
	if problem != nil {
		return nil, []Problem{*problem}
	}
	c.warn(warning)
	document, problem := parse(p.path, data)
	if problem != nil {
		return nil, []Problem{*problem}
	}
	d := readDocument(p.path, rootOf(document), c.rows)
	return d, d.problems
}

// merge hands the layers to viper: file, context and environment, the lowest first, are its config,
// flags its overrides. A nil document could not be read, so its contexts are unknown.
func (c *Config) merge(flags, env layer, file *document) []Problem {
	var problems []Problem
	if file != nil {
		problems = append(dropUnknownContext(flags, file), dropUnknownContext(env, file)...)
		c.mergeLayer(file.top)
		c.mergeLayer(contextLayer(file, chosenContext(flags, env, file.top)))
	}
	c.mergeLayer(env)
	for key, value := range flags {
		c.values.Set(key, value)
	}
	return problems
}

func (c *Config) mergeLayer(l layer) {
	// viper only returns an error here because of its interface: merging maps cannot fail.
	_ = c.values.MergeConfigMap(l)
}

func dropUnknownContext(l layer, file *document) []Problem {
	named, given := l[keyContext].(Value)
	if !given || named.Text == "" || file.contexts[named.Text] != nil {
		return nil
	}
	delete(l, keyContext)
	return []Problem{named.problem(unknownContext(file.path, named.Text, file.names))}
}

func chosenContext(highestFirst ...layer) string {
	for _, l := range highestFirst {
		if named, given := l[keyContext].(Value); given {
			return named.Text
		}
	}
	return ""
}
