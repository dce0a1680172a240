package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"sync/atomic"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// downloading is the verb of the message when the file itself cannot be read.
const downloading = "download" // a message, see i18n.N

// downloaded is the document of a download. The URL is left out: whoever has it has the file.
type downloaded struct {
	RequestID string `json:"RequestId"`
	Success   bool   `json:"Success"`
	File      string `json:"File"`
	Bytes     int64  `json:"Bytes"`
}

// callDownload makes a call that answers a URL, and writes what that points to.
func (s *session) callDownload(ctx context.Context, client *api.Client, c actionCall, path string) error {
	answer, err := client.Do(ctx, c.call())
	if err != nil {
		return s.serviceFailure(err, c.task())
	}
	var address string
	if json.Unmarshal(answer.Data, &address) != nil || address == "" {
		return s.serviceFailure(&api.Error{
			Action: c.action.Name, Code: api.CodeInvalidAnswer, Message: i18n.T("the response's Data is not a URL"),
			RequestID: answer.RequestID, HTTPStatus: 200, Attempts: answer.Attempts, Outcome: api.Refused,
		}, c.task())
	}
	size, err := s.download(ctx, client, c, address, path)
	var failure *api.Error
	switch {
	case errors.As(err, &failure):
		failure.RequestID = answer.RequestID
		return s.serviceFailure(failure, task{Verb: downloading, Subject: anyAction})
	case err != nil:
		return s.unwritten(err)
	case s.app.streamNamed(path) != nil: // the file itself is the result
		s.printer.Done()
		return nil
	}
	return s.finish(output.Result{
		Document: downloaded{answer.RequestID, true, path, size},
		Grid:     output.Grid{Columns: []string{"file", i18n.N("bytes"), "request ID"}, Rows: [][]string{{path, strconv.FormatInt(size, 10), answer.RequestID}}},
	})
}

// download writes the file as a whole or not at all, and shows on a terminal how far it is.
func (s *session) download(ctx context.Context, client *api.Client, c actionCall, address, path string) (size int64, err error) {
	var done, total atomic.Int64
	defer s.waits.Begin(s.app.Now(), func(seconds int) i18n.Text { return downloadText(done.Load(), total.Load(), seconds) })()
	err = s.app.writeOut(path, func(w io.Writer) error {
		size, err = client.Download(ctx, c.action.Name, address, w, func(read, all int64) { done.Store(read); total.Store(all) })
		return err
	})
	return size, err
}

// downloadText says how far a download is.
func downloadText(done, total int64, seconds int) i18n.Text {
	const mega = 1e6
	if total > 0 {
		return i18n.T("downloading, %d s… (%.1f of %.1f MB)", seconds, float64(done)/mega, float64(total)/mega)
	}
	return i18n.T("downloading, %d s… (%.1f MB)", seconds, float64(done)/mega)
}
