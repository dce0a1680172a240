package conformance

import (
	"strings"
	"testing"

	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"

	"linkwanctl/internal/emulator"
)

// What the documentation says of the vendor's libraries is measured here, with the versions that
// go.mod names. Each fact is one that linkwanctl decides otherwise; a failure means that the
// libraries have changed and the documentation is to follow, not that linkwanctl is wrong.
func TestWhatTheVendorsLibrariesDo(t *testing.T) {
	t.Parallel()
	for name, fact := range map[string]func(*testing.T, peer){
		`take "Success": false for a success`:         takeFailureForSuccess,
		"try once, whatever happened":                 tryOnce,
		"do not mend a wrong clock":                   doNotMendTheClock,
		"check no value before they send it":          checkNothing,
		"keep the URL of a lost request in the error": keepTheURL,
		"repeat what the service says it signed":      repeatTheToken,
		"give a proxy's page as parse error or as is": giveProxysPage,
	} {
		for _, p := range peers() {
			t.Run(name+"/"+p.name, func(t *testing.T) {
				t.Parallel()
				fact(t, p)
			})
		}
	}
}

func update() question {
	return question{action: updateAction, params: permission("123", "JoinPermissionName", "凭证2"), as: emulator.STS()}
}

func takeFailureForSuccess(t *testing.T, p peer) {
	answer, err := p.ask(t, open(t, "false"), update())
	if err != nil || !strings.Contains(answer, `"Success":false`) {
		t.Errorf("%s, %v", answer, err)
	}
}

func tryOnce(t *testing.T, p peer) {
	for _, fault := range []string{"throttle", "throttle=10ms", "503", "internal", "reset"} {
		s := open(t, fault)
		if answer, err := p.ask(t, s, update()); err == nil || s.sent() != 1 {
			t.Errorf("%s: %d requests, %s, %v", fault, s.sent(), answer, err)
		}
	}
}

func doNotMendTheClock(t *testing.T, p peer) {
	s := open(t, "date=20m")
	if f := p.refusal(t, s, update()); f.code != "InvalidTimeStamp.Expired" || s.sent() != 1 {
		t.Errorf("%d requests, %+v", s.sent(), f)
	}
}

func checkNothing(t *testing.T, p peer) {
	for name, value := range map[string]string{"ClassMode": "Z", "RxDelay": "99", "DataRate": "9", "JoinEui": "d896e0eff", "JoinPermissionName": "a b"} {
		s := open(t)
		q := update()
		q.params = permission("123", name, value)
		if f := p.refusal(t, s, q); s.sent() != 1 || !strings.HasPrefix(f.code, "Invalid") {
			t.Errorf("%s=%s: %d requests, %+v", name, value, s.sent(), f)
		}
	}
}

// keepTheURL: version 1 has key, token and signature in it, even in a POST.
func keepTheURL(t *testing.T, p peer) {
	_, err := p.ask(t, open(t, "reset"), update())
	if err == nil {
		t.Fatal("no error")
	}
	held := []string{"http://127.0.0.1:", "JoinPermissionName=%E5%87%AD%E8%AF%812"}
	if strings.HasSuffix(p.name, "V1") {
		held = append(held, "AccessKeyId="+emulator.STS().AccessKeyID(), "SecurityToken="+emulator.STS().SecurityToken(), "Signature=")
	}
	for _, text := range held {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("%s is not in the error: %v", text, err)
		}
	}
	if strings.HasSuffix(p.name, "V3") && strings.Contains(err.Error(), "Signature") {
		t.Errorf("the signature is in the error: %v", err)
	}
}

// repeatTheToken: what the service says that it signed has the security token.
func repeatTheToken(t *testing.T, p peer) {
	q := update()
	q.as = forged(q.as)
	if _, err := p.ask(t, open(t), q); err == nil || !strings.Contains(err.Error(), q.as.SecurityToken()) {
		t.Errorf("%v", err)
	}
}

// giveProxysPage: darabonba does not tell the status, sdk-go shows the page.
func giveProxysPage(t *testing.T, p peer) {
	_, err := p.ask(t, open(t, "html"), update())
	want := "invalid character '<' looking for beginning of value"
	if p.name == "sdk-go V1" {
		want = "<title>502 Bad Gateway</title>"
	}
	if err == nil || !strings.Contains(err.Error(), want) || strings.HasPrefix(p.name, "darabonba") && strings.Contains(err.Error(), "502") {
		t.Errorf("%v", err)
	}
}

// The retries that a program may ask for.
func TestWhatRetriesTheVendorsLibrariesOffer(t *testing.T) {
	t.Parallel()
	t.Run("darabonba passes over the option", func(t *testing.T) {
		t.Parallel()
		for _, algorithm := range []darabonba{"", "v2"} {
			s := open(t, "throttle")
			_, err := algorithm.call(algorithm.client(t, s, update()), update(), &dara.RuntimeOptions{Autoretry: new(true), MaxAttempts: new(3)})
			if err == nil || s.sent() != 1 {
				t.Errorf("%d requests, %v", s.sent(), err)
			}
		}
	})
	t.Run("darabonba does not know the wait in x-acs-retry-after", func(t *testing.T) {
		t.Parallel()
		if e := darabonbaThrottled(t, open(t, "throttle=2s"), update()); tea.Int64Value(e.RetryAfter) != 0 {
			t.Errorf("to wait %d ms", tea.Int64Value(e.RetryAfter))
		}
	})
	t.Run("sdk-go repeats after a 5xx, and not when throttled", func(t *testing.T) {
		t.Parallel()
		for fault, want := range map[string]int{"503": 3, "throttle": 1, "internal": 1} {
			s := open(t, fault)
			client := sdkGoClient(t, emulator.STS(), sdk.NewConfig().WithAutoRetry(true).WithMaxRetryTime(2))
			if _, err := sdkGoCall(client, s, update()); err == nil || s.sent() != want {
				t.Errorf("%s: %d requests, want %d: %v", fault, s.sent(), want, err)
			}
		}
	})
}

func TestSDKGoUsesPlainHTTPWhereNothingElseIsSaid(t *testing.T) {
	t.Parallel()
	if scheme := sdk.NewConfig().Scheme; scheme != "HTTP" {
		t.Errorf("the scheme is %s", scheme)
	}
}
