package credential

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/aliyun/credentials-go/credentials/providers"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
	"linkwanctl/internal/text"
)

// Source is the identity that Resolve chose. Its methods may be called from several goroutines; it
// prints as its name and detail alone.
type Source struct {
	Name   string // environment, oidc, profile, credentials-file, credentials-uri or ecs-metadata
	Detail string // in English: the variable, or the profile with its mode and file; no secret

	Described i18n.Text // Detail, in any language

	Profile string // the profile's or section's name; empty if the source has none
	Mode    string // the mode, as the aliyun CLI or the ini file spells it; empty if there is none
	File    string // the file's path; empty if there is none

	recipe   *recipe
	looks    []Look
	warnings []i18n.Text
	now      func() time.Time
	secrets  *secret.Masker

	turn     chan struct{} // one Fetch at a time: the library's providers are not safe for more
	fetch    *fetchState
	provider providers.CredentialsProvider
}

func newSource(r *resolver, found *recipe) *Source {
	return &Source{
		Name: found.Name, Detail: text.Cut(found.Detail.String(), maxForeign), Described: found.Detail.Mapped(func(s string) string { return text.Cut(s, maxForeign) }), Profile: found.Profile, Mode: found.Mode, File: found.File,
		recipe: found, looks: r.looks, warnings: r.warnings, now: r.Now, secrets: r.secrets, turn: make(chan struct{}, 1),
	}
}

// String is the name and the detail: "profile prod (AK) in ~/.aliyun/config.json".
func (s *Source) String() string { return s.Name + " " + s.Detail }

func (s *Source) named() i18n.Text { return i18n.T("%s %s", s.Name, s.Described) }

// GoString is String, so that %#v shows no secret.
func (s *Source) GoString() string { return s.String() }

// Format writes String for every verb.
func (s *Source) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// Looks are the places that were looked at, in order; the last one is the source itself.
func (s *Source) Looks() []Look { return slices.Clone(s.looks) }

// Warnings say what the user should correct although the source can be used: a file of keys that
// other users can read.
func (s *Source) Warnings() []i18n.Text { return slices.Clone(s.warnings) }

// Secrets masks the keys that are found and fetched, and the secrets that they are requested with.
func (s *Source) Secrets() *secret.Masker { return s.secrets }

// Static gives the credentials that are known without sending or running anything: keys in the
// environment or a file, unless they have expired.
func (s *Source) Static() (secret.Credential, bool) { return s.recipe.known(s.now(), false) }

// Expires is when the stored credentials end, false where nothing says so.
func (s *Source) Expires() (time.Time, bool) { return s.recipe.until, !s.recipe.until.IsZero() }

// Fetch gives the credentials to sign with, asking for them where they are not known or expire
// within three minutes. With refresh it asks for new ones in any case, for temporary keys that the
// service calls expired; keys in a file or variable do not change. Cancelling the context returns
// at once with its error; a command that was running has ended by then. Every other error is an
// *Error with CodeCredentialsUnavailable or, for a login that has expired since Resolve,
// CodeInvalidCredentials.
func (s *Source) Fetch(ctx context.Context, refresh bool) (secret.Credential, error) {
	if err := ctx.Err(); err != nil {
		return secret.Credential{}, err
	}
	if c, ok := s.recipe.known(s.now(), refresh); ok {
		return c, nil
	}
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return secret.Credential{}, ctx.Err()
	}
	if s.provider == nil || refresh {
		if err := s.renew(refresh); err != nil {
			return secret.Credential{}, s.asError(err)
		}
	}
	return s.ask(ctx)
}

// renew makes a provider that has fetched nothing yet.
func (s *Source) renew(refresh bool) error {
	if s.recipe.make == nil {
		return &Error{Code: CodeInvalidCredentials, Message: i18n.T("%s: the stored credentials have expired", s.named())}
	}
	s.fetch = &fetchState{fresh: refresh, now: s.now}
	provider, err := s.recipe.make(s.fetch)
	s.provider = provider
	if err != nil {
		s.provider = nil
	}
	return err
}

// ask waits for the library or the context, whichever is first. A cancelled call still uses its
// provider, so the next Fetch makes a new one.
func (s *Source) ask(ctx context.Context) (secret.Credential, error) {
	type answer struct {
		keys *providers.Credentials
		err  error
	}
	s.fetch.ctx = ctx
	done := make(chan answer, 1)
	go func(p providers.CredentialsProvider) {
		keys, err := p.GetCredentials()
		done <- answer{keys, err}
	}(s.provider)
	select {
	case <-ctx.Done():
		s.fetch.wait()
		s.provider = nil
		return secret.Credential{}, ctx.Err()
	case got := <-done:
		if got.err == nil {
			return secret.New(got.keys.AccessKeyId, got.keys.AccessKeySecret, got.keys.SecurityToken), nil
		}
		s.provider = nil
		if err := ctx.Err(); err != nil {
			return secret.Credential{}, err
		}
		return secret.Credential{}, s.asError(got.err)
	}
}

// asError turns any error into an *Error, and adds what was looked at.
func (s *Source) asError(err error) error {
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Code: CodeCredentialsUnavailable, Message: i18n.T("%s: %s", s.named(), foreign(s.secrets, err.Error()))}
	}
	complete := *e
	complete.Looks = s.Looks()
	return &complete
}
