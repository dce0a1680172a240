package manifest

import (
	"errors"
	"io"
	"iter"
	"strings"
	"testing"

	"linkwanctl/internal/joinperm"
)

func each(rows ...Row) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// live are permissions as a service may tell them.
func live() []joinperm.Listed {
	return []joinperm.Listed{
		{
			JoinPermissionID: "0123", JoinPermissionName: "凭证1", ClassMode: "A", FreqBandPlanGroupID: "101", RxDelay: "1", DataRate: "0",
			JoinEUI: "0000000000000001", Enabled: "true", AuthState: "NEW",
		},
		{JoinPermissionID: "=1+\"1", JoinPermissionName: "1e10", JoinEUI: "12345678e0000000", Enabled: "false"},
		{JoinPermissionName: "null"},
	}
}

func liveRows(t *testing.T) []Row {
	t.Helper()
	var rows []Row
	for _, p := range live() {
		row, left := RowOf(&p)
		if len(left) > 0 {
			t.Errorf("left out: %+v", left)
		}
		rows = append(rows, row)
	}
	return rows
}

func TestManifestIsWrittenForPeople(t *testing.T) {
	t.Parallel()
	for format, want := range map[string]string{
		"yaml": `version: 1
permissions:
  - id: "0123"
    name: "凭证1"
    classMode: "A"
    freqBandPlanGroupId: 101
    rxDelay: 1
    dataRate: 0
    joinEui: "0000000000000001"
    enabled: true
  - id: "=1+\"1"
    name: "1e10"
    joinEui: "12345678e0000000"
    enabled: false
  - name: "null"
`,
		"json": `{"version": 1, "permissions": [
  {"id": "0123", "name": "凭证1", "classMode": "A", "freqBandPlanGroupId": 101, "rxDelay": 1, "dataRate": 0, "joinEui": "0000000000000001", "enabled": true},
  {"id": "=1+\"1", "name": "1e10", "joinEui": "12345678e0000000", "enabled": false},
  {"name": "null"}
]}
`,
		"csv": `id,name,classMode,freqBandPlanGroupId,rxDelay,dataRate,joinEui,enabled
'0123,凭证1,A,101,1,0,'0000000000000001,true
"'=1+""1",'1e10,,,,,'12345678e0000000,false
,null,,,,,,
`,
	} {
		var b strings.Builder
		err := Write(&b, format, each(liveRows(t)...))
		if err != nil || b.String() != want {
			t.Errorf("%s: got %v\n%s", format, err, b.String())
		}
		rows, err := read("-", b.String(), Options{})
		if err != nil || show(rows) != show(liveRows(t)) {
			t.Errorf("%s: read back as %v\n%s", format, err, show(rows))
		}
	}
}

func TestManifestWithoutRowsIsWhole(t *testing.T) {
	t.Parallel()
	for _, format := range Formats() {
		var b strings.Builder
		if err := Write(&b, format, each()); err != nil {
			t.Errorf("%s: %v", format, err)
		}
		var e *Error
		if _, err := read("-", b.String(), Options{}); !errors.As(err, &e) || !e.Empty {
			t.Errorf("%s: %q is read as %v", format, b.String(), err)
		}
	}
}

// full is a disk without room.
type full struct{ err error }

func (f full) Write([]byte) (int, error) { return 0, f.err }

func TestWritingStopsAtTheFirstError(t *testing.T) {
	t.Parallel()
	noSpace, noPage := errors.New("no space"), errors.New("no page")
	for _, format := range Formats() {
		seen := 0
		endless := func(yield func(Row, error) bool) {
			for seen < 100_000 && yield(Row{ID: "1"}, nil) {
				seen++
			}
		}
		if err := Write(full{noSpace}, format, endless); !errors.Is(err, noSpace) || seen > 5000 {
			t.Errorf("%s: got %v after %d rows", format, err, seen)
		}
		if err := Write(full{noSpace}, format, each(Row{ID: "1"})); !errors.Is(err, noSpace) {
			t.Errorf("%s: got %v", format, err)
		}
		failing := func(yield func(Row, error) bool) { _ = yield(Row{ID: "1"}, nil) && yield(Row{}, noPage) }
		if err := Write(io.Discard, format, failing); !errors.Is(err, noPage) {
			t.Errorf("%s: got %v", format, err)
		}
		if err := Write(io.Discard, format, each(Row{Enabled: "true"})); err == nil {
			t.Errorf("%s: a row without a key is written", format)
		}
	}
	if err := Write(io.Discard, "toml", each()); err == nil {
		t.Error("toml is written")
	}
}

func TestLiveValuesThatNoManifestHoldsAreLeftOut(t *testing.T) {
	t.Parallel()
	row, left := RowOf(&joinperm.Listed{
		JoinPermissionID: "1 2", JoinPermissionName: "parking-b1", ClassMode: "a", FreqBandPlanGroupID: "0", RxDelay: "01", DataRate: "4", JoinEUI: "xyz\x1b", Enabled: "TRUE",
	})
	if show([]Row{row}) != "|: DataRate=4 \n" {
		t.Errorf("got %s", show([]Row{row}))
	}
	var got []string
	for _, l := range left {
		got = append(got, l.Field.Key+" "+l.Rule.String())
	}
	text := strings.Join(got, "\n")
	for _, want := range []string{"id contains a blank", "name contains '-'", "classMode would be written as A", "freqBandPlanGroupId must be", "rxDelay would be written as 1", "joinEui contains 'x'", "enabled would be written as true"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not told in\n%s", want, text)
		}
	}
}
