package api

import (
	"cmp"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"golang.org/x/net/http/httpproxy"
)

func TestAProxyThatCannotBeReadIsNotPassedOver(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "none", "http://proxy.test:3128": "http://proxy.test:3128", "proxy.test:3128": "http://proxy.test:3128", "proxy.test": "http://proxy.test",
		"socks5://user:word@proxy.test": "socks5://user:word@proxy.test", "http://user:a%23b@proxy.test": "http://user:a%23b@proxy.test",
		"http://user:a#b@proxy.test": "unreadable", "http://user:a%b@proxy.test": "unreadable", "http://proxy.test:port": "unreadable", "http://": "unreadable", "/proxy": "unreadable",
		"socks4://proxy.test:1080": "unreadable", "ftp://proxy.test": "unreadable", "HTTPS://proxy.test": "https://proxy.test", "socks5h://proxy.test": "socks5h://proxy.test",
	} {
		proxy, err := proxyIn(map[string]string{"https_proxy": text, "HTTP_PROXY": "http://%", "NO_PROXY": "inside.test"}, "https://linkwan.test/")
		got := "none"
		switch {
		case errors.Is(err, ErrProxyURL):
			got = "unreadable"
		case proxy != nil:
			got = proxy.String()
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for url, environment := range map[string]map[string]string{
		"https://127.0.0.1/":    {"HTTPS_PROXY": "http://%"},
		"https://localhost/":    {"HTTPS_PROXY": "http://%"},
		"https://inside.test/":  {"HTTPS_PROXY": "http://proxy.test", "NO_PROXY": "inside.test"},
		"http://linkwan.test/":  {"HTTPS_PROXY": "http://%"},
		"https://linkwan.test/": {"HTTP_PROXY": "http://%", "https_proxy": ""},
	} {
		if proxy, err := proxyIn(environment, url); proxy != nil || err != nil {
			t.Errorf("%s with %v: %v, %v", url, environment, proxy, err)
		}
	}
	for url, environment := range map[string]map[string]string{
		"http://linkwan.test/":  {"http_proxy": "http://%"},
		"https://linkwan.test/": {"HTTPS_PROXY": "http://%", "https_proxy": "http://proxy.test"},
		"https://inside.test/":  {"HTTPS_PROXY": "http://%", "NO_PROXY": "inside.test"},
	} {
		if proxy, err := proxyIn(environment, url); !errors.Is(err, ErrProxyURL) {
			t.Errorf("%s with %v: %v, %v", url, environment, proxy, err)
		}
	}
}

// proxyIn finds a proxy as net/http does, which reads the environment of the process once.
func proxyIn(environment map[string]string, target string) (*url.URL, error) {
	getenv := func(name string) string { return environment[name] }
	config := httpproxy.Config{
		HTTPSProxy: cmp.Or(getenv("HTTPS_PROXY"), getenv("https_proxy")), HTTPProxy: cmp.Or(getenv("HTTP_PROXY"), getenv("http_proxy")),
		NoProxy: getenv("NO_PROXY"),
	}
	find := config.ProxyFunc()
	return proxyOf(getenv, func(r *http.Request) (*url.URL, error) { return find(r.URL) })(httptest.NewRequest(http.MethodPost, target, nil))
}
