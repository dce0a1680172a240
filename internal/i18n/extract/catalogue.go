package extract

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/chai2010/gettext-go/po"
)

// Read gives the translations of a .po file by their keys; that of a key without one is empty.
func Read(file []byte) (map[string]string, error) {
	read, err := po.Load(file)
	if err != nil {
		return nil, err
	}
	translations := map[string]string{}
	for _, message := range read.Messages {
		if _, twice := translations[message.MsgId]; twice {
			return nil, fmt.Errorf("%q stands twice", message.MsgId)
		}
		translations[message.MsgId] = message.MsgStr
	}
	return translations, nil
}

// header is that of every catalogue. It has no dates: the same messages give the same file.
const header = `# The messages of linkwanctl. Keys are the English of the source; write the translation below
# each, and leave its verbs (%%s, %%[2]d) as they are. "make generate" adds, drops and sorts.
msgid ""
msgstr ""
"Language: %s\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"
`

// Write gives the .po file of the messages with those of the translations that are still used.
// Entries are in the order of the first file that uses them, without line numbers, so that an
// edit of the source moves nothing.
func Write(language string, found Messages, translations map[string]string) []byte {
	var file bytes.Buffer
	fmt.Fprintf(&file, header, language)
	for _, key := range found.sorted() {
		message := po.Message{MsgId: key, MsgStr: translations[key]}
		fmt.Fprintf(&file, "\n#: %s\n%s", places(found[key]), message.String())
	}
	return file.Bytes()
}

// places names the first few files that use a message: the flags that every command has are on
// dozens of pages.
func places(files []string) string {
	const most = 3
	if len(files) > most {
		return fmt.Sprintf("%s (%d more)", strings.Join(files[:most], " "), len(files)-most)
	}
	return strings.Join(files, " ")
}

func (m Messages) sorted() []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b string) int {
		if order := strings.Compare(m[a][0], m[b][0]); order != 0 {
			return order
		}
		return strings.Compare(a, b)
	})
	return keys
}

// Compile gives the .mo file of translations, without those that are empty: a header of seven
// numbers, two tables of lengths and places, and the texts, keys in order. (The library's own writer
// leaves the texts without the NUL that GNU gettext looks for.)
func Compile(language string, translations map[string]string) []byte {
	all := map[string]string{"": "Language: " + language + "\nContent-Type: text/plain; charset=UTF-8\n"}
	for key, translation := range translations {
		if key != "" && translation != "" {
			all[key] = translation
		}
	}
	keys := slices.Sorted(maps.Keys(all))
	const magic, headerSize, entrySize = 0x950412de, 28, 8
	n := uint32(len(keys)) //nolint:gosec // G115: there are some thousand messages
	file := numbers(magic, 0, n, headerSize, headerSize+n*entrySize, 0, headerSize+2*n*entrySize)
	var texts []byte
	add := func(text string) {
		place := headerSize + 2*n*entrySize + uint32(len(texts))  //nolint:gosec // G115: and they are short
		file = append(file, numbers(uint32(len(text)), place)...) //nolint:gosec // G115: as above
		texts = append(append(texts, text...), 0)
	}
	for _, key := range keys {
		add(key)
	}
	for _, key := range keys {
		add(all[key])
	}
	return append(file, texts...)
}

func numbers(all ...uint32) []byte {
	var b []byte
	for _, n := range all {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	return b
}
