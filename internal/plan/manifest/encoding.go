package manifest

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// decoded gives a file's text in UTF-8 without a byte order mark; false after a
// complaint.
func (r *reading) decoded(data []byte, encoding, format string) ([]byte, bool) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		r.complain(spot{}, "", "is UTF-16: save it as UTF-8", "")
		return nil, false
	}
	trimmed := bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case encoding == encodingGBK && len(trimmed) == len(data):
		data = fromGBK(data)
	case encoding == "" && len(trimmed) == len(data) && isGBK(data, format == formatCSV):
		data = fromGBK(data)
	default:
		data = trimmed
	}
	at, isControl := foreign(data)
	switch {
	case at.line == 0:
		return data, true
	case isControl:
		r.complain(at, "", "is a control character, which no manifest has", "")
	case encoding == encodingGBK:
		r.complain(at, "", "is not text in GBK", "")
	default:
		r.complain(at, "", "is not text in UTF-8", "")
	}
	return nil, false
}

// fromGBK decodes what Excel writes in China (code page 936); what is no GBK
// becomes a byte that is no UTF-8 either.
func fromGBK(data []byte) []byte {
	text, _ := simplifiedchinese.GBK.NewDecoder().Bytes(data) // it replaces instead of failing
	return bytes.ReplaceAll(text, []byte("\ufffd"), []byte{0xff})
}

// isGBK tells whether data is plainly GBK: valid, with Han, and no good UTF-8. A
// UTF-8 file with a few broken bytes could pass for GBK too and would come out as
// other Han: most of its bytes beyond ASCII are still good. Of a spreadsheet's
// file, what mixes alphabets is no good UTF-8 either; what export writes as YAML or
// JSON may.
func isGBK(data []byte, spreadsheet bool) bool {
	good, bad := 0, 0
	for rest := data; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 2:
			good += size
		}
	}
	if bad == 0 && (!spreadsheet || !mixesAlphabets(data)) || good > 0 && good >= bad {
		return false
	}
	return hasCommonHan(data) && utf8.Valid(fromGBK(data))
}

// mixesAlphabets tells text that nobody writes: 凭证 in GBK is valid UTF-8 too, a
// Latin letter and a Hebrew accent.
func mixesAlphabets(data []byte) bool {
	var one *unicode.RangeTable
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		data = data[size:]
		if size != 2 { // alphabets have two bytes, Han has three
			continue
		}
		for _, alphabet := range []*unicode.RangeTable{
			unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko,
		} {
			if !unicode.Is(alphabet, r) {
				continue
			}
			if one != nil && one != alphabet {
				return true
			}
			one = alphabet
		}
	}
	return false
}

// hasCommonHan tells whether GBK's text has a Han character of GB 2312 (rows 16 to
// 87). An accented letter of a western encoding before an ASCII letter is Han to
// GBK, but none of these.
func hasCommonHan(data []byte) bool {
	for i := 0; i+1 < len(data); i++ {
		if data[i] < utf8.RuneSelf {
			continue
		}
		if data[i] >= 0xb0 && data[i] <= 0xf7 && data[i+1] >= 0xa1 {
			return true
		}
		i++
	}
	return false
}

// foreign gives the place of the first byte that is no UTF-8 and of the first
// control character, whichever comes first.
func foreign(data []byte) (at spot, isControl bool) {
	at = spot{1, 1}
	for len(data) > 0 {
		r, size := rune(data[0]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(data)
		}
		data = data[size:]
		switch {
		case r == '\n':
			at = spot{at.line + 1, 1}
			continue
		case r == utf8.RuneError && size == 1:
			return at, false
		case r < ' ' && r != '\t' && r != '\r', r >= 0x7f && r < 0xa0 && r != '\u0085':
			return at, true
		}
		at.column++
	}
	return spot{}, false
}

// characters turns a column that counts bytes into one that counts characters.
func characters(data []byte, at spot) int {
	for range at.line - 1 {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	return utf8.RuneCount(data[:min(len(data), at.column-1)]) + 1
}
