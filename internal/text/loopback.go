package text

import (
	"net"
	"strings"
)

// IsLoopback reports whether a host, a name or an address without a port or brackets, is this
// machine.
func IsLoopback(host string) bool {
	return strings.EqualFold(host, "localhost") || net.ParseIP(host).IsLoopback()
}
