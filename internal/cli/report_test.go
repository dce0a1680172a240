package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"testing"
	"testing/synctest"
	"time"
)

// What is in flight when a signal comes may take longer than a reader's last words: its row is
// reported all the same, and only a reader that has stopped is given up.
func TestOnlyAStoppedReaderLosesAnInterruptedReport(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		reader, writer := io.Pipe()
		report := boundedReport{streamReport{writer}, ctx}
		cancel()
		time.Sleep(10 * lastWords)
		go func() { _, _ = reader.Read(make([]byte, 100)) }()
		if _, err := report.Write([]byte("{}\n")); err != nil {
			t.Error(err)
		}
		if _, err := report.Write([]byte("{}\n")); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("nobody reads, and the write ends with %v", err)
		}
		_ = reader.Close()
	})
}
