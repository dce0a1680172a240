package credential

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
)

// odd is a secret with every character that some escaping changes, and a word that none does.
func odd(name string) string { return `%"<'\&t/+=~` + "Sup3r" + name + `=="` }

// tell gives all that a caller can show of a source and an error.
func tell(source *Source, err error) string {
	all := fmt.Sprintf("%v\n%+v\n%#v\n", err, err, err)
	var e *Error
	if errors.As(err, &e) {
		all += e.LookedAt().String() + fmt.Sprintf("%+v %q", e.Looks, e.Hints)
	}
	if source != nil {
		text, _ := json.Marshal(source)
		all += fmt.Sprintf("%v %+v %#v %v %s", source, source, source, source.Looks(), text)
	}
	return all
}

// wantNoSecret looks for the word that stands unchanged in every spelling of every odd secret.
func wantNoSecret(t *testing.T, text string) {
	t.Helper()
	if at := strings.Index(text, "Sup3r"); at >= 0 {
		t.Errorf("a secret shows: …%q…", text[max(0, at-60):min(len(text), at+60)])
	}
}

// leaks are answers that try to carry secrets into an error: those of the request, as it came and
// decoded, and new ones that nobody knows yet.
var leaks = map[string]func(w http.ResponseWriter, sent string){
	"code and message": func(w http.ResponseWriter, sent string) {
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(object{"Code": "NoPermission", "Message": "\x1b[2Jno: " + sent, "RequestId": "A-1"})
	},
	"string to sign": func(w http.ResponseWriter, sent string) {
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(object{"Code": "SignatureDoesNotMatch", "Message": "not matched. server string to sign is:" + url.QueryEscape(sent)})
	},
	"code": func(w http.ResponseWriter, sent string) {
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(object{"Code": sent, "error": sent, "error_description": sent, "RequestId": sent})
	},
	"request id": func(w http.ResponseWriter, _ string) {
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(object{"Code": "NoPermission", "RequestId": odd("new")})
	},
	"page": func(w http.ResponseWriter, sent string) {
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, "<html>"+html.EscapeString(sent)+sent)
	},
	"page as success": func(w http.ResponseWriter, sent string) { _, _ = io.WriteString(w, sent) },
	"new keys without expiry": func(w http.ResponseWriter, _ string) {
		_ = json.NewEncoder(w).Encode(allKeys(object{}))
	},
	"new keys, secret as expiry": func(w http.ResponseWriter, _ string) {
		_ = json.NewEncoder(w).Encode(allKeys(object{"Expiration": odd("new")}))
	},
	"new keys refused": func(w http.ResponseWriter, _ string) {
		w.WriteHeader(http.StatusInternalServerError)
		_ = json.NewEncoder(w).Encode(allKeys(object{"Code": "InternalError"}))
	},
	"new keys in part": func(w http.ResponseWriter, _ string) {
		_ = json.NewEncoder(w).Encode(object{"AccessKeySecret": odd("new"), "Credentials": object{"AccessKeySecret": odd("new")}})
	},
	"new keys with blanks": func(w http.ResponseWriter, _ string) {
		keys := object{"AccessKeyId": "a\x1b b", "AccessKeySecret": odd("new"), "SecurityToken": odd("new"), "Expiration": in(time.Hour)}
		_ = json.NewEncoder(w).Encode(object{"AccessKeyId": "a b", "AccessKeySecret": odd("new"), "SecurityToken": odd("new"),
			"Expiration": in(time.Hour), "Credentials": keys, "CloudCredential": keys})
	},
	"redirect": func(w http.ResponseWriter, sent string) {
		w.Header().Set("Location", "http://127.0.0.1:1/?"+url.QueryEscape(sent)+odd("new"))
		w.WriteHeader(http.StatusFound)
	},
	"redirect nowhere": func(w http.ResponseWriter, sent string) {
		w.Header().Set("Location", "http://[::"+url.QueryEscape(sent)+odd("new"))
		w.WriteHeader(http.StatusFound)
	},
	"bad header": func(w http.ResponseWriter, sent string) {
		answerRaw(w, "HTTP/1.1 200 OK\r\n"+strings.ReplaceAll(sent, "\n", " ")+"\r\n\r\n")
	},
	"keys as header": func(w http.ResponseWriter, _ string) {
		answerRaw(w, `HTTP/1.1 200 OK`+"\r\n"+`{"AccessKeySecret":"`+odd("new")+`"}`+"\r\n\r\n")
	},
	"bad length": func(w http.ResponseWriter, _ string) {
		answerRaw(w, "HTTP/1.1 200 OK\r\nContent-Length: "+odd("new")+"\r\n\r\n")
	},
	"bad encoding": func(w http.ResponseWriter, _ string) {
		answerRaw(w, "HTTP/1.1 200 OK\r\nTransfer-Encoding: "+odd("new")+"\r\n\r\n")
	},
	"bad status": func(w http.ResponseWriter, _ string) { answerRaw(w, "HTTP/1.1 "+odd("new")+"\r\n\r\n") },
	"cut off": func(w http.ResponseWriter, sent string) {
		w.Header().Set("Content-Length", "100000")
		_, _ = io.WriteString(w, sent)
	},
}

