package cli

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

// unsentHint says what to do if there was no connection, or one that could not be trusted.
func (s *session) unsentHint(e *api.Error) i18n.Text {
	if hint := tlsHint(e); !hint.Empty() {
		return hint
	}
	var proxy api.ProxyRefusal
	var name *net.DNSError
	switch {
	case errors.As(e, &proxy) && proxy.HTTPStatus == http.StatusProxyAuthRequired:
		return i18n.T("the proxy of HTTPS_PROXY wants user and password: http://USER:PASSWORD@HOST:PORT")
	case errors.As(e, &proxy):
		return i18n.T("the proxy of HTTPS_PROXY does not lead to the endpoint %s: ask who runs it, or name the host in NO_PROXY", s.endpoint)
	case errors.Is(e, api.ErrProxyURL):
		return i18n.T("set the proxy variables to http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, with %%23 for a # and %%25 for a %% in them")
	case errors.As(e, &name) && name.IsNotFound:
		return i18n.T("the name does not exist: check the endpoint %s, the  --region  and the proxy variables", s.endpoint)
	case e.Code == api.CodeTimeout:
		return i18n.T("check the network, the proxy variables and the endpoint %s, or give it more time with  --connect-timeout  and  --timeout", s.endpoint)
	}
	return i18n.T("check the network, the proxy variables and the endpoint %s", s.endpoint)
}

// tlsHint is for a TLS failure, "" for any other.
func tlsHint(e *api.Error) i18n.Text {
	var stranger x509.UnknownAuthorityError
	var other x509.HostnameError
	var invalid x509.CertificateInvalidError
	var plain tls.RecordHeaderError
	var alert *net.OpError
	switch {
	case errors.As(e, &stranger):
		return i18n.T("this machine does not trust the certificate's authority: where a proxy of yours opens TLS, name its authority's file in SSL_CERT_FILE")
	case errors.As(e, &other):
		return i18n.T("what answers there is not the server of the endpoint: check its name, and whether a proxy or a log-in page is in between")
	case errors.As(e, &invalid) && invalid.Reason == x509.Expired:
		return i18n.T("compare the clock of this machine; where it is right, the server's certificate has run out")
	case errors.As(e, &plain):
		return i18n.T("the server speaks no TLS there: check the port of the endpoint")
	case errors.As(e, &alert) && alert.Op == "remote error":
		return i18n.T("the server ended the TLS handshake, for which it needs TLS 1.2 or 1.3: check whether a proxy opens TLS")
	}
	return i18n.Text{}
}
