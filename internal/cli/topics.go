package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
)

// topics are what `linkwanctl help` explains beside the commands.
func topics() []child {
	topic := func(name, short string, long func() string) child {
		return child{name, func(*app) *cobra.Command { return &cobra.Command{Use: name, Short: short, Long: long()} }}
	}
	return []child{
		{optionsName, newOptions},
		topic("exit-codes", "What the exit codes mean", exitCodeTopic),
		topic("environment", "Environment variables", environmentTopic),
		topic("manifest", "How to keep permissions in a file", manifestTopic),
		topic("credentials", "Where credentials come from", credentialsTopic),
		topic("faults", "How to make the emulator fail", faultTopic),
	}
}

func exitCodeTopic() string {
	var text strings.Builder
	text.WriteString("A script that reads the exit code knows what to do next:\n\n")
	for _, row := range exitCodes() {
		fmt.Fprintf(&text, "  %3d  %s\n", row.Code, row.Meaning)
	}
	text.WriteString("\nAny other signal that ends it gives 128 and its number. On Windows a crash is exit code 2\nwith a goroutine trace on stderr, and the outcome is unknown.\n")
	text.WriteString("\nWith -o json or -o yaml the error on stderr holds the code of the service, the\noutcome (not-sent, refused or unknown) and the exit code as well.\n\nExit code 2 means that no change was sent; a name may have been looked up, and live values\nread, before. A name of no permission (6) or of several (2) has the outcome refused, as an ID\nthat does not exist has.")
	return text.String()
}

func environmentTopic() string {
	var text strings.Builder
	text.WriteString("Every setting has a variable; its flag wins over it, and it over the file. An empty\nvariable counts as not set; an empty flag, as --profile \"$UNSET\" leaves one, is refused:\n--no-profile, --no-context and --endpoint default say it on purpose.\n\n")
	for _, row := range config.Table() {
		fmt.Fprintf(&text, "  %-28s %s\n", row.Env, row.Help)
	}
	text.WriteString(`
Others that are read:

  XDG_CONFIG_HOME              directory of the file of settings (default ~/.config)
  XDG_STATE_HOME               directory of the embedded service's state and of the stacks of
                               defects (default ~/.local/state)
  VISUAL, EDITOR               editor of joinperm edit, with arguments if need be (default vi)
  NO_COLOR, CLICOLOR_FORCE     colour off, colour on (see also TERM=dumb and --color)
  HTTPS_PROXY, NO_PROXY        proxy, and hosts that need none; never used for loopback
  ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS
                               true: no program is run and no credentials URI asked for keys

The vendor's other variables for credentials: linkwanctl help credentials.`)
	return text.String()
}

func credentialsTopic() string {
	return `linkwanctl keeps no credentials of its own. It takes those of the vendor's aliyun CLI
and SDKs, from the first of these places that is set:

  1  --profile, LINKWANCTL_PROFILE or the profile of a context: that profile of
     ~/.aliyun/config.json and nothing else; with --no-profile none of these
  2  ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, with
     ALIBABA_CLOUD_SECURITY_TOKEN for temporary ones
  3  ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and
     ALIBABA_CLOUD_OIDC_TOKEN_FILE
  4  the profile of ~/.aliyun/config.json that ALIBABACLOUD_PROFILE,
     ALIBABA_CLOUD_PROFILE or ALICLOUD_PROFILE names, else its current one
  5  ~/.alibabacloud/credentials, or ALIBABA_CLOUD_CREDENTIALS_FILE
  6  ALIBABA_CLOUD_CREDENTIALS_URI
  7  the role of the ECS instance that ALIBABA_CLOUD_ECS_METADATA names

ALIBABACLOUD_… and ALICLOUD_… are taken for the keys' variables too, as whole sets.
ALIBABA_CLOUD_CONFIG_FILE names another config.json, and
ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true has it passed over.

A profile is read as the aliyun CLI reads it. sts_endpoint is the host that is asked to
assume its role. A profile of mode CredentialsURI without credentials_uri takes
ALIBABA_CLOUD_CREDENTIALS_URI. The program of a profile of mode External may print keys of
mode AK or StsToken. ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS=true forbids both modes and
that variable: it is an error then to use them.

A source that is named or there but broken is an error: another identity is never
taken in its place. linkwanctl auth status shows which one wins, and why. The files
are only ever read, and one that other users can read is warned of.`
}

func manifestTopic() string {
	return `A manifest says what join permissions should be. A row names a permission by id or by its
unique name; its other keys are the values to hold; what is not given is left alone.

  permissions:
    - id: 123
      rxDelay: 3s
      enabled: true
    - name: depot_07
      classMode: A
      freqBandPlanGroupId: 101

The keys are id, name, classMode, freqBandPlanGroupId, rxDelay, dataRate, joinEui and enabled.
A manifest is YAML, JSON (also one object a line) or CSV with these or the API's names as its
heads, separated by commas, semicolons or tabs. An empty cell is not given. The text is UTF-8;
for GBK, as Excel saves CSV in China, add --encoding gbk. All files of a manifest have at most
4 MiB and 10,000 rows.

CSV that is written, by -o csv too, has an apostrophe before a cell that begins like a formula
(=, +, -, @, full-width ones, blanks before them aside) or with an apostrophe; in -o csv plain
numbers have none, in an export also long numbers and those with leading zeros or an exponent
do. Reading takes one apostrophe off every cell that begins with one; scripts do the same.

  linkwanctl joinperm export > fleet.yaml     the live permissions as a manifest
  linkwanctl joinperm diff -f fleet.yaml      what it would change
  linkwanctl joinperm apply -f fleet.yaml     do it
  linkwanctl schema manifest                  its JSON Schema

Rows without change cost no call, nothing is ever deleted, and the same command may be run
again after any end: what was done is seen from the live permissions.`
}
