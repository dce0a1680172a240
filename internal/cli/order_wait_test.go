package cli

import (
	"fmt"
	"net/http"
	"testing"
)

// An offer that was waited for names its permission, as every result of a change.
func TestAnAcceptedOfferNamesItsPermission(t *testing.T) {
	t.Parallel()
	env := answeredBy(t, func(w http.ResponseWriter, r *http.Request) {
		data := `"9"`
		if r.Header.Get("X-Acs-Action") == "GetJoinPermissionAuthOrder" {
			data = `{"OrderId":"9","OrderState":"ACCEPTED","JoinPermissionId":7}`
		}
		_, _ = fmt.Fprintf(w, `{"RequestId":"R","Success":true,"Data":%s}`, data)
	})
	got := run(t.Context(), t.TempDir(), env, "joinperm", "order", "submit", "7", "--renter", "somebody", "--wait", "1m", "-o", "json", "--query", "[RequestId, Data.OrderState, JoinPermissionId, Sandbox]")
	const want = "[\n  \"R\",\n  \"ACCEPTED\",\n  \"7\",\n  null\n]\n"
	if got.code != exitDone || got.stdout != want {
		t.Errorf("%+v", got)
	}
}
