package plan

import (
	"math"
	"sort"
	"strconv"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// Share is how many of the changes are done by the end of a wave.
type Share struct {
	Number    int // of changes, or the percentage of them
	IsPercent bool
}

// mostWaves bounds the waves of an apply.
const mostWaves = 100

// ParseShares reads the shares of waves: "1", "10%", "100%". Counts rise, and so do percentages.
func ParseShares(given []string) ([]Share, *text.Problem) {
	var shares []Share
	last := map[bool]int{}
	for _, word := range given {
		number, isPercent := strings.CutSuffix(strings.TrimSpace(word), "%")
		n, err := strconv.Atoi(number)
		s := Share{n, isPercent}
		switch {
		case err != nil || n < 1 || isPercent && n > 100:
			return nil, &text.Problem{Given: word, Rule: i18n.T("must be a number of changes or a percentage of them: 1,10%%,100%%")}
		case n <= last[isPercent]:
			return nil, &text.Problem{Given: word, Rule: i18n.T("must be more than the wave before: a wave includes the changes before it")}
		case len(shares) > 0 && shares[len(shares)-1] == Share{100, true}:
			return nil, &text.Problem{Given: word, Rule: i18n.T("comes after 100%%: nothing is left for it")}
		}
		last[isPercent] = n
		shares = append(shares, s)
	}
	if len(shares) > mostWaves {
		return nil, &text.Problem{Given: itoa(len(shares)), Rule: i18n.T("is too many waves: at most %d", mostWaves)}
	}
	return shares, nil
}

func itoa(n int) string { return strconv.Itoa(n) }

// of is the share of a number of changes, rounded up.
func (s Share) of(changes int) int {
	if s.IsPercent {
		return (changes*s.Number + 99) / 100
	}
	return min(s.Number, changes)
}

// Waves is how many waves the plan is done in, 0 if it is done in one go.
func (p *Plan) Waves() int { return p.waves }

// InWaves gives the plan with its selected changes in waves: in the order of the rows or, with
// byNodes, those of the fewest nodes first and those without a count last. What the shares leave is
// the last wave; a wave without changes is none. A row that takes a name is never in an earlier wave
// than the row that gives it up.
func (p *Plan) InWaves(shares []Share, byNodes bool) *Plan {
	in := p.copied()
	sequence := in.waveOrder(byNodes)
	done := 0
	for _, share := range append(shares, Share{100, true}) {
		upTo := share.of(len(sequence))
		if upTo <= done {
			continue
		}
		in.waves++
		for _, i := range sequence[done:upTo] {
			in.Rows[i].Wave = in.waves
		}
		done = upTo
	}
	return in
}

// InWavesAsBefore gives the plan with its selected changes in the waves of an apply that it goes on
// with: before gives the wave of a row, 0 for a row that was not in it, which is done last.
func (p *Plan) InWavesAsBefore(waves int, before func(*Row) int) *Plan {
	in := p.copied()
	in.waves = waves
	first := waits(in.Rows)
	for _, i := range in.waveOrder(false) {
		row := &in.Rows[i]
		row.Wave = before(row)
		if row.Wave < 1 || row.Wave > waves {
			row.Wave = waves
		}
		if giver, waits := first[i]; waits {
			row.Wave = max(row.Wave, in.Rows[giver].Wave)
		}
	}
	return in
}

// WaveSizes are the numbers of changes in each wave that are to be done.
func (p *Plan) WaveSizes() []int {
	sizes := make([]int, p.waves)
	for _, i := range p.ToDo() {
		if w := p.Rows[i].Wave; w > 0 {
			sizes[w-1]++
		}
	}
	return sizes
}

func (p *Plan) copied() *Plan {
	c := *p
	c.Rows = append([]Row{}, p.Rows...)
	for i := range c.Rows {
		c.Rows[i].Wave = 0
	}
	return &c
}

// waveOrder are the selected changes in the order of their waves, a row that gives a name up before
// the one that takes it.
func (p *Plan) waveOrder(byNodes bool) []int {
	wanted := p.ToDo()
	if byNodes {
		sort.SliceStable(wanted, func(i, j int) bool { return p.Rows[wanted[i]].nodes() < p.Rows[wanted[j]].nodes() })
	}
	left := map[int]bool{}
	for _, i := range wanted {
		left[i] = true
	}
	first := waits(p.Rows)
	var sequence []int
	for _, i := range wanted {
		var chain []int
		for at := i; left[at]; at = first[at] {
			delete(left, at)
			chain = append(chain, at)
			if !has(first, at) {
				break
			}
		}
		for k := len(chain) - 1; k >= 0; k-- {
			sequence = append(sequence, chain[k])
		}
	}
	return sequence
}

// nodes is how many nodes use the permission: none if it is to be created, and more than any other
// if they were not counted.
func (r *Row) nodes() int {
	n, err := strconv.Atoi(string(r.Nodes))
	switch {
	case r.Action == Create:
		return 0
	case err != nil:
		return math.MaxInt
	}
	return n
}
