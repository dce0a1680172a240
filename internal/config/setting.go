// Package config owns the settings of linkwanctl: which there are, what values they take, where
// each one comes from (flag > environment > context > file > default) and the file that keeps them.
//
// It does not own credentials: no secret is ever read from or written to its file. It does not know
// what a setting is for, it opens no connection, and it prints nothing. Flags and environment are
// handed in.
package config

import (
	"strings"

	"linkwanctl/internal/i18n"
)

// Setting is one row of the table of settings: flags, completion, documentation and validation come
// from it.
type Setting struct {
	Key        string   // the name of the flag, without dashes
	FileKey    string   // the key in the file; empty where the file does not keep the setting
	Env        string   // the environment variable
	Type       string   // "string", "duration", "int" or "bool": what a value looks like
	Help       string   // one line for --help
	Default    string   // the value if nothing is set; empty means none
	Example    string   // a value as an example
	Values     []string // the values to offer in completion; empty where the set is open
	InContext  bool     // whether it may be in a context
	MayBeEmpty bool     // whether it may be empty in the file, which unsets the value of lower layers
	OffFlag    string   // the flag that unsets it, without dashes: an empty value is refused, since an unset variable leaves one

	check func(text string) (string, flaw)
}

// The keys that this package itself asks about.
const (
	keyRegion   = "region"
	keyEndpoint = "endpoint"
	keyContext  = "context"
	keyConfig   = "config"
	keySandbox  = "sandbox"
	keyLang     = "lang"

	fileKeyCurrent  = "current-context"
	fileKeyContexts = "contexts"
)

// Table gives every setting, in the order of the help. The caller owns the slice.
func Table() []Setting {
	rows := []Setting{
		{Key: keyRegion, Help: "region: cn-shanghai or cn-hangzhou; others need --endpoint", Default: "cn-shanghai", Example: "cn-hangzhou",
			Values: linkWANRegions(), InContext: true, check: checkRegion},
		{Key: keyEndpoint, Help: "service host, host:port or URL; pass default for the region's own", Example: "http://127.0.0.1:8080",
			Values: []string{endpointDefault}, InContext: true, MayBeEmpty: true, check: checkEndpoint},
		{Key: "profile", Help: "aliyun CLI profile with the credentials to use", Example: "prod",
			InContext: true, MayBeEmpty: true, OffFlag: "no-profile", check: checkProfile},
		{Key: "iot-instance-id", Help: "instance ID, if the console shows one", Example: "iot-cn-0pp1n8t0001",
			InContext: true, check: checkInstance},
		{Key: "output", Help: "output format", Default: "table", Example: "json", Values: outputForms(), check: checkOutput},
		{Key: "connect-timeout", Type: "duration", Help: "maximum wait for a connection", Default: "5s", Example: "3s", check: checkDuration},
		{Key: "attempt-timeout", Type: "duration", Help: "maximum wait for one attempt", Default: "10s", Example: "15s", check: checkDuration},
		{Key: "timeout", Type: "duration", Help: "maximum wait for a call, retries included", Default: "60s", Example: "2m", check: checkDuration},
		{Key: "max-attempts", Type: "int", Help: "maximum attempts per call, 1 to 20", Default: "4", Example: "1", check: checkAttempts},
		{Key: "qps", Type: "int", Help: "requests per second and action, shared by all processes on this machine (0: no limit)", Default: "5", Example: "2", check: checkQPS},
		{Key: "signature-version", Type: "int", Help: "request signature version", Default: "3", Example: "1",
			Values: []string{"3", "1"}, check: checkSignatureVersion},
		{Key: "color", Help: "when to use colour", Default: "auto", Example: "never", Values: []string{"auto", "always", "never"}},
		{Key: keyLang, Help: "language of messages and help (default: from the locale)", Example: "zh", Values: i18n.Languages()},
		{Key: keyContext, FileKey: fileKeyCurrent, Help: "named group of settings to use, from the settings file", Example: "prod", MayBeEmpty: true, OffFlag: "no-context", check: checkContextName},
		{Key: keySandbox, Type: "bool", Help: "use the built-in sandbox; needs no account", Default: "false", Example: "true",
			Values: []string{"true", "false"}, check: checkBool},
		{Key: keyConfig, Help: "settings file (default ~/.config/linkwanctl/config.yaml)", Example: "ci.yaml", check: checkPrintable},
	}
	for i := range rows {
		complete(&rows[i])
	}
	return rows
}

// complete fills in what follows from the rest of the row.
func complete(s *Setting) {
	s.Env = "LINKWANCTL_" + strings.ToUpper(strings.ReplaceAll(s.Key, "-", "_"))
	if s.Type == "" {
		s.Type = "string"
	}
	// A file that turned every call into a rehearsal would be found out too late; and a file cannot
	// name itself.
	if s.FileKey == "" && s.Key != keySandbox && s.Key != keyConfig {
		s.FileKey = s.Key
	}
	if s.check == nil {
		s.check = oneOf(s.Values)
	}
}

// examine gives the normalised form of a value (v3 is 3), or what is wrong with it.
func (s Setting) examine(text string) (string, flaw) {
	switch {
	case text != "":
		return s.check(text)
	case s.OffFlag != "":
		return "", flaw{rule: i18n.T("is empty; to use none, pass --%s", s.OffFlag)}
	case s.MayBeEmpty:
		return "", flaw{rule: i18n.T("is empty; for the region's endpoint, pass --%s default", s.Key)}
	}
	return "", flaw{rule: i18n.T("is empty")}
}

// find gives the setting of a key; by the name of its flag or by its key in the file.
func find(key string) (Setting, bool) {
	for _, s := range Table() {
		if s.Key == key || (s.FileKey != "" && s.FileKey == key) {
			return s, true
		}
	}
	return Setting{}, false
}
