package emulator

import (
	"crypto/sha256"
	"sync"
	"time"
)

// nonceLife is how long a nonce is remembered: a request that was signed up to 15 minutes ahead of
// the service's clock is valid until 15 minutes after it.
const nonceLife = 2 * clockTolerance

// maxNonces bounds the memory to a few MiB. Beyond it the oldest are forgotten.
const maxNonces = 1 << 16

// nonces remembers what was used, by access key.
type nonces struct {
	mu    sync.Mutex
	used  map[[sha256.Size]byte]bool
	order []usedNonce // oldest first
}

type usedNonce struct {
	hash [sha256.Size]byte
	at   time.Time
}

func newNonces() *nonces { return &nonces{used: map[[sha256.Size]byte]bool{}} }

// use reports whether the nonce is a new one, and remembers it. The hash makes a nonce of any
// length the same few bytes.
func (n *nonces) use(keyID, nonce string, now time.Time) bool {
	hash := sha256.Sum256([]byte(keyID + "\x00" + nonce))
	n.mu.Lock()
	defer n.mu.Unlock()
	for len(n.order) > 0 && (now.Sub(n.order[0].at) > nonceLife || len(n.order) >= maxNonces) {
		delete(n.used, n.order[0].hash)
		n.order = n.order[1:]
	}
	if n.used[hash] {
		return false
	}
	n.used[hash] = true
	n.order = append(n.order, usedNonce{hash, now})
	return true
}
