package config

import (
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

func unknownContext(path, name string, names []string) flaw {
	switch {
	case path == "":
		return flaw{rule: i18n.T("is not a context: there is no settings file")}
	case len(names) == 0:
		return flaw{rule: i18n.T("is not a context: %s has none", path)}
	}
	return flaw{rule: i18n.T("is not a context of %s: %s", path, alternatives(names)), suggestion: text.Nearest(name, names)}
}

// unknownKey says what to do instead. It never repeats the value.
func unknownKey(rows []Setting, context, key string) flaw {
	if secretLike(key) {
		return flaw{rule: i18n.T(secretRule)}
	}
	if key == fileKeyContexts && context == "" {
		return flaw{rule: i18n.T("is not a single setting: pass --context NAME and the key of a setting")}
	}
	var keys []string
	for _, row := range rows {
		if row.FileKey != "" && (context == "" || row.InContext) {
			keys = append(keys, row.FileKey)
		}
		if row.Key == key {
			return misplacedKey(row, context)
		}
	}
	if context == "" {
		keys = append(keys, fileKeyContexts)
		return flaw{rule: i18n.T("is not a setting"), suggestion: text.Nearest(key, keys)}
	}
	return flaw{rule: i18n.T("is not a setting of a context: %s", alternatives(keys)), suggestion: text.Nearest(key, keys)}
}

func misplacedKey(row Setting, context string) flaw {
	switch {
	case row.FileKey == "":
		return flaw{rule: i18n.T("cannot be set in the file: use --%s or %s", row.Key, row.Env)}
	case context != "":
		return flaw{rule: i18n.T("is not a setting of a context: set it at the top level")}
	}
	return flaw{rule: i18n.T("is not a setting"), suggestion: row.FileKey}
}

const secretRule = `looks like a credential, which does not belong in this file: see "linkwanctl help credentials"` //nolint:gosec // A message about credentials, none itself.

// secretLike recognises the names that people give to keys, however they are written.
func secretLike(key string) bool {
	plain := text.Fold(key)
	if plain == "ak" || plain == "sk" {
		return true
	}
	for _, word := range []string{"secret", "accesskey", "token", "passw", "credential", "privatekey", "apikey", "keyid"} {
		if strings.Contains(plain, word) {
			return true
		}
	}
	return false
}

// keyName repeats a key unless it is longer than every known one: it may be a secret without its
// key.
func keyName(key string) string {
	const longest = 20
	if len(key) > longest {
		return ""
	}
	return key
}
