package extract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// SameVerbs says how the verbs of a translation differ from those of its key, "" where each
// argument is used as often and in the same way, in whatever order.
func SameVerbs(key, translation string) string {
	want, err := verbs(key)
	if err != nil {
		return "" // a help text or a label, which is no format
	}
	got, err := verbs(translation)
	switch {
	case err != nil:
		return err.Error()
	case !slices.Equal(want, got):
		return fmt.Sprintf("has %s, not %s", strings.Join(got, " "), strings.Join(want, " "))
	}
	return ""
}

// verbs are the verbs of a format, each with the number of its argument, sorted: "[2]d".
func verbs(format string) ([]string, error) {
	var found []string
	argument := 0
	for rest := format; ; {
		_, after, ok := strings.Cut(rest, "%")
		if !ok {
			slices.Sort(found)
			return found, nil
		}
		if strings.HasPrefix(after, "%") {
			rest = after[1:]
			continue
		}
		argument++
		flags := after[:len(after)-len(strings.TrimLeft(after, "+-# 0123456789."))]
		after = after[len(flags):]
		if number, behind, ok := strings.Cut(strings.TrimPrefix(after, "["), "]"); ok && strings.HasPrefix(after, "[") {
			n, err := strconv.Atoi(number)
			if err != nil {
				return nil, fmt.Errorf("%%[%s] names no argument", number)
			}
			argument, after = n, behind
		}
		if after == "" || !strings.ContainsAny(after[:1], "sdvqwcfTUx") {
			return nil, fmt.Errorf("a %% is no verb: %q", rest)
		}
		found = append(found, "["+strconv.Itoa(argument)+"]"+flags+after[:1])
		rest = after[1:]
	}
}
