package cli

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// A success that the permission does not bear out is a failure, and names what it is about.
func TestAnUpdateThatDidNotHoldNamesThePermission(t *testing.T) {
	t.Parallel()
	env := answeredBy(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"RequestId":"R","Success":true,"Data":{"JoinPermissionId":"7","JoinPermissionName":"depot_07","ClassMode":"A"}}`)
	})
	env["LINKWANCTL_IOT_INSTANCE_ID"] = "iot-1"
	got := run(t.Context(), t.TempDir(), env, "joinperm", "update", "7", "--class-mode", "C", "--verify")
	if got.code != exitRefused || !strings.Contains(got.stderr, "\n  permission  7 depot_07, instance iot-1, endpoint "+env["LINKWANCTL_ENDPOINT"]+"\n") || !strings.Contains(got.stderr, "class  is A, not C") {
		t.Errorf("%+v", got)
	}
}
