package credential

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aliyun/credentials-go/credentials/providers"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
)

// sts is an STS on loopback that gives keys numbered by call and remembers what it was asked.
type sts struct {
	mu       sync.Mutex
	requests []url.Values
	life     time.Duration
}

func (s *sts) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r.Form)
	n := len(s.requests)
	_ = json.NewEncoder(w).Encode(object{"RequestId": "1-2", "Credentials": object{
		"AccessKeyId": fmt.Sprintf("STS.key%d", n), "AccessKeySecret": fmt.Sprintf("sts-secret-%d", n),
		"SecurityToken": fmt.Sprintf("sts-token-%d", n), "Expiration": in(s.life),
	}})
}

func (s *sts) asked(parameter string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var values []string
	for _, r := range s.requests {
		values = append(values, r.Get(parameter))
	}
	return values
}

// serveSTS lets the world's STS be the handler.
func serveSTS(w *world, handler http.Handler) {
	w.t.Helper()
	if runtime.GOOS != "linux" {
		w.t.Skip("only Linux lets a test choose the roots of trust")
	}
	server := httptest.NewTLSServer(handler)
	w.t.Cleanup(server.Close)
	w.wire.stsEndpoint = strings.TrimPrefix(server.URL, "https://")
}

func roleProfile(more object) object {
	p := ak("role", "test-key-id")
	p["mode"], p["ram_role_arn"] = "RamRoleArn", "acs:ram::1:role/test"
	for k, v := range more {
		p[k] = v
	}
	return p
}

func TestAnAssumedRoleIsKeptWhileItIsGood(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		life    time.Duration
		refresh bool
		calls   int
	}{
		"good": {time.Hour, false, 1}, "about to expire": {time.Minute, false, 2}, "fresh wanted": {time.Hour, true, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, service := newWorld(t), &sts{life: test.life}
			serveSTS(w, service)
			w.profiles(roleProfile(object{"expired_seconds": 1800, "external_id": "ext", "policy": "{}"}))
			source := w.must("")
			if first := fetch(t, source, false); !first.Equal(secret.New("STS.key1", "sts-secret-1", "sts-token-1")) {
				t.Errorf("first credential %q", first.AccessKeyID())
			}
			if second := fetch(t, source, test.refresh); second.AccessKeyID() != fmt.Sprintf("STS.key%d", test.calls) {
				t.Errorf("second credential %q after %d calls", second.AccessKeyID(), test.calls)
			}
			for parameter, want := range map[string]string{
				"RoleArn": "acs:ram::1:role/test", "RoleSessionName": "linkwanctl", "DurationSeconds": "1800",
				"ExternalId": "ext", "Policy": "{}", "AccessKeyId": "test-key-id", "SecurityToken": "",
			} {
				if got := service.asked(parameter)[0]; got != want {
					t.Errorf("%s was %q, want %q", parameter, got, want)
				}
			}
		})
	}
}

func TestATemporaryKeyOfARoleProfileBringsItsToken(t *testing.T) {
	t.Parallel()
	w, service := newWorld(t), &sts{life: time.Hour}
	serveSTS(w, service)
	w.profiles(roleProfile(object{"sts_token": "test-token", "ram_session_name": "me"}))
	fetch(t, w.must(""), false)
	if got := service.asked("SecurityToken"); got[0] != "test-token" {
		t.Errorf("SecurityToken %q", got)
	}
	if got := service.asked("RoleSessionName"); got[0] != "me" {
		t.Errorf("RoleSessionName %q", got)
	}
}

