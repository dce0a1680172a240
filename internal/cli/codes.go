package cli

import (
	"slices"
	"strings"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

// codeRow is what linkwanctl knows of an error code. Hints and `linkwanctl explain` come from it.
type codeRow struct {
	code   string // one that ends with * stands for all codes that begin with the rest
	means  i18n.Text
	causes []i18n.Text
	// hint is the first thing to do, and the hint of a command that fails with the code; empty where
	// that depends on what the command did.
	hint i18n.Text
	more []i18n.Text // what else can be done
	// exit is for the failures that exitOf does not know, 0 for all others.
	exit int
}

func texts(all ...i18n.Text) []i18n.Text { return all }

// codes are all that linkwanctl knows, in the order in which they are listed.
func (s *session) codes() []codeRow {
	return slices.Concat(s.permissionCodes(), otherProductCodes(), s.gatewayCodes(), s.callCodes(), s.localCodes(), rowCodes(), emulatorCodes())
}

// codeNamed finds the row of a code in any case, by its own name, today's name of a later code, or
// the beginning that its family has.
func codeNamed(rows []codeRow, code string) (codeRow, bool) {
	for _, name := range []string{code, currentName(code)} {
		for _, row := range rows {
			if strings.EqualFold(row.code, name) {
				return row, true
			}
		}
	}
	for _, row := range rows {
		family, is := strings.CutSuffix(row.code, "*")
		if is && len(code) >= len(family) && strings.EqualFold(code[:len(family)], family) {
			return row, true
		}
	}
	return codeRow{}, false
}

// currentName is today's code for a later one in any case.
func currentName(code string) string {
	for _, later := range api.LaterCodes() {
		if strings.EqualFold(later[0], code) {
			return later[1]
		}
	}
	return code
}

// codeHint is the first thing to do about a code, empty where that depends on the call.
func (s *session) codeHint(code string) i18n.Text {
	for _, row := range s.codes() {
		if row.code == code {
			return row.hint
		}
	}
	return i18n.Text{}
}

// exitCode is the exit code of a command that ends with the code.
func (r codeRow) exitCode() int {
	if r.exit != 0 {
		return r.exit
	}
	return exitOf(api.OfCode(strings.TrimSuffix(r.code, "*")))
}

// retry says whether linkwanctl tries again after the code.
func (r codeRow) retry() api.Retry {
	if r.exit != 0 {
		return api.RetryNever
	}
	return api.OfCode(strings.TrimSuffix(r.code, "*")).Retry()
}