// answerRaw writes bytes in place of an answer in HTTP, and ends the connection.
func answerRaw(w http.ResponseWriter, answer string) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_, _ = io.WriteString(connection, answer)
		_ = connection.Close()
	}
}

// allKeys puts the same keys where each of the services would have them.
func allKeys(more object) object {
	keys := object{"AccessKeyId": odd("id"), "AccessKeySecret": odd("new"), "SecurityToken": odd("new")}
	for k, v := range more {
		keys[k] = v
	}
	all := object{"Credentials": keys, "CloudCredential": keys}
	for k, v := range keys {
		all[k] = v
	}
	return all
}

// echo answers with one of the leaks, fed with the whole request in three spellings.
func echo(leak func(w http.ResponseWriter, sent string)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		raw := r.URL.String() + " " + string(body) + " " + fmt.Sprint(r.Header)
		decoded, _ := url.QueryUnescape(r.URL.RawQuery + "&" + string(body))
		leak(w, raw+" "+decoded+" "+url.QueryEscape(raw))
	})
}

// secretive arranges a world in which a source with odd secrets asks the given handler.
var secretive = map[string]func(w *world, handler http.Handler){
	"role": func(w *world, handler http.Handler) {
		serveSTS(w, handler)
		w.profiles(roleProfile(object{"access_key_id": odd("id"), "access_key_secret": odd("secret"), "sts_token": odd("token")}))
	},
	"chain": func(w *world, handler http.Handler) {
		serveSTS(w, handler)
		keys, _ := json.Marshal(object{"access_key_id": odd("id"), "access_key_secret": odd("secret"), "sts_token": odd("token")})
		w.profiles(object{"name": "top", "mode": "ChainableRamRoleArn", "source_profile": "ext", "ram_role_arn": "r"},
			object{"name": "ext", "mode": "External", "process_command": helperCommand("print", string(keys), odd("stderr"), "0")})
	},
	"oidc": func(w *world, handler http.Handler) {
		serveSTS(w, handler)
		w.profiles(object{"name": "oidc", "mode": "OIDC", "ram_role_arn": "r", "oidc_provider_arn": "o", "oidc_token_file": w.file("token", odd("oidc")+"\n")})
	},
	"uri": func(w *world, handler http.Handler) {
		server := httptest.NewServer(handler)
		w.t.Cleanup(server.Close)
		w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = strings.Replace(server.URL, "//", "//user:Sup3rpass@", 1) + "/Sup3rpath?token=" + url.QueryEscape(odd("query"))
	},
	"oauth": func(w *world, handler http.Handler) {
		server := httptest.NewServer(handler)
		w.t.Cleanup(server.Close)
		w.wire.oauthURL = server.URL
		w.profiles(object{"name": "oauth", "mode": "OAuth", "oauth_site_type": "CN", "oauth_refresh_token": odd("refresh"),
			"oauth_access_token": odd("access"), "oauth_access_token_expire": time.Now().Add(time.Hour).Unix(), "access_key_secret": odd("old")})
	},
	"sso": func(w *world, handler http.Handler) {
		server := httptest.NewServer(handler)
		w.t.Cleanup(server.Close)
		w.profiles(object{"name": "sso", "mode": "CloudSSO", "cloud_sso_sign_in_url": server.URL, "cloud_sso_account_id": "1", "cloud_sso_access_config": "c",
			"access_token": odd("access"), "cloud_sso_access_token_expire": time.Now().Add(time.Hour).Unix()})
	},
	"ecs": func(w *world, handler http.Handler) {
		server := httptest.NewServer(handler)
		w.t.Cleanup(server.Close)
		w.wire.metadataProxy = server.URL
		w.profiles(object{"name": "ecs", "mode": "EcsRamRole", "ram_role_name": "test-role", "access_key_secret": odd("old")})
	},
}

