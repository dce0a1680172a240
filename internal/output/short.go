package output

import (
	"strconv"

	"linkwanctl/internal/text"
)

// How much of one text a message shows, in characters: what came from outside may have megabytes,
// which is too much to read on Err. Results are never cut.
const (
	longestLine  = 1 << 10 // a title, a detail, a hint, a question
	longestText  = 4 << 10 // a message of the service, a warning, a line of the log
	longestPart  = 512     // a part of a problem
	mostProblems = 100     // that a failure shows
)

// short is the failure with each of its texts cut, and not too many of them.
func (f Failure) short() Failure {
	f.Title, f.Code, f.RequestID = text.Cut(f.Title, longestLine), text.Cut(f.Code, longestPart), text.Cut(f.RequestID, longestPart)
	f.Message = text.Cut(f.Message, longestText)
	hints := firstOf(f.Hints, mostProblems)
	f.Hints = nil
	for _, hint := range hints {
		f.Hints = append(f.Hints, text.Cut(hint, longestLine))
	}
	if more := len(f.Problems) - mostProblems; more > 0 {
		f.Hints = append(f.Hints, strconv.Itoa(more)+" more problems are not shown")
	}
	problems, details := firstOf(f.Problems, mostProblems), f.Details
	f.Problems, f.Details = nil, nil
	for _, p := range problems {
		f.Problems = append(f.Problems, text.Problem{
			Where: text.Cut(p.Where, longestPart), Given: text.Cut(p.Given, longestPart),
			Rule: text.Cut(p.Rule, longestPart), Suggestion: text.Cut(p.Suggestion, longestPart),
		})
	}
	for _, d := range details {
		f.Details = append(f.Details, Detail{d.Name, text.Cut(d.Value, longestLine)})
	}
	return f
}

func firstOf[T any](all []T, most int) []T { return all[:min(len(all), most)] }
