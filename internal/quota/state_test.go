package quota

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// FuzzDecode: whatever is in a file, it is refused or is a state that holds nobody back beyond
// the slots in it, and that survives being written.
func FuzzDecode(f *testing.F) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC).UnixNano()
	for _, s := range []state{
		{Written: now},
		{Written: now, Started: []int64{now, now}, Reserved: []int64{now + int64(window)}, Pace: 2500, Slowed: now, Hold: now + 9},
		{Written: 1 << 62, Started: []int64{1 << 62}, Hold: 1 << 62},
	} {
		f.Add(s.encode())
	}
	for _, text := range []string{"", "\n", ";;;\n", ";;;;\n", "1 0 0 0 ;;\n", "1 0 0 ;;;\n", "-1 0 0 0 ;;;\n", "\x00\xff\x9b", `{"written":1}`, "1e99 0 0 0 ;;;", strings.Repeat("9", 400) + " 0 0 0 ;;;",
		"1 0 0 0 ;" + strings.Repeat("1 ", 300) + ";;", "9223372036854775807 0 0 0 ;; 9223372036854775807 ;\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := decode(data)
		if err != nil {
			return
		}
		s.settle(now)
		at := earliest(s.taken(), max(now, s.Hold), s.rules(5))
		latest := slices.Max(append(s.taken(), now, s.Hold))
		if at < now || at > latest+int64(kept) || at-now > int64(horizon+kept+time.Second) {
			t.Fatalf("%q makes a call wait for %s", data, time.Duration(at-now))
		}
		text := s.encode()
		if again, err := decode(text); err != nil || !slices.Equal(again.taken(), s.taken()) || again.Pace != s.Pace || again.Hold != s.Hold {
			t.Fatalf("%q became %q: %v", data, text, err)
		}
	})
}

func TestTakenIsInOrder(t *testing.T) {
	t.Parallel()
	// The slot's call wakes late.
	s := state{Started: []int64{5, 7}, Reserved: []int64{4, 6, 9}}
	if got, want := s.taken(), []int64{4, 5, 6, 7, 9}; !slices.Equal(got, want) {
		t.Errorf("taken is %v, want %v", got, want)
	}
}

func TestUnionCountsEachCallOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ a, b, want []int64 }{
		{nil, nil, nil},
		{[]int64{1, 2}, nil, []int64{1, 2}},
		{[]int64{1, 1, 3}, []int64{1, 2, 2}, []int64{1, 1, 2, 2, 3}},
		{[]int64{5}, []int64{5, 5}, []int64{5, 5}},
	} {
		if got := union(c.a, c.b); !slices.Equal(got, c.want) {
			t.Errorf("union of %v and %v is %v, want %v", c.a, c.b, got, c.want)
		}
		if got := union(c.b, c.a); !slices.Equal(got, c.want) {
			t.Errorf("union of %v and %v is %v, want %v", c.b, c.a, got, c.want)
		}
	}
}
