package output

import "strings"

// Sparkline draws values as a row of bars, one character each, the most recent `most` of them. 0 is
// the lowest bar and top the highest one; a value below 0 is unknown. With ascii it needs no more
// than that of a terminal.
func Sparkline(values []float64, top float64, most int, ascii bool) string {
	bars := []rune("▁▂▃▄▅▆▇█")
	unknown := '·'
	if ascii {
		bars, unknown = []rune("_.:-=+*#"), '?'
	}
	var line strings.Builder
	for _, value := range values[max(0, len(values)-most):] {
		bar := unknown
		if value >= 0 {
			bar = bars[0]
		}
		if value > 0 && top > 0 {
			bar = bars[min(len(bars)-1, max(1, int(value/top*float64(len(bars)))))]
		}
		line.WriteRune(bar)
	}
	return line.String()
}
