package cli

import (
	"strings"
	"testing"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
)

// A prompt and a failure name instance, region or endpoint, and the context or the profile, whichever
// chose the account.
func TestAPlaceIsNamedByWhatChoseIt(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	if got := run(t.Context(), home, nil, "config", "set", "profile", "prod", "--context", "staging"); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	for _, c := range []struct {
		env, profile, endpoint string
		where, circumstances   string
	}{
		{"", "", "", "cn-shanghai", "instance (public), region cn-shanghai"},
		{"", "default", "", "cn-shanghai, profile default", "instance (public), region cn-shanghai, profile default"},
		{"PROFILE=prod REGION=cn-hangzhou", "prod", "", "cn-hangzhou, profile prod", "instance (public), region cn-hangzhou, profile prod"},
		{"CONTEXT=staging", "prod", "", "cn-shanghai, context staging", "instance (public), region cn-shanghai, context staging"},
		{"CONTEXT=staging PROFILE=other", "other", "", "cn-shanghai, context staging, profile other", "instance (public), region cn-shanghai, context staging, profile other"},
		{"IOT_INSTANCE_ID=iot-1", "prod", "linkwan.example.test", "https://linkwan.example.test, instance iot-1, profile prod", "instance iot-1, endpoint https://linkwan.example.test, profile prod"},
		{"SANDBOX=1 CONTEXT=staging", "", "127.0.0.1:1", "the sandbox", "instance (public), sandbox"},
	} {
		env := map[string]string{}
		for setting := range strings.FieldsSeq(c.env) {
			name, value, _ := strings.Cut(setting, "=")
			env["LINKWANCTL_"+name] = value
		}
		loaded, err := config.Load(config.Options{Getenv: func(name string) string { return env[name] }, Home: home})
		if err != nil {
			t.Fatal(err)
		}
		s := &session{config: loaded, settings: loaded.Settings(), profile: c.profile}
		s.endpoint = s.regional()
		if c.endpoint != "" {
			s.endpoint = api.Endpoint{Scheme: "https", Host: c.endpoint}
		}
		if got := s.where(); got.String() != c.where {
			t.Errorf("%s: it is in %q, want %q", c.env, got, c.where)
		}
		if got := s.circumstances(); got.String() != c.circumstances {
			t.Errorf("%s: %q, want %q", c.env, got, c.circumstances)
		}
	}
}

// A person is told where a change was made; a script's stderr stays empty.
func TestAChangeSaysOnATerminalWhereItWasMade(t *testing.T) {
	t.Parallel()
	env := service(t)
	said := "target: " + env["LINKWANCTL_ENDPOINT"] + "\n"
	for _, args := range []string{"update 123 --rx-delay 3", "enable 123", "enable 123 125", "create 凭证9 --class-mode A --freq-band-plan-group-id 101", "order submit 123 --renter sandbox-other", "return 401 --yes"} {
		words := append([]string{"joinperm"}, strings.Fields(args)...)
		if got := onTerminal(t.Context(), t.TempDir(), env, "", words...); got.code != exitDone || !strings.HasSuffix(got.stderr, said) {
			t.Errorf("%s on a terminal: %+v", args, got)
		}
	}
	if got := onTerminal(t.Context(), t.TempDir(), env, "", "joinperm", "list"); strings.Contains(got.stderr, said) {
		t.Errorf("a list: %+v", got)
	}
	if got := run(t.Context(), t.TempDir(), env, "joinperm", "update", "123", "--rx-delay", "3"); got.stderr != "" {
		t.Errorf("in a script: %+v", got)
	}
}
