package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/secret"
)

// shelf is a service with a list of some items, and counts what it was asked for.
type shelf struct {
	*Client
	total, most int                                   // most are on a page, whatever is asked for
	before      func(ctx context.Context, offset int) // an answer
	mu          sync.Mutex
	asked       []string
}

func newShelf(t *testing.T, total int) *shelf {
	t.Helper()
	s := &shelf{total: total, most: PageSize, before: func(context.Context, int) {}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		s.mu.Lock()
		s.asked = append(s.asked, query.Get("Offset")+"/"+query.Get("Limit"))
		s.mu.Unlock()
		offset, _ := strconv.Atoi(query.Get("Offset"))
		limit, _ := strconv.Atoi(query.Get("Limit"))
		s.before(r.Context(), offset)
		listed(s.total, items(offset, min(offset+min(limit, s.most), s.total))...)(w, r)
	}))
	t.Cleanup(server.Close)
	endpoint, err := ParseEndpoint(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	s.Client = New(Options{Endpoint: endpoint, Credentials: func(context.Context, bool) (secret.Credential, error) {
		return secret.New("test-key-id", "test-secret", ""), nil
	}})
	return s
}

// requests gives what was asked for, sorted: Offset/Limit of each page.
func (s *shelf) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(slices.Values(s.asked))
}

// read gives the IDs that Each hands over, and calls each for every one.
func (s *shelf) read(ctx context.Context, w Window, each func(came int) error) ([]string, error) {
	var ids []string
	call := func(offset, limit int) Call { return ListOwnedCall(nil, "", offset, limit) }
	err := Each(ctx, s.Client, w, call, func(p *joinperm.Listed) error {
		ids = append(ids, string(p.JoinPermissionID))
		return each(len(ids))
	})
	return ids, err
}

func goOn(int) error { return nil }

func numbers(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprint(i)
	}
	return ids
}

// The pages after the first are asked for together, and come in order though the first of them is
// answered last.
func TestPagesAreReadAhead(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 730)
	answered := make([]chan struct{}, 8)
	for i := range answered {
		answered[i] = make(chan struct{})
	}
	s.before = func(ctx context.Context, offset int) {
		page := offset / PageSize
		if page > 0 && page < pagesAhead {
			select {
			case <-answered[page+1]:
			case <-ctx.Done():
			}
		}
		close(answered[page])
	}
	ids, err := s.read(t.Context(), Window{}, goOn)
	if want := strings.Fields("0/100 100/100 200/100 300/100 400/100 500/100 600/100 700/100"); err != nil || !slices.Equal(ids, numbers(730)) || !slices.Equal(s.requests(), want) {
		t.Errorf("%d came of %v, %v", len(ids), s.requests(), err)
	}
}

func TestNoPageIsAskedForThatIsNotNeeded(t *testing.T) {
	t.Parallel()
	enough := errors.New("enough")
	s := newShelf(t, 5000)
	if ids, err := s.read(t.Context(), Window{Offset: 10, Limit: 250}, goOn); err != nil || len(ids) != 250 || !slices.Equal(s.requests(), strings.Fields("10/100 110/100 210/50")) {
		t.Errorf("a limit: %d came of %v, %v", len(ids), s.requests(), err)
	}
	s = newShelf(t, 5000)
	if _, err := s.read(t.Context(), Window{}, func(int) error { return enough }); !errors.Is(err, enough) || len(s.requests()) > 1+pagesAhead {
		t.Errorf("the first item is enough: %v, %v", s.requests(), err)
	}
	s = newShelf(t, 5000)
	s.before = func(_ context.Context, offset int) {
		if offset == 100 {
			panic(http.ErrAbortHandler)
		}
	}
	if ids, err := s.read(t.Context(), Window{}, goOn); len(ids) != 100 || err == nil || len(s.requests()) > 1+pagesAhead+3 {
		t.Errorf("the second page fails: %d came of %v, %v", len(ids), s.requests(), err)
	}
}

// What has come already is not handed over after an interruption.
func TestAnInterruptedListEndsAtItsPage(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 600)
	var answered sync.WaitGroup
	answered.Add(6)
	s.before = func(context.Context, int) { answered.Done() }
	ctx, cancel := context.WithCancel(t.Context())
	ids, err := s.read(ctx, Window{}, func(came int) error {
		if came == 100 {
			answered.Wait()
			cancel()
		}
		return nil
	})
	if failure := asError(err); len(ids) != 100 || failure.Code != CodeInterrupted {
		t.Errorf("%d came, %v", len(ids), err)
	}
}

// A service with smaller pages than are asked for is still read to the end.
func TestShortPagesAreReadToTheEnd(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 130)
	s.most = 30
	if ids, err := s.read(t.Context(), Window{}, goOn); err != nil || !slices.Equal(ids, numbers(130)) || len(s.requests()) != 5 {
		t.Errorf("%d came of %v, %v", len(ids), s.requests(), err)
	}
}

// panicking fails inside from the second request on.
type panicking struct {
	http.RoundTripper
	mu       sync.Mutex
	requests int
}

func (p *panicking) RoundTrip(r *http.Request) (*http.Response, error) {
	p.mu.Lock()
	p.requests++
	defer p.mu.Unlock()
	if p.requests > 1 {
		panic("inside")
	}
	return p.RoundTripper.RoundTrip(r)
}

func TestAPanicOfAPageReadAheadIsTheCallers(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 900)
	options := s.options
	options.Transport = &panicking{RoundTripper: new(http.Transport)}
	s.Client = New(options)
	defer func() {
		if value := recover(); value != "inside" {
			t.Errorf("recovered %v", value)
		}
	}()
	_, err := s.read(t.Context(), Window{}, goOn)
	t.Errorf("no panic, %v", err)
}
