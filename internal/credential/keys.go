package credential

import (
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
)

// trimmed drops the blanks and line ends that an editor, `echo` or a copied line leaves around a
// value.
func trimmed(value string) string { return strings.TrimSpace(value) }

// field is one value of a source under the name that its user knows it by.
type field struct{ name, value string }

// checkFields refuses values that are missing and values with characters that no key has: a blank
// or a line end inside a header or a signature could do worse than fail. The error has the field's
// name and never its value.
func checkFields(where i18n.Text, fields ...field) error {
	for _, f := range fields {
		if f.value == "" {
			return invalid("%s: %s is missing", where, i18n.Word(f.name))
		}
		if !sound(f.value) {
			return invalid("%s: %s contains a space, a control character or a non-ASCII character", where, i18n.Word(f.name))
		}
	}
	return nil
}

func sound(value string) bool {
	for i := range len(value) {
		if value[i] <= ' ' || value[i] > '~' {
			return false
		}
	}
	return true
}

// keys checks a key pair and its token, given in this order, and makes a credential of them.
// The token may be empty unless the key is a temporary one.
func (r *resolver) keys(where i18n.Text, id, key, token field) (secret.Credential, error) {
	id.value, key.value, token.value = trimmed(id.value), trimmed(key.value), trimmed(token.value)
	r.secrets.Add(id.value, key.value, token.value)
	fields := []field{id, key}
	// STS gives no key ID without this prefix, and takes none with it that comes without a token.
	if token.value != "" || strings.HasPrefix(id.value, "STS.") {
		fields = append(fields, token)
	}
	return secret.New(id.value, key.value, token.value), checkFields(where, fields...)
}
