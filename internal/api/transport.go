package api

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"
)

// newTransport makes the connections: within the connect time-out (see dialWithin), through the
// proxy that the environment names (which net/http never asks for a loopback host), in HTTP/1.1,
// with TLS 1.2 at least. Compression is off: an answer's size is what is read.
func newTransport(connectTimeout time.Duration) *http.Transport {
	t := &http.Transport{
		Proxy:               EnvironmentProxy(os.Getenv),
		DialContext:         dialWithin(connectTimeout),
		TLSHandshakeTimeout: connectTimeout,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
		DisableCompression:  true,
		MaxIdleConnsPerHost: 8, // a batch keeps several calls in flight
		IdleConnTimeout:     30 * time.Second,
		// The service's header has some hundred bytes; net/http would read 10 MiB.
		MaxResponseHeaderBytes: 256 << 10,
		Protocols:              new(http.Protocols),
		OnProxyConnectResponse: func(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
			if answer.StatusCode != http.StatusOK {
				return ProxyRefusal{answer.StatusCode}
			}
			return nil
		},
	}
	t.Protocols.SetHTTP1(true)
	return t
}

// LoadRoots begins to read the certificates that the system trusts, if the endpoint needs them, and
// does not wait: they are read once in a process, and take longer than all that comes before the
// first handshake.
func (e Endpoint) LoadRoots() {
	if e.Scheme == "https" {
		go func() { _, _ = x509.SystemCertPool() }()
	}
}

// dialWithin gives the function that dials. The connection has a deadline, which bounds what a
// SOCKS or HTTP proxy says before the request, as net/http itself does not; send lifts it when the
// request may leave.
func dialWithin(connectTimeout time.Duration) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, connectTimeout)
		defer cancel()
		connection, err := new(net.Dialer).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		deadline, _ := ctx.Deadline()
		_ = connection.SetDeadline(deadline) // it fails only on a closed connection
		return connection, nil
	}
}

// isLasting reports whether waiting does not help: the host does not exist, the proxy refuses, or
// the connection was made and cannot be trusted.
func isLasting(err error) bool {
	var name *net.DNSError
	if errors.As(err, &name) && name.IsNotFound {
		return true
	}
	var invalid *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var record tls.RecordHeaderError
	var alert *net.OpError
	if errors.As(err, &alert) && alert.Op == "remote error" { // the server ended the TLS handshake
		return true
	}
	var proxy ProxyRefusal
	if errors.As(err, &proxy) && proxy.HTTPStatus < http.StatusInternalServerError || errors.Is(err, ErrProxyURL) {
		return true
	}
	return errors.As(err, &invalid) || errors.As(err, &unknown) || errors.As(err, &record)
}
