package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// mostRedirects is how many redirects of a download are followed.
const mostRedirects = 5

// Download fetches the file that an action's answer gives the URL of, and writes it to w. It goes to
// another service: nothing of the credentials is sent, and the URL, whose query is a key to the file,
// is in no error. Only https is used, after a redirect too; http from this machine alone.
// No read takes longer than an attempt's time. progress is called with the bytes so far and those of
// the whole file, -1 if unknown.
//
// The error is an *Error, unless it is w's.
func (c *Client) Download(ctx context.Context, action, address string, w io.Writer, progress func(done, total int64)) (int64, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	d := &download{within: c.options.AttemptTimeout, progress: progress}
	d.attempt, d.cancel = context.WithCancel(ctx)
	defer d.cancel()
	response, err := d.open(c.options, address)
	if err != nil {
		return 0, d.failure(ctx, action, err, d.connected.Load())
	}
	defer func() { _ = response.Body.Close() }()
	d.body, d.total = response.Body, response.ContentLength
	written, err := io.Copy(w, d)
	switch {
	case d.broken != nil:
		return written, d.failure(ctx, action, d.broken, true)
	case err != nil:
		return written, err
	}
	return written, nil
}

// download is a file that is being read.
type download struct {
	attempt     context.Context // ends when a read takes too long
	cancel      context.CancelFunc
	within      time.Duration
	connected   atomic.Bool // the last request has a connection
	body        io.Reader
	done, total int64
	broken      error // of a read
	progress    func(done, total int64)
}

// open sends the request and follows redirects.
func (d *download) open(o Options, address string) (*http.Response, error) {
	transport := o.Transport
	if transport == nil {
		transport = newTransport(o.ConnectTimeout)
	}
	idle := time.AfterFunc(d.within+o.ConnectTimeout, d.cancel)
	defer idle.Stop()
	at, err := safeURL(nil, address)
	for range mostRedirects + 1 {
		if err != nil {
			return nil, err
		}
		ctx := httptrace.WithClientTrace(d.attempt, &httptrace.ClientTrace{
			GotConn: func(info httptrace.GotConnInfo) {
				d.connected.Store(true)
				_ = info.Conn.SetDeadline(time.Time{}) // see dialWithin
			},
		})
		d.connected.Store(false)
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
		if err != nil {
			return nil, errDownloadURL
		}
		request.Header.Set("User-Agent", o.UserAgent)
		response, err := transport.RoundTrip(request)
		if err != nil {
			return nil, err
		}
		if response.StatusCode == http.StatusOK {
			return response, nil
		}
		_ = response.Body.Close()
		next := response.Header.Get("Location")
		if response.StatusCode/100 != 3 || next == "" {
			return nil, downloadStatus(response.StatusCode)
		}
		if at, err = safeURL(at, next); err != nil {
			return nil, err
		}
	}
	return nil, i18n.Errorf("the download redirects too often")
}

// downloadStatus is the answer to a download that is no file.
type downloadStatus int

func (s downloadStatus) Error() string { return s.Text().String() }
func (s downloadStatus) Text() i18n.Text {
	return i18n.T("the download answered HTTP status %d", int(s))
}

var (
	errDownloadURL   = i18n.Errorf("the download's URL is not valid")
	errDownloadPlain = i18n.Errorf("the download's URL is not https")
	errDownloadMoved = i18n.Errorf("the download redirects to a URL that is not https")
)

// safeURL reads the URL of a download, or what it redirects to. Plain http is for this machine only.
func safeURL(from *url.URL, address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errDownloadURL // it quotes the URL
	}
	if from != nil {
		u = from.ResolveReference(u)
	}
	isPlain := u.Scheme == "http" && text.IsLoopback(u.Hostname()) && (from == nil || from.Scheme == "http")
	switch {
	case u.Scheme != "https" && !isPlain && from != nil:
		return nil, errDownloadMoved
	case u.Scheme != "https" && !isPlain:
		return nil, errDownloadPlain
	case u.Hostname() == "" || u.User != nil:
		return nil, errDownloadURL
	}
	return u, nil
}

// Read reads from the body. A writer may be slow: only the reads are timed.
func (d *download) Read(p []byte) (int, error) {
	idle := time.AfterFunc(d.within, d.cancel)
	n, err := d.body.Read(p)
	idle.Stop()
	d.done += int64(n)
	d.progress(d.done, d.total)
	if err != nil && !errors.Is(err, io.EOF) {
		d.broken = err
	}
	return n, err
}

// failure is that of a download. Nothing was changed by it, whatever became of it.
func (d *download) failure(ctx context.Context, action string, err error, begun bool) *Error {
	var failure *Error
	var said interface{ Text() i18n.Text }
	var status downloadStatus
	switch {
	case errors.As(err, &status):
		failure = &Error{Code: CodeInvalidAnswer, HTTPStatus: int(status), Message: status.Text(), class: classifyStatus(int(status))}
	case errors.As(err, &said) && !isHandshake(err):
		failure = &Error{Code: CodeInvalidAnswer, Message: said.Text()}
	default:
		failure = transportError(ctx, d.attempt, err, begun)
	}
	failure.Action, failure.Attempts, failure.Outcome = action, 1, Refused
	return failure
}
