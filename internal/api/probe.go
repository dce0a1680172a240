package api

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httptrace"
	"sync"
	"time"
)

// ProbeOptions are what a probe may take of time, and whom it says that it is.
type ProbeOptions struct {
	ConnectTimeout, AttemptTimeout time.Duration
	UserAgent                      string
	Now                            func() time.Time
}

// Probe is what one unsigned request to an endpoint showed, step by step. A step that was not
// needed, such as DNS for an address, or not reached, took no time.
type Probe struct {
	Proxy           string // host and port, "" for none: then DNS and TCP are the proxy's
	Address         string // that was connected to
	DNS, TCP, TLS   time.Duration
	Answer          time.Duration // from the request to the header of the response
	TLSVersion      string
	CertificateEnds time.Time
	// Ahead is how far the service's clock is ahead of this machine's; it has seconds only.
	Ahead   time.Duration
	HasDate bool
	Failed  string // the step that failed: DNS, TCP, TLS, proxy or answer
	Err     *Error // why; nil for a probe that has its answer
}

// The steps of a probe.
const (
	StepDNS    = "DNS"
	StepTCP    = "TCP"
	StepTLS    = "TLS"
	StepProxy  = "proxy"
	StepAnswer = "answer"
)

// NewProbe sends one request without credentials, through the connection and proxy that calls use.
// Whatever is answered will do.
func NewProbe(ctx context.Context, e Endpoint, o ProbeOptions) Probe {
	ctx, cancel := context.WithTimeout(ctx, o.ConnectTimeout+o.AttemptTimeout)
	defer cancel()
	t := newTransport(o.ConnectTimeout)
	defer t.CloseIdleConnections()
	w := &watchedSteps{step: StepTCP, sincePart: time.Now()}
	request, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, w.trace()), http.MethodGet, e.url(), nil)
	if err != nil {
		return Probe{Failed: StepTCP, Err: asError(err)}
	}
	request.Header.Set("User-Agent", o.UserAgent)
	proxy, err := t.Proxy(request)
	if err != nil {
		w.step = StepProxy
	} else if proxy != nil {
		w.probe.Proxy, w.step = proxy.Host, StepProxy
	}
	sent := o.Now()
	response, err := t.RoundTrip(request)
	if err != nil {
		return w.failed(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	w.mu.Lock()
	defer w.mu.Unlock()
	received := o.Now()
	if date := dateOf(response.Header); !date.IsZero() {
		// Its seconds are cut off: half of one is added.
		w.probe.Ahead, w.probe.HasDate = date.Add(time.Second/2).Sub(sent.Add(received.Sub(sent)/2)), true
	}
	if state := response.TLS; state != nil {
		w.probe.TLSVersion = tls.VersionName(state.Version)
		w.probe.CertificateEnds = state.PeerCertificates[0].NotAfter
	}
	return w.probe
}

// watchedSteps times the steps of a request. Steps of several connections that are tried at once
// count as one.
type watchedSteps struct {
	mu        sync.Mutex
	probe     Probe
	step      string // what is under way
	sincePart time.Time
	sent      bool
}

func (w *watchedSteps) begin(step string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.step != step {
		w.step, w.sincePart = step, time.Now()
	}
}

// end gives what a step took, and lets the next one begin.
func (w *watchedSteps) end(took *time.Duration, next string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if *took == 0 {
		*took = max(time.Since(w.sincePart), 1)
	}
	w.step, w.sincePart = next, time.Now()
}

func (w *watchedSteps) trace() *httptrace.ClientTrace {
	secured := func() string {
		if w.probe.Proxy != "" {
			return StepProxy // its answer to CONNECT
		}
		return StepTLS
	}
	return &httptrace.ClientTrace{
		DNSStart: func(httptrace.DNSStartInfo) { w.begin(StepDNS) },
		DNSDone: func(done httptrace.DNSDoneInfo) {
			if done.Err == nil {
				w.end(&w.probe.DNS, StepTCP)
			}
		},
		ConnectStart: func(string, string) { w.begin(StepTCP) },
		ConnectDone: func(_, address string, err error) {
			if err == nil {
				w.end(&w.probe.TCP, secured())
				w.mu.Lock()
				defer w.mu.Unlock()
				w.probe.Address = address
			}
		},
		TLSHandshakeStart: func() { w.begin(StepTLS) },
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			if err == nil {
				w.end(&w.probe.TLS, StepAnswer)
			}
		},
		GotConn: func(info httptrace.GotConnInfo) {
			_ = info.Conn.SetDeadline(time.Time{}) // see dialWithin
			w.begin(StepAnswer)
		},
		WroteHeaders: func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.sent = true
		},
		GotFirstResponseByte: func() { w.end(&w.probe.Answer, StepAnswer) },
	}
}

func (w *watchedSteps) failed(ctx context.Context, err error) Probe {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.probe.Failed, w.probe.Err = w.step, transportError(ctx, ctx, err, w.sent)
	return w.probe
}
