//go:build unix

package main

import "crypto/tls"

const proxyPassword = "test-proxy-password"

type authority struct {
	certificate tls.Certificate
	newest      uint16
}
