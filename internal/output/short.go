package output

import (
	"strconv"
	"unicode/utf8"
)

// How much of one text a message shows, in bytes: what came from outside may have
// megabytes, and nobody reads them on Err. Results are never cut.
const (
	longestLine  = 1 << 10 // a title, a detail, a hint, a question
	longestText  = 4 << 10 // a message of the service, a warning, a line of the log
	longestPart  = 512     // a part of a problem
	mostProblems = 100     // that a failure shows
)

// short is the failure with each of its texts cut, and not too many of them.
func (f Failure) short() Failure {
	f.Title, f.Code, f.RequestID = cut(f.Title, longestLine), cut(f.Code, longestPart), cut(f.RequestID, longestPart)
	f.Message = cut(f.Message, longestText)
	hints := firstOf(f.Hints, mostProblems)
	f.Hints = nil
	for _, hint := range hints {
		f.Hints = append(f.Hints, cut(hint, longestLine))
	}
	if more := len(f.Problems) - mostProblems; more > 0 {
		f.Hints = append(f.Hints, strconv.Itoa(more)+" more problems are not shown")
	}
	problems, details := firstOf(f.Problems, mostProblems), f.Details
	f.Problems, f.Details = nil, nil
	for _, p := range problems {
		f.Problems = append(f.Problems, Problem{
			cut(p.Where, longestPart), cut(p.Given, longestPart), cut(p.Rule, longestPart), cut(p.Suggestion, longestPart),
		})
	}
	for _, d := range details {
		f.Details = append(f.Details, Detail{d.Name, cut(d.Value, longestLine)})
	}
	return f
}

func firstOf[T any](all []T, most int) []T { return all[:min(len(all), most)] }

// cut gives at most so many bytes of a text, in whole characters, and marks what
// is left out.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "…"
}
