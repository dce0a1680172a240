package output

import (
	"strings"
	"testing"
)

func BenchmarkWrap(b *testing.B) {
	text := strings.Repeat("List the nodes that use a join permission of the account, or with --count show only their number. ", 20)
	b.ReportAllocs()
	for b.Loop() {
		Wrap(text, 80)
	}
}
