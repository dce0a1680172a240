package cli

import (
	"strconv"
	"strings"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// explainedRow is one code in the documents of `explain`.
type explainedRow struct {
	Code     string    `json:"Code"`
	Meaning  i18n.Text `json:"Meaning"`
	ExitCode int       `json:"ExitCode"`
	Retried  api.Retry `json:"Retried"`
}

// explained is the document of `explain CODE`.
type explained struct {
	explainedRow

	Causes   []i18n.Text `json:"Causes"`
	WhatToDo []i18n.Text `json:"WhatToDo"`
	// LaterCodes are going to replace the code; CurrentCode is today's for a later one.
	LaterCodes  []string `json:"LaterCodes"`
	CurrentCode string   `json:"CurrentCode,omitempty"`
}

// explainedExitCode is the document of `explain EXITCODE`.
type explainedExitCode struct {
	ExitCode int         `json:"ExitCode"`
	Meaning  i18n.Text   `json:"Meaning"`
	WhatToDo []i18n.Text `json:"WhatToDo"`
	Codes    []string    `json:"Codes"`
}

func (r codeRow) listed() explainedRow {
	return explainedRow{r.code, r.means, r.exitCode(), r.retry()}
}

func listedCodes(rows []codeRow, say func(i18n.Text) string) output.Result {
	document := []explainedRow{}
	grid := output.Grid{Columns: []string{i18n.N("code"), i18n.N("exit code"), i18n.N("meaning")}}
	for _, row := range rows {
		document = append(document, row.listed())
		grid.Rows = append(grid.Rows, []string{row.code, strconv.Itoa(row.exitCode()), say(row.means)})
	}
	return output.Result{Document: document, Grid: grid}
}

func explainedCode(rows []codeRow, asked string, say func(i18n.Text) string) (output.Result, error) {
	row, known := codeNamed(rows, asked)
	if !known {
		return output.Result{}, unknownCode(asked, rows)
	}
	e := explained{explainedRow: row.listed(), Causes: append([]i18n.Text{}, row.causes...), WhatToDo: []i18n.Text{}, LaterCodes: append([]string{}, laterNames(row.code)...)}
	if e.Code = spelled(asked, row); e.Code != row.code {
		if current := currentName(e.Code); current == row.code {
			e.CurrentCode, e.LaterCodes = current, []string{}
		}
		// Of a family some are tried again, and only Link WAN sends a later code.
		if of := api.OfCode(e.Code); row.exit == 0 || e.CurrentCode != "" {
			e.ExitCode, e.Retried = exitOf(of), of.Retry()
		}
	}
	if !row.hint.Empty() {
		e.WhatToDo = append(e.WhatToDo, row.hint)
	}
	e.WhatToDo = append(e.WhatToDo, row.more...)
	return output.Result{Document: e, Text: e.text(say)}, nil
}

// spelled is the code as it is written, of the row or of the later code that was asked for; of one
// of a family, as it was asked for.
func spelled(asked string, row codeRow) string {
	if strings.EqualFold(asked, row.code) {
		return row.code
	}
	for _, later := range laterNames(row.code) {
		if strings.EqualFold(asked, later) {
			return later
		}
	}
	if family, is := strings.CutSuffix(row.code, "*"); is {
		return family + asked[len(family):]
	}
	return asked
}

func (e explained) text(say func(i18n.Text) string) string {
	pairs := output.Listed(say(i18n.T("causes")), said(e.Causes, say))
	pairs = append(pairs, output.Listed(say(i18n.T("what to do")), said(e.WhatToDo, say))...)
	pairs = append(pairs,
		[2]string{say(i18n.T("exit code")), say(i18n.T("%d: %s", e.ExitCode, i18n.Word(meaningOfExit(e.ExitCode))))},
		[2]string{say(i18n.T("tried again")), say(retryInWords(e.Retried))},
		[2]string{say(i18n.T("later code")), strings.Join(e.LaterCodes, ", ")},
		[2]string{say(i18n.T("code today")), e.CurrentCode})
	return output.Described(e.Code, say(e.Meaning), pairs)
}

func said(all []i18n.Text, say func(i18n.Text) string) []string {
	var lines []string
	for _, t := range all {
		lines = append(lines, say(t))
	}
	return lines
}

func retryInWords(r api.Retry) i18n.Text {
	switch r {
	case api.RetryAlways:
		return i18n.T("yes, up to --max-attempts times")
	case api.RetryIfSafe:
		return i18n.T("yes, unless running it twice could do more than running it once")
	case api.RetryOnce:
		return i18n.T("once, after correcting the cause")
	case api.RetryNever:
	}
	return i18n.T("no: it would end the same way")
}

func meaningOfExit(code int) string {
	for _, row := range exitCodes() {
		if row.Code == code {
			return row.Meaning
		}
	}
	return ""
}

func explainedExit(rows []codeRow, asked string, say func(i18n.Text) string) (output.Result, error) {
	code, err := strconv.Atoi(asked)
	e := explainedExitCode{code, i18n.Word(meaningOfExit(code)), adviceFor(code), []string{}}
	if err != nil || e.Meaning.Empty() {
		return output.Result{}, unknownExit(asked)
	}
	for _, row := range rows {
		if row.exitCode() == code {
			e.Codes = append(e.Codes, row.code)
		}
	}
	pairs := output.Listed(say(i18n.T("what to do")), said(e.WhatToDo, say))
	pairs = append(pairs, output.Listed(say(i18n.T("codes")), e.Codes)...)
	return output.Result{Document: e, Text: output.Described(say(i18n.T("exit code %d", code)), say(e.Meaning), pairs)}, nil
}
