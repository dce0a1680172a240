package output

import "github.com/mattn/go-runewidth"

// vertical shows one row from top to bottom: a line for each column, its label before the value.
func vertical(labels, cells []string, k ink) []byte {
	labels, cells = escaped(labels, nil), escaped(cells, nil)
	widest := 0
	for _, label := range labels {
		widest = max(widest, runewidth.StringWidth(label))
	}
	var b []byte
	for i, label := range labels {
		b = append(b, k.bold(label)...)
		if i < len(cells) && cells[i] != "" {
			b = append(b, pad("", widest-runewidth.StringWidth(label))+gap+cells[i]...)
		}
		b = append(b, '\n')
	}
	return b
}
