package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// layered gives a value to a setting for each layer that it can stand in.
var layered = map[string]map[string]string{
	"region":            {KindFlag: "eu-f", KindEnv: "eu-e", KindContext: "eu-c", KindFile: "eu-d", KindDefault: "cn-shanghai"},
	"endpoint":          {KindFlag: "f.test", KindEnv: "e.test", KindContext: "c.test", KindFile: "d.test", KindDefault: "linkwan.cn-shanghai.aliyuncs.com"},
	"profile":           {KindFlag: "pf", KindEnv: "pe", KindContext: "pc", KindFile: "pd", KindDefault: ""},
	"iot-instance-id":   {KindFlag: "iot-f", KindEnv: "iot-e", KindContext: "iot-c", KindFile: "iot-d", KindDefault: ""},
	"output":            {KindFlag: "json", KindEnv: "yaml", KindFile: "json", KindDefault: "table"},
	"connect-timeout":   {KindFlag: "1s", KindEnv: "2s", KindFile: "3s", KindDefault: "5s"},
	"attempt-timeout":   {KindFlag: "1s", KindEnv: "2s", KindFile: "3s", KindDefault: "10s"},
	"timeout":           {KindFlag: "1s", KindEnv: "2s", KindFile: "3s", KindDefault: "60s"},
	"max-attempts":      {KindFlag: "1", KindEnv: "2", KindFile: "3", KindDefault: "4"},
	"qps":               {KindFlag: "1", KindEnv: "0", KindFile: "1000", KindDefault: "5"},
	"signature-version": {KindFlag: "1", KindEnv: "3", KindFile: "1", KindDefault: "3"},
	"lang":              {KindFlag: "zh", KindEnv: "en", KindFile: "zh", KindDefault: "en"},
	"color":             {KindFlag: "always", KindEnv: "never", KindFile: "always", KindDefault: "auto"},
	"context":           {KindFlag: "one", KindEnv: "two", KindFile: "three", KindDefault: ""},
	"sandbox":           {KindFlag: "true", KindEnv: "true", KindDefault: "false"},
}

var layerOrder = []string{KindFlag, KindEnv, KindContext, KindFile}

func TestTheMostSpecificLayerWins(t *testing.T) {
	t.Parallel()
	for _, row := range Table() {
		if row.Key == keyConfig {
			continue
		}
		values, ok := layered[row.Key]
		if !ok {
			t.Errorf("%s: no values to try", row.Key)
		}
		for set := range 1 << len(layerOrder) {
			tryLayers(t, row, values, set)
		}
	}
}

func tryLayers(t *testing.T, row Setting, values map[string]string, set int) {
	t.Helper()
	w := newWorld(t)
	top, context, expected := "", "", ""
	for i, kind := range layerOrder {
		value, possible := values[kind]
		if set&(1<<i) == 0 || !possible {
			continue
		}
		switch kind {
		case KindFlag:
			w.flags[row.Key] = value
		case KindEnv:
			w.env[row.Env] = value
		case KindContext:
			context = fmt.Sprintf("%s: %s", row.Key, value)
		case KindFile:
			top = fmt.Sprintf("%s: %s\n", row.FileKey, value)
		}
		if expected == "" {
			expected = kind
		}
	}
	if expected == "" {
		expected = KindDefault
	}
	if row.Key == keyRegion {
		w.flags["endpoint"] = "127.0.0.1:1" // The regions tried are not the cloud's.
	}
	if row.Key != keyContext {
		top += "current-context: it\n"
	}
	w.file(top + "contexts: {it: {" + context + "}, one: {}, two: {}, three: {}}\n")
	var got Value
	for _, v := range w.load().List() {
		if v.Key == row.Key {
			got = v
		}
	}
	if got.Text != values[expected] || got.Origin.Kind != expected {
		t.Errorf("%s, layers %04b: got %q from %s, want %q from %s", row.Key, set, got.Text, got.Origin.Kind, values[expected], expected)
	}
}

func TestDefaultsAreTheDocumentedOnes(t *testing.T) {
	t.Parallel()
	got := newWorld(t).load().Settings()
	expected := Settings{Region: "cn-shanghai", Endpoint: "linkwan.cn-shanghai.aliyuncs.com", Output: "table", Color: "auto", Lang: "en",
		ConnectTimeout: 5 * time.Second, AttemptTimeout: 10 * time.Second, Timeout: time.Minute, MaxAttempts: 4, QPS: 5, SignatureVersion: 3}
	if got != expected {
		t.Errorf("got  %+v\nwant %+v", got, expected)
	}
}

func TestSettingsAreTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("current-context: lab\ncontexts: {lab: {profile: p, iot-instance-id: i, region: cn-hangzhou}}\noutput: yaml\nmax-attempts: 7\n")
	w.flags = map[string]string{"sandbox": "true", "signature-version": "v1", "timeout": "2m", "attempt-timeout": "1500ms", "connect-timeout": "1h", "color": "never"}
	got := w.load().Settings()
	expected := Settings{Region: "cn-hangzhou", Endpoint: "linkwan.cn-hangzhou.aliyuncs.com", Profile: "p", IotInstanceID: "i", Output: "yaml", Color: "never", Lang: "en",
		Context: "lab", ConnectTimeout: time.Hour, AttemptTimeout: 1500 * time.Millisecond, Timeout: 2 * time.Minute, MaxAttempts: 7, QPS: 5, SignatureVersion: 1, Sandbox: true}
	if got != expected {
		t.Errorf("got  %+v\nwant %+v", got, expected)
	}
}

func TestOriginNamesThePlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("# mine\ncurrent-context: prod\noutput: json\ncontexts:\n  prod:\n    profile: p\n    region: cn-hangzhou\n")
	w.flags["timeout"], w.env["LINKWANCTL_MAX_ATTEMPTS"] = "9s", "9"
	c := w.load()
	for key, expected := range map[string]Origin{
		"timeout":         {KindFlag, "--timeout"},
		"max-attempts":    {KindEnv, "LINKWANCTL_MAX_ATTEMPTS"},
		"profile":         {KindContext, "context prod (" + w.path() + ":6)"},
		"endpoint":        {KindContext, "from region"},
		"output":          {KindFile, w.path() + ":3"},
		"context":         {KindFile, w.path() + ":2"},
		"current-context": {KindFile, w.path() + ":2"},
		"color":           {KindDefault, "default"},
		"config":          {KindDefault, "default"},
		"nonsense":        {},
	} {
		if got := c.Origin(key); got != expected {
			t.Errorf("%s: got %+v, want %+v", key, got, expected)
		}
	}
}

func TestEmptyEnvironmentVariableCountsAsNotSet(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("profile: p\n")
	for _, row := range Table() {
		w.env[row.Env] = ""
	}
	want(t, w.load().Settings().Profile, "p")
}

func TestAnEmptyFlagIsRefusedAndOffSaidOnPurpose(t *testing.T) {
	t.Parallel()
	lower := "current-context: lab\nprofile: p\niot-instance-id: i\nendpoint: here.test\ncontexts: {lab: {}}\n"
	for _, row := range Table() {
		w := newWorld(t).file(lower)
		w.flags[row.Key] = ""
		hint := map[string]string{"profile": "; to use none, pass --no-profile", "context": "; to use none, pass --no-context", "endpoint": "; for the region's endpoint, pass --endpoint default"}[row.Key]
		wantLines(t, w.problems(), "--"+row.Key+" is empty"+hint)
		if row.OffFlag == "" {
			continue
		}
		w.flags[row.OffFlag] = "true"
		wantLines(t, w.problems(), "--"+row.Key+" is empty"+hint, "--"+row.OffFlag+" cannot be used with --"+row.Key)
		delete(w.flags, row.Key)
		if got := w.load().value(row.Key); got.Text != "" || got.Origin != (Origin{KindFlag, "--" + row.OffFlag}) {
			t.Errorf("--%s left %+v", row.OffFlag, got)
		}
		w.flags[row.OffFlag] = "false"
		if got := w.load().value(row.Key).Text; got == "" {
			t.Errorf("--%s=false unset it", row.OffFlag)
		}
	}
	w := newWorld(t).file(lower)
	w.flags[keyEndpoint] = "default"
	want(t, w.load().Settings().Endpoint, "linkwan.cn-shanghai.aliyuncs.com")
	delete(w.flags, keyEndpoint)
	w.env["LINKWANCTL_ENDPOINT"] = "default"
	want(t, w.load().Settings().Endpoint, "linkwan.cn-shanghai.aliyuncs.com")
}

func TestEveryProblemOfEveryLayerIsToldAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("output: xml\nnonsense: 1\n")
	w.flags["timeout"], w.env["LINKWANCTL_COLOR"] = "30", "sometimes"
	wantLines(t, w.problems(),
		"--timeout 30 must be a duration such as 30s or 2m: did you mean 30s?",
		"LINKWANCTL_COLOR sometimes must be auto, always or never",
		"FILE:1:9 xml must be table, wide, name, json, yaml, csv or tsv",
		"FILE:2:1 nonsense is not a setting")
	_, err := Load(w.options())
	if !strings.HasPrefix(err.Error(), "4 settings were refused\n  --timeout 30 must") {
		t.Errorf("heading: %v", err)
	}
}

