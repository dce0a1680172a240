package output

import (
	"math"
	"testing"
	"time"
)

func TestTimeIsLocalOnATerminalAndUniversalInAPipe(t *testing.T) {
	t.Parallel()
	shanghai := time.FixedZone("CST", 8*60*60)
	newYork := time.FixedZone("EST", -5*60*60)
	const millis = 1795413909067
	for _, c := range []struct {
		millis     int64
		onTerminal bool
		place      *time.Location
		want       string
	}{
		{millis, true, shanghai, "2026-11-23 14:05:09"},
		{millis, true, newYork, "2026-11-23 01:05:09"},
		{millis, false, shanghai, "2026-11-23T06:05:09.067Z"},
		{millis, false, nil, "2026-11-23T06:05:09.067Z"},
		{millis - 67, false, nil, "2026-11-23T06:05:09.000Z"},
		{-1, false, nil, "1969-12-31T23:59:59.999Z"},
		{0, true, shanghai, "–"},
		{0, false, nil, "–"},
		{253402300799999, false, nil, "9999-12-31T23:59:59.999Z"},
		{253402300800000, false, nil, "253402300800000"},
		{math.MaxInt64, true, shanghai, "9223372036854775807"},
		{math.MinInt64, false, nil, "-9223372036854775808"},
	} {
		if got := Time(c.millis, c.onTerminal, c.place); got != c.want {
			t.Errorf("Time(%d, %t, %v) = %s, want %s", c.millis, c.onTerminal, c.place, got, c.want)
		}
	}
}
