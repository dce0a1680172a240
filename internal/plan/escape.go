package plan

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// escaped makes \u escapes of what a terminal could act on or a reader cannot see: control
// characters, separators of lines, and formatting characters. In compact JSON they are only in
// strings, and parse back to the same value.
func escaped(document []byte) []byte {
	out := make([]byte, 0, len(document))
	for len(document) > 0 {
		r, size := utf8.DecodeRune(document)
		switch {
		case r >= ' ' && r < 0x7f, !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp,
			unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
			out = append(out, document[:size]...)
		case r > 0xffff: // RFC 8259, section 7: JSON escapes these as UTF-16 does
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+(r-0x10000)>>10, 0xdc00+(r-0x10000)&0x3ff)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		document = document[size:]
	}
	return out
}
