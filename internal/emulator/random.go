package emulator

import (
	"encoding/binary"
	"fmt"
	"io"
	"sync"
)

// random draws from a source that need not be safe for concurrent use. A source that fails gives
// zeros: an answer without a request ID would be worse.
type random struct {
	mu     sync.Mutex
	source io.Reader
}

func (r *random) bytes() (b [16]byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, err := io.ReadFull(r.source, b[:]); err != nil {
		return [16]byte{}
	}
	return b
}

// requestID gives a random UUID (RFC 9562, version 4) in upper case, the form of the service's
// request IDs.
func (r *random) requestID() string {
	b := r.bytes()
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%X-%X-%X-%X-%X", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// percent gives a number from 0 up to, not including, 100.
func (r *random) percent() float64 {
	b := r.bytes()
	return float64(binary.BigEndian.Uint64(b[:8])>>11) / (1 << 53) * 100
}
