package credential

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/i18n"
)

func TestAMissingProfileNamesTheOthers(t *testing.T) {
	t.Parallel()
	w := everything(t)
	w.profiles(ak("default", "k1"), ak("dev", "k2"), ak("prod", "k3"))
	e := w.refused("prd", CodeInvalidCredentials)
	if want := "profile prd (--profile) is not in ~/.aliyun/config.json (did you mean prod?)"; w.tilde(e.Message.String()) != want {
		t.Errorf("message %q, want %q", e.Message, want)
	}
	if want := []string{"its profiles: default, dev, prod"}; !slices.Equal(i18n.Strings(e.Hints), want) {
		t.Errorf("hints %q, want %q", e.Hints, want)
	}
}

func TestANamedProfileWithoutAFileIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env["ALIBABA_CLOUD_ACCESS_KEY_ID"], w.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "x", "y"
	e := w.refused("prod", CodeInvalidCredentials)
	if want := "profile prod (--profile) does not exist: there is no ~/.aliyun/config.json"; w.tilde(e.Message.String()) != want {
		t.Errorf("message %q, want %q", e.Message, want)
	}
}

func TestTheDisablingVariableHoldsForBothWays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.profiles(ak("default", "k1"))
	w.ini("[default]\ntype=access_key\naccess_key_id=ini-key-id\naccess_key_secret=test-secret\n")
	w.env["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"] = "True"
	if got := w.must("").Name; got != "credentials-file" {
		t.Errorf("source %q, want the ini file", got)
	}
	e := w.refused("default", CodeInvalidCredentials)
	if !strings.Contains(e.Message.String(), "ALIBABA_CLOUD_CLI_PROFILE_DISABLED is true") {
		t.Errorf("message %q", e.Message)
	}
	w.env["ALIBABACLOUD_PROFILE"] = "default"
	_ = w.refused("", CodeInvalidCredentials)
	if names, err := Profiles(w.options("")); err != nil || len(names) != 0 {
		t.Errorf("Profiles = %v, %v", names, err)
	}
}

func TestTheVariablesNameTheProfileInTheCLIsOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.profiles(ak("default", "k0"), ak("one", "k1"), ak("two", "k2"), ak("three", "k3"))
	w.env["ALIBABACLOUD_PROFILE"], w.env["ALIBABA_CLOUD_PROFILE"], w.env["ALICLOUD_PROFILE"] = "one", "two", "three"
	for _, step := range []struct{ variable, profile string }{
		{"ALIBABACLOUD_PROFILE", "one"}, {"ALIBABA_CLOUD_PROFILE", "two"}, {"ALICLOUD_PROFILE", "three"}, {"", "default"},
	} {
		if got := w.must("").Profile; got != step.profile {
			t.Errorf("profile %q, want %q of %s", got, step.profile, step.variable)
		}
		delete(w.env, step.variable)
	}
}

func TestAProfileThatAVariableNamesMustExist(t *testing.T) {
	t.Parallel()
	sound := "[default]\ntype=access_key\naccess_key_id=ini-key-id\naccess_key_secret=test-secret\n"
	for name, test := range map[string]struct {
		arrange        func(w *world)
		variable, want string
	}{
		"not in the file":      {func(w *world) { w.profiles(ak("default", "k")) }, "ALIBABA_CLOUD_PROFILE", "profile defalt (ALIBABA_CLOUD_PROFILE) is not in ~/.aliyun/config.json (did you mean default?)"},
		"empty file":           {func(w *world) { w.config("{}") }, "ALIBABA_CLOUD_PROFILE", "profile defalt (ALIBABA_CLOUD_PROFILE) is not in ~/.aliyun/config.json, which has none"},
		"no file":              {func(w *world) { w.ini(sound) }, "ALICLOUD_PROFILE", "profile defalt (ALICLOUD_PROFILE) does not exist: there is no ~/.aliyun/config.json"},
		"neither file":         {func(*world) {}, "ALIBABA_CLOUD_PROFILE", "profile defalt (ALIBABA_CLOUD_PROFILE) does not exist: there is no ~/.aliyun/config.json and no ~/.alibabacloud/credentials"},
		"not in the ini file":  {func(w *world) { w.ini(sound) }, "ALIBABA_CLOUD_PROFILE", "~/.alibabacloud/credentials has no section defalt (from ALIBABA_CLOUD_PROFILE)"},
		"disabled and no file": {func(w *world) { w.env[profileSwitch] = "true" }, "ALIBABA_CLOUD_PROFILE", "profile defalt (ALIBABA_CLOUD_PROFILE) does not exist: there is no ~/.alibabacloud/credentials"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.env["ALIBABA_CLOUD_ECS_METADATA"] = "test-role"
			test.arrange(w)
			w.env[test.variable] = "defalt"
			if e := w.refused("", CodeInvalidCredentials); w.tilde(e.Message.String()) != test.want {
				t.Errorf("message %q\nwant    %q", e.Message, test.want)
			}
		})
	}
}

