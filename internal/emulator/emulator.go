// Package emulator is Link WAN on loopback: a small, real HTTP service that verifies signatures,
// keeps join permissions in a file, keeps the quota, answers in JSON or XML with the service's
// codes, and fails on command. Actions without state get generated answers.
//
// It owns only the service's side of the protocol: it knows neither the client nor the commands
// that start it. docs/emulator.md says which of its answers are documented by the vendor, which are
// inferred, and which are its own choice.
package emulator

import (
	"cmp"
	"crypto/rand"
	"io"
	"maps"
	"sync"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
)

// DefaultQPS is the service's documented ceiling: requests a second for each action and account.
const DefaultQPS = 5

// How many permissions an account may have where Options do not say. One roaming permission for
// each account is documented (reference page of ApplyRoamingJoinPermission). The limit of local
// ones is a matter of contract; this one is not to be in the way.
const (
	DefaultLocalLimit   = 1_000_000
	DefaultRoamingLimit = 1
)

// Options are what an emulator is opened with.
type Options struct {
	Data   string           // state file, created with the samples where it does not exist; required
	QPS    int              // requests a second for each action and account; 0 is no limit
	Faults []Fault          // applied in this order, see ParseFault
	Now    func() time.Time // the service's clock; nil is time.Now
	Random io.Reader        // of request IDs and of faults with a share; nil is crypto/rand
	Log    func(Entry)      // called for every request once it is answered; may be nil

	Devices DeviceModel // how the nodes behave

	// Owner is the key of the owner's account; the zero one is that of the function Owner.
	Owner secret.Credential

	LocalLimit   int // most local permissions of an account; 0 is DefaultLocalLimit
	RoamingLimit int // most roaming permissions of an account; 0 is DefaultRoamingLimit
}

// Entry describes one answered request. It has no secrets, and no text of the request but an action
// that the emulator knows.
type Entry struct {
	Time    time.Time
	Action  string // Unknown for one that the emulator does not have
	Account string // "" where the request was not authenticated
	Code    string // the error code, "" on success
	Status  int    // the HTTP status, 0 where the connection was reset without an answer
	Fault   string // the fault that spoiled the answer, as it was written, "" for none
	Err     error  // the emulator's own trouble behind an InternalError, such as a full disk
}

// Unknown is the name of every action that the emulator does not have, in an Entry and in Requests.
const Unknown = "unknown"

// Server is an open emulator. It is an http.Handler, safe for concurrent use.
type Server struct {
	state     *state
	keys      map[string]key
	quota     *quota
	nonces    *nonces
	faults    *faults
	strikes   *strikes
	downloads *downloads
	limits    map[string]int // by the type of permission
	random    *random
	devices   DeviceModel
	now       func() time.Time
	wait      func(done <-chan struct{}, d time.Duration) bool
	log       func(Entry)
	secret    string // of the note that says where it is, "" for none

	mu       sync.Mutex
	requests map[string]int
}

// Open opens the state file, or makes it with the samples in it, and gives a server over it. The
// file is this process's until Close. Where another process uses it for longer than some seconds,
// or a server that says so does, the error is an *InUseError; where it is not the emulator's, the
// error says so and the file stays as it is.
func Open(o Options) (*Server, error) {
	if o.QPS < 0 {
		return nil, i18n.Errorf("the quota of %d requests per second is negative", o.QPS)
	}
	if o.LocalLimit < 0 || o.RoamingLimit < 0 {
		return nil, i18n.Errorf("the limit of %d local or %d roaming permissions is negative", o.LocalLimit, o.RoamingLimit)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	st, err := openState(o.Data, lockWait)
	if err != nil {
		return nil, err
	}
	return &Server{
		state: st, keys: knownKeys(o.Owner),
		quota: newQuota(o.QPS), nonces: newNonces(), faults: newFaults(o.Faults), strikes: newStrikes(), downloads: newDownloads(),
		limits: map[string]int{kindLocal: cmp.Or(o.LocalLimit, DefaultLocalLimit), kindRoaming: cmp.Or(o.RoamingLimit, DefaultRoamingLimit)},
		random: &random{source: o.Random}, devices: o.Devices, now: o.Now, wait: pause, log: o.Log,
		requests: map[string]int{},
	}, nil
}

// Close lets the state file go. Requests that are still under way are answered with InternalError.
func (s *Server) Close() error {
	if err := s.state.close(); err != nil {
		return i18n.Errorf("close emulator: %w", err)
	}
	return nil
}

// Requests gives the number of requests since Open by action, refused ones and ones that a fault
// spoiled included.
func (s *Server) Requests() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.requests)
}

func (s *Server) count(action string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests[action]++
}

// pause waits for d, and reports whether it did: done ends it early.
func pause(done <-chan struct{}, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-done:
		return false
	}
}
