package api

import (
	"context"
	"sync"
)

// pagesAhead is how many pages are requested while the page before them is processed. At the
// service's five calls a second they keep up with answers that take a second.
const pagesAhead = 5

// pages asks for the pages of a list, several at the same time, and gives them in order.
type pages[T any] struct {
	client *Client
	window Window
	call   func(offset, limit int) Call

	ctx     context.Context // of the requests under way; see restart
	cancel  context.CancelFunc
	running sync.WaitGroup
	queue   []chan fetched[T]
	asked   int  // items of the window that were asked for
	short   bool // a page was shorter than asked for: what follows it is not known before it came
}

// fetched is a page, or the error of its request.
type fetched[T any] struct {
	Result[Page[T]]
	call     Call
	end      int // where in the window a full page ends
	err      error
	panicked any
}

// readAhead asks for the next pages up to item want of the window. With a debug log nothing is read
// ahead, so that it shows one request after another.
func (p *pages[T]) readAhead(want int) {
	if p.client.options.Debug == nil && !p.short {
		p.ask(want, pagesAhead)
	}
}

// ask starts requests until most are under way, or all up to item want of the window.
func (p *pages[T]) ask(want, most int) {
	for p.asked < want && len(p.queue) < most {
		size := PageSize
		if p.window.Limit > 0 {
			size = min(size, p.window.Limit-p.asked)
		}
		page := fetched[T]{call: p.call(p.window.Offset+p.asked, size), end: p.asked + size}
		p.asked = page.end
		ctx, came := p.ctx, make(chan fetched[T], 1)
		p.queue = append(p.queue, came)
		p.running.Go(func() {
			defer func() {
				page.panicked = recover()
				came <- page
			}()
			page.Result, page.err = Fetch[Page[T]](ctx, p.client, page.call)
		})
	}
}

// next gives the next page. After an interruption it returns an error, even if the page has
// arrived. A panic of the request is raised again in the caller's goroutine.
func (p *pages[T]) next(want int) fetched[T] {
	p.ask(want, 1)
	interrupted := p.ctx.Err() != nil
	page := <-p.queue[0]
	p.queue = p.queue[1:]
	switch {
	case page.panicked != nil:
		panic(page.panicked)
	case interrupted && page.err == nil:
		_, page.err = p.client.Do(p.ctx, page.call)
	}
	return page
}

// stop ends the requests under way.
func (p *pages[T]) stop() {
	p.cancel()
	p.running.Wait()
}

// restart asks again, from an item of the window.
func (p *pages[T]) restart(ctx context.Context, from int) {
	if p.cancel != nil {
		p.stop()
	}
	p.ctx, p.cancel = context.WithCancel(ctx) //nolint:gosec // stop calls it
	p.queue, p.asked = nil, from
}
