package emulator

import (
	"encoding/hex"
	"math"
	"strconv"
	"strings"

	"linkwanctl/internal/catalogue"
)

// generated is an action of the catalogue that has no handler in actions. Its parameters are
// checked, and the answer is made-up data of the documented shape, the same for the same request. It
// changes nothing.
type generated struct{ catalogue.Action }

// actionNamed gives the action of a name: that of actions, else that of the catalogue, which is read
// only then.
func actionNamed(name string) (action, bool) {
	if own, has := actions()[name]; has {
		return own, true
	}
	known, found := catalogue.Find(name)
	if !found || known.Name != name { // the gateway knows no other spelling
		return action{}, false
	}
	g := generated{known}
	return action{g.parameters(), g.answer, ""}, true
}

func (g generated) parameters() []parameter {
	var list []parameter
	for _, p := range g.Parameters {
		if p.Repeated { // has other names in a request, see checkRepeated
			list = append(list, parameter{p.Name, false, nil})
			continue
		}
		list = append(list, parameter{p.Name, p.Required, ruleFor(p)})
	}
	return list
}

// ruleFor gives the rule of a parameter by its type, and by its name where that says more.
func ruleFor(p catalogue.Parameter) func(string) bool {
	switch p.Name {
	case "Limit":
		return between(0, maxLimit)
	case "PageSize":
		return between(1, maxLimit)
	case "Offset", "OffSet":
		return between(0, math.MaxInt32)
	case "PageNumber":
		return between(1, math.MaxInt32)
	}
	switch {
	case p.Type == "integer":
		return isInteger
	case p.Type == "number":
		return isNumber
	case p.Type == "boolean":
		return isBool
	case strings.HasSuffix(p.Name, "Eui") && !strings.HasPrefix(p.Name, "Fuzzy"):
		return isEUI
	}
	return nil
}

func isNumber(value string) bool {
	n, err := strconv.ParseFloat(value, 64)
	return err == nil && !math.IsNaN(n) && !math.IsInf(n, 0)
}

func isEUI(value string) bool {
	raw, err := hex.DecodeString(value)
	return err == nil && len(raw) == 8
}

// checkRepeated checks the parameters that are sent as Name.1, Name.2 and so on.
func (g generated) checkRepeated(params map[string]string) error {
	for _, p := range g.Parameters {
		if !p.Repeated {
			continue
		}
		values, rule := repeated(params, p.Name), ruleFor(p)
		if len(values) == 0 && p.Required {
			return missing(p.Name)
		}
		for _, value := range values {
			if rule != nil && !rule(value) {
				return invalid(p.Name)
			}
		}
	}
	return nil
}

// repeated gives the values of Name.1, Name.2 and so on, up to the first that is not there.
func repeated(params map[string]string, name string) []string {
	var values []string
	for {
		value := params[name+"."+strconv.Itoa(len(values)+1)]
		if value == "" {
			return values
		}
		values = append(values, value)
	}
}

// taken gives the parameters that the action has. The gateway ignores others.
func (g generated) taken(params map[string]string) map[string]string {
	taken := map[string]string{}
	for _, p := range g.Parameters {
		taken[p.Name] = params[p.Name]
		if p.Repeated {
			for i, value := range repeated(params, p.Name) {
				taken[p.Name+"."+strconv.Itoa(i+1)] = value
			}
		}
	}
	return taken
}

// answer makes up the Data of the action, nil if its answer has none.
func (g generated) answer(s *Server, c *call) (any, error) {
	params := g.taken(c.params)
	if err := g.checkRepeated(params); err != nil {
		return nil, err
	}
	data := g.Answer.Field("Data")
	if data == nil {
		return nil, nil
	}
	if file, is := g.file(params); is {
		return c.base + s.downloads.offer(file, s.random.bytes(), s.now()), nil
	}
	if noun, is := strings.CutPrefix(g.Name, "Count"); is {
		if list, known := catalogue.Find("List" + noun); known {
			return len(g.items(list, params)), nil
		}
	}
	if itemShape(g.Action) == nil {
		return newMaker(g.Name, params).get(*data), nil
	}
	items := g.items(g.Action, params)
	if data.Type == "array" {
		return items, nil
	}
	return page{cut(items, limits(params)), len(items)}, nil
}
