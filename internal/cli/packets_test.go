package cli

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// ListNodeTransferPackets numbers its pages. A window of its list is what the same window of any
// other list is, whichever pages it takes.
func TestAWindowOfNumberedPages(t *testing.T) {
	t.Parallel()
	const total = 250
	asked := make(chan string, 100)
	env := answeredBy(t, func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		number, _ := strconv.Atoi(r.Form.Get("PageNumber"))
		size, _ := strconv.Atoi(r.Form.Get("PageSize"))
		asked <- fmt.Sprint(number, "x", size)
		var items []string
		for i := (number - 1) * size; i < min(number*size, total); i++ {
			items = append(items, fmt.Sprintf(`{"LogMillis":%d,"GwEui":"d896e0ffff000001"}`, 1_000_000_000_000+i))
		}
		_, _ = fmt.Fprintf(w, `{"RequestId":"R","Success":true,"Data":{"TotalCount":%d,"List":[%s]}}`, total, strings.Join(items, ","))
	})
	for _, c := range []struct {
		flags              string
		first, last, count int
	}{
		{"", 0, 249, 250}, {"--limit 3", 0, 2, 3}, {"--limit 3 --offset 99", 99, 101, 3}, {"--offset 100", 100, 249, 150},
		{"--offset 199 --limit 51", 199, 249, 51}, {"--offset 240 --limit 100", 240, 249, 10}, {"--limit 100", 0, 99, 100},
	} {
		got := run(t.Context(), t.TempDir(), env, strings.Fields("node packets feed00007b000001 -o csv --no-headers --columns LogMillis "+c.flags)...)
		lines := strings.Fields(got.stdout)
		if got.code != exitDone || len(lines) != c.count || lines[0] != strconv.Itoa(1_000_000_000_000+c.first) || lines[len(lines)-1] != strconv.Itoa(1_000_000_000_000+c.last) {
			t.Errorf("%s: exit %d, %d lines, %s", c.flags, got.code, len(lines), got.stderr)
		}
		for len(asked) > 0 {
			if page := <-asked; !strings.HasSuffix(page, "x100") {
				t.Errorf("%s: page %s", c.flags, page)
			}
		}
	}
}
