package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// leakCalls has a call of every command that asks the service, by its path; MANIFEST, PLAN and OUT
// are files. A command without one fails the test.
func leakCalls() map[string][]string {
	return map[string][]string{
		"api call":                 {"api call GetOwnedJoinPermission JoinPermissionId=123", "api call UpdateOwnedLocalJoinPermission JoinPermissionId=123 RxDelay=3 --retry-unsafe", "api call ListOwnedJoinPermissions --all-pages", "api call GetNodeTuplesDownloadUrl --download OUT --yes", "api call GetOwnedJoinPermission --force JoinPermissionId=123 Other=1"},
		"auth whoami":              {"auth whoami"},
		"doctor":                   {"doctor"},
		"init":                     {"init --yes --context new"},
		"gateway disable":          {"gateway disable d896e0ffff000001"},
		"gateway enable":           {"gateway enable d896e0ffff000001"},
		"gateway flow":             {"gateway flow d896e0ffff000001"},
		"gateway get":              {"gateway get d896e0ffff000001"},
		"gateway list":             {"gateway list", "gateway list --count"},
		"gateway stats":            {"gateway stats d896e0ffff000001"},
		"node get":                 {"node get feed00007b000001"},
		"node packets":             {"node packets feed00007b000001"},
		"nodegroup bind":           {"nodegroup bind 602 401"},
		"nodegroup flow":           {"nodegroup flow 601"},
		"nodegroup get":            {"nodegroup get 601"},
		"nodegroup list":           {"nodegroup list"},
		"nodegroup unbind":         {"nodegroup unbind 601 201"},
		"notification list":        {"notification list"},
		"notification resolve":     {"notification resolve 701"},
		"send":                     {"send feed00007b000001 --f-port 10 --hex 0a1b2c"},
		"freqband get":             {"freqband get 101"},
		"freqband list":            {"freqband list"},
		"joinperm apply":           {"joinperm apply -f MANIFEST --yes --create --report OUT", "joinperm apply PLAN --yes --watch 1s --every 1s --max-silent 20% --revert-on-silence"},
		"joinperm count":           {"joinperm count", "joinperm count --rented"},
		"joinperm create":          {"joinperm create --name depot_07 --class-mode C --freq-band-plan-group-id 201"},
		"joinperm delete":          {"joinperm delete 125 126 --yes"},
		"joinperm describe":        {"joinperm describe 123", "joinperm describe 200 --rented"},
		"joinperm diff":            {"joinperm diff -f MANIFEST --create --out OUT --force"},
		"joinperm disable":         {"joinperm disable 123 125"},
		"joinperm edit":            {"joinperm edit 123 --yes"},
		"joinperm enable":          {"joinperm enable 123 some_name"},
		"joinperm export":          {"joinperm export --force -f OUT"},
		"joinperm get":             {"joinperm get 123 some_name --wide", "joinperm get 200 --rented"},
		"joinperm list":            {"joinperm list", "joinperm list --rented"},
		"joinperm nodes":           {"joinperm nodes 123", "joinperm nodes 123 --count"},
		"joinperm order accept":    {"joinperm order accept 1"},
		"joinperm order cancel":    {"joinperm order cancel 1"},
		"joinperm order get":       {"joinperm order get 1"},
		"joinperm order reject":    {"joinperm order reject 1"},
		"joinperm order submit":    {"joinperm order submit 123 --renter some-user"},
		"joinperm return":          {"joinperm return 200 --type LOCAL --yes"},
		"joinperm revert":          {"joinperm revert REPORT --yes --force --report OUT"},
		"joinperm roaming apply":   {"joinperm roaming apply --name roam_1 --class-mode A --freq-band-plan-group-id 101"},
		"joinperm roaming disable": {"joinperm roaming disable 401"},
		"joinperm roaming enable":  {"joinperm roaming enable 401"},
		"joinperm roaming update":  {"joinperm roaming update 401 --name roam_2"},
		"joinperm watch":           {"joinperm watch 123 some_name --for 1s --every 1s --max-silent 20%"},
		"joinperm update":          {"joinperm update --id 123 --class-mode A", "joinperm update --id 123 --class-mode A --dry-run", "joinperm update --name-is some_name --rx-delay 2 --diff --verify --yes"},
		"__complete joinperm get":  {"__complete joinperm get _"},
	}
}

