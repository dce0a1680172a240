package api

import (
	"errors"
	"net/http"
	"net/http/httptest"
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
		proxy, err := proxyOf(&httpproxy.Config{HTTPSProxy: text, NoProxy: "inside.test"})(httptest.NewRequest(http.MethodPost, "https://linkwan.test/", nil))
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
	for _, url := range []string{"https://127.0.0.1/", "https://localhost/", "https://inside.test/"} {
		proxy, err := proxyOf(&httpproxy.Config{HTTPSProxy: "http://%", NoProxy: "inside.test"})(httptest.NewRequest(http.MethodPost, url, nil))
		if proxy != nil || err != nil {
			t.Errorf("%s: %v, %v", url, proxy, err)
		}
	}
}
