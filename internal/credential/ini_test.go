package credential

import (
	"strings"
	"testing"

	"linkwanctl/internal/secret"
)

func TestTheCredentialsFileIsReadLikeTheVendors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.ini("\uFEFF; a comment\r\nstray = 1\r\n[default]\r\n# another\r\ntype = access_key # why not\r\n" +
		"access_key_id = \"test-key-id\" ; quoted\r\naccess_key_secret: 'test#secret'\r\n\r\n[ team ]\r\ntype=access_key\r\naccess_key_id=team-id\r\naccess_key_secret=team=secret==\r\n")
	if c, _ := w.must("").Static(); !c.Equal(secret.New("test-key-id", "test#secret", "")) {
		t.Errorf("default: %q %q", c.AccessKeyID(), c.AccessKeySecret())
	}
	w.env["ALIBABA_CLOUD_PROFILE"] = "team"
	if c, _ := w.must("").Static(); !c.Equal(secret.New("team-id", "team=secret==", "")) {
		t.Errorf("team: %q %q", c.AccessKeyID(), c.AccessKeySecret())
	}
}

func TestABrokenSectionIsRefusedByItsPlace(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		"[default":                     "~/.alibabacloud/credentials:1: the section name has no closing bracket",
		"[a]\n[a]":                     "~/.alibabacloud/credentials:2: section a is already in the file",
		"[default]\n":                  "section default of ~/.alibabacloud/credentials: type is missing: access_key, ram_role_arn or ecs_ram_role",
		"[default]\ntype=rsa_key_pair": "section default of ~/.alibabacloud/credentials: type rsa_key_pair must be access_key, ram_role_arn or ecs_ram_role",
		"[default]\ntype=access_key":   "section default of ~/.alibabacloud/credentials: access_key_id is missing",
		"[default]\ntype=ecs_ram_role\nrole_name=/":                          `section default of ~/.alibabacloud/credentials: "/" is not the name of a RAM role`,
		"[default]\ntype=ram_role_arn\naccess_key_id=x\naccess_key_secret=y": "section default of ~/.alibabacloud/credentials: role_arn is missing",
	} {
		w := newWorld(t)
		w.ini(content)
		if e := w.refused("", CodeInvalidCredentials); w.tilde(e.Message.String()) != want {
			t.Errorf("%q: message %q\nwant %q", content, e.Message, want)
		}
	}
}

func TestACredentialsFileElsewhereIsHonoured(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env["ALIBABA_CLOUD_CREDENTIALS_FILE"] = w.file("keys.ini", "[default]\ntype=access_key\naccess_key_id=x\naccess_key_secret=y\n")
	if source := w.must(""); !strings.HasSuffix(w.tilde(source.Detail), "~/keys.ini") {
		t.Errorf("detail %q", source.Detail)
	}
}
