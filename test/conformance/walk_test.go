package conformance

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/aliyun/alibaba-cloud-sdk-go/services/linkwan"

	"linkwanctl/internal/emulator"
)

// Each of the vendor's clients walks the life of a join permission.
func TestLifeOfAPermissionThroughTheVendorsClients(t *testing.T) {
	t.Parallel()
	all := offered(t)
	for _, p := range append(peers(), typedPeers()...) {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			for _, next := range life() {
				next.walk(t, s, p)
			}
			for _, next := range around() {
				conforms(t, next.action, p.answer(t, s, question{action: next.action, params: pairs(next.params), as: next.as}))
			}
			called := s.Requests()
			for _, action := range all {
				if called[action] == 0 {
					t.Errorf("%s was not called", action)
				}
			}
		})
	}
}

// walk asks, and compares the answer or the refusal with what the step wants.
func (w step) walk(t *testing.T, s service, p peer) {
	t.Helper()
	q := question{action: w.action, params: pairs(w.params), as: w.as}
	if w.want != "" && !strings.Contains(w.want, "=") {
		if f := p.refusal(t, s, q); f.code != w.want || f.status != 400 || f.message == "" || !isRequestID(f.requestID) {
			t.Errorf("%s %s: %+v, want %s", w.action, w.params, f, w.want)
		}
		return
	}
	answer := p.answer(t, s, q)
	again := conforms(t, w.action, answer)
	if !sharesStruct(w.action) && again != nil && !reflect.DeepEqual(answer, again) {
		t.Errorf("%s:\nanswer %v\nstruct %v", w.action, answer, again)
	}
	for path, want := range pairs(w.want) {
		if got := answer.text(strings.Split(path, ".")...); got != want {
			t.Errorf("%s %s: %s is %q, want %q: %v", w.action, w.params, path, got, want, answer)
		}
	}
}

func pairs(text string) map[string]string {
	list := map[string]string{}
	for _, pair := range strings.Fields(text) {
		name, value, _ := strings.Cut(pair, "=")
		list[name] = value
	}
	return list
}

// conforms reads an answer into the struct that the vendor has for it: no member may be there that
// the struct lacks, none of another type. It gives what the struct writes again, which has every
// member; nil if it could not be read.
func conforms(t *testing.T, action string, answer document) document {
	t.Helper()
	text, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	response := reflect.New(method(t, action).Type.Out(0).Elem()).Interface()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(response); err != nil {
		t.Errorf("%s: %v: %s", action, err, text)
		return nil
	}
	again, err := json.Marshal(response)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, string(again), false)
}

// sharesStruct tells which actions are answered by less than their struct has: it serves other
// actions too, or holds a way to send data that is not used.
func sharesStruct(action string) bool {
	return slices.Contains([]string{
		"GetJoinPermissionAuthOrder", "GetFreqBandPlanGroup", "ListNodesByOwnedJoinPermissionId", "ListRentedJoinPermissions",
	}, action)
}

// method is that of the vendor's typed client for an action.
func method(t *testing.T, action string) reflect.Method {
	t.Helper()
	m, ok := reflect.TypeFor[*linkwan.Client]().MethodByName(action)
	if !ok {
		t.Fatalf("the vendor's client has no %s", action)
	}
	return m
}

// offered are the actions that the emulator has, of all that the vendor's client knows, and as many
// as the page for users says.
func offered(t *testing.T) []string {
	t.Helper()
	s := open(t)
	client := reflect.TypeFor[*linkwan.Client]()
	for m := range client.Methods() {
		if _, isAction := client.MethodByName(m.Name + "WithChan"); isAction {
			_, _ = sdkGo(t, s, question{action: m.Name, as: emulator.Owner()}) // Requests tells what came of it
		}
	}
	requests := s.Requests()
	delete(requests, emulator.Unknown)
	page, err := os.ReadFile("../../docs/emulator.md")
	if err != nil {
		t.Fatal(err)
	}
	if said := regexp.MustCompile(`It answers all (\d+) actions`).FindSubmatch(page); said == nil || string(said[1]) != strconv.Itoa(len(requests)) {
		t.Errorf("the page says %q, the emulator has %d actions", said, len(requests))
	}
	return slices.Sorted(maps.Keys(requests))
}
