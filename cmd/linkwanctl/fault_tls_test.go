//go:build unix && !darwin

package main

import (
	"crypto/tls"
	"io"
	"net"
	"testing"
	"time"
)

// TestTLSFaults takes twice the patience of a connection: it comes about and is not to be trusted.
// A trusted one is the control that the others fail for the right reason.
func TestTLSFaults(t *testing.T) {
	t.Parallel()
	testFaults(t, tlsFaults())
}

func tlsFaults() []fault {
	two := []string{"--max-attempts", "2"}
	secure := func(s security) world { return world{security: &s} }
	sound := security{host: "127.0.0.1", life: time.Hour, newest: tls.VersionTLS13, trusted: true}
	stranger, wrongName, expired, old := sound, sound, sound, sound
	stranger.trusted = false
	wrongName.host = "other.example.invalid"
	expired.life = -time.Minute
	old.newest = tls.VersionTLS11
	plain := world{arrange: func(s *faultyService) []string { return []string{"LINKWANCTL_ENDPOINT=https://" + s.address} }}
	return []fault{
		{name: "tls-sound", world: secure(sound), want: done(1)},
		{name: "tls-unknown-authority", world: secure(stranger), want: unsent("ConnectionFailed", 1, "signed by unknown authority", "SSL_CERT_FILE")},
		{name: "tls-wrong-host", world: secure(wrongName), want: unsent("ConnectionFailed", 1, "x509", "the certificate is for another host")},
		{name: "tls-expired", world: secure(expired), want: unsent("ConnectionFailed", 1, "certificate has expired", "this machine's clock")},
		{name: "tls-old", world: secure(old), want: unsent("ConnectionFailed", 1, "protocol version", "TLS 1.2")},
		{name: "tls-plain-http", world: plain, want: unsent("ConnectionFailed", 1, "does not look like a TLS handshake", "does not use TLS")},
		{name: "tls-reset-once", raw: resetAfter(1), times: 1, world: secure(sound), want: done(2)},
		{name: "tls-reset", raw: resetAfter(1), world: secure(sound), flags: two, want: unsent("ConnectionFailed", 2, "connection reset", "check the network")},
		{name: "tls-silent", raw: swallow, world: secure(sound), flags: append(two, "--connect-timeout", patience), want: unsent("Timeout", 2, "timed out while connecting", "--connect-timeout")},
	}
}

// swallow reads whatever comes and says nothing.
func swallow(_ *faultyService, c net.Conn) { _, _ = io.Copy(io.Discard, c) }
