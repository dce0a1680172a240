package i18n

import "strings"

// The languages, as --lang takes them.
const (
	English = "en"
	Chinese = "zh"
)

// Languages are the values of --lang.
func Languages() []string { return []string{English, Chinese} }

// In is the catalogue of a language: nil, which is English, for every other than Chinese.
func In(language string) *Catalogue {
	if language == Chinese {
		return &Catalogue{mo(zhCN)}
	}
	return nil
}

// OfLocale is the language of the environment's locale: of the first of LC_ALL, LC_MESSAGES and
// LANG that is set, as POSIX has it. Chinese of any region is Chinese, unless the locale names an
// encoding other than UTF-8: its terminal would not show what the program writes. Every other
// locale, C and POSIX too, is English.
func OfLocale(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		locale := strings.ToLower(getenv(name))
		if locale == "" {
			continue
		}
		locale, _, _ = strings.Cut(locale, "@")
		region, encoding, _ := strings.Cut(locale, ".")
		language := strings.FieldsFunc(region, func(r rune) bool { return r == '_' || r == '-' })
		if len(language) > 0 && language[0] == Chinese && (encoding == "" || encoding == "utf-8" || encoding == "utf8") {
			return Chinese
		}
		return English
	}
	return English
}