func TestNoAnswerCarriesASecretIntoAnError(t *testing.T) {
	t.Parallel()
	for sourceName, arrange := range secretive {
		for leakName, leak := range leaks {
			if sourceName == "uri" && leakName == "new keys without expiry" {
				continue // they are keys
			}
			t.Run(sourceName+"/"+leakName, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				arrange(w, echo(leak))
				source := w.must("")
				_, err := source.Fetch(t.Context(), false)
				_ = wantCode(t, err, CodeCredentialsUnavailable)
				wantNoSecret(t, tell(source, err))
			})
		}
	}
}

func TestAnUnreachableServiceIsToldWithoutTheRequest(t *testing.T) {
	t.Parallel()
	for name, arrange := range secretive {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			gone := httptest.NewServer(http.NotFoundHandler())
			gone.Close()
			arrange(w, http.NotFoundHandler())
			address := strings.TrimPrefix(gone.URL, "http://")
			switch name {
			case "uri":
				w.env["ALIBABA_CLOUD_CREDENTIALS_URI"] = gone.URL + "/?token=" + url.QueryEscape(odd("query"))
			case "sso":
				w.profiles(object{"name": "sso", "mode": "CloudSSO", "cloud_sso_sign_in_url": gone.URL, "cloud_sso_account_id": "1", "cloud_sso_access_config": "c",
					"access_token": odd("access"), "cloud_sso_access_token_expire": time.Now().Add(time.Hour).Unix()})
			}
			w.wire = wire{stsEndpoint: address, oauthURL: gone.URL, metadataProxy: gone.URL}
			source := w.must("")
			_, err := source.Fetch(t.Context(), false)
			e := wantCode(t, err, CodeCredentialsUnavailable)
			wantNoSecret(t, tell(source, err))
			if !strings.Contains(e.Message.String(), "refused") || strings.Contains(e.Message.String(), "Signature=") {
				t.Errorf("message %q", e.Message)
			}
		})
	}
}

// A redirect would send tokens to another host, perhaps in the clear, and take its answer for keys.
func TestNobodyWhoGivesKeysIsFollowedElsewhere(t *testing.T) {
	t.Parallel()
	for name, arrange := range secretive {
		if name == "ecs" { // asked through a proxy of its own in these tests
			continue
		}
		for _, status := range []int{301, 302, 303, 307, 308} {
			w, asked := newWorld(t), false
			other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				asked = true
				_ = json.NewEncoder(w).Encode(allKeys(object{"Expiration": in(time.Hour)}))
			}))
			arrange(w, http.RedirectHandler(other.URL, status))
			_, err := w.must("").Fetch(t.Context(), false)
			other.Close()
			if e := wantCode(t, err, CodeCredentialsUnavailable); !strings.HasSuffix(e.Message.String(), redirected.Error()) || asked {
				t.Errorf("%s, %d: message %q, asked %t", name, status, e.Message, asked)
			}
		}
	}
}

// The library signs by itself: what it sent is known by its name alone.
func TestARepeatedSignatureIsMasked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	serveSTS(w, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(object{"Code": "Odd", "Message": "got /?" + r.URL.RawQuery + " " + url.QueryEscape(r.URL.RawQuery)})
	}))
	w.profiles(roleProfile(nil))
	_, err := w.must("").Fetch(t.Context(), false)
	e := wantCode(t, err, CodeCredentialsUnavailable)
	if !strings.Contains(e.Message.String(), "Signature=***&SignatureMethod=HMAC-SHA1") || strings.Count(e.Message.String(), "***") < 2 {
		t.Errorf("message %q", e.Message)
	}
}

