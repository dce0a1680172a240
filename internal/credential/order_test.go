package credential

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"linkwanctl/internal/secret"
)

// everything makes every source present at once, so that a test can take away one after the other.
func everything(t *testing.T) *world {
	w := newWorld(t)
	w.env["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "env-key-id"
	w.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "test-secret"
	w.env["ALIBABA_CLOUD_ROLE_ARN"] = "acs:ram::1:role/test"
	w.env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] = "acs:ram::1:oidc-provider/test"
	w.env["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = w.file("token", "test-oidc-token\n")
	w.profiles(ak("default", "profile-key-id"))
	w.ini("[default]\ntype = access_key\naccess_key_id = ini-key-id\naccess_key_secret = test-secret\n")
	w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://127.0.0.1:1/keys"
	w.env["ALIBABA_CLOUD_ECS_METADATA"] = "test-role"
	return w
}

func TestSourcesAreTakenInOrder(t *testing.T) {
	t.Parallel()
	w := everything(t)
	for _, step := range []struct {
		name, detail string
		remove       func()
	}{
		{"environment", "ALIBABA_CLOUD_ACCESS_KEY_ID", func() { delete(w.env, "ALIBABA_CLOUD_ACCESS_KEY_ID"); delete(w.env, "ALIBABA_CLOUD_ACCESS_KEY_SECRET") }},
		{"oidc", "~/token", func() {
			delete(w.env, "ALIBABA_CLOUD_OIDC_PROVIDER_ARN")
			delete(w.env, "ALIBABA_CLOUD_OIDC_TOKEN_FILE")
		}},
		{"profile", "default (AK) in ~/.aliyun/config.json", func() { w.config(`{"current":"","profiles":[]}`) }},
		{"credentials-file", "default (access_key) in ~/.alibabacloud/credentials", func() { w.ini("[other]\n") }},
		{"credentials-uri", "http://127.0.0.1:1", func() { delete(w.env, "ALIBABA_CLOUD_CREDENTIALS_URI") }},
		{"ecs-metadata", "role test-role", func() { delete(w.env, "ALIBABA_CLOUD_ECS_METADATA") }},
	} {
		source := w.must("")
		if source.Name != step.name || w.tilde(source.Detail) != step.detail {
			t.Errorf("source %q %q, want %q %q", source.Name, source.Detail, step.name, step.detail)
		}
		looks := source.Looks()
		if used := slices.IndexFunc(looks, func(l Look) bool { return l.Used }); used != len(looks)-1 {
			t.Errorf("%s: the look that is used is number %d of %v", step.name, used, looks)
		}
		step.remove()
	}
	_ = w.refused("", CodeNoCredentials)
}

func TestNoCredentialsTellsWhereItLooked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.refused("", CodeNoCredentials)
	want := "environment, OIDC variables, ~/.aliyun/config.json (none), ~/.alibabacloud/credentials (none), " +
		"ALIBABA_CLOUD_CREDENTIALS_URI, ALIBABA_CLOUD_ECS_METADATA"
	if got := e.LookedAt(); w.tilde(got.String()) != want {
		t.Errorf("LookedAt() = %q\nwant         %q", got, want)
	}
	if len(e.Hints) == 0 || !strings.Contains(e.Hints[0].String(), "ALIBABA_CLOUD_ACCESS_KEY_SECRET") {
		t.Errorf("hints %q name no variable", e.Hints)
	}
}

func TestANamedProfileWinsOverEverything(t *testing.T) {
	t.Parallel()
	w := everything(t)
	w.profiles(ak("default", "profile-key-id"), ak("prod", "prod-key-id"))
	c, ok := w.must("prod").Static()
	if !ok || c.AccessKeyID() != "prod-key-id" {
		t.Errorf("credentials of %s, want prod's", c)
	}
	if looks := w.must("prod").Looks(); len(looks) != 1 {
		t.Errorf("looked at %v beside the named profile", looks)
	}
}

