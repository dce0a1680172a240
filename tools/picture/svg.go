package main

import (
	"fmt"
	"html"
	"image/color"
	"slices"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// The grid, in pixels. A letter of most monospace fonts is 0.6 times as wide as the font is high.
const (
	fontSize   = 14
	cellWidth  = 8.4
	lineHeight = 19
	margin     = 14.0 // around a screen
	between    = 10.0 // two screens
)

// theme is how a terminal's default and 16 basic colours look.
type theme struct {
	name, ground, edge, ink string
	basic                   [16]string
}

// As GitHub's pages have them, so that the picture fits the page that it is on.
var themes = []theme{
	{"light", "#f6f8fa", "#d1d9e0", "#1f2328", [16]string{
		"#24292f", "#cf222e", "#116329", "#4d2d00", "#0969da", "#8250df", "#1b7c83", "#6e7781",
		"#57606a", "#a40e26", "#1a7f37", "#633c01", "#218bff", "#a475f9", "#3192aa", "#8c959f",
	}},
	{"dark", "#0d1117", "#3d444d", "#e6edf3", [16]string{
		"#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4",
		"#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff",
	}},
}

// svg draws screens below each other. It names fonts that systems have, and no host.
func (t theme) svg(l language, screens []screen) string {
	var body strings.Builder
	width, top := columns*cellWidth+2*margin, 0.5
	for _, s := range screens {
		height := float64(len(s))*lineHeight + 2*margin
		fmt.Fprintf(&body, "<rect x=\"0.5\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"6\" fill=\"%s\" stroke=\"%s\"/>\n", top, width, height, t.ground, t.edge)
		for y, row := range s {
			t.row(&body, usually(row), top+margin+float64(y)*lineHeight)
		}
		top += height + between
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.1f %.1f" width="%.0f" role="img" xml:lang="%s">
<title>%s</title>
<style>text { font: %dpx ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "PingFang SC", "Microsoft YaHei", monospace; fill: %s; white-space: pre } .b { font-weight: 600 } .f { opacity: .6 }</style>
%s</svg>
`, width+1, top-between+0.5, width+1, l.code, html.EscapeString(l.title), fontSize, t.ink, body.String())
}

// row draws the cells of a row: neighbours of ASCII without blanks that look alike as one text, every
// other cell by itself, so that a font whose letters have another width moves none but its own.
func (t theme) row(w *strings.Builder, cells []uv.Cell, top float64) {
	for x := 0; x < len(cells); {
		end := x + 1
		for narrow(cells[x]) && end < len(cells) && narrow(cells[end]) && cells[end].Style.Equal(&cells[x].Style) {
			end++
		}
		text := textOf(cells[x:end])
		left := margin + float64(x)*cellWidth
		switch {
		case text == "━":
			for end < len(cells) && cells[end].Content == "━" && cells[end].Style.Equal(&cells[x].Style) {
				end++
			}
			// Drawn, since few fonts make one line of its cells.
			fmt.Fprintf(w, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"2.5\"%s/>\n", left, top+lineHeight/2, float64(end-x)*cellWidth, t.look(cells[x].Style, true))
		case strings.TrimSpace(text) != "":
			fmt.Fprintf(w, "<text x=\"%.1f\" y=\"%.1f\"%s>%s</text>\n", left, top+fontSize, t.look(cells[x].Style, false), html.EscapeString(text))
		}
		x = end
	}
}

func narrow(cell uv.Cell) bool {
	return len(cell.Content) == 1 && cell.Content > " " && cell.Content < "\x7f"
}

// look is a style as attributes. A drawn cell has no colour from the sheet.
func (t theme) look(style uv.Style, drawn bool) string {
	var classes []string
	if style.Attrs&uv.AttrBold != 0 {
		classes = append(classes, "b")
	}
	if style.Attrs&uv.AttrFaint != 0 {
		classes = append(classes, "f")
	}
	look := ""
	if len(classes) > 0 {
		look = fmt.Sprintf(" class=%q", strings.Join(classes, " "))
	}
	switch ink := t.colour(style.Fg); {
	case drawn && ink == "":
		look += fmt.Sprintf(" fill=%q", t.ink)
	case drawn:
		look += fmt.Sprintf(" fill=%q", ink)
	case ink != "": // an attribute would lose against the sheet
		look += fmt.Sprintf(" style=\"fill:%s\"", ink)
	}
	return look
}

// colour is "" for the default.
func (t theme) colour(c color.Color) string {
	switch c := c.(type) {
	case nil:
		return ""
	case ansi.BasicColor:
		return t.basic[c%16]
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// usually gives a row with what is usual in place of what each run has anew, which is ASCII and as
// long.
func usually(row []uv.Cell) []uv.Cell {
	text := textOf(row)
	row = slices.Clone(row)
	for _, u := range usual {
		at := u.form.FindStringSubmatchIndex(text)
		if at == nil {
			continue
		}
		for x, from := 0, 0; x < len(row); x++ {
			if from >= at[2] && from < at[3] {
				row[x].Content = u.text[from-at[2] : from-at[2]+1]
			}
			from += len(row[x].Content)
		}
	}
	return row
}