// leakLocalCalls has one of every other command.
func leakLocalCalls() map[string][]string {
	return map[string][]string{
		"api describe":              {"api describe UpdateOwnedLocalJoinPermission"},
		"api list":                  {"api list", "api list --group gateway"},
		"auth policy":               {"auth policy joinperm update --id 123"},
		"auth status":               {"auth status"},
		"config current-context":    {"config current-context"},
		"config delete-context":     {"config delete-context prod"},
		"config get":                {"config get endpoint"},
		"config get-contexts":       {"config get-contexts"},
		"config view":               {"config view", "config view --minify"},
		"config list":               {"config list --show-origin"},
		"config path":               {"config path"},
		"config set":                {"config set output table"},
		"config unset":              {"config unset output"},
		"config use-context":        {"config use-context prod"},
		"credentials":               {"credentials"},
		"emulator":                  {"emulator --listen 127.0.0.1:0 --data OUT"},
		"emulator reset":            {"emulator reset --data OUT"},
		"environment":               {"environment"},
		"explain":                   {"explain", "explain ForbiddenByRam", "explain 8"},
		"exit-codes":                {"exit-codes"},
		"faults":                    {"faults"},
		"options":                   {"options"},
		"manifest":                  {"manifest"},
		"schema manifest":           {"schema manifest"},
		"version":                   {"version"},
		"joinperm history":          {"joinperm history", "joinperm history 20261126-061140"},
		"help joinperm update":      {"help joinperm update"},
		"completion bash":           {"completion bash"},
		"completion fish":           {"completion fish"},
		"completion powershell":     {"completion powershell"},
		"completion zsh":            {"completion zsh"},
		"joinperm update, mistaken": {"joinperm update --id 123 --clas-mode A"},
	}
}

// leakServices are the ways in which a service fails, each telling as much as it can of what it
// heard.
func leakServices() map[string]http.HandlerFunc {
	status := func(code int, mediaType, form string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			heard := heard(r)
			quoted, _ := json.Marshal(heard)
			w.Header().Set("Content-Type", mediaType)
			w.Header().Set("X-Heard", strings.ReplaceAll(heard, "\n", " "))
			w.WriteHeader(code)
			_, _ = fmt.Fprintf(w, form, quoted)
		}
	}
	return map[string]http.HandlerFunc{
		"signature": parrot("SignatureDoesNotMatch"), "key": parrot("InvalidAccessKeyId.NotFound"), "expired": parrot("InvalidSecurityToken.Expired"),
		"clock": parrot("IllegalTimestamp"), "nonce": parrot("SignatureNonceUsed"), "missing": parrot("NonExistent"), "denied": parrot("ForbiddenByRam"),
		"throttled": parrot("Throttling"), "internal": parrot("InternalError"), "business": parrot("InvalidName"), "garbage": parrot(""),
		"no success":  status(200, "application/json", `{"RequestId":"R","Success":false,"Code":"X","Message":%s}`),
		"odd success": status(200, "application/json", `{"RequestId":%[1]s,"Success":true,"Data":17}`),
		"echo":        status(200, "application/json", `{"RequestId":"R","Success":true,"Data":%s}`),
		"echoes":      status(200, "application/json", `{"RequestId":"R","Success":true,"Data":{"TotalCount":1,"JoinPermissionId":%[1]s,"ClassMode":%[1]s,"List":[{"JoinPermissionId":%[1]s,"JoinPermissionName":%[1]s,"ClassMode":%[1]s}]}}`),
		"odd code":    status(400, "application/json", `{"RequestId":%[1]s,"Code":%[1]s,"Message":%[1]s,"Recommend":%[1]s,"AccessDeniedDetail":{"PolicyType":%[1]s}}`),
		"xml":         status(400, "text/xml", `<Error><RequestId>R</RequestId><Code>X</Code><Message><![CDATA[%s]]></Message></Error>`),
		"html":        status(502, "text/html", "<html><title>%[1]s</title><body>%[1]s</body></html>"),
		"unavailable": status(503, "text/plain", "%s"),
		"cut off": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "99999")
			_, _ = io.WriteString(w, heard(r))
		},
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/?heard="+heard(r), http.StatusFound)
		},
		"respelled": func(w http.ResponseWriter, r *http.Request) {
			heard := strings.ReplaceAll(heard(r), "\n", " ")
			var all []string
			for _, form := range respellings() {
				all = append(all, respelled(heard, form))
			}
			w.Header().Set("X-Heard", strings.Join(all, " "))
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprintf(w, `{"RequestId":"R","Code":"X","Message":"%s %s"}`, all[0], all[1])
		},
		"garbled": garbled,
		"reset":   func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	}
}

// leakManner is how a command is run: how it shows its result, and what it signs with.
type leakManner struct {
	flags     []string
	signature string
}

