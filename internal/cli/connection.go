package cli

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"

	"linkwanctl/internal/api"
)

// unsentHint says what to do if there was no connection, or one that could not be trusted.
func (s *session) unsentHint(e *api.Error) string {
	if hint := tlsHint(e); hint != "" {
		return hint
	}
	var proxy api.ProxyRefusal
	var name *net.DNSError
	switch {
	case errors.As(e, &proxy) && proxy.HTTPStatus == http.StatusProxyAuthRequired:
		return "the proxy of HTTPS_PROXY wants user and password: http://USER:PASSWORD@HOST:PORT"
	case errors.As(e, &proxy):
		return fmt.Sprintf("the proxy of HTTPS_PROXY does not lead to the endpoint %s: ask who runs it, or name the host in NO_PROXY", s.endpoint)
	case errors.Is(e, api.ErrProxyURL):
		return "set the proxy variables to http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, with %23 for a # and %25 for a % in them"
	case errors.As(e, &name) && name.IsNotFound:
		return fmt.Sprintf("the name does not exist: check the endpoint %s, the  --region  and the proxy variables", s.endpoint)
	case e.Code == api.CodeTimeout:
		return fmt.Sprintf("check the network, the proxy variables and the endpoint %s, or give it more time with  --connect-timeout  and  --timeout", s.endpoint)
	}
	return fmt.Sprintf("check the network, the proxy variables and the endpoint %s", s.endpoint)
}

// tlsHint is for a TLS failure, "" for any other.
func tlsHint(e *api.Error) string {
	var stranger x509.UnknownAuthorityError
	var other x509.HostnameError
	var invalid x509.CertificateInvalidError
	var plain tls.RecordHeaderError
	var alert *net.OpError
	switch {
	case errors.As(e, &stranger):
		return "this machine does not trust the certificate's authority: where a proxy of yours opens TLS, name its authority's file in SSL_CERT_FILE"
	case errors.As(e, &other):
		return "what answers there is not the server of the endpoint: check its name, and whether a proxy or a log-in page is in between"
	case errors.As(e, &invalid) && invalid.Reason == x509.Expired:
		return "compare the clock of this machine; where it is right, the server's certificate has run out"
	case errors.As(e, &plain):
		return "the server speaks no TLS there: check the port of the endpoint"
	case errors.As(e, &alert) && alert.Op == "remote error":
		return "the server ended the TLS handshake, for which it needs TLS 1.2 or 1.3: check whether a proxy opens TLS"
	}
	return ""
}
