package cli

import (
	"testing"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
)

func TestAWaitSaysWhatIsWaitedFor(t *testing.T) {
	t.Parallel()
	s := &session{settings: config.Settings{QPS: 5}}
	for want, w := range map[string]api.Wait{
		"waiting for credentials, 3 s…":                                                                {For: api.WaitCredentials, Attempt: 1, Of: 4},
		"waiting for Link WAN, 3 s…":                                                                   {For: api.WaitAnswer, Attempt: 1, Of: 4},
		"waiting for Link WAN, 3 s… (attempt 2 of 4 after Throttling)":                                 {For: api.WaitAnswer, Attempt: 2, Of: 4, After: "Throttling"},
		"waiting to try again, 3 s… (attempt 2 of 4 after ServiceUnavailable)":                         {For: api.WaitRetry, Attempt: 2, Of: 4, After: "ServiceUnavailable"},
		"waiting for the quota, 3 s… (5 requests per second, shared by all processes on this machine)": {For: api.WaitQuota, Attempt: 1, Of: 4},
	} {
		if got := s.waitText(w, 3); got.String() != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