func TestABrokenSourceIsNeverPassedOver(t *testing.T) {
	t.Parallel()
	token := func(w *world) string { return w.file("token", "test-oidc-token") }
	for name, test := range map[string]struct {
		arrange func(w *world)
		want    string
	}{
		"key without secret": {func(w *world) { w.env["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "x" }, "environment: ALIBABA_CLOUD_ACCESS_KEY_SECRET is missing"},
		"secret without key": {func(w *world) { w.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "x" }, "environment: ALIBABA_CLOUD_ACCESS_KEY_ID is missing"},
		"token alone":        {func(w *world) { w.env["ALICLOUD_SECURITY_TOKEN"] = "x" }, "environment: ALICLOUD_ACCESS_KEY_ID is missing"},
		"temporary key no token": {func(w *world) {
			w.env["ALIBABA_CLOUD_ACCESS_KEY_ID"], w.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "STS.x", "y"
		}, "environment: ALIBABA_CLOUD_SECURITY_TOKEN is missing"},
		"two prefixes mixed": {func(w *world) { w.env["ALIBABA_CLOUD_ACCESS_KEY_ID"], w.env["ALICLOUD_ACCESS_KEY_SECRET"] = "x", "y" }, "environment: ALIBABA_CLOUD_ACCESS_KEY_SECRET is missing"},
		"secret with a blank": {func(w *world) {
			w.env["ALIBABA_CLOUD_ACCESS_KEY_ID"], w.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "x", "a b"
		}, "environment: ALIBABA_CLOUD_ACCESS_KEY_SECRET contains a space, a control character or a non-ASCII character"},
		"OIDC without role": {func(w *world) {
			w.env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"], w.env["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = "x", token(w)
		}, "OIDC variables: ALIBABA_CLOUD_ROLE_ARN is missing"},
		"OIDC without file": {func(w *world) { w.env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"], w.env["ALIBABA_CLOUD_ROLE_ARN"] = "x", "y" }, "OIDC variables: ALIBABA_CLOUD_OIDC_TOKEN_FILE is missing"},
		"OIDC file gone": {func(w *world) {
			w.env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"], w.env["ALIBABA_CLOUD_ROLE_ARN"] = "x", "y"
			w.env["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = filepath.Join(w.home, "gone")
		}, "OIDC variables: the OIDC token file ~/gone does not exist"},
		"config file named and gone": {func(w *world) { w.env["ALIBABA_CLOUD_CONFIG_FILE"] = filepath.Join(w.home, "gone.json") }, "~/gone.json (ALIBABA_CLOUD_CONFIG_FILE) does not exist"},
		"config file a folder":       {func(w *world) { w.env["ALIBABA_CLOUD_CONFIG_FILE"] = filepath.Join(w.home, ".aliyun") }, "~/.aliyun: is not a regular file"},
		"config file too large":      {func(w *world) { w.config(strings.Repeat(" ", maxFile+1)) }, "~/.aliyun/config.json: is larger than 1024 KiB"},
		"config file not JSON":       {func(w *world) { w.config("{\n\t\"current\": default\n}") }, "~/.aliyun/config.json:2:13: is not valid JSON"},
		"current profile missing":    {func(w *world) { w.config(`{"current":"gone","profiles":[{"name":"here"}]}`) }, "profile gone (the current one) is not in ~/.aliyun/config.json"},
		"credentials file gone": {func(w *world) {
			w.config("{}")
			w.env["ALIBABA_CLOUD_CREDENTIALS_FILE"] = filepath.Join(w.home, "gone")
		}, "~/gone (ALIBABA_CLOUD_CREDENTIALS_FILE) does not exist"},
		"credentials file no INI": {func(w *world) { w.config("{}"); w.ini("[default]\nwhat is this") }, "~/.alibabacloud/credentials:2: must be a section or key = value"},
		"URI not a URL": {func(w *world) {
			w.config("{}")
			w.ini("")
			w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = "file:///etc/passwd"
		}, "ALIBABA_CLOUD_CREDENTIALS_URI is not an http or https URL"},
		"role with a path": {func(w *world) {
			w.config("{}")
			w.ini("")
			w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = ""
			w.env["ALIBABA_CLOUD_ECS_METADATA"] = "a/../b"
		}, `ALIBABA_CLOUD_ECS_METADATA: "a/../b" is not the name of a RAM role`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			// Whatever comes later in the chain is sound, and must not be used.
			w.profiles(ak("default", "profile-key-id"))
			w.ini("[default]\ntype = access_key\naccess_key_id = ini-key-id\naccess_key_secret = test-secret\n")
			w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://127.0.0.1:1/keys"
			w.env["ALIBABA_CLOUD_ECS_METADATA"] = "test-role"
			test.arrange(w)
			e := w.refused("", CodeInvalidCredentials)
			if w.tilde(e.Message.String()) != test.want {
				t.Errorf("message %q\nwant    %q", e.Message, test.want)
			}
			if len(e.Looks) == 0 || e.Looks[len(e.Looks)-1].Found.String() != "invalid" {
				t.Errorf("the last of the looks %v is not the broken one", e.Looks)
			}
		})
	}
}

func TestOnlyPrintableASCIIIsSoundInAKey(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{
		"": true, "!~azAZ09+/=": true, "a b": false, "a\tb": false, "a\x00": false, "a\x7f": false, "é": false, "a\u00a0b": false, "\u202eab": false,
	} {
		if got := sound(value); got != want {
			t.Errorf("sound(%q) = %v", value, got)
		}
	}
}

func TestOlderKeyVariablesAreTaken(t *testing.T) {
	t.Parallel()
	for _, prefix := range []string{"ALIBABACLOUD_", "ALICLOUD_"} {
		w := newWorld(t)
		w.env[prefix+"ACCESS_KEY_ID"] = "older-key-id"
		w.env[prefix+"ACCESS_KEY_SECRET"] = "test-secret"
		w.env[prefix+"SECURITY_TOKEN"] = "test-token"
		if c := fetch(t, w.must(""), true); !c.Equal(secret.New("older-key-id", "test-secret", "test-token")) {
			t.Errorf("%s: %s", prefix, c)
		}
	}
}

func TestBlanksAndLineEndsAroundKeysAreDropped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env["ALIBABA_CLOUD_ACCESS_KEY_ID"] = " test-key-id\r\n"
	w.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "test-secret\n"
	if c := fetch(t, w.must(""), false); !c.Equal(secret.New("test-key-id", "test-secret", "")) {
		t.Errorf("credential %q %q", c.AccessKeyID(), c.AccessKeySecret())
	}
}
