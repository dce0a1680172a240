package config

import (
	"strings"
	"testing"
)

func TestEveryRowIsComplete(t *testing.T) {
	t.Parallel()
	for _, row := range Table() {
		if row.Help == "" || row.Example == "" || row.check == nil || strings.Contains(row.Help, "\n") {
			t.Errorf("%s: help, example or rule is missing", row.Key)
		}
		if !strings.HasPrefix(row.Env, "LINKWANCTL_") || strings.ToUpper(row.Env) != row.Env {
			t.Errorf("%s: env %s", row.Key, row.Env)
		}
		for _, value := range append([]string{row.Default, row.Example}, row.Values...) {
			if value == "" {
				continue
			}
			if normal, f := row.examine(value); !f.rule.Empty() || normal != value && value != endpointDefault {
				t.Errorf("%s: its own %q: %q %s", row.Key, value, normal, f.rule)
			}
		}
	}
}

func TestTableIsTheCallers(t *testing.T) {
	t.Parallel()
	Table()[0].Values[0] = "changed"
	want(t, Table()[0].Values[0], "cn-shanghai")
}

func TestValuesThatAreTaken(t *testing.T) {
	t.Parallel()
	for key, values := range map[string][]string{
		"region":            {"cn-hangzhou=", "ap-southeast-1="},
		"endpoint":          {"localhost=", "127.0.0.1:8080=", "http://127.0.0.1:8080/=", "https://linkwan-vpc.cn-shanghai.aliyuncs.com=", "[::1]:80=", "HTTP://LOCALHOST=", "link_wan=", "a.b:65535="},
		"profile":           {"生产=", "two words="},
		"iot-instance-id":   {"iot-060a0bgd=", "iot-cn-0pp1n8t****="},
		"timeout":           {"24h=", "1ns=", "1h30m="},
		"max-attempts":      {"1=", "20=", "007=7"},
		"qps":               {"0=", "5=", "1000=", "05=5"},
		"signature-version": {"1=", "3=", "v1=1", "v3=3"},
		"context":           {"a=", strings.Repeat("x", 64) + "=", "A-b_c.9="},
		"output":            {"JSON=json", "Csv=csv"},
		"sandbox":           {"1=true", "true=", "0=false", "F=false"},
	} {
		row, _ := find(key)
		for _, pair := range values {
			value, expected, _ := strings.Cut(pair, "=")
			if expected == "" {
				expected = value
			}
			if normal, f := row.examine(value); !f.rule.Empty() || normal != expected {
				t.Errorf("%s %s: got %q, refused %q, want %q", key, value, normal, f.rule, expected)
			}
		}
	}
}

func TestValuesThatAreRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ key, value, told string }{
		{"region", "shanghai", "shanghai is not a region: cn-shanghai or cn-hangzhou: did you mean cn-shanghai?"},
		{"region", "cn-shanhgai", "cn-shanhgai has no Link WAN endpoint: use cn-shanghai or cn-hangzhou, or set an endpoint too: did you mean cn-shanghai?"},
		{"region", "CN_Hangzhou", "CN_Hangzhou is not a region: cn-shanghai or cn-hangzhou: did you mean cn-hangzhou?"},
		{"region", "eu-west-1", "eu-west-1 has no Link WAN endpoint: use cn-shanghai or cn-hangzhou, or set an endpoint too"},
		{"region", "cn-" + strings.Repeat("a", 80), "cn-" + strings.Repeat("a", 60) + "… is not a region: cn-shanghai or cn-hangzhou"},
		{"endpoint", "ftp://h", "ftp://h must be an https or http URL"},
		{"endpoint", "http://h", "http://h must use https; http works only for this machine"},
		{"endpoint", "http://127.0.0.1.h:80", "http://127.0.0.1.h:80 must use https; http works only for this machine"},
		{"endpoint", "https://h/api", "https://h/api has a path: give only the host: did you mean https://h?"},
		{"endpoint", "h/api", "h/api has a path: give only the host: did you mean h?"},
		{"endpoint", "https://me:test-secret@h", "contains a user or a password: give only the host"},
		{"endpoint", "h?token=test-secret", "has a query or a fragment: give only the host"},
		{"endpoint", "h#x", "has a query or a fragment: give only the host"},
		{"endpoint", "h h", "h h must be a host, host:port or URL"},
		{"endpoint", "h:0", "h:0 must be a host, host:port or URL"},
		{"endpoint", "h:65536", "h:65536 must be a host, host:port or URL"},
		{"endpoint", "h:", "h: must be a host, host:port or URL"},
		{"endpoint", "https://", "https:// must be a host, host:port or URL"},
		{"endpoint", "a..b", "a..b must be a host, host:port or URL"},
		{"endpoint", strings.Repeat("a", 64), strings.Repeat("a", 64) + " must be a host, host:port or URL"},
		{"endpoint", strings.Repeat("a.", 127), strings.Repeat("a.", 31) + "a… must be a host, host:port or URL"},
		{"endpoint", "-a", "-a must be a host, host:port or URL"},
		{"endpoint", "h\x1b[31m", "h\x1b[31m must be a host, host:port or URL"},
		{"endpoint", "::1", "::1 is an IPv6 address without brackets: did you mean [::1]?"},
		{"profile", " prod", " prod starts or ends with a space: did you mean prod?"},
		{"profile", "a\nb", "a\nb contains an unprintable character"},
		{"profile", strings.Repeat("p", 129), strings.Repeat("p", 63) + "… is longer than 128 bytes"},
		{"iot-instance-id", "iot 1", "iot 1 contains a space"},
		{"iot-instance-id", "iot\u202e1", "iot\u202e1 contains an unprintable character"},
		{"output", "cvs", "cvs must be table, wide, name, json, yaml, csv or tsv: did you mean csv?"},
		{"output", "ymal", "ymal must be table, wide, name, json, yaml, csv or tsv: did you mean yaml?"},
		{"timeout", "30", "30 must be a duration such as 30s or 2m: did you mean 30s?"},
		{"timeout", "1.5", "1.5 must be a duration such as 30s or 2m: did you mean 1.5s?"},
		{"timeout", "5 S", "5 S must be a duration such as 30s or 2m: did you mean 5s?"},
		{"timeout", "99999999", "99999999 must be a duration such as 30s or 2m"},
		{"timeout", "0s", "0s must be more than 0s"},
		{"timeout", "-1s", "-1s must be more than 0s"},
		{"timeout", "24h1ns", "24h1ns must be at most 24h"},
		{"qps", "-1", "-1 must be 0 to 1000"},
		{"qps", "1001", "1001 must be 0 to 1000"},
		{"max-attempts", "0", "0 must be 1 to 20"},
		{"max-attempts", "21", "21 must be 1 to 20"},
		{"max-attempts", "4.0", "4.0 must be 1 to 20"},
		{"signature-version", "2", "2 must be 1 or 3"},
		{"signature-version", "V3", "V3 must be 1 or 3: did you mean v3?"},
		{"color", "neve", "neve must be auto, always or never: did you mean never?"},
		{"context", "a b", "a b must be 1 to 64 letters, digits, '_', '-' or '.'"},
		{"context", strings.Repeat("x", 65), strings.Repeat("x", 63) + "… must be 1 to 64 letters, digits, '_', '-' or '.'"},
		{"sandbox", "maybe", "maybe must be true or false"},
	} {
		w := newWorld(t)
		row, _ := find(c.key)
		w.flags[c.key] = c.value
		wantLines(t, w.problems(), "--"+c.key+" "+c.told)
		delete(w.flags, c.key)
		w.env[row.Env] = c.value
		wantLines(t, w.problems(), row.Env+" "+c.told)
	}
}
