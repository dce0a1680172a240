package credential

import (
	"strings"
	"unicode"

	"linkwanctl/internal/i18n"
)

// splitCommand makes arguments of a process_command the way the vendor's library does, with no
// shell in between: blanks separate, quotes join. On Unix a backslash takes the next character
// literally, between double quotes only one of " \ $ `, and joins lines; on Windows it is an
// ordinary character, except in \" between double quotes. Errors do not quote the command, which
// may contain a secret.
func splitCommand(command string, windows bool) ([]string, error) {
	var argv []string
	var word strings.Builder
	var quote rune // the quote that is open, or 0
	started := false
	runes := []rune(strings.TrimSpace(command))
	for i := 0; i < len(runes); i++ {
		switch c := runes[i]; {
		case c == quote && quote != 0:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote, started = c, true
		case c == '\\' && quote != '\'':
			if quote == 0 && !windows && i+1 == len(runes) {
				return nil, i18n.Errorf("ends with a backslash")
			}
			taken, used := backslash(runes[i:], quote == '"', windows)
			word.WriteString(taken)
			started = started || taken != ""
			i += used - 1
		case quote == 0 && unicode.IsSpace(c):
			if started {
				argv = append(argv, word.String())
			}
			word.Reset()
			started = false
		default:
			word.WriteRune(c)
			started = true
		}
	}
	if quote != 0 {
		return nil, i18n.Errorf("has an unclosed quote")
	}
	if started {
		argv = append(argv, word.String())
	}
	if len(argv) == 0 || argv[0] == "" {
		return nil, i18n.Errorf("is missing")
	}
	return argv, nil
}

// backslash returns what a backslash and the next character mean, and how many characters of the
// command they use.
func backslash(runes []rune, quoted, windows bool) (taken string, used int) {
	if len(runes) == 1 {
		return `\`, 1
	}
	next := runes[1]
	switch {
	case quoted && next == '"':
		return `"`, 2
	case windows:
		return `\`, 1
	case next == '\n':
		return "", 2
	case !quoted || strings.ContainsRune("\"\\$`", next):
		return string(next), 2
	}
	return `\`, 1
}
