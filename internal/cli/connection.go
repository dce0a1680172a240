package cli

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"runtime"

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
		return i18n.T("the proxy in HTTPS_PROXY needs a user and password: http://USER:PASSWORD@HOST:PORT")
	case errors.As(e, &proxy):
		return i18n.T("the proxy in HTTPS_PROXY does not reach the endpoint %s: ask its administrator, or add the host to NO_PROXY", s.endpoint)
	case errors.Is(e, api.ErrProxyURL):
		return i18n.T("set the proxy variables to http://HOST:PORT or http://USER:PASSWORD@HOST:PORT; write # as %%23 and %% as %%25")
	case errors.As(e, &name) && name.IsNotFound:
		return i18n.T("the host name does not exist: check the endpoint %s, --region and the proxy variables", s.endpoint)
	case e.Code == api.CodeTimeout:
		return i18n.T("check the network, the proxy variables and the endpoint %s, or allow more time:  %s", s.endpoint, s.app.again("--connect-timeout "+longer(s.settings.ConnectTimeout)+" --timeout "+longer(s.settings.Timeout)))
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
	case errors.As(e, &stranger) && runtime.GOOS == "windows":
		return i18n.T("this machine does not trust the certificate's authority; behind a proxy that intercepts TLS, add its CA certificate to Windows' trusted root certificates")
	case errors.As(e, &stranger):
		return i18n.T("this machine does not trust the certificate's authority; behind a proxy that intercepts TLS, set SSL_CERT_FILE to its CA certificate")
	case errors.As(e, &other):
		return i18n.T("the certificate is for another host: check the endpoint, and whether a proxy or a login page answers in its place")
	case errors.As(e, &invalid) && invalid.Reason == x509.Expired:
		return i18n.T("check this machine's clock; if it is right, the server's certificate has expired")
	case errors.As(e, &plain):
		return i18n.T("the server does not use TLS on that port: check the port of the endpoint")
	case errors.As(e, &alert) && alert.Op == "remote error":
		return i18n.T("the server ended the TLS handshake; linkwanctl needs TLS 1.2 or 1.3: check whether a proxy intercepts TLS")
	}
	return i18n.Text{}
}