func TestConfigOfAFailedLoadHoldsWhatIsRight(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("output: json\ntimeout: soon\n: [\n")
	w.flags["color"] = "never"
	c, err := Load(w.options())
	if err == nil || c.Settings().Color != "never" || c.Settings().Timeout != time.Minute {
		t.Errorf("got %+v, %v", c.Settings(), err)
	}
}

func TestProblemsTellWhetherTheyAreTheCommandLines(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.flags["timeout"], w.flags["context"], w.flags["region"] = "0s", "nope", "mars"
	_, err := Load(w.options())
	if e, ok := err.(*Error); !ok || len(e.Problems) != 3 || !e.AllFromFlags() { //nolint:errorlint // The type itself is the promise.
		t.Errorf("flags alone: %v", err)
	}
	w.env["LINKWANCTL_TIMEOUT"] = "0s"
	_, err = Load(w.options())
	if e, ok := err.(*Error); !ok || e.AllFromFlags() { //nolint:errorlint // The type itself is the promise.
		t.Errorf("flags and environment: %v", err)
	}
}

func TestUnknownContextListsTheNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("contexts: {prod: {}, Lab: {}}\ncurrent-context: prd\n")
	w.flags["context"], w.env["LINKWANCTL_CONTEXT"] = "lab", "staging"
	wantLines(t, w.problems(),
		"FILE:2:18 prd is not a context of FILE: prod or Lab: did you mean prod?",
		"--context lab is not a context of FILE: prod or Lab: did you mean Lab?",
		"LINKWANCTL_CONTEXT staging is not a context of FILE: prod or Lab")
	w = newWorld(t)
	w.flags["context"] = "lab"
	wantLines(t, w.problems(), "--context lab is not a context: FILE has none")
	w.home = ""
	wantLines(t, w.problems(), "--context lab is not a context: there is no settings file")
}

func TestContextNamesDifferByCase(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("contexts: {prod: {profile: a}, PROD: {profile: b}, p.r-o_d: {profile: c}}\n")
	for name, profile := range map[string]string{"prod": "a", "PROD": "b", "p.r-o_d": "c"} {
		w.flags["context"] = name
		want(t, w.load().Settings().Profile, profile)
	}
	want(t, strings.Join(ContextNames(w.options()), " "), "prod PROD p.r-o_d")
}

func TestContextNamesKeepQuietAboutABrokenFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if got := ContextNames(w.options()); got != nil {
		t.Errorf("no file: %q", got)
	}
	want(t, strings.Join(ContextNames(w.file("nonsense: 1\ncontexts: {a: {x: 1}, b: 5, c: }\n").options()), " "), "a c")
	other := filepath.Join(w.home, "other.yaml")
	w.flags["config"] = other
	if err := os.WriteFile(other, []byte("contexts: {other: {}}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want(t, strings.Join(ContextNames(w.options()), " "), "other")
	delete(w.flags, "config")
	if got := ContextNames(w.file("a: [").options()); got != nil {
		t.Errorf("broken file: %q", got)
	}
	w.flags["config"] = filepath.Join(w.home, "absent")
	if got := ContextNames(w.options()); got != nil {
		t.Errorf("absent file: %q", got)
	}
}

func TestListHasEveryRowInOrder(t *testing.T) {
	t.Parallel()
	list := newWorld(t).load().List()
	for i, row := range Table() {
		if list[i].Key != row.Key || list[i].Origin.Where == "" {
			t.Errorf("row %d: %+v, want %s", i, list[i], row.Key)
		}
	}
}

// What is shown as the file's is not what is made of it: the endpoint that a region of a context
// clears is not in the file.
func TestContextsAreWhatTheFileSays(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("current-context: prod\nendpoint: gate.test\nmax-attempts: 3\ncontexts:\n  prod: {region: cn-hangzhou}\n  lab: {profile: lab}\n")
	c := w.load()
	all := c.Contexts()
	if len(all) != 2 || all[0].Name != "prod" || len(all[0].Values) != 1 || all[0].Value("region") != "cn-hangzhou" || all[1].Value("region") != "" || all[1].Value("profile") != "lab" {
		t.Errorf("the contexts are %+v", all)
	}
	var kept []string
	for _, v := range c.Kept() {
		key, value := v.InFile()
		kept = append(kept, fmt.Sprintf("%s=%v", key, value))
	}
	if got := strings.Join(kept, " "); got != "endpoint=gate.test max-attempts=3 current-context=prod" {
		t.Errorf("the file keeps %s", got)
	}
}