func TestAProfileIsRefusedForWhatIsWrongWithIt(t *testing.T) {
	t.Parallel()
	const at = "profile p in ~/.aliyun/config.json"
	role := func(more object) object {
		p := ak("p", "k")
		p["mode"], p["ram_role_arn"] = "RamRoleArn", "acs:ram::1:role/test"
		for k, v := range more {
			p[k] = v
		}
		return p
	}
	for name, test := range map[string]struct {
		profile object
		want    string
	}{
		"no mode":               {object{"name": "p"}, at + " has no mode: it is not configured yet"},
		"unknown mode in small": {object{"name": "p", "mode": "ak"}, at + ": unknown mode ak (did you mean AK?)"},
		"mode without keys":     {object{"name": "p", "mode": "BearerToken"}, at + ": mode BearerToken is not supported"},
		"no secret":             {object{"name": "p", "mode": "AK", "access_key_id": "k"}, at + ": access_key_secret is missing"},
		"no token":              {object{"name": "p", "mode": "StsToken", "access_key_id": "k", "access_key_secret": "s"}, at + ": sts_token is missing"},
		"no role":               {role(object{"ram_role_arn": ""}), at + ": ram_role_arn is missing"},
		"short session":         {role(object{"expired_seconds": 899}), at + ": expired_seconds 899 is below 900"},
		"region is a host":      {role(object{"sts_region": "x.example/?"}), at + `: "x.example/?" is not an STS region`},
		"role name a path":      {object{"name": "p", "mode": "EcsRamRole", "ram_role_name": "../x"}, at + `: "../x" is not the name of a RAM role`},
		"no OIDC token":         {object{"name": "p", "mode": "OIDC", "ram_role_arn": "r", "oidc_provider_arn": "o"}, at + ": oidc_token_file is missing"},
		"no source":             {object{"name": "p", "mode": "ChainableRamRoleArn"}, at + ": source_profile is missing"},
		"source is missing":     {object{"name": "p", "mode": "ChainableRamRoleArn", "source_profile": "q"}, "profile q (source_profile of p) is not in ~/.aliyun/config.json"},
		"source is itself":      {object{"name": "p", "mode": "ChainableRamRoleArn", "source_profile": "p"}, at + ": its source_profile forms a loop: p, p"},
		"no URI":                {object{"name": "p", "mode": "CredentialsURI"}, at + ": credentials_uri is not an http or https URL"},
		"no login":              {object{"name": "p", "mode": "OAuth", "oauth_site_type": "CN"}, at + ": not logged in to OAuth, or the login has expired"},
		"unknown site":          {object{"name": "p", "mode": "OAuth", "oauth_site_type": "EU"}, at + ": oauth_site_type EU must be CN or INTL"},
		"login in the clear":    {object{"name": "p", "mode": "CloudSSO", "cloud_sso_sign_in_url": "http://sso.example", "cloud_sso_account_id": "1", "cloud_sso_access_config": "c"}, at + ": cloud_sso_sign_in_url is not an https URL"},
		"no command":            {object{"name": "p", "mode": "External"}, at + ": process_command is missing"},
		"command unclosed":      {object{"name": "p", "mode": "External", "process_command": "'x"}, at + ": process_command has an unclosed quote"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.profiles(test.profile)
			if e := w.refused("p", CodeInvalidCredentials); w.tilde(e.Message.String()) != test.want {
				t.Errorf("message %q\nwant    %q", e.Message, test.want)
			}
		})
	}
}

func TestSourceProfilesThatGoInACircleAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	link := func(name, source string) object {
		return object{"name": name, "mode": "ChainableRamRoleArn", "source_profile": source, "ram_role_arn": "r"}
	}
	w.profiles(link("a", "b"), link("b", "c"), link("c", "b"))
	e := w.refused("", CodeInvalidCredentials)
	if want := "profile c in ~/.aliyun/config.json: its source_profile forms a loop: a, b, c, b"; w.tilde(e.Message.String()) != want {
		t.Errorf("message %q, want %q", e.Message, want)
	}
}

