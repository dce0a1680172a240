package i18n

import (
	_ "embed" // for the catalogues
	"encoding/binary"
	"sort"
)

// zhCN is zh_CN.po as `make generate` compiles it.
//
//go:embed zh_CN.mo
var zhCN string

// mo is a compiled catalogue in GNU gettext's format: two tables of lengths and places, of the keys
// in order and of their translations. It is searched where it lies, since to read all of it would
// take longer than the command does (ADR 11).
type mo string

// The header's places: number of messages, table of keys, table of translations.
const (
	moCount, moKeys, moTranslations = 8, 12, 16
	moHeader                        = 28
)

func (m mo) find(key string) (string, bool) {
	if len(m) < moHeader {
		return "", false
	}
	count, keys, translations := m.number(moCount), m.number(moKeys), m.number(moTranslations)
	at := sort.Search(count, func(i int) bool { return m.text(keys, i) >= key })
	if at == count || m.text(keys, at) != key {
		return "", false
	}
	return m.text(translations, at), true
}

// text is the entry of a table.
func (m mo) text(table, entry int) string {
	length, place := m.number(table+8*entry), m.number(table+8*entry+4)
	return string(m[place : place+length])
}

func (m mo) number(place int) int {
	return int(binary.LittleEndian.Uint32([]byte(m[place : place+4])))
}
