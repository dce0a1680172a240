package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// Keys are not even fetched for a request that would travel in the clear.
func TestPlainHTTPIsRefusedBeforeKeysAreFetched(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	keys := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer keys.Close()
	for _, endpoint := range []string{"http://linkwan.cn-shanghai.aliyuncs.com", "HTTP://10.0.0.1:80", "http://127.0.0.1.example.invalid", "http://localhost.example.invalid", "http://0.0.0.0:80"} {
		env := map[string]string{"ALIBABA_CLOUD_CREDENTIALS_URI": keys.URL}
		byFlag := run(t.Context(), t.TempDir(), env, "joinperm", "update", "--id", "123", "--class-mode", "A", "--endpoint", endpoint)
		env["LINKWANCTL_ENDPOINT"] = endpoint
		byEnv := run(t.Context(), t.TempDir(), env, "joinperm", "list")
		if byFlag.code != exitUsage || byEnv.code != exitConfig || !strings.Contains(byFlag.stderr, "must use https") {
			t.Errorf("%s: %+v, %+v", endpoint, byFlag, byEnv)
		}
	}
	if asked.Load() > 0 {
		t.Errorf("the keys were fetched %d times", asked.Load())
	}
}

// An endpoint is what the user names himself, by a flag, a variable of ours or the own
// configuration, and auth status tells which; nothing else moves it.
func TestOnlyTheUserNamesAnEndpoint(t *testing.T) {
	t.Parallel()
	const own = "https://linkwan.cn-shanghai.aliyuncs.com"
	for _, c := range []struct {
		name, file     string
		env            map[string]string
		args           []string
		endpoint, from string
		foreign        bool
	}{
		{"none", "", nil, nil, own, "from region", false},
		{"flag", "", nil, []string{"--endpoint", "gate.example.invalid"}, "https://gate.example.invalid", "--endpoint", true},
		{"variable", "", map[string]string{"LINKWANCTL_ENDPOINT": "gate.example.invalid:8443"}, nil, "https://gate.example.invalid:8443", "LINKWANCTL_ENDPOINT", true},
		{"file", "endpoint: gate.example.invalid\n", nil, nil, "https://gate.example.invalid", "config.yaml:1", true},
		{"context", "contexts: {lab: {endpoint: gate.example.invalid}}\n", nil, []string{"--context", "lab"}, "https://gate.example.invalid", "context lab (", true},
		{"VPC", "", nil, []string{"--endpoint", "linkwan-vpc.cn-shanghai.aliyuncs.com:443"}, "https://linkwan-vpc.cn-shanghai.aliyuncs.com:443", "--endpoint", false},
		{"a customer's of the vendor", "", nil, []string{"--endpoint", "1234.cn-shanghai.fc.aliyuncs.com"}, "https://1234.cn-shanghai.fc.aliyuncs.com", "--endpoint", true},
		{"like the vendor's", "", nil, []string{"--endpoint", "linkwan.cn-shanghai.aliyuncs.com.example.invalid"}, "https://linkwan.cn-shanghai.aliyuncs.com.example.invalid", "--endpoint", true},
		{"loopback", "", nil, []string{"--endpoint", "http://127.0.0.1:8787"}, "http://127.0.0.1:8787", "--endpoint", false},
		{"others' variables", "", map[string]string{
			"ALIBABA_CLOUD_ENDPOINT": "gate.example.invalid", "ALIBABA_CLOUD_REGION_ID": "x.example.invalid/", "LINKWAN_ENDPOINT": "gate.example.invalid", "ENDPOINT": "gate.example.invalid",
		}, nil, own, "from region", false},
	} {
		home := t.TempDir()
		write(t, filepath.Join(home, ".aliyun", "config.json"), `{"current":"p","profiles":[{"name":"p","mode":"AK","access_key_id":"test-key-id","access_key_secret":"test-secret",
			"region_id":"x.example.invalid/","endpoint":"gate.example.invalid","linkwan_endpoint":"gate.example.invalid","sts_endpoint":"gate.example.invalid"}]}`)
		if c.file != "" {
			write(t, settingsIn(home), c.file)
		}
		got := run(t.Context(), home, c.env, append([]string{"auth", "status", "-o", "json"}, c.args...)...)
		var status authStatus
		if err := json.Unmarshal([]byte(got.stdout), &status); err != nil {
			t.Fatalf("%s: %+v", c.name, got)
		}
		if status.Endpoint != c.endpoint || !strings.Contains(status.EndpointOf, c.from) || status.Foreign != c.foreign {
			t.Errorf("%s: %s", c.name, got.stdout)
		}
	}
}

// A region is a part of a host's name and must not name another host.
func TestARegionNamesNoHost(t *testing.T) {
	t.Parallel()
	for _, region := range []string{"x.example.invalid/", "cn-shanghai.example.invalid#", "cn-shanghai@example.invalid", "cn-shanghai:1", "cn-shanghai%2e"} {
		got := run(t.Context(), t.TempDir(), nil, "joinperm", "update", "--id", "123", "--class-mode", "A", "--dry-run", "--region", region)
		if got.code != exitUsage || !strings.Contains(got.stderr, "is not a region") {
			t.Errorf("%s: %+v", region, got)
		}
	}
}