// leakManners are the forms of the output with either signature, each with and without --debug.
func leakManners() []leakManner {
	var manners []leakManner
	for _, signature := range []string{"3", "1"} {
		for _, form := range []string{"table", "name", "json", "yaml", "csv"} {
			manners = append(manners, leakManner{[]string{"-o", form}, signature}, leakManner{[]string{"-o", form, "--debug"}, signature})
		}
		manners = append(manners, leakManner{[]string{"--quiet"}, signature})
	}
	return manners
}

// No command, whatever fails, and in whatever form, shows or writes anything of the keys. Each pair
// of a command line, a failure, a source of the keys and a manner is tried; every combination of
// them with LINKWANCTL_TEST_FULL=1 (make check-full).
func TestNoCommandShowsASecretInAnyForm(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a thousand runs take long under the race detector")
	}
	checkLeakCalls(t)
	sound, broken := leakSources(t)
	plan, manners, endpoints := leakPlan(t), leakManners(), leakEndpoints(t)
	lines := leakLines(leakCalls())
	// The rotations below reach every manner for each line and each failure.
	if len(manners) > min(len(lines), len(endpoints)) {
		t.Fatalf("%d manners need as many lines (%d) and failures (%d)", len(manners), len(lines), len(endpoints))
	}
	for i, line := range lines {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			homes := leakHomes(t, line, plan, append(sound, broken...))
			for j, endpoint := range endpoints {
				homes[(i+2*j)%len(sound)].try(t, endpoint, line, manners[(i+j)%len(manners)], 1+j%2)
				for _, home := range homes[:len(sound)] {
					for _, manner := range manners {
						if os.Getenv("LINKWANCTL_TEST_FULL") != "" {
							home.try(t, endpoint, line, manner, 1)
						}
					}
				}
			}
			for j, home := range homes[len(sound):] {
				home.try(t, endpoints[0], line, manners[(4*i+j)%len(manners)], 1)
			}
			checkHomes(t, homes)
		})
	}
	for i, line := range leakLines(leakLocalCalls()) {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			homes := leakHomes(t, line, plan, append(sound, broken...))
			for j, manner := range manners {
				homes[(i+j)%len(homes)].try(t, endpoints[0], line, manner, 1)
			}
			checkHomes(t, homes)
		})
	}
}

// leakLines are the lines of calls, in an order of their own.
func leakLines(calls map[string][]string) []string {
	return slices.Sorted(func(yield func(string) bool) {
		for _, lines := range calls {
			for _, line := range lines {
				if !yield(line) {
					return
				}
			}
		}
	})
}

// leakEndpoints starts the services that fail.
func leakEndpoints(t *testing.T) []string {
	t.Helper()
	services := leakServices()
	var endpoints []string
	for _, name := range slices.Sorted(maps.Keys(services)) {
		server := httptest.NewUnstartedServer(services[name])
		server.Config.SetKeepAlivesEnabled(false) // each run has a transport of its own
		server.Start()
		t.Cleanup(server.Close)
		endpoints = append(endpoints, server.URL)
	}
	return endpoints
}

// leakHome is a home with a source of the keys.
type leakHome struct {
	leakSource
	path   string
	before map[string]string // its files
}

// leakHomes furnishes a home for each source with what the line needs.
func leakHomes(t *testing.T, line, plan string, sources []leakSource) []leakHome {
	t.Helper()
	var homes []leakHome
	for _, source := range sources {
		home := t.TempDir()
		if source.file != "" {
			write(t, filepath.Join(home, filepath.FromSlash(source.file)), source.text)
		}
		homes = append(homes, leakHome{source, home, leakFiles(t, home, line, plan)})
	}
	return homes
}

// try runs a command in the home, and looks at all that it shows.
func (h leakHome) try(t *testing.T, endpoint, line string, manner leakManner, attempts int) {
	t.Helper()
	env := map[string]string{
		"LINKWANCTL_ENDPOINT": endpoint, "LINKWANCTL_QPS": "0", "LINKWANCTL_MAX_ATTEMPTS": strconv.Itoa(attempts), "LINKWANCTL_SIGNATURE_VERSION": manner.signature,
		"EDITOR": "true",
	}
	maps.Copy(env, h.env)
	args := append(leakArgs(line, h.path), manner.flags...)
	ctx := t.Context()
	if args[0] == "emulator" { // it serves until it is ended
		ended, cancel := context.WithCancel(ctx)
		cancel()
		ctx = ended
	}
	var stdout, stderr bytes.Buffer
	code := Main(ctx, System{
		Args: args, Now: time.Now, Sleep: func(context.Context, time.Duration) error { return nil }, Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr,
		Home: h.path, Getenv: func(name string) string { return env[name] },
	})
	shown := stdout.String() + stderr.String()
	if code == exitDefect {
		t.Errorf("%s: %v is taken for a defect: %s", h.name, args, shown)
	}
	if found := firstForm(shown, leakForms()) + signatureShown.FindString(shown); found != "" {
		t.Fatalf("%s: %v shows %q:\n%s", h.name, args, found, shown)
	}
}

