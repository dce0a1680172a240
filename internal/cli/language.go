package cli

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// The language that people are spoken to in: --lang, LINKWANCTL_LANG, lang of the settings file,
// else the locale. Documents and CSV never change with it; the messages in an error's document do
// where --lang is given.

// speech is the language of one run, which the goroutine of a signal may ask for too.
type speech struct {
	mu    sync.Mutex
	known string // "" until it is settled
}

func (s *speech) set(language string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known = language
}

func (s *speech) get() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known
}

// language is what people are spoken to in. Without a session it is read from the arguments, which
// may not parse, from the environment and from the settings file.
func (a *app) language() *i18n.Catalogue {
	language := a.speech.get()
	if language == "" {
		if language = a.languageGiven(); language == "" {
			language = config.Lang(config.Options{Getenv: a.Getenv, Home: a.Home})
		}
		a.speech.set(language)
	}
	return i18n.In(language)
}

// languageAtOnce is language without a look into the settings file.
func (a *app) languageAtOnce() *i18n.Catalogue {
	for _, language := range []string{a.speech.get(), a.languageGiven(), i18n.OfLocale(a.Getenv)} {
		if language != "" {
			return i18n.In(language)
		}
	}
	return nil
}

// languageGiven is the language of the arguments, else of the environment; "" for none or an unknown
// one.
func (a *app) languageGiven() string {
	for _, language := range []string{a.wanted.lang, a.Getenv("LINKWANCTL_LANG")} {
		if language = strings.ToLower(language); i18n.In(language) != nil || language == i18n.English {
			return language
		}
	}
	return ""
}

// documentLanguage is that of the messages in an error's document: scripts look for the English
// ones unless the command line asks for others.
func (a *app) documentLanguage() *i18n.Catalogue { return i18n.In(strings.ToLower(a.wanted.lang)) }

// say gives a text for a table's cell or for a line that a person reads. A cell that ends up in an
// error's document is in the language of that.
func (s *session) say(t i18n.Text) string {
	if output.Form(s.settings.Output).Documents() {
		return s.app.documentLanguage().Say(t)
	}
	return s.app.language().Say(t)
}

// offerLanguage is the context's key of the catalogue that completion uses.
type offerLanguage struct{}

// offered is the catalogue for what completion tells of values.
func offered(cmd *cobra.Command) *i18n.Catalogue {
	language, _ := cmd.Context().Value(offerLanguage{}).(*i18n.Catalogue)
	return language
}

// translateOffers says what completion tells of commands and flags, and gives a context with the
// catalogue for what it tells of values. A key press does not wait for the settings file.
func (a *app) translateOffers(ctx context.Context, root *cobra.Command) context.Context {
	if len(a.Args) == 0 || a.Args[0] != cobra.ShellCompRequestCmd {
		return ctx
	}
	language := a.languageAtOnce()
	if language == nil {
		return ctx
	}
	said := map[*pflag.Flag]bool{}
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		translate(cmd, language, said)
		for _, child := range cmd.Commands() {
			walk(child)
		}
	}
	walk(root)
	return context.WithValue(ctx, offerLanguage{}, language)
}

// translate says a command's help in the language: its own texts, those of its flags, and the
// summaries of the commands below it. A flag may be in several sets: said are those already translated.
func translate(cmd *cobra.Command, c *i18n.Catalogue, said map[*pflag.Flag]bool) {
	cmd.Long = c.Paragraphs(cmd.Long)
	for _, child := range slices.Concat(cmd.Commands(), []*cobra.Command{cmd}) {
		child.Short = c.Exact(child.Short)
	}
	for _, group := range cmd.Groups() {
		group.Title = c.Exact(group.Title)
	}
	translateFlags(cmd, c, said)
}

func translateFlags(cmd *cobra.Command, c *i18n.Catalogue, said map[*pflag.Flag]bool) {
	for _, set := range []*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags(), cmd.InheritedFlags()} {
		set.VisitAll(func(f *pflag.Flag) {
			switch {
			case said[f]:
			case f.Name == "help":
				f.Usage = c.Say(i18n.T("help for %s", cmd.Name()))
			default:
				f.Usage = c.Exact(f.Usage)
			}
			said[f] = true
		})
	}
}
