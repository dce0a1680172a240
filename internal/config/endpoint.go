package config

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

var hostLabel = text.Pattern(`^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?$`)

// endpointDefault means the endpoint of the region, whatever lower layers say.
const endpointDefault = "default"

// checkEndpoint accepts host, host:port or an http(s) URL of them. Only this machine may be called
// without TLS. A value that may contain a password or a token is not repeated.
func checkEndpoint(given string) (string, flaw) {
	if given == endpointDefault {
		return "", flaw{}
	}
	if addr, err := netip.ParseAddr(given); err == nil && addr.Is6() && addr.Zone() == "" {
		return "", flaw{rule: i18n.T("is an IPv6 address without brackets"), suggestion: "[" + given + "]"}
	}
	if strings.Contains(given, "@") {
		return "", flaw{rule: i18n.T("contains a user or a password: give only the host"), hidden: true}
	}
	if strings.ContainsAny(given, "?#") {
		return "", flaw{rule: i18n.T("has a query or a fragment: give only the host"), hidden: true}
	}
	u, ok := parseEndpoint(given)
	switch {
	case !ok || !wellFormedHost(u.Hostname()) || !wellFormedPort(u):
		return "", flaw{rule: i18n.T("must be a host, host:port or URL")}
	case u.Scheme != "https" && u.Scheme != "http":
		return "", flaw{rule: i18n.T("must be an https or http URL")}
	case u.Scheme == "http" && !text.IsLoopback(u.Hostname()):
		return "", flaw{rule: i18n.T("must use https; http works only for this machine")}
	case u.Path != "" && u.Path != "/":
		return "", flaw{rule: i18n.T("has a path: give only the host"), suggestion: strings.TrimSuffix(given, u.EscapedPath())}
	}
	return given, flaw{}
}

func parseEndpoint(text string) (*url.URL, bool) {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Opaque != "" {
		return nil, false
	}
	return u, true
}

func wellFormedHost(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	if len(host) > 253 {
		return false
	}
	for label := range strings.SplitSeq(host, ".") {
		if len(label) > 63 || !hostLabel().MatchString(label) {
			return false
		}
	}
	return true
}

func wellFormedPort(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && n > 0
}

// regionOf gives the region that a well-formed endpoint of the cloud names
// (linkwan-vpc.cn-shanghai.aliyuncs.com), or "": an emulator, a gateway or an address belongs to no
// region.
func regionOf(endpoint string) string {
	u, ok := parseEndpoint(endpoint)
	if !ok {
		return ""
	}
	labels := strings.Split(strings.ToLower(u.Hostname()), ".")
	if len(labels) != 4 || labels[2] != "aliyuncs" || labels[3] != "com" || !regionName().MatchString(labels[1]) {
		return ""
	}
	return labels[1]
}

func endpointOf(region string) string { return "linkwan." + region + ".aliyuncs.com" }