func TestTwoProfilesOfANameAreRefusedWhereOneIsMeant(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.profiles(ak("default", "k0"), ak("twin", "k1"), ak("twin", "k2"))
	if got := w.must("default").Profile; got != "default" {
		t.Errorf("profile %q", got)
	}
	e := w.refused("twin", CodeInvalidCredentials)
	if want := "profile twin (--profile) appears 2 times in ~/.aliyun/config.json"; w.tilde(e.Message.String()) != want {
		t.Errorf("message %q, want %q", e.Message, want)
	}
}

func TestTheLibrarysOwnEnvironmentFillsNoGap(t *testing.T) {
	// The library's builders take what is missing from the process's environment.
	t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "test-foreign-secret")
	t.Setenv("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::2:role/foreign")
	w := newWorld(t)
	w.profiles(object{"name": "half", "mode": "AK", "access_key_id": "k"},
		object{"name": "norole", "mode": "RamRoleArn", "access_key_id": "k", "access_key_secret": "s"})
	_ = w.refused("half", CodeInvalidCredentials)
	_ = w.refused("norole", CodeInvalidCredentials)
}

func TestAByteOrderMarkAndUnknownFieldsAreTolerated(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.config("\xef\xbb\xbf" + `{"profiles":[null,{"name":"default","mode":"AK","access_key_id":"k","access_key_secret":"s","new_field":[1]}]}`)
	if got := w.must("").Detail; w.tilde(got) != "default (AK) in ~/.aliyun/config.json" {
		t.Errorf("detail %q", got)
	}
}

func TestAConfigFileElsewhereIsHonoured(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := w.profiles(ak("default", "k"))
	elsewhere := filepath.Join(w.home, "else where.json")
	if err := os.Rename(path, elsewhere); err != nil {
		t.Fatal(err)
	}
	w.env["ALIBABA_CLOUD_CONFIG_FILE"] = elsewhere
	if source := w.must("default"); source.File != elsewhere || source.Mode != "AK" {
		t.Errorf("source %+v from %s", source, source.File)
	}
}

func TestProfilesAreNamedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.profiles(ak("b", "k"), ak("a", "k"), ak("b", "k"), ak("", "k"), ak("\x1b[31m", "k"))
	got, err := Profiles(w.options(""))
	if want := []string{"b", "a", "\x1b[31m"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("Profiles = %q, %v, want %q", got, err, want)
	}
	if got, err := Profiles(newWorld(t).options("")); err != nil || got != nil {
		t.Errorf("without a file: %q, %v", got, err)
	}
	w.config("{")
	_, err = Profiles(w.options(""))
	_ = wantCode(t, err, CodeInvalidCredentials)
}

func TestAValueOfTheWrongKindIsNamedByItsPlace(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		"{\"current\": 7}":       "the value must be text",
		"{\"profiles\": {}}":     "the value must be a list",
		"{\"profiles\": [true]}": "the value must be an object",
		`{"profiles": [{"expired_seconds": 99999999999999999999999}]}`: "the value must be a whole number",
		`{"profiles": [{"enable_vpc": "yes"}]}`:                        "the value must be true or false",
	} {
		_, err := parseConfig([]byte("\n"+content), "", "config.json")
		e := wantCode(t, err, CodeInvalidCredentials)
		if !strings.HasPrefix(e.Message.String(), "config.json:2:") || !strings.HasSuffix(e.Message.String(), want) {
			t.Errorf("%s: message %q, want line 2 and %q", content, e.Message, want)
		}
	}
}

func TestAStoredLoginIsUsedWhileItIsGood(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := object{
		"name": "web", "mode": "OAuth", "oauth_site_type": "CN", "oauth_refresh_token": "test-refresh",
		"access_key_id": "STS.stored", "access_key_secret": "test-secret", "sts_token": "test-token",
		"sts_expiration": time.Now().Add(time.Hour).Unix(),
	}
	w.profiles(p)
	source := w.must("")
	if c, ok := source.Static(); !ok || c.AccessKeyID() != "STS.stored" {
		t.Fatalf("Static() = %s, %v", c, ok)
	}
	// The refresh token could get new ones, at the price of logging the CLI out.
	_, err := source.Fetch(t.Context(), true)
	e := wantCode(t, err, CodeInvalidCredentials)
	if want := "log in again with the aliyun CLI:  aliyun configure --profile web --mode OAuth"; !slices.Contains(i18n.Strings(e.Hints), want) {
		t.Errorf("hints %q, want %q", e.Hints, want)
	}
	w.now = func() time.Time { return time.Now().Add(59 * time.Minute) }
	_ = w.refused("", CodeInvalidCredentials)
}
