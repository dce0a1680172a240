package api

import (
	"strings"
	"testing"

	"linkwanctl/internal/joinperm"
)

// What only looks like the service's success is none: member names are exact, and none of the
// envelope comes twice.
func TestOnlyTheServicesOwnWordsAreASuccess(t *testing.T) {
	t.Parallel()
	one := func(o *Options) { o.MaxAttempts = 1 }
	for body, says := range map[string]string{
		`{"success":true,"requestId":"R"}`:                                        "neither success",
		`{"RequestId":"R","SUCCESS":true}`:                                        "neither success",
		`{"RequestId":"R","ſuccess":true}`:                                        "neither success",
		`{"RequestId":"R","Success":false,"Success":true}`:                        "a field twice",
		`{"RequestId":"R","Success":true,"Success":true}`:                         "a field twice",
		`{"RequestId":"R","Success":true,"Code":"InvalidName","Code":""}`:         "a field twice",
		`{"RequestId":"R","RequestId":"S","Success":true}`:                        "a field twice",
		`{"RequestId":"R","Success":true,"Data":"1","Data":"2"}`:                  "a field twice",
		`{"RequestId":"R","Success":true}{"Success":false}`:                       "incomplete",
		`<R><RequestId>R</RequestId><success>true</success></R>`:                  "neither success",
		`<R><RequestId>R</RequestId><Success>0</Success><Success>1</Success></R>`: "incomplete",
		`{"RequestId":"R","Success":true,"success":false}`:                        "differs in case",
		`{"RequestId":"R","Success":true,"code":"Forbidden","message":"no"}`:      "differs in case",
		`{"RequestId":"R","Success":true,"data":"1"}`:                             "differs in case",
		`<R><Success>true</Success><code>Forbidden</code></R>`:                    "differs in case",
		`<R><Success>true</Success></R><html>log in</html>`:                       "incomplete",
		`<R><Success>true</Success></R>{"Success":false}`:                         "incomplete",
		`<R><Success>true</Success></R><R><Success>false</Success></R>`:           "incomplete",
		`<R>blocked by the proxy<Success>true</Success></R>`:                      "incomplete",
	} {
		_, err := play(t, one, answers(200, body)).update(t)
		if err == nil || err.Code != CodeInvalidAnswer || err.Kind() != KindNoAnswer || err.Outcome != Unknown || !strings.Contains(err.Message.String(), says) {
			t.Errorf("%s: %+v", body, err)
		}
	}
}

// A code is a failure whatever it says: no page of the service has one in a success. What was done
// is not known where the answer says both.
func TestACodeIsAFailure(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"NonExistent", "OK", "200", "Success"} {
		for _, body := range []string{
			`{"RequestId":"R","Success":true,"Code":"` + code + `"}`,
			`{"Code":"` + code + `","Success":true,"RequestId":"R","Message":"m"}`,
			`<R><RequestId>R</RequestId><Success>true</Success><Code>` + code + `</Code></R>`,
		} {
			_, err := play(t, nil, answers(200, body)).update(t)
			if err == nil || err.Code != code || err.Outcome != Unknown || err.RequestID != "R" || err.Message.Empty() {
				t.Errorf("%s: %+v", body, err)
			}
		}
	}
	for _, empty := range []string{`""`, `null`} {
		if _, err := play(t, nil, answers(200, `{"RequestId":"R","Success":true,"Code":`+empty+`}`)).update(t); err != nil {
			t.Errorf("%s: %+v", empty, err)
		}
	}
}

// Data is read by exact names too: what another name would be taken for, and what comes twice,
// makes the answer none.
func TestDataIsReadByExactNames(t *testing.T) {
	t.Parallel()
	for data, sound := range map[string]bool{
		`{"JoinPermissionId":"1","Enabled":false}`:                       true,
		`{"JoinPermissionId":"1","NodesCnt":1e999999}`:                   true,
		`{"JoinPermissionId":"1","Unknown":{"a":1},"unknown":[{"a":2}]}`: true,
		`{"JoinPermissionId":"1","Enabled":false,"enabled":true}`:        false,
		`{"JoinPermissionId":"1","enabled":true}`:                        false,
		`{"JoinPermissionId":"1","JoinPermissionID":"2"}`:                false,
		`{"JoinPermissionId":"1","JoinPermissionId":"2"}`:                false,
		`{"JoinPermissionId":"1","Unknown":{"a":1,"a":2}}`:               false,
		`{"JoinPermissionId":"1","ClaſſMode":"C"}`:                       false,
		`{"JoinPermissionId":1}`:                                         true,
		`{"JoinPermissionId":"2"}`:                                       false,
		`{"JoinPermissionId":null,"JoinPermissionName":"x"}`:             false,
		`{}`: false,
	} {
		r := play(t, nil, answers(200, `{"RequestId":"R","Success":true,"Data":`+data+`}`))
		_, err := Fetch[joinperm.Owned](t.Context(), r.Client, OwnedCall("1", ""))
		if (err == nil) != sound || err != nil && asError(err).Code != CodeInvalidAnswer {
			t.Errorf("%s: %v", data, err)
		}
	}
	for _, data := range []string{`{"TotalCount":0,"totalCount":9,"List":[]}`, `{"TotalCount":0,"list":[]}`, `{"TotalCount":1,"List":[{"joinPermissionId":"1"}]}`} {
		r := play(t, nil, answers(200, `{"RequestId":"R","Success":true,"Data":`+data+`}`))
		if err := r.EachOwned(t.Context(), nil, "", func(*joinperm.Listed) error { return nil }); err == nil || asError(err).Code != CodeInvalidAnswer {
			t.Errorf("%s: %v", data, err)
		}
	}
}
