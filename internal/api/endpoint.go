package api

import (
	"net/url"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// Endpoint is where the service answers.
type Endpoint struct {
	Scheme string // https, or http for a loopback host
	Host   string // host or host:port, lower case
}

// ParseEndpoint reads a host, host:port or URL; https where it names no scheme. Plain http is for a
// loopback host only: elsewhere the signature and the parameters would be sent unencrypted.
func ParseEndpoint(given string) (Endpoint, error) {
	if !strings.Contains(given, "://") {
		given = "https://" + given
	}
	u, err := url.Parse(given)
	if err != nil {
		return Endpoint{}, i18n.Errorf("must be a host, host:port or URL")
	}
	scheme := strings.ToLower(u.Scheme)
	switch {
	case scheme != "https" && scheme != "http":
		return Endpoint{}, i18n.Errorf("must start with https:// or http://")
	case u.User != nil:
		return Endpoint{}, i18n.Errorf("must not have a user name")
	case u.Hostname() == "" || strings.ContainsAny(u.Host, " \\"):
		return Endpoint{}, i18n.Errorf("has no host")
	case strings.Contains(u.Host, "%"):
		return Endpoint{}, i18n.Errorf("must not have a zone or an escape in its host")
	case u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "":
		return Endpoint{}, i18n.Errorf("must be a host only, without a path or query")
	case scheme == "http" && !text.IsLoopback(u.Hostname()):
		return Endpoint{}, i18n.Errorf("must use https; http works only for this machine")
	}
	// The signed host must be what net/http sends, which drops an empty port.
	return Endpoint{Scheme: scheme, Host: strings.TrimSuffix(strings.ToLower(u.Host), ":")}, nil
}

// ofLinkWAN are the names of the service in a region, and in a VPC there. Other names under
// aliyuncs.com are given to customers too.
var ofLinkWAN = text.Pattern(`^linkwan(-vpc)?\.[a-z0-9-]+\.aliyuncs\.com$`)

// IsOwn reports whether the host is Link WAN's own, or this machine.
func (e Endpoint) IsOwn() bool {
	host := (&url.URL{Host: e.Host}).Hostname()
	return text.IsLoopback(host) || ofLinkWAN().MatchString(host)
}

func (e Endpoint) url() string { return e.Scheme + "://" + e.Host + "/" }

// String gives the endpoint as a URL.
func (e Endpoint) String() string { return e.Scheme + "://" + e.Host }
