package emulator

import (
	"bytes"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"linkwanctl/internal/catalogue"
)

// downloadPath is where the files are that download URLs name. It is no action: nothing counts or
// logs it, and no fault spoils it.
const downloadPath = "/downloads/"

// How long a download URL works, and how many work at a time.
const (
	downloadTime = 10 * time.Minute
	maxDownloads = 100
)

// downloads are the files that can be fetched, each under a random name. Whoever has the name needs
// no key.
type downloads struct {
	mu    sync.Mutex
	files map[string]download
}

type download struct {
	content []byte
	until   time.Time
}

func newDownloads() *downloads { return &downloads{files: map[string]download{}} }

// offer keeps a file and gives its path. What is too old goes, and all of them if they are too many.
func (d *downloads) offer(content []byte, random [16]byte, now time.Time) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	for name, file := range d.files {
		if !now.Before(file.until) {
			delete(d.files, name)
		}
	}
	if len(d.files) >= maxDownloads {
		clear(d.files)
	}
	name := hex.EncodeToString(random[:]) + ".csv"
	d.files[name] = download{content, now.Add(downloadTime)}
	return downloadPath + name
}

// serve writes the file that a request names, and reports whether there is one.
func (d *downloads) serve(w http.ResponseWriter, r *http.Request, now time.Time) bool {
	name, is := strings.CutPrefix(r.URL.Path, downloadPath)
	if !is || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	d.mu.Lock()
	file, has := d.files[name]
	d.mu.Unlock()
	if !has || !now.Before(file.until) {
		return false
	}
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(file.content)))
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	if r.Method == http.MethodGet {
		_, _ = w.Write(file.content) // a caller that has gone needs no answer
	}
	return true
}

// file is the file of an action that answers a download URL: what the list of the same name has, or
// an order's gateways or nodes.
func (g generated) file(params map[string]string) (content []byte, is bool) {
	noun, is := strings.CutSuffix(strings.TrimPrefix(g.Name, "Get"), "DownloadUrl")
	if !is {
		return nil, false
	}
	list, known := catalogue.Find("List" + noun)
	if !known {
		list = tupleList(noun)
	}
	return encodeCSV(*itemShape(list), g.items(list, params)), true
}

// tupleList is the list of an order's gateways or nodes, which no action gives.
func tupleList(noun string) catalogue.Action {
	names := []string{"DevEui", "JoinEui", "PinCode"}
	if strings.HasPrefix(noun, "Gateway") {
		names = []string{"GwEui", "PinCode"}
	}
	item := catalogue.Shape{Type: "object"}
	for _, name := range names {
		item.Fields = append(item.Fields, catalogue.Field{Name: name, Shape: catalogue.Shape{Type: "string"}})
	}
	data := catalogue.Shape{Type: "array", Item: &item}
	return catalogue.Action{Name: noun, Answer: catalogue.Shape{Type: "object", Fields: []catalogue.Field{{Name: "Data", Shape: data}}}}
}

func encodeCSV(shape catalogue.Shape, items []any) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	row := make([]string, len(shape.Fields))
	for i, field := range shape.Fields {
		row[i] = field.Name
	}
	_ = w.Write(row) // a buffer takes everything
	for _, item := range items {
		fields, _ := item.(map[string]any)
		for i, field := range shape.Fields {
			row[i] = ""
			if value, has := fields[field.Name]; has {
				row[i] = strings.Trim(fmt.Sprint(value), "[]") // of a list
			}
		}
		_ = w.Write(row)
	}
	w.Flush()
	return b.Bytes()
}
