package cli

import (
	"fmt"
	"strings"

	"linkwanctl/internal/emulator"
)

func faultTopic() string {
	var text strings.Builder
	text.WriteString("linkwanctl emulator --fault makes the emulator fail. A fault has the form:\n\n  KIND[=VALUE][*TIMES|@PERCENT%][/ACTION]\n\nWithout TIMES or PERCENT it affects every request. The kinds are:\n\n")
	for _, k := range emulator.FaultKinds() {
		fmt.Fprintf(&text, "  %-21s  %s\n", k.Name+k.Value, k.Help)
	}
	text.WriteString("\nWithout any fault, the sample data produces every documented error of linkwanctl joinperm\nupdate:\n\n")
	for _, e := range emulator.Examples() {
		fmt.Fprintf(&text, "  %-32s %s\n", e.Code, e.Flags())
	}
	return strings.TrimRight(text.String(), "\n")
}
