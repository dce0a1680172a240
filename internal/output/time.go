package output

import (
	"strconv"
	"time"
)

// Time shows the API's milliseconds since 1970 in a table: on a terminal as local time of the
// place, to the second (2026-11-23 14:05:09); in a pipe as RFC 3339 in UTC, to the millisecond
// (2026-11-23T06:05:09.000Z), which loses nothing, is the same on every machine and sorts as text.
// 0 is what the API gives for what has not happened, and is shown as –. A year of more than four
// digits stays a number. JSON, YAML and CSV keep the milliseconds.
func Time(millis int64, onTerminal bool, place *time.Location) string {
	t := time.UnixMilli(millis).UTC()
	switch {
	case millis == 0:
		return absent
	case t.Year() < 1 || t.Year() > 9999:
		return strconv.FormatInt(millis, 10)
	case onTerminal:
		return t.In(place).Format("2006-01-02 15:04:05")
	}
	return t.Format("2006-01-02T15:04:05.000Z")
}
