package quota

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"linkwanctl/internal/i18n"
)

const (
	// kept is how long a start matters: the distance of the slowest pace.
	kept = window * milli / slowest
	// clockSlack is how far processors' clocks may disagree before the machine's clock counts as
	// set back.
	clockSlack = 100 * time.Millisecond
	// horizon is how far ahead a slot counts, and a wait that the service asked for: half of a
	// call's default time, so that no state can use it up. A call that waits for a later slot is
	// checked against what has started, like every other, once it has waited.
	horizon = 30 * time.Second
)

// state is an action's starts and pace. Times are nanoseconds of Unix time, which all processes of
// a machine share; they are in order.
type state struct {
	Written  int64   // when it was last brought up to date
	Started  []int64 // starts that took place
	Reserved []int64 // slots that a call waits for
	Pace     int     // in thousandths of a start a second; 0 is the full pace
	Slowed   int64   // when throttling last lowered the pace
	Hold     int64   // nothing starts before
}

// encode gives the form of the file: three lists of numbers on one line, each ended by a semicolon.
// Every call reads and writes it, and JSON would take five times as long in a new process.
func (s *state) encode() []byte {
	var line []byte
	for _, list := range [][]int64{{s.Written, int64(s.Pace), s.Slowed, s.Hold}, s.Started, s.Reserved} {
		for _, n := range list {
			line = append(strconv.AppendInt(line, n, 10), ' ')
		}
		line = append(line, ';')
	}
	return append(line, '\n')
}

// decode reads what encode wrote. The rest after the first line is ignored: a process that was
// killed while it wrote a shorter line leaves some of the longer one. An empty file, before the
// first write, is an empty state.
func decode(data []byte) (state, error) {
	if len(data) == 0 {
		return state{}, nil
	}
	line, _, _ := strings.Cut(string(data), "\n")
	texts := strings.Split(line, ";")
	if len(texts) != 4 || texts[3] != "" {
		return state{}, i18n.Errorf("read state: it is cut short")
	}
	var lists [3][]int64
	for i := range lists {
		for text := range strings.FieldsSeq(texts[i]) {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return state{}, i18n.Errorf("read state: it has something other than numbers")
			}
			lists[i] = append(lists[i], n)
		}
	}
	if len(lists[0]) != 4 {
		return state{}, i18n.Errorf("read state: it is cut short")
	}
	s := state{Written: lists[0][0], Pace: int(lists[0][1]), Slowed: lists[0][2], Hold: lists[0][3], Started: lists[1], Reserved: lists[2]}
	if !s.plausible() {
		return state{}, i18n.Errorf("read state: its times cannot be right")
	}
	return s, nil
}

// plausible refuses a state that no process wrote: it could block calls for long.
func (s *state) plausible() bool {
	ahead := func(times []int64) bool {
		return len(times) > 0 && (times[0] < 0 || times[len(times)-1]-s.Written > int64(clockSlack))
	}
	switch {
	case s.Written <= 0 || s.Slowed < 0 || s.Hold < 0:
		return false
	case !slices.IsSorted(s.Started) || !slices.IsSorted(s.Reserved):
		return false
	case ahead(s.Started) || len(s.Reserved) > 0 && s.Reserved[0] < 0:
		return false
	case s.Slowed-s.Written > int64(clockSlack) || s.Hold-s.Written > int64(memory+clockSlack):
		return false
	}
	return s.Pace == 0 || s.Pace >= slowest && s.Pace <= mostQPS*milli
}

// settle brings the state up to date: it drops what is too old to matter, and slots and waits too
// far ahead. It reports whether the clock was set back since the state was written.
func (s *state) settle(now int64) (setBack bool) {
	if back := s.Written - now; back > int64(clockSlack) {
		setBack = true
		// Slots belong to calls whose waits do not follow the clock; the last starts cannot be
		// younger than now.
		s.Reserved, s.Hold = nil, 0
		s.Slowed = max(0, s.Slowed-back)
		for i := range s.Started {
			s.Started[i] -= back
		}
	}
	s.Written = now
	old := func(at int64) bool { return now-at > int64(kept) }
	s.Started = slices.DeleteFunc(s.Started, old)
	s.Reserved = slices.DeleteFunc(s.Reserved, func(at int64) bool { return old(at) || at-now > int64(horizon) })
	if s.Hold-now > int64(horizon+clockSlack) {
		s.Hold = 0
	}
	s.fade(now)
	return setBack
}

// merge adds what this process knows of itself, which the file lacks if it could not be written or
// was lost.
func (s *state) merge(own *state) {
	s.Started = union(s.Started, own.Started)
	s.Reserved = union(s.Reserved, own.Reserved)
	if own.Slowed > s.Slowed {
		s.Pace, s.Slowed = own.Pace, own.Slowed
	}
	s.Hold = max(s.Hold, own.Hold)
}

// taken gives starts and slots together.
func (s *state) taken() []int64 {
	all := slices.Concat(s.Started, s.Reserved)
	slices.Sort(all)
	return all
}

// union gives the times of both lists, those in both once: calls have no names, so a time that is
// twice in one list is two calls.
func union(a, b []int64) []int64 {
	var all []int64
	for len(a) > 0 && len(b) > 0 {
		next := min(a[0], b[0])
		all = append(all, next)
		if a[0] == next {
			a = a[1:]
		}
		if b[0] == next {
			b = b[1:]
		}
	}
	return append(append(all, a...), b...)
}