func TestAChainOfRolesAssumesOneWithTheOther(t *testing.T) {
	t.Parallel()
	w, service := newWorld(t), &sts{life: time.Hour}
	serveSTS(w, service)
	w.profiles(object{"name": "top", "mode": "ChainableRamRoleArn", "source_profile": "middle", "ram_role_arn": "acs:ram::1:role/top"},
		object{"name": "middle", "mode": "ChainableRamRoleArn", "source_profile": "base", "ram_role_arn": "acs:ram::1:role/middle"},
		object{"name": "base", "mode": "External", "process_command": helperCommand("print", printed(in(time.Hour)), "", "0")})
	source := w.must("")
	if c := fetch(t, source, false); c.AccessKeyID() != "STS.key2" {
		t.Errorf("credential %q", c.AccessKeyID())
	}
	if got, want := service.asked("AccessKeyId"), []string{"STS.ext", "STS.key1"}; !slices.Equal(got, want) {
		t.Errorf("assumed with %q, want %q", got, want)
	}
	if got, want := service.asked("SecurityToken"), []string{"ext-token", "sts-token-1"}; !slices.Equal(got, want) {
		t.Errorf("tokens %q, want %q", got, want)
	}
}

func TestAFailureDownTheChainIsToldByItsOwnLink(t *testing.T) {
	t.Parallel()
	w, service := newWorld(t), &sts{life: time.Hour}
	serveSTS(w, service)
	w.profiles(object{"name": "top", "mode": "ChainableRamRoleArn", "source_profile": "base", "ram_role_arn": "acs:ram::1:role/top"},
		object{"name": "base", "mode": "External", "process_command": helperCommand("print", "", "", "3")})
	_, err := w.must("").Fetch(t.Context(), false)
	e := wantCode(t, err, CodeCredentialsUnavailable)
	if want := "profile base in ~/.aliyun/config.json: process_command: failed: exit status 3"; w.tilde(e.Message.String()) != want {
		t.Errorf("message %q, want %q", e.Message, want)
	}
	if calls := len(service.asked("Action")); calls != 0 {
		t.Errorf("STS was asked %d times", calls)
	}
}

func TestARotatedOIDCTokenIsSentAnew(t *testing.T) {
	t.Parallel()
	w, service := newWorld(t), &sts{life: time.Hour}
	serveSTS(w, service)
	w.env["ALIBABA_CLOUD_ROLE_ARN"], w.env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] = "acs:ram::1:role/test", "acs:ram::1:oidc-provider/test"
	w.env["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = w.file("token", "token-1\n")
	w.env["ALIBABA_CLOUD_ROLE_SESSION_NAME"] = "pod"
	source := w.must("")
	fetch(t, source, false)
	fetch(t, source, false)
	w.file("token", "token-2")
	fetch(t, source, false)
	if got, want := service.asked("OIDCToken"), []string{"token-1", "token-2"}; !slices.Equal(got, want) {
		t.Errorf("tokens %q, want %q", got, want)
	}
	if got := service.asked("RoleSessionName")[0]; got != "pod" {
		t.Errorf("session %q", got)
	}
	if err := os.Remove(w.env["ALIBABA_CLOUD_OIDC_TOKEN_FILE"]); err != nil {
		t.Fatal(err)
	}
	_, err := source.Fetch(t.Context(), false)
	_ = wantCode(t, err, CodeInvalidCredentials)
}

func TestAnOIDCTokenMayStandInTheEnvironment(t *testing.T) {
	t.Parallel()
	w, service := newWorld(t), &sts{life: time.Hour}
	serveSTS(w, service)
	w.env["ALIBABA_CLOUD_ROLE_ARN"], w.env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] = "acs:ram::1:role/test", "acs:ram::1:oidc-provider/test"
	w.env["ALIBABA_CLOUD_OIDC_TOKEN"] = "token-0"
	fetch(t, w.must(""), false)
	if got := service.asked("OIDCToken"); !slices.Equal(got, []string{"token-0"}) {
		t.Errorf("tokens %q", got)
	}
}

func TestManyFetchesAtOnceAskOnce(t *testing.T) {
	t.Parallel()
	w, service := newWorld(t), &sts{life: time.Hour}
	serveSTS(w, service)
	w.profiles(roleProfile(nil))
	source := w.must("")
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if c, err := source.Fetch(t.Context(), false); err != nil || c.AccessKeyID() != "STS.key1" {
				t.Errorf("Fetch: %q, %v", c.AccessKeyID(), err)
			}
		})
	}
	group.Wait()
	if calls := len(service.asked("Action")); calls != 1 {
		t.Errorf("%d calls", calls)
	}
}

