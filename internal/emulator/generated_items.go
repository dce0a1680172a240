package emulator

import (
	"fmt"
	"strconv"
	"strings"

	"linkwanctl/internal/catalogue"
)

// generatedItems is how many items a generated list has, without filters.
const generatedItems = 10

// itemShape is the shape of a list's items, nil for an action that gives no list.
func itemShape(a catalogue.Action) *catalogue.Shape {
	data := a.Answer.Field("Data")
	if data == nil {
		return nil
	}
	if list := data.Field("List"); list != nil {
		data = list
	}
	return data.Item
}

// items are those of a list that the parameters of this action leave: the list itself, a count or a
// download gives the same ones.
func (g generated) items(list catalogue.Action, params map[string]string) []any {
	items := []any{}
	m, shape := newMaker(list.Name, params), *itemShape(list)
	for i := range m.span.items() {
		m.index = i
		if item := m.value(list.Name, shape); g.keeps(item, params) {
			items = append(items, item)
		}
	}
	return items
}

// keeps reports whether an item passes every filter among the parameters. A parameter is a filter if
// the item has the field that it is named after.
func (g generated) keeps(item any, params map[string]string) bool {
	fields, is := item.(map[string]any)
	if !is {
		return true
	}
	for _, p := range g.Parameters {
		part, isFuzzy := strings.CutPrefix(p.Name, "Fuzzy")
		value, has := fieldFor(fields, part)
		switch {
		case !has:
		case p.Repeated:
			if wanted := repeated(params, p.Name); len(wanted) > 0 && !oneOf(wanted...)(value) {
				return false
			}
		case params[p.Name] == "":
		case isFuzzy && !contains(value, params[p.Name]), !isFuzzy && !strings.EqualFold(value, params[p.Name]):
			return false
		}
	}
	return true
}

// fieldFor gives the field that a filter is about: FuzzyCity is about City, IsEnabled about Enabled,
// States and State about OrderState.
func fieldFor(fields map[string]any, filter string) (value string, has bool) {
	for _, name := range []string{filter, strings.TrimPrefix(filter, "Is"), "Order" + strings.TrimSuffix(filter, "s")} {
		if field, has := fields[name]; has {
			return fmt.Sprint(field), true
		}
	}
	return "", false
}

// limits gives the Limit and Offset of a request, which may have a PageNumber and a PageSize
// instead. Without either the page is as long as one may be.
func limits(params map[string]string) map[string]string {
	limit, offset := maxLimit, 0
	for _, name := range []string{"Limit", "PageSize"} {
		if n, err := strconv.Atoi(params[name]); err == nil {
			limit = n
		}
	}
	for _, name := range []string{"Offset", "OffSet"} {
		if n, err := strconv.Atoi(params[name]); err == nil {
			offset = n
		}
	}
	if n, err := strconv.ParseInt(params["PageNumber"], 10, 32); err == nil {
		offset = int(min((n-1)*int64(limit), 1<<31-1))
	}
	return map[string]string{"Limit": strconv.Itoa(limit), "Offset": strconv.Itoa(offset), "Ascending": params["Ascending"]}
}

// span is the time that generated items are spread over, in milliseconds, with both ends.
type span struct{ begin, end int64 }

const dayMillis = 86_400_000

// spanOf is the span that a request names; the day on which the samples were created if it names
// none.
func spanOf(params map[string]string) span {
	begin, hasBegin := millis(params["BeginMillis"])
	end, hasEnd := millis(params["EndMillis"])
	switch {
	case !hasBegin && !hasEnd:
		return span{sampleMillis, sampleMillis + dayMillis - 1}
	case !hasBegin:
		begin = max(0, end-dayMillis)
	case !hasEnd:
		end = begin + dayMillis
	}
	return span{begin, end}
}

// millis reads a time, and moves what is out of all reason to where sums are safe.
func millis(value string) (n int64, given bool) {
	n, err := strconv.ParseInt(value, 10, 64)
	return min(max(n, 0), 1<<52), err == nil
}

// items is how many items with different times the span has space for, at most generatedItems.
func (w span) items() int { return int(min(max(w.end-w.begin+1, 0), generatedItems)) }

// at is the time of an item; none is outside the span, and no two are the same.
func (w span) at(index int) int64 {
	n := int64(max(w.items(), 1))
	return w.begin + int64(index)*(w.end-w.begin+1)/n
}