// checkHomes looks at what was written.
func checkHomes(t *testing.T, homes []leakHome) {
	t.Helper()
	for _, home := range homes {
		for path, text := range files(t, home.path) {
			if home.before[path] != text {
				checkWritten(t, home.path, path, text)
			}
		}
	}
}

// checkWritten allows the state of the quota, the history of runs, what completion keeps, and what the command is asked
// to write.
func checkWritten(t *testing.T, home, path, text string) {
	t.Helper()
	allowed := []string{filepath.Join(stateIn(home), "quota"), filepath.Join(stateIn(home), "runs"), cacheIn(home), settingsIn(home), filepath.Join(home, "out")}
	if !slices.ContainsFunc(allowed, func(start string) bool { return strings.HasPrefix(path, start) }) {
		t.Errorf("%s was written: %q", path, text)
	}
	if found := firstForm(path+text, leakForms()); found != "" {
		t.Errorf("%s has %q: %q", path, found, text)
	}
}

// signatureShown finds a signature of either version, in each of its spellings.
var signatureShown = regexp.MustCompile(`Signature(=|%3D|%253D|:\[)[0-9A-Za-z+/%]{20,}`)

// leakArgs are the words of a line with its files in their places.
func leakArgs(line, home string) []string {
	places := map[string]string{"MANIFEST": "fleet.yaml", "PLAN": "plan.json", "OUT": "out", "REPORT": "report.jsonl"}
	words := strings.Fields(line)
	for i, word := range words {
		if file := places[word]; file != "" {
			words[i] = filepath.Join(home, file)
		}
	}
	return words
}

// leakPlan is a saved plan.
func leakPlan(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	const line = "joinperm diff -f MANIFEST --create --force --out PLAN"
	leakFiles(t, home, line, "")
	got := run(t.Context(), home, service(t), leakArgs(line, home)...)
	plan := files(t, home)[filepath.Join(home, "plan.json")]
	if got.code != exitDone || plan == "" {
		t.Fatalf("no plan was made: %+v", got)
	}
	return plan
}

func leakFiles(t *testing.T, home, line, plan string) map[string]string {
	t.Helper()
	places := map[string]string{"SETTINGS": settingsIn(home), "RUN": filepath.Join(stateIn(home), "runs", "20261126-061140.jsonl")}
	for _, f := range []struct{ needed, name, text string }{
		{"PLAN", "plan.json", plan},
		{"MANIFEST", "fleet.yaml", "- {id: 123, classMode: A}\n- {name: depot_07, classMode: A, freqBandPlanGroupId: 101}\n"},
		{"REPORT", "report.jsonl", `{"JoinPermissionId":"123","Changes":[{"Field":"RxDelay","Live":"2","New":"1"},{"Field":"Enabled","Live":"false","New":"true"}],"Outcome":"updated"}` + "\n"},
		{"20261126", "RUN", `{"Version":1,"Rows":[{"JoinPermissionId":"123","Changes":[{"Field":"RxDelay","Old":"2","New":"1"}]}]}` + "\n"},
		{"config", "SETTINGS", "contexts: {prod: {region: cn-hangzhou}}\n"},
	} {
		if strings.Contains(line, f.needed) {
			write(t, cmp.Or(places[f.name], filepath.Join(home, f.name)), f.text)
		}
	}
	return files(t, home)
}

func firstForm(text string, forms []string) string {
	if i := slices.IndexFunc(forms, func(form string) bool { return strings.Contains(text, form) }); i >= 0 {
		return forms[i]
	}
	return ""
}

// checkLeakCalls wants a call of every command that can be run.
func checkLeakCalls(t *testing.T) {
	t.Helper()
	calls := leakCalls()
	maps.Copy(calls, leakLocalCalls())
	_, all := tree(t)
	for _, c := range all {
		path := strings.TrimPrefix(c.CommandPath(), "linkwanctl ")
		if ours(c) && (c.Runnable() || !c.HasSubCommands()) && !c.HasSubCommands() && calls[path] == nil {
			t.Errorf("no call of %q is tried", path)
		}
	}
}
