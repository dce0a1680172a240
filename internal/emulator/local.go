package emulator

import (
	"net"
	"net/http"
	"strings"

	"linkwanctl/internal/text"
)

// serveLocal is ServeHTTP for this machine's own programs only.
func (s *Server) serveLocal(w http.ResponseWriter, r *http.Request) {
	refused := refuseWebPages(r)
	if refused == nil && s.secret != "" && r.URL.Path == proofPath {
		s.prove(w, r)
		return
	}
	s.respond(w, r, refused)
}

// refuseWebPages refuses what a page in this machine's browser sends. The keys are public, so that
// any page could sign a request. A browser adds Origin or Sec-Fetch-Site, whatever the page wants;
// a page whose host name was made to point at loopback (DNS rebinding) still sends that name as
// Host.
func refuseWebPages(r *http.Request) error {
	for _, name := range []string{"Origin", "Sec-Fetch-Site"} {
		if len(r.Header.Values(name)) > 0 {
			return forbidden("The header " + name + " comes from a web browser; web pages cannot use the emulator.")
		}
	}
	if !isLoopbackHost(r.Host) {
		return forbidden("The host is not a loopback one; use 127.0.0.1, localhost or [::1].")
	}
	return nil
}

func forbidden(message string) error {
	return &failure{http.StatusForbidden, codeWebPage, message, nil}
}

// isLoopbackHost takes a Host header: a name or an address, with or without a port.
func isLoopbackHost(host string) bool {
	name := host
	if withoutPort, _, err := net.SplitHostPort(host); err == nil {
		name = withoutPort
	} else if inner, bracketed := strings.CutPrefix(host, "["); bracketed {
		name = strings.TrimSuffix(inner, "]")
	}
	return text.IsLoopback(name)
}