func TestAServersCodeAndMessageAreTold(t *testing.T) {
	t.Parallel()
	for answer, reason := range map[string]string{
		`{"RequestId":"8C-1","Code":"NoPermission","Message":"You are not authorized\nto do this."}`:          "refused: NoPermission: You are not authorized\nto do this. (request id 8C-1)",
		`{"Code":"SignatureDoesNotMatch","Message":"It does not match. server string to sign is:POST&%2F&x"}`: `refused: SignatureDoesNotMatch: It does not match.`,
		`{"Code":7,"Message":"seven"}`: `the answer is not from the service; a proxy or a login page may have answered`,
	} {
		w := newWorld(t)
		serveSTS(w, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, answer)
		}))
		w.profiles(roleProfile(nil))
		_, err := w.must("").Fetch(t.Context(), false)
		e := wantCode(t, err, CodeCredentialsUnavailable)
		if want := "profile role in ~/.aliyun/config.json: STS at " + w.wire.stsEndpoint + ": " + reason; w.tilde(e.Message.String()) != want {
			t.Errorf("message %q\nwant    %q", e.Message, want)
		}
	}
}

func TestNoBrokenFileOrVariableCarriesASecretIntoAnError(t *testing.T) {
	t.Parallel()
	profile := object{"name": "p", "mode": "AK"}
	for _, key := range []string{"access_key_id", "access_key_secret", "sts_token", "oauth_refresh_token", "oauth_access_token", "access_token", "oidc_token", "process_command", "credentials_uri"} {
		profile[key] = odd(key)
	}
	whole, err := json.Marshal(object{"profiles": []object{profile}, "current": "p"})
	if err != nil {
		t.Fatal(err)
	}
	for end := range whole {
		_, err := parseConfig(whole[:end], "", "config.json")
		wantNoSecret(t, tell(nil, err))
		_, err = parseConfig(append(append([]byte{}, whole[:end]...), "\x01,"...), "", "config.json")
		wantNoSecret(t, tell(nil, err))
		sections, err := parseINI("[default]\n"+string(whole[end:])+"\n"+string(whole[:end]), "credentials")
		wantNoSecret(t, tell(nil, err))
		_, err = newResolver(newWorld(t).options("")).fromSection(i18n.Raw("section"), map[string]string{"type": "access_key", "access_key_id": string(whole[:end]) + " "})
		wantNoSecret(t, tell(nil, err))
		_ = sections
	}
	if _, err := newResolver(newWorld(t).options("")).fromSection(i18n.Raw("section"), map[string]string{"type": "Sup3rtype"}); err == nil || strings.Contains(err.Error(), "Sup3r") {
		t.Errorf("a type that is none: %v", err)
	}
	profile["oauth_site_type"] = "Sup3rsite"
	for _, mode := range append(modes, "RsaKeyPair", "", "Sup3rmode", odd("mode")) {
		w := newWorld(t)
		w.wire = wire{stsEndpoint: "127.0.0.1:1", oauthURL: "http://127.0.0.1:1", metadataProxy: "http://127.0.0.1:1"}
		profile["mode"], profile["access_key_secret"] = mode, odd("secret")+"\x1b "+odd("secret")
		w.profiles(profile)
		source, err := Resolve(w.options(""))
		wantNoSecret(t, tell(source, err))
		if source == nil {
			continue
		}
		if _, err = source.Fetch(t.Context(), false); mode == "External" && err == nil {
			t.Errorf("%s: no error", mode)
		}
		wantNoSecret(t, tell(source, err))
	}
	for _, name := range []string{"ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN"} {
		for _, bad := range []string{odd("x"), odd("x") + "\n" + odd("y"), odd("x") + "\x1b[0m", odd("é")} {
			w := newWorld(t)
			w.env["ALIBABA_CLOUD_"+name] = bad
			source, err := Resolve(w.options(""))
			wantNoSecret(t, tell(source, err))
		}
	}
}

func TestKnownSecretsAreMaskedBeforeATextIsCut(t *testing.T) {
	t.Parallel()
	known := &secret.Masker{}
	known.Add(odd("one"))
	for _, form := range []string{odd("one"), url.QueryEscape(odd("one"))} {
		if got, want := foreign(known, "a "+form+" b"), "a *** b"; got != want {
			t.Errorf("shown text %q, want %q", got, want)
		}
		if got := foreign(known, strings.Repeat("x", maxForeign-8)+form+"y"); got != strings.Repeat("x", maxForeign-8)+secret.Hidden+"y" {
			t.Errorf("shown text %q", got)
		}
	}
	if got := foreign(known, strings.Repeat("x", 2*maxForeign)); len([]rune(got)) != maxForeign {
		t.Errorf("a long text is cut to %d characters", len([]rune(got)))
	}
}

