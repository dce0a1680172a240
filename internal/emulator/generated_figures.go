package emulator

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

// time spreads the items over the span. What ends something comes an hour later; for an order that
// waits it has not come yet.
func (m maker) time(name string) string {
	at := m.span.at(m.index)
	switch name {
	case "AcceptedMillis":
		if m.text("OrderState", "string") == orderApplying {
			return ""
		}
		at += 3_600_000
	case "HandledMillis", "RejectedMillis", "CanceledMillis":
		at += 3_600_000
	}
	return strconv.FormatInt(at, 10)
}

// figure is a number in the range that its name suggests.
func (m maker) figure(name string) string {
	n := m.number(name)
	switch {
	case name == "Rssi":
		return strconv.FormatInt(-120+int64(n%81), 10) // dBm
	case name == "Snr", name == "Lsnr":
		return strconv.FormatFloat(-20+float64(n%121)/4, 'f', 2, 64) // dB, in the steps of the radio
	case strings.HasSuffix(name, "Radio"):
		return strconv.FormatFloat(float64(n%100)/100, 'f', 2, 64) // of the CPU or the memory
	case strings.HasSuffix(name, "FreeLimit"):
		return "100"
	case strings.HasSuffix(name, "Limit"), name == "MulticastNodeCapacity":
		return "1000"
	}
	return strconv.FormatUint(n%100, 10)
}

// number is a number that looks random, for a name and the item.
func (m maker) number(name string) uint64 { return hash(fmt.Sprint(name, " ", m.index)) }

func hash(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text)) // never fails
	return h.Sum64()
}
