package manifest

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// decode makes UTF-8 without a byte order mark of the present file; false after a complaint.
func (r *reading) decode(data []byte) bool {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		r.complain(text.Position{}, "", i18n.T("is UTF-16: save it as UTF-8"), "")
		return false
	}
	isGBK := r.options.Encoding == encodingGBK && !r.marked
	if isGBK {
		r.data = fromGBK(data)
	}
	at, rule := text.Invalid(r.data)
	switch {
	case rule.Empty():
		return true
	case rule.String() == text.NotUTF8 && isGBK:
		rule = i18n.T("is not GBK text")
	case rule.String() == text.NotUTF8 && r.options.Encoding == "" && !r.marked:
		r.maybeGBK = true
	}
	r.add(text.Problem{Where: at.In(r.file), Rule: rule})
	return false
}

// fromGBK decodes what Excel writes in China (code page 936); what is not GBK becomes a byte that
// is not UTF-8.
func fromGBK(data []byte) []byte {
	decoded, _ := simplifiedchinese.GBK.NewDecoder().Bytes(data) // it replaces instead of failing
	return bytes.ReplaceAll(decoded, []byte("\ufffd"), []byte{0xff})
}

// characters turns a column that counts bytes into one that counts characters.
func characters(data []byte, at text.Position) int {
	for range at.Line - 1 {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	return utf8.RuneCount(data[:min(len(data), at.Column-1)]) + 1
}
