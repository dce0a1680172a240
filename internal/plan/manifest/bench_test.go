package manifest

import (
	"bytes"
	"fmt"
	"iter"
	"strings"
	"testing"

	"linkwanctl/internal/joinperm"
)

// fleet gives n rows with every field.
func fleet(n int) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for i := range n {
			p := joinperm.Listed{
				JoinPermissionID: joinperm.Text(fmt.Sprint(100000 + i)), JoinPermissionName: joinperm.Text(fmt.Sprintf("车库_%06d", i)), ClassMode: "A",
				FreqBandPlanGroupID: "101", RxDelay: joinperm.Number(fmt.Sprint(i%15 + 1)), DataRate: "4", JoinEUI: joinperm.EUI(fmt.Sprintf("%016x", i)), Enabled: "true",
			}
			row, _ := RowOf(&p)
			if !yield(row, nil) {
				return
			}
		}
	}
}

func fleetText(tb testing.TB, format string, n int) string {
	tb.Helper()
	var b strings.Builder
	if err := Write(&b, format, fleet(n)); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	for _, format := range Formats() {
		b.Run(format, func(b *testing.B) {
			text := []byte(fleetText(b, format, 10_000))
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				rows, err := Read([]Source{{Name: "fleet", Reader: bytes.NewReader(text)}}, Options{Format: format})
				if err != nil || len(rows) != 10_000 {
					b.Fatal(len(rows), err)
				}
			}
		})
	}
}
