package output

import (
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

// short is the failure with each of its texts cut; its problems are cut as they are said.
func (f saidFailure) short() saidFailure {
	f.Title, f.Code, f.RequestID = text.Cut(f.Title, longestLine), text.Cut(f.Code, longestPart), text.Cut(f.RequestID, longestPart)
	f.Message = text.Cut(f.Message, longestText)
	for i, hint := range f.Hints {
		f.Hints[i] = text.Cut(hint, longestLine)
	}
	for i, d := range f.Details {
		f.Details[i][1] = text.Cut(d[1], longestLine)
	}
	return f
}

func firstOf[T any](all []T, most int) []T { return all[:min(len(all), most)] }
