package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// What list -o csv and export guard against spreadsheets is read back by one rule, the documented
// one, and by diff -f: an apostrophe at the start of a cell is no part of its value.
func TestGuardedCellsAreReadBack(t *testing.T) {
	t.Parallel()
	ids := []string{"=1+1", "'=1", "''=1", "'0123", "0123", "'x", "''", "-5", "'-5", "+a", "@b", "＝c", "12345678901234567890", "'1e5", "1e5", "7"}
	env := permissionsOf(t, ids)
	home := t.TempDir()
	for _, command := range []string{"joinperm list -o csv", "joinperm export -o csv"} {
		got := run(t.Context(), home, env, strings.Fields(command)...)
		records, err := csv.NewReader(strings.NewReader(got.stdout)).ReadAll()
		if got.code != exitDone || err != nil || len(records) != len(ids)+1 {
			t.Fatalf("%s: %+v, %v", command, got, err)
		}
		for i, record := range records[1:] {
			if cell := record[0]; strings.TrimPrefix(cell, "'") != ids[i] || strings.ContainsRune("=+@＝", []rune(cell)[0]) {
				t.Errorf("%s: %q became %q", command, ids[i], cell)
			}
		}
		file := filepath.Join(home, "fleet.csv")
		write(t, file, got.stdout)
		if diff := run(t.Context(), home, env, "joinperm", "diff", "-f", file, "--exit-code"); diff.code != exitDone || diff.stdout != fmt.Sprintf("%d unchanged, 0 to change\n", len(ids)) {
			t.Errorf("%s: %+v", command, diff)
		}
	}
}

// permissionsOf is a service whose permissions have these IDs.
func permissionsOf(t *testing.T, ids []string) map[string]string {
	t.Helper()
	var items []string
	for i, id := range ids {
		quoted, _ := json.Marshal(id)
		items = append(items, fmt.Sprintf(`{"JoinPermissionId":%s,"JoinPermissionName":"name_%d","ClassMode":"A"}`, quoted, i))
	}
	return answeredBy(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"RequestId":"R","Success":true,"Data":{"TotalCount":%d,"List":[%s]}}`, len(ids), strings.Join(items, ","))
	})
}
