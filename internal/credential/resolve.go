// Package credential finds the one identity that linkwanctl signs with, and fetches its keys.
//
// It owns the order in which sources are looked at, the rule that a source which is named or
// present is used or refused but never passed over, and the promise that no key, secret or token
// reaches an error, a log or a terminal. It builds on the providers of credentials-go without its
// default chain, whose errors quote whole files and whose mistakes fall through to another
// identity. It does not sign, does not talk to Link WAN, and never writes a file: logging in and
// renewing what is stored belongs to the aliyun CLI.
package credential

import (
	"errors"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
	"linkwanctl/internal/userdir"
)

// Options are what Resolve works from. The zero value of each means: no profile was named, the
// process's environment, the user's home directory, the system's clock.
type Options struct {
	// Profile is a profile of the aliyun CLI that the user named for linkwanctl itself. Then it is
	// used and nothing else. ProfileOrigin says where it was named, for errors: "--profile".
	Profile       string
	ProfileOrigin string

	Getenv func(string) string
	Home   string
	Now    func() time.Time
	// Proxy finds the proxy of a request; its error is reported if keys must be fetched over the
	// network. The default is http.ProxyFromEnvironment.
	Proxy func(*http.Request) (*url.URL, error)

	wire wire
}

// wire says where the library's calls go instead of the vendor's own hosts: tests point it to
// loopback. An empty field is the vendor's.
type wire struct{ stsEndpoint, oauthURL, metadataProxy string }

// resolver looks for a source once and remembers what it saw.
type resolver struct {
	Options
	looks    []Look
	warnings []i18n.Text
	secrets  *secret.Masker
}

func newResolver(o Options) *resolver {
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Home == "" {
		o.Home = o.Getenv(userdir.HomeVariable()) // as the vendor's library has it
	}
	return &resolver{Options: o, secrets: &secret.Masker{}}
}

// Resolve decides which source the credentials come from. It reads the environment and files; it
// sends nothing and runs nothing. A named profile is used alone; otherwise the first of these that
// is named or present wins: key variables, OIDC variables, the aliyun CLI's config.json, the ini
// file ~/.alibabacloud/credentials, a credentials URI, the instance's role. Every error is an
// *Error with CodeNoCredentials or CodeInvalidCredentials.
func Resolve(o Options) (*Source, error) {
	r := newResolver(o)
	found, err := r.find()
	if err != nil {
		var e *Error
		if errors.As(err, &e) {
			e.Looks = r.looks
		}
		return nil, err
	}
	return newSource(r, found), nil
}

func (r *resolver) find() (*recipe, error) {
	if r.Profile != "" {
		return r.namedProfile()
	}
	for _, step := range []func() (*recipe, error){
		r.environment, r.oidcVariables, r.implicitProfile, r.credentialsFile, r.uriVariable, r.metadataVariable,
	} {
		if found, err := step(); found != nil || err != nil {
			return found, err
		}
	}
	none := &Error{Code: CodeNoCredentials, Message: i18n.T("no credentials found")}
	return nil, none.hint("set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or pass --profile NAME")
}

// look records a place that was looked at and not used.
func (r *resolver) look(place string, found i18n.Text) {
	r.looks = append(r.looks, Look{Place: place, Found: found})
}

// settle records the result for a place that was named or present.
func (r *resolver) settle(place string, found i18n.Text, got *recipe, err error) (*recipe, error) {
	if err != nil {
		r.look(place, i18n.T("invalid"))
		return nil, err
	}
	r.looks = append(r.looks, Look{Place: place, Found: found, Used: true})
	return got, nil
}

func (r *resolver) env(name string) string { return trimmed(r.Getenv(name)) }

// enabled reads a switch the way the vendor's library does.
func (r *resolver) enabled(name string) bool { return strings.EqualFold(r.env(name), "true") }