func TestCancellingReturnsThoughTheLibraryWaits(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if calls.Add(1) == 1 {
			cancel()
			<-release
		}
		_ = json.NewEncoder(w).Encode(object{"AccessKeyId": "k", "AccessKeySecret": "s", "SecurityToken": "t", "Expiration": in(time.Hour)})
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(release) }) // only after Fetch has returned
	w := newWorld(t)
	w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = server.URL
	source := w.must("")
	ended := make(chan error, 1)
	go func() {
		_, err := source.Fetch(ctx, false)
		ended <- err
	}()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("Fetch: %v", err)
		}
	case <-time.After(10 * time.Second): // the library itself gives up after 15
		t.Fatal("Fetch waits for the library")
	}
	if source.provider != nil {
		t.Error("a provider that is still at work is kept for the next Fetch")
	}
	if _, err := source.Fetch(ctx, false); !errors.Is(err, context.Canceled) {
		t.Errorf("Fetch with a context that has ended: %v", err)
	}
	if c := fetch(t, source, false); !c.Equal(secret.New("k", "s", "t")) {
		t.Errorf("the next Fetch gives %q", c.AccessKeyID())
	}
}

// running is a provider at work like one with a command: it keeps the fetch state locked until the
// test releases it.
type running struct {
	*fetchState
	begun, returned chan struct{}
	overtaken       bool
}

func (*running) GetProviderName() string { return "running" }

func (r *running) GetCredentials() (*providers.Credentials, error) {
	r.running.Lock()
	defer r.running.Unlock()
	close(r.begun)
	<-r.ctx.Done()
	select {
	case <-r.returned:
		r.overtaken = true
	case <-time.After(100 * time.Millisecond): // a Fetch that does not wait is back at once
	}
	return nil, r.ctx.Err()
}

// What a command has begun would go on behind the program's back.
func TestACancelledFetchReturnsOnlyOnceTheCommandHasEnded(t *testing.T) {
	t.Parallel()
	r := &running{begun: make(chan struct{}), returned: make(chan struct{})}
	source := newSource(newResolver(newWorld(t).options("")), &recipe{make: func(f *fetchState) (providers.CredentialsProvider, error) {
		r.fetchState = f
		return r, nil
	}})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-r.begun
		cancel()
	}()
	_, err := source.Fetch(ctx, false)
	close(r.returned)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Fetch: %v", err)
	}
	r.wait()
	if r.overtaken {
		t.Error("Fetch has returned while the command was running")
	}
}

func TestALoginIsExchangedForKeys(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.URL.Path+" "+r.Header.Get("Authorization"))
		mu.Unlock()
		keys := object{"AccessKeyId": "STS.k", "AccessKeySecret": "s", "SecurityToken": "t", "Expiration": in(time.Hour)}
		if r.URL.Path == "/cloud-credentials" {
			_ = json.NewEncoder(w).Encode(object{"CloudCredential": keys})
			return
		}
		_ = json.NewEncoder(w).Encode(keys)
	}))
	t.Cleanup(server.Close)
	soon := time.Now().Add(time.Minute).Unix() // so near its end that the library would use a refresh token
	w := newWorld(t)
	w.wire.oauthURL = server.URL
	path := w.profiles(
		object{"name": "oauth", "mode": "OAuth", "oauth_site_type": "intl", "oauth_refresh_token": "r", "oauth_access_token": "access-1", "oauth_access_token_expire": soon},
		object{"name": "sso", "mode": "CloudSSO", "cloud_sso_sign_in_url": server.URL + "/login", "cloud_sso_account_id": "1",
			"cloud_sso_access_config": "ac", "access_token": "access-2", "cloud_sso_access_token_expire": soon})
	before := w.read(path)
	for _, profile := range []string{"oauth", "sso"} {
		if c := fetch(t, w.must(profile), false); !c.Equal(secret.New("STS.k", "s", "t")) {
			t.Errorf("%s: %q", profile, c.AccessKeyID())
		}
	}
	if want := []string{"/v1/exchange Bearer access-1", "/cloud-credentials Bearer access-2"}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
	if after := w.read(path); after != before {
		t.Errorf("config.json is %s now", after)
	}
}

func TestALoginThatExpiresMeanwhileIsRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.wire.oauthURL = "http://127.0.0.1:1"
	var later time.Duration
	w.now = func() time.Time { return time.Now().Add(later) }
	w.profiles(object{"name": "oauth", "mode": "OAuth", "oauth_site_type": "CN", "oauth_access_token": "a", "oauth_access_token_expire": time.Now().Add(time.Minute).Unix()})
	source := w.must("")
	later = time.Hour
	_, err := source.Fetch(t.Context(), false)
	e := wantCode(t, err, CodeInvalidCredentials)
	if len(e.Looks) != 3 || !e.Looks[2].Used {
		t.Errorf("looks %v", e.Looks)
	}
}

func TestTheInstancesRoleIsAskedFor(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Method + " " + r.URL.Host + r.URL.Path {
		case "PUT 100.100.100.200/latest/api/token":
			_, _ = w.Write([]byte("metadata-token"))
		case "GET 100.100.100.200/latest/meta-data/ram/security-credentials/test-role":
			if r.Header.Get("X-Aliyun-Ecs-Metadata-Token") != "metadata-token" {
				w.WriteHeader(http.StatusForbidden)
			}
			_ = json.NewEncoder(w).Encode(object{"Code": "Success", "AccessKeyId": "STS.ecs", "AccessKeySecret": "s", "SecurityToken": "t", "Expiration": in(time.Hour)})
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(server.Close)
	w := newWorld(t)
	w.wire.metadataProxy = server.URL
	w.env["ALIBABA_CLOUD_ECS_METADATA"] = "test-role"
	if c := fetch(t, w.must(""), false); c.AccessKeyID() != "STS.ecs" {
		t.Errorf("credential %q", c.AccessKeyID())
	}
	w.env["ALIBABA_CLOUD_ECS_METADATA"] = "other-role"
	_, err := w.must("").Fetch(t.Context(), false)
	e := wantCode(t, err, CodeCredentialsUnavailable)
	if want := "ALIBABA_CLOUD_ECS_METADATA: the metadata service at 100.100.100.200: HTTP status 404"; w.tilde(e.Message.String()) != want {
		t.Errorf("message %q, want %q", e.Message, want)
	}
	w.profiles(object{"name": "ecs", "mode": "EcsRamRole"}) // asks for the role's name first
	_, err = w.must("ecs").Fetch(t.Context(), false)
	e = wantCode(t, err, CodeCredentialsUnavailable)
	if want := "profile ecs in ~/.aliyun/config.json: the metadata service at 100.100.100.200: HTTP status 404"; w.tilde(e.Message.String()) != want {
		t.Errorf("message %q, want %q", e.Message, want)
	}
}

func TestTheInstanceIsNotAskedThroughAProxyOrWhereDisabled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.profiles(object{"name": "ecs", "mode": "EcsRamRole"})
	direct := map[string]bool{} // as NO_PROXY has it
	w.proxy = func(r *http.Request) (*url.URL, error) {
		if r.URL.Scheme != "http" || direct[r.URL.Host] {
			return nil, nil
		}
		return &url.URL{Scheme: "http", Host: "proxy.example:3128"}, nil
	}
	if e := w.refused("ecs", CodeInvalidCredentials); !slices.Contains(i18n.Strings(e.Hints), "add 100.100.100.200 to NO_PROXY") {
		t.Errorf("hints %q", e.Hints)
	}
	direct["100.100.100.200"] = true
	w.must("ecs")
	w.env["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true"
	_ = w.refused("ecs", CodeInvalidCredentials)
	w.config("{}")
	w.env["ALIBABA_CLOUD_ECS_METADATA"] = "test-role"
	e := w.refused("", CodeNoCredentials)
	if want := "disabled by ALIBABA_CLOUD_ECS_METADATA_DISABLED"; e.Looks[len(e.Looks)-1].Found.String() != want {
		t.Errorf("looks %v", e.Looks)
	}
}

func TestTheLibrarysDebugOutputIsNotLetThrough(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env["DEBUG"] = "sdk,credential"
	w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://127.0.0.1:1"
	if e := w.refused("", CodeInvalidCredentials); !strings.Contains(e.Message.String(), "DEBUG") {
		t.Errorf("message %q", e.Message)
	}
	w.profiles(ak("default", "k"))
	w.must("")
	w.profiles(roleProfile(nil))
	_ = w.refused("", CodeInvalidCredentials)
}

func TestAProfileNamesTheHostOfSTS(t *testing.T) {
	t.Parallel()
	for _, spelled := range []string{"%s", "https://%s", "https://%s/", " %s "} {
		w, service := newWorld(t), &sts{life: time.Hour}
		serveSTS(w, service)
		named := fmt.Sprintf(spelled, w.wire.stsEndpoint)
		w.wire.stsEndpoint = "127.0.0.1:1"
		w.profiles(roleProfile(object{"sts_endpoint": named, "sts_region": "cn-shanghai"}),
			object{"name": "chain", "mode": "ChainableRamRoleArn", "source_profile": "base", "ram_role_arn": "acs:ram::1:role/top", "sts_endpoint": named}, ak("base", "base-id"),
			object{"name": "oidc", "mode": "OIDC", "ram_role_arn": "r", "oidc_provider_arn": "o", "oidc_token": "test-token", "sts_endpoint": named})
		for i, profile := range []string{"role", "chain", "oidc"} {
			if c := fetch(t, w.must(profile), false); c.AccessKeyID() != fmt.Sprintf("STS.key%d", i+1) {
				t.Errorf("%s, %s: %q", spelled, profile, c.AccessKeyID())
			}
		}
	}
	for _, wrong := range []string{"http://sts.example", "sts.example/path", "sts.example?x", "user:pass@sts.example", "sts.example:port", "sts example", "https://"} {
		w := newWorld(t)
		w.profiles(roleProfile(object{"sts_endpoint": wrong}))
		if e := w.refused("", CodeInvalidCredentials); w.tilde(e.Message.String()) != "profile role in ~/.aliyun/config.json: sts_endpoint is not a host or host:port" {
			t.Errorf("%s: message %q", wrong, e.Message)
		}
	}
}

func TestTheHostOfSTSFollowsRegionAndNetwork(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		spec roleSpec
		env  map[string]string
		want string
	}{
		{roleSpec{}, nil, "sts.aliyuncs.com"},
		{roleSpec{vpc: true}, nil, "sts.aliyuncs.com"},
		{roleSpec{region: "cn-shanghai"}, nil, "sts.cn-shanghai.aliyuncs.com"},
		{roleSpec{region: "cn-shanghai", vpc: true}, nil, "sts-vpc.cn-shanghai.aliyuncs.com"},
		{roleSpec{region: "cn-shanghai"}, map[string]string{"ALIBABA_CLOUD_STS_REGION": "cn-beijing"}, "sts.cn-shanghai.aliyuncs.com"},
		{roleSpec{}, map[string]string{"ALIBABA_CLOUD_STS_REGION": "cn-beijing", "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED": "TRUE"}, "sts-vpc.cn-beijing.aliyuncs.com"},
	} {
		w := newWorld(t)
		w.env = test.env
		got, err := newResolver(w.options("")).stsEndpoint(i18n.Raw("here"), test.spec)
		if err != nil || got != test.want {
			t.Errorf("%+v %v: %q, %v, want %q", test.spec, test.env, got, err, test.want)
		}
	}
}
