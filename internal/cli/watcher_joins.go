package cli

import (
	"context"
	"math"
	"strconv"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

// joins are the nodes that have joined since the newest join of the first reading. Both times are
// the service's, so that it does not matter how right this machine's clock is.
type joins struct {
	newest int64 // join of the first reading
	since  map[string]struct{}
}

// read reads the nodes that joined last, page by page, until one joined before. The first reading
// only finds the newest join. A list that the service did not sort is read to its end.
func (j *joins) read(ctx context.Context, w *watcher, o *observed, first bool) error {
	newestFirst := joinperm.NewestJoinFirst()
	j.since = map[string]struct{}{}
	sorted, last, newest := true, int64(math.MaxInt64), j.newest
	for offset := 0; ; {
		got, err := api.Fetch[api.Page[joinperm.Node]](ctx, w.client, api.NodesCall(o.id, newestFirst, w.session.settings.IotInstanceID, offset, api.PageSize))
		if err != nil {
			return err
		}
		for i := range got.Data.List {
			n := &got.Data.List[i]
			at, _ := strconv.ParseInt(string(n.LastJoinMillis), 10, 64) // none is 0
			sorted, last, newest = sorted && at <= last, at, max(newest, at)
			if at > j.newest && !first {
				j.since[n.Key()] = struct{}{}
			}
		}
		offset += len(got.Data.List)
		if len(got.Data.List) == 0 || offset >= got.Data.TotalCount.Int() || sorted && (first || last <= j.newest) {
			if first {
				j.newest = newest
			}
			return nil
		}
	}
}
