package emulator

import (
	"strings"
	"testing"

	"linkwanctl/internal/secret"
)

// Every key learns whose it is, in both signatures, even if no policy allows it anything; a key or
// token that is not valid does not.
func TestGetCallerIdentity(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, c := range []struct {
		as              secret.Credential
		code, kind, arn string
	}{
		{Owner(), "", "Account", "acs:ram::1000000000000001:root"},
		{RAMUser(), "", "RAMUser", "acs:ram::1000000000000001:user/sandbox-ram"},
		{STS(), "", "AssumedRoleUser", "acs:ram::1000000000000001:assumed-role/sandbox-role/sandbox-sts"},
		{Other(), "", "Account", "acs:ram::1000000000000002:root"},
		{ExpiredSTS(), codeTokenExpired, "", ""},
		{secret.New("nobody", "x", ""), codeNoKey, "", ""},
	} {
		for _, style := range styles() {
			r := s.wants(t, c.code, message{style: style, as: c.as, action: actionWhoAmI})
			for _, part := range []string{c.kind, c.arn} {
				if !strings.Contains(string(r.body), part) {
					t.Errorf("%s: %s lacks %q", style.name, r.body, part)
				}
			}
			if strings.Contains(string(r.body), "Success") {
				t.Errorf("STS has no Success: %s", r.body)
			}
		}
	}
	s.wants(t, codeVersion, message{action: actionWhoAmI, said: map[string]string{"Version": apiVersion}})
}
