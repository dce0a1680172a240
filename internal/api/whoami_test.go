package api

import (
	"strings"
	"testing"
)

const caller = `{"IdentityType":"RAMUser","AccountId":"1000000000000001","RequestId":"R-1","PrincipalId":"2","UserId":"2","Arn":"acs:ram::1000000000000001:user/u"}`

func TestWhoAmIIsACallOfSTS(t *testing.T) {
	t.Parallel()
	r := play(t, nil, fails("ServiceUnavailable"), answers(200, caller))
	id, err := r.WhoAmI(t.Context())
	if err != nil || id.AccountID != "1000000000000001" || id.ARN != "acs:ram::1000000000000001:user/u" || id.RequestID != "R-1" {
		t.Fatalf("%+v, %v", id, err)
	}
	if len(r.requests) != 2 {
		t.Fatalf("%d requests, want a second attempt", len(r.requests))
	}
	if h := r.requests[1].Header; h.Get("x-acs-action") != "GetCallerIdentity" || h.Get("x-acs-version") != "2015-04-01" {
		t.Errorf("header %v", h)
	}
}

// An ID is a text, whatever was sent.
func TestWhoAmITakesNumbersAsIDs(t *testing.T) {
	t.Parallel()
	r := play(t, nil, answers(200, `{"RequestId":"R","AccountId":1000000000000001,"PrincipalId":2,"Arn":"acs:ram::1000000000000001:root"}`))
	if id, err := r.WhoAmI(t.Context()); err != nil || id.AccountID != "1000000000000001" || id.PrincipalID != "2" {
		t.Errorf("%+v, %v", id, err)
	}
}

// What is not STS's answer is not taken for one, and Link WAN's calls still need its Success.
func TestWhoAmITakesOnlyAnIdentity(t *testing.T) {
	t.Parallel()
	for body, code := range map[string]string{
		`{"RequestId":"R"}`:                                                       CodeInvalidAnswer,
		`{"RequestId":"R","Arn":"acs:x"}`:                                         CodeInvalidAnswer,
		`{"RequestId":"R","AccountId":"1","Arn":"<html>"}`:                        CodeInvalidAnswer,
		`{"RequestId":"R","AccountId":"1","Arn":"acs:x","Code":"C","Message":""}`: "C",
		`{"RequestId":"R","Success":false,"AccountId":"1","Arn":"acs:x"}`:         CodeNoCode,
	} {
		r := play(t, func(o *Options) { o.MaxAttempts = 1 }, answers(200, body))
		if _, err := r.WhoAmI(t.Context()); err == nil || asError(err).Code != code {
			t.Errorf("%s: %v, want %s", body, err, code)
		}
	}
	if _, err := play(t, func(o *Options) { o.MaxAttempts = 1 }, answers(200, caller)).update(t); err == nil || !strings.Contains(err.Message.String(), "neither success") {
		t.Errorf("an update takes an answer of STS: %v", err)
	}
}

func TestSTSIsInTheRegionOfLinkWAN(t *testing.T) {
	t.Parallel()
	for endpoint, want := range map[string]string{
		"linkwan.cn-shanghai.aliyuncs.com":     "https://sts.cn-shanghai.aliyuncs.com",
		"linkwan-vpc.cn-shanghai.aliyuncs.com": "https://sts-vpc.cn-shanghai.aliyuncs.com",
		"http://127.0.0.1:8787":                "http://127.0.0.1:8787",
		"linkwan.example.com":                  "https://linkwan.example.com",
	} {
		e, err := ParseEndpoint(endpoint)
		if err != nil || e.STS().String() != want {
			t.Errorf("%s: %s, want %s", endpoint, e.STS(), want)
		}
	}
}