// FuzzParseConfig feeds files that hold a secret somewhere: nothing panics, and no error shows it.
func FuzzParseConfig(f *testing.F) {
	for _, seed := range []string{
		"", "{", `{"profiles":[{"name":"Sup3rsecret","mode":"AK","access_key_secret":"x"}]}`, `{"current":Sup3rsecret}`, `{"profiles":Sup3rsecret}`,
		`{"profiles":[{"expired_seconds":"Sup3rsecret"}]}`, "\xef\xbb\xbf{}Sup3rsecret", `{"current":"\uZSup3rsecret"}`, "[]", "null", "{\"Sup3rsecret\n\":1}",
		strings.Repeat("[", 200), strings.Repeat(`{"profiles":[`, 100), `{"profiles":[{"expired_seconds":1e999999}]}`, `{"current":"\ud800","profiles":[{"name":"\u001b[31m\u202e","mode":"\u009b"}]}`, "\x00\xff",
		`{"profiles":[{"name":"p","mode":"ChainableRamRoleArn","source_profile":"p"},{"name":"p"}]}`, `{"current":"p","current":"q","profiles":[{"name":"p","name":"q","mode":"AK"}]}`,
		`{"profiles":[` + strings.Repeat(`{"name":"p"},`, 200) + `{}]}`, `{"profiles":[{"name":"p","mode":"CredentialsURI","credentials_uri":"http://a/?` + strings.Repeat("a=b&", 200) + `"}]}`,
	} {
		f.Add([]byte(seed), "p")
	}
	f.Fuzz(func(t *testing.T, content []byte, name string) {
		parsed, err := parseConfig(content, "", "config.json")
		if err != nil {
			if e := wantCode(t, err, CodeInvalidCredentials); len(e.Message.String()) > 80 {
				t.Fatalf("message %q is longer than ours are", e.Message)
			}
			wantNoSecret(t, tell(nil, err))
			return
		}
		r := newResolver(Options{Home: t.TempDir(), Getenv: func(string) string { return "" }})
		for _, wanted := range append(parsed.names(), name) {
			if p, err := r.pick(parsed, wanted, i18n.Raw("named")); err == nil {
				_, _ = r.fromProfile(parsed, p, []string{wanted})
			}
		}
	})
}

// FuzzParseINI does the same for the ini file.
func FuzzParseINI(f *testing.F) {
	for _, seed := range []string{"", "[default]\ntype = access_key\n", "[Sup3r", "Sup3r", "[a]\n[a]", "[a]\nb='Sup3r", "=", ":", "[]",
		strings.Repeat("[a]\n", 3), "[\x1b[31m]\n[\x1b[31m]", "[\u202e]\na=\x00\xff\x9b", strings.Repeat("[", 200), strings.Repeat("a=", 200), "[a]\r\rb=c\r", "[a]\n" + strings.Repeat("k = v\n", 200)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		sections, err := parseINI(content, "credentials")
		if err != nil && !strings.Contains(err.Error(), "second time") {
			wantNoSecret(t, tell(nil, err))
		}
		for _, s := range sections {
			if s.name == "" || s.values == nil {
				t.Fatalf("section %+v", s)
			}
		}
	})
}

// FuzzSplitCommand checks that no command makes the splitting panic or give an empty program.
func FuzzSplitCommand(f *testing.F) {
	for _, seed := range []string{`tool "a b" 'c'`, `\`, `"\`, "a\\\nb", `''`, strings.Repeat(`"`, 199), strings.Repeat(`\`, 199), "\x00\xff \u3000\u2028\u0085", "$(id) `id` ; |"} {
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, command string, windows bool) {
		if argv, err := splitCommand(command, windows); err == nil && (len(argv) == 0 || argv[0] == "") {
			t.Fatalf("splitCommand(%q) = %q", command, argv)
		}
	})
}
