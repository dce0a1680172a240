// Package api is the client of Link WAN's OpenAPI: typed actions over a chain of handlers, one
// short file each.
//
//	retry → credentials → quota → answer → sign → debug log → http
//
// A call goes down the chain once for every attempt, so that each has its own signature, nonce and
// time; the answer goes up it. The only error that leaves the package is *Error. The package prints
// nothing and reads no environment: clock, nonce, transport and credentials are handed in.
package api

import (
	"context"
	"net/http"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
)

// Version is the version of Link WAN's OpenAPI that every action of Link WAN here is of.
const Version = "2019-03-01"

// Options configure a client. Endpoint, SignatureVersion and Credentials are needed; the rest has
// defaults, named below.
type Options struct {
	Endpoint         Endpoint
	SignatureVersion int // 3 (ACS3-HMAC-SHA256) or 1 (HMAC-SHA1)
	// Credentials gives what to sign with; refresh asks for new temporary credentials in place of
	// those given before.
	Credentials func(ctx context.Context, refresh bool) (secret.Credential, error)
	UserAgent   string
	// Secrets masks the secrets of the credentials' source in all texts; the client adds the keys
	// that it signs with. nil: none are known at first.
	Secrets *secret.Masker

	MaxAttempts    int           // of one call, the first included: 4
	ConnectTimeout time.Duration // of the connection, proxy and TLS handshake included: 5 s
	AttemptTimeout time.Duration // of one attempt, its answer read: 10 s
	Timeout        time.Duration // of the call, waits included: 60 s

	Limiter   Limiter                                    // nil: no quota is kept
	Transport http.RoundTripper                          // nil: see newTransport
	Now       func() time.Time                           // time.Now
	Nonce     func() string                              // 128 random bits in hex
	Backoff   func(attempt int) time.Duration            // full jitter, 200 ms to 10 s
	Sleep     func(context.Context, time.Duration) error // ends early when the context does
	Warn      func(text i18n.Text)                       // something that the user should know, although the call continues
	Debug     func(line string)                          // nil: off; requests and answers, secrets masked
	// Waiting is called when a wait of a call begins, however short, and what it returns at its end.
	// Several may be open, of one call too. nil: off
	Waiting func(Wait) (end func())
}

// Limiter keeps a quota. It learns the result of each start, so that it can adapt to a service that
// others use too.
type Limiter interface {
	// Wait returns when the action may start, or with the context's error.
	Wait(ctx context.Context, action string) error
	// Leave is called when the request of a start could be sent. Where that is late it waits for
	// another start, as Wait does.
	Leave(ctx context.Context, action string) error
	// Throttled reports that the service refused it for its rate and how long it asked to wait, 0
	// if it did not say.
	Throttled(action string, asked time.Duration)
	// Succeeded reports that the service accepted it, whatever the answer was.
	Succeeded(action string)
}

// Client sends calls. It is safe for use by several goroutines.
type Client struct {
	attempt handler // one
	options Options
	clock   *clock
}

// Call is one action with its parameters, by the API's names.
type Call struct {
	Action string
	Params map[string]string
	// Repeatable says that sending it twice does no more than sending it once: reads, deletes, and
	// updates with absolute values.
	Repeatable bool
	// of is the ID of the one item that the data is of, "" where it is of several or none.
	of string
	// product is nil for Link WAN.
	product *product
	// named is the version of the API, "" for Version. whole says that the answer has its Document.
	named string
	whole bool
}

// New makes a client.
func New(o Options) *Client {
	o = withDefaults(o)
	clock := &clock{now: o.Now}
	chain := send(o)
	if o.Debug != nil {
		chain = debugLog(o, chain)
	}
	chain = answered(signed(signer{options: o, clock: clock}, chain))
	if o.Limiter != nil {
		chain = inQuota(o, chain)
	}
	chain = withCredentials(o, chain)
	return &Client{attempt: chain, options: o, clock: clock}
}

// The attempts and the time of a call of a batch, unless the user says otherwise: more than of a
// single one, which somebody waits for. They outlast an outage of half a minute.
const (
	batchAttempts = 20
	batchTimeout  = 5 * time.Minute
)

// ForBatch gives the client for the calls of a batch, with the attempts and the time that the user
// gives each, 0 for the defaults of a batch. It shares the connections and the clock.
func (c *Client) ForBatch(attempts int, timeout time.Duration) *Client {
	patient := *c
	patient.options.MaxAttempts = or(attempts, batchAttempts)
	patient.options.Timeout = or(timeout, batchTimeout)
	return &patient
}

// Do sends a call and gives its answer, or an *Error.
func (c *Client) Do(ctx context.Context, call Call) (Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	x := &exchange{call: call, keys: c.options.Secrets, begun: c.options.Now(), most: c.options.MaxAttempts}
	if err := retried(retry{Options: c.options, clock: c.clock}, c.attempt)(ctx, x); err != nil {
		return Answer{}, err
	}
	x.answer.date = dateOf(x.header)
	return x.answer, nil
}

// exchange is one call on its way through the chain. The handlers below retry fill it in anew for
// every attempt.
type exchange struct {
	call    Call
	begun   time.Time
	most    int    // attempts of the call
	attempt int    // 1 is the first
	after   string // the code of the attempt before
	refresh bool   // fetch new credentials

	credential   secret.Credential // what signed the attempt
	stringToSign string
	keys         *secret.Masker // of all calls: the service may repeat the keys of earlier ones
	signatures   secret.Masker
	request      *http.Request
	form         map[string]string           // the form body of signature version 1
	ready        func(context.Context) error // waits, once the request could be sent, until it may be; nil for no wait

	status int
	header http.Header
	body   []byte
	answer Answer
}

// handler makes one attempt; its error is an *Error.
type handler func(context.Context, *exchange) error
