package output

import (
	"fmt"
	"io"
	"runtime"
	"testing"
)

// counted counts what is written and keeps nothing.
type counted int

func (c *counted) Write(b []byte) (int, error) {
	*c += counted(len(b))
	return len(b), nil
}

// The bounds are generous: what is measured is a third of the first and a twentieth of the second.
const (
	mostHeap = 16 << 20  // bytes, with what the collector has not taken yet
	mostHeld = 128 << 10 // bytes, without it, once a table's columns have been sized
)

// heapOf lists n rows and gives how much higher the heap got, and how much of that was still held
// before Close.
func heapOf(tb testing.TB, form Form, n int) (highest, held int64) {
	tb.Helper()
	var out counted
	p, err := New(Options{Out: &out, Err: io.Discard, Form: form})
	if err != nil {
		tb.Fatal(err)
	}
	rows, err := p.Rows(permissionColumns())
	if err != nil {
		tb.Fatal(err)
	}
	runtime.GC()
	before := heap()
	for i := range n {
		item, shown := permittedAt(i)
		if err := rows.Add(item, shown); err != nil {
			tb.Fatal(err)
		}
		if i%sizingRows == 0 { // on a busy machine the collector comes late
			runtime.GC()
		}
		if i%100 == 0 {
			highest = max(highest, heap()-before)
		}
	}
	runtime.GC()
	held = heap() - before
	if err := rows.Close(); err != nil {
		tb.Fatal(err)
	}
	if int(out) < n*10 {
		tb.Fatalf("%d rows are %d bytes", n, out)
	}
	if highest > mostHeap || n > sizingRows && held > mostHeld {
		tb.Errorf("%s: %d rows take %d bytes and hold %d", form, n, highest, held)
	}
	return highest, held
}

func heap() int64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

// Run beside other tests it would see their memory too.
//
//nolint:paralleltest // see above
func TestMemoryDoesNotGrowWithTheList(t *testing.T) {
	if testing.Short() {
		t.Skip("lists of 10,000 take long under the race detector")
	}
	for _, form := range []Form{CSV, JSON, YAML, Table} {
		for _, n := range []int{1000, 10000} {
			highest, held := heapOf(t, form, n)
			t.Logf("%-5s  %6d rows: %4d KB at the highest, %3d KB held", form, n, highest>>10, held>>10)
		}
	}
}

func BenchmarkRows(b *testing.B) {
	for _, form := range []Form{CSV, JSON, YAML, Table} {
		for _, n := range []int{1000, 100000} {
			b.Run(fmt.Sprintf("%s/%d", form, n), func(b *testing.B) {
				var highest int64
				for b.Loop() {
					h, _ := heapOf(b, form, n)
					highest = max(highest, h)
				}
				b.ReportMetric(float64(highest)/(1<<20), "peak-MB")
			})
		}
	}
}
