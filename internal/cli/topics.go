package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
)

// topicsTitle is the title of the topics' section.
const topicsTitle = "Topics"

// topics are what `linkwanctl help` explains beside the commands.
func topics() []child {
	topic := func(name, short string, long func() string) child {
		return child{name, func(*app) *cobra.Command { return &cobra.Command{Use: name, Short: short, Long: long()} }}
	}
	return []child{
		{optionsName, newOptions},
		topic("exit-codes", "What the exit codes mean", exitCodeTopic),
		topic("environment", "Environment variables", environmentTopic),
		topic("manifest", "How to manage permissions in a file", manifestTopic),
		topic("credentials", "Where credentials come from", credentialsTopic),
		topic("faults", "How to make the emulator fail", faultTopic),
	}
}

func exitCodeTopic() string {
	var text strings.Builder
	text.WriteString("The exit code tells a script what to do next:\n\n")
	for _, row := range exitCodes() {
		fmt.Fprintf(&text, "  %3d  %s\n", row.Code, row.Meaning)
	}
	text.WriteString("\nFor any other signal, the exit code is 128 plus the signal's number. On Windows, a crash\nexits with 2 and prints a goroutine trace on stderr; the outcome is unknown.\n")
	text.WriteString("\nWith -o json or -o yaml, the error on stderr also has the service's error code, the\noutcome (not-sent, refused or unknown) and the exit code.\n\nExit code 2 means that no change was sent; a name may have been looked up or live values\nread first. If a name matches no permission (6) or several (2), the outcome is refused, as\nfor an ID that does not exist.")
	return text.String()
}

func environmentTopic() string {
	var text strings.Builder
	text.WriteString("Every setting has an environment variable. The flag overrides the variable, and the\nvariable overrides the settings file. An empty variable counts as not set. An empty flag,\nsuch as --profile \"$UNSET\", is an error: pass --no-profile, --no-context or\n--endpoint default if you mean it.\n\n")
	for _, row := range config.Table() {
		fmt.Fprintf(&text, "  %-28s %s\n", row.Env, row.Help)
	}
	text.WriteString(`
Other variables:

  XDG_CONFIG_HOME              directory of settings (default ~/.config, Windows %AppData%)
  XDG_STATE_HOME               directory of the sandbox, the history and crash reports
                               (default ~/.local/state, Windows %LocalAppData%)
  LINKWANCTL_DEVICE_MODEL      how the nodes of the sandbox and the emulator behave, as with
                               linkwanctl emulator --device-model
  VISUAL, EDITOR               editor for joinperm edit, may have arguments (default vi)
  NO_COLOR, CLICOLOR_FORCE     colour off, colour on (see also TERM=dumb and --color)
  HTTPS_PROXY, NO_PROXY        proxy, and hosts to reach without it; loopback never uses it
  ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS
                               true: do not get keys from programs or a credentials URI

For the variables with credentials, see linkwanctl help credentials.`)
	return text.String()
}

func credentialsTopic() string {
	return `linkwanctl stores no credentials. It uses those of the aliyun CLI and the Alibaba Cloud
SDKs, from the first of these sources that is set:

  1  --profile, LINKWANCTL_PROFILE or the profile of a context: only that profile in
     ~/.aliyun/config.json (--no-profile skips this step)
  2  ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, for temporary
     keys also ALIBABA_CLOUD_SECURITY_TOKEN
  3  ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and
     ALIBABA_CLOUD_OIDC_TOKEN_FILE
  4  the profile in ~/.aliyun/config.json that ALIBABACLOUD_PROFILE,
     ALIBABA_CLOUD_PROFILE or ALICLOUD_PROFILE names, or else its current one
  5  ~/.alibabacloud/credentials, or ALIBABA_CLOUD_CREDENTIALS_FILE
  6  ALIBABA_CLOUD_CREDENTIALS_URI
  7  the ECS instance role that ALIBABA_CLOUD_ECS_METADATA names

The variables of step 2 may also begin with ALIBABACLOUD_ or ALICLOUD_; prefixes cannot be
mixed. ALIBABA_CLOUD_CONFIG_FILE names another config.json, and
ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true skips it.

Profiles work as in the aliyun CLI. sts_endpoint is the STS host that assumes the role. A
profile in CredentialsURI mode without credentials_uri uses ALIBABA_CLOUD_CREDENTIALS_URI.
The program of a profile in External mode may print keys in AK or StsToken mode. With
ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS=true, using either mode or that variable is an
error.

A source that is set but broken is an error: linkwanctl never falls back to another
identity. To see which source is used, and why, run linkwanctl auth status. The files are
never written. If other users can read one, a warning says so. On Windows, ~ is
%UserProfile%.`
}

func manifestTopic() string {
	return `A manifest lists the values that join permissions should have. A row names a permission by
id or by its unique name; the other keys are the values to set. Values that are not given
are not changed.

  permissions:
    - id: 123
      rxDelay: 3s
      enabled: true
    - name: depot_07
      classMode: A
      freqBandPlanGroupId: 101

The keys are id, name, classMode, freqBandPlanGroupId, rxDelay, dataRate, joinEui and enabled.
A manifest is YAML, JSON (or one JSON object per line) or CSV. The CSV header has these keys
or the API's names, separated by commas, semicolons or tabs; an empty cell means not given.
Files are UTF-8; for GBK, as Excel saves CSV in China, pass --encoding gbk. All files of a
manifest together have at most 4 MiB and 10,000 rows.

In CSV output, a cell that a spreadsheet would run as a formula (it begins with =, +, -, @ or
a full-width one, even after blanks) or that begins with an apostrophe gets an apostrophe in
front. -o csv leaves plain numbers as they are; an export also protects long numbers, leading
zeros and exponents. Reading a manifest removes one apostrophe from the front of each cell;
scripts should do the same.

  linkwanctl joinperm export > fleet.yaml     the live permissions as a manifest
  linkwanctl joinperm diff -f fleet.yaml      what it would change
  linkwanctl joinperm apply -f fleet.yaml     do it
  linkwanctl schema manifest                  its JSON Schema

Unchanged rows need no call, and nothing is ever deleted. The command is safe to run again,
however it ended: it compares with the live permissions.`
}
