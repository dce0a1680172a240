package output

import (
	"fmt"
	"maps"
	"slices"

	"github.com/jmespath-community/go-jmespath/pkg/functions"
	"github.com/jmespath-community/go-jmespath/pkg/parsing"

	"linkwanctl/internal/i18n"
)

// valuesOf is the function that replaces the wildcard over an object. No expression can call it: a
// name has no blank.
const valuesOf = "values of"

// functionTable gives JMESPath's functions, those over an object's keys in an order of their own:
// sorted. The library's follow Go's maps, which differ from run to run, and a script compares
// outputs.
func functionTable() []functions.FunctionEntry {
	table := functions.GetDefaultFunctions()
	for i := range table {
		switch table[i].Name {
		case "keys":
			table[i].Handler = eachKey(func(key string, _ any) any { return key })
		case "values":
			table[i].Handler = eachKey(func(_ string, value any) any { return value })
		case "items":
			table[i].Handler = eachKey(func(key string, value any) any { return []any{key, value} })
		}
	}
	return append(table, functions.FunctionEntry{
		Name:    valuesOf,
		Handler: eachKey(func(_ string, value any) any { return value }),
	})
}

// eachKey collects what element makes of each entry of an object, by key. Of anything but an object
// it makes null, which is what a wildcard gives there.
func eachKey(element func(key string, value any) any) functions.JpFunction {
	return func(arguments []any) (any, error) {
		object, ok := arguments[0].(map[string]any)
		if !ok {
			return nil, nil
		}
		collected := make([]any, 0, len(object))
		for _, key := range slices.Sorted(maps.Keys(object)) {
			collected = append(collected, element(key, object[key]))
		}
		return collected, nil
	}
}

// inOrder puts the function valuesOf in the place of every wildcard over an object, for the sake of
// its order.
func inOrder(node parsing.ASTNode) parsing.ASTNode {
	children := make([]parsing.ASTNode, len(node.Children))
	for i, child := range node.Children {
		children[i] = inOrder(child)
	}
	if node.NodeType == parsing.ASTValueProjection {
		node.NodeType = parsing.ASTProjection
		children[0] = parsing.ASTNode{
			NodeType: parsing.ASTFunctionExpression,
			Value:    valuesOf,
			Children: []parsing.ASTNode{children[0]},
		}
	}
	node.Children = children
	return node
}

// checkCalls refuses functions that JMESPath does not have and calls with too many or too few
// arguments.
func checkCalls(node parsing.ASTNode, known []functions.FunctionEntry) error {
	for _, child := range node.Children {
		if err := checkCalls(child, known); err != nil {
			return err
		}
	}
	if node.NodeType != parsing.ASTFunctionExpression {
		return nil
	}
	name := fmt.Sprint(node.Value)
	at := slices.IndexFunc(known, func(f functions.FunctionEntry) bool { return f.Name == name })
	if at < 0 {
		return i18n.Errorf("unknown function %s()", name)
	}
	least, most := 0, len(known[at].Arguments)
	for _, argument := range known[at].Arguments {
		if !argument.Optional {
			least++
		}
		if argument.Variadic {
			most = len(node.Children)
		}
	}
	if given := len(node.Children); given < least || given > most {
		return i18n.Errorf("%s() does not take %d arguments", name, given)
	}
	return nil
}
