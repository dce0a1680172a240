package emulator

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// slowBody is how long slow-body takes where it names no duration.
const slowBody = 5 * time.Second

// faults are the active ones, in the order in which they were given.
type faults struct {
	mu   sync.Mutex
	list []Fault
	left []int // how often each may still happen, where it has a number
}

func newFaults(list []Fault) *faults {
	f := &faults{list: list, left: make([]int, len(list))}
	for i := range list {
		f.left[i] = list[i].times
	}
	return f
}

// injected is what goes wrong with one request. Delays, clock and form add up; of the faults that
// decide the answer the first one counts.
type injected struct {
	latency, shift, slow time.Duration
	xml                  bool
	deciding             Fault
	names                string // all of them, as they were written
}

// draw picks the faults of one request to an action. A fault with a number is used up only by the
// requests that it does happen to, so that "reset*2" before "503*1" makes two resets and then a
// 503.
func (f *faults) draw(action string, percent func() float64) (plan injected) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, fault := range f.list {
		switch {
		case fault.action != "" && fault.action != action,
			fault.times > 0 && f.left[i] == 0,
			fault.decides() && plan.deciding.kind != "",
			fault.percent > 0 && percent() >= fault.percent:
			continue
		}
		f.left[i]--
		plan.add(fault)
	}
	return plan
}

// decides reports whether a fault settles what the answer is.
func (f Fault) decides() bool {
	switch f.kind {
	case faultLatency, faultDate, faultSlowBody, faultXML:
		return false
	}
	return true
}

func (p *injected) add(f Fault) {
	p.names = strings.TrimSpace(p.names + " " + f.text)
	switch f.kind {
	case faultLatency:
		p.latency += f.value
	case faultDate:
		p.shift += f.value
	case faultXML:
		p.xml = true
	case faultSlowBody:
		p.slow += cmp.Or(f.value, slowBody)
	default:
		p.deciding = f
	}
}

// instead gives the answer of a fault that keeps the action from being carried out, and whether
// there is one.
func (p injected) instead(c *call) (answer, bool) {
	switch p.deciding.kind {
	case faultReset:
		return answer{none: true}, true
	case fault503:
		return answerError(c, refuse(codeUnavailable)), true
	case faultHTML:
		return answer{
			status: http.StatusBadGateway, mediaType: "text/html",
			raw: []byte("<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>\n"),
		}, true
	case faultThrottle:
		f := refuse(codeThrottled)
		if p.deciding.value > 0 {
			f.header = map[string]string{"x-acs-retry-after": strconv.FormatInt(p.deciding.value.Milliseconds(), 10)}
		}
		return answerError(c, f), true
	case faultFalse:
		return answer{status: http.StatusOK, root: c.name() + "Response", content: success{RequestID: c.requestID}}, true
	case faultInternal:
		return answerError(c, refuse(codeInternal)), true
	}
	return answer{}, false
}

// spoil gives what becomes of the answer to an action that was carried out.
func (p injected) spoil(c *call, a answer) answer {
	switch p.deciding.kind {
	case faultResetAfter:
		a.none, a.status = true, 0
	case faultCut:
		a.half = true
	case faultEmpty:
		return answer{status: http.StatusOK, raw: []byte{}, mediaType: "application/json;charset=utf-8"}
	case faultGarbage:
		return answer{status: http.StatusOK, raw: []byte("\x1b[31m\x00\xff{\"RequestId\": <"), mediaType: "application/json;charset=utf-8"}
	case faultInternalAfter:
		return answerError(c, refuse(codeInternal))
	}
	return a
}
