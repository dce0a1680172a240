package output

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jmespath-community/go-jmespath/pkg/functions"
	"github.com/jmespath-community/go-jmespath/pkg/interpreter"
	"github.com/jmespath-community/go-jmespath/pkg/parsing"

	"linkwanctl/internal/i18n"
)

// QueryError reports that an expression is not valid JMESPath, or that it cannot be applied to a
// document. Its text is a predicate that completes "--query … …".
type QueryError struct {
	Query  string    // the expression as it was given
	Reason i18n.Text // the predicate; it may quote the expression and is not escaped
}

func (e *QueryError) Error() string { return e.Reason.String() }

// Text is the predicate.
func (e *QueryError) Text() i18n.Text { return e.Reason }

// query is a compiled expression. The library's parser and interpreter are used in place of its
// Compile, which knows functions and their arguments only when they are called: too late for an
// update that has been sent by then.
type query struct {
	expression string
	tree       parsing.ASTNode
	calls      caller
}

// compile reads a JMESPath expression, or reports with a *QueryError where it stops being one.
func compile(expression string) (q *query, err error) {
	// The parser looks beyond the last token of some broken expressions.
	defer func() {
		if recover() != nil {
			q, err = nil, &QueryError{expression, i18n.T("is not valid JMESPath")}
		}
	}()
	tree, err := parsing.NewParser().Parse(expression)
	if err != nil {
		return nil, &QueryError{expression, i18n.T("is not valid JMESPath: %s", syntax(expression, err))}
	}
	known := functionTable()
	if err := checkCalls(tree, known); err != nil {
		return nil, &QueryError{expression, i18n.T("is not valid JMESPath: %s", err)}
	}
	calls := caller{interpreter.NewFunctionCaller(known...)}
	return &query{expression: expression, tree: inOrder(tree), calls: calls}, nil
}

// run applies the query to a JSON document. It gives the answer twice: as a value made of nil,
// bool, float64, json.Number, string, []any and map[string]any, and as compact JSON.
func (q *query) run(document []byte) (answer any, encoded []byte, err error) {
	// Some of the library's functions panic on arguments that they do not expect, such as
	// contains() on a list of objects.
	defer func() {
		if recover() != nil {
			answer, encoded, err = nil, nil, &QueryError{q.expression, i18n.T("cannot be applied to this result")}
		}
	}()
	data, err := readNumbers(document)
	if err != nil {
		return nil, nil, i18n.Errorf("read document for query: %w", err)
	}
	answer, err = interpreter.NewInterpreter(data, q.calls, nil).Execute(q.tree, data)
	if err != nil {
		return nil, nil, &QueryError{q.expression, i18n.T("cannot be applied to this result: %s", err)}
	}
	encoded, err = compact(answer)
	if err != nil { // a division by zero, or an expression that is not called: &Name
		return nil, nil, &QueryError{q.expression, i18n.T("gives a value that JSON cannot represent")}
	}
	return answer, encoded, nil
}

// syntax says where the expression goes wrong. The library's own words name its tokens ("Expected
// TOKRbracket"), so that its offset is the better half.
func syntax(expression string, err error) i18n.Text {
	var mistake parsing.SyntaxError
	if !errors.As(err, &mistake) {
		if errors.Is(err, strconv.ErrRange) {
			return i18n.T("an index is too large")
		}
		return i18n.T("a literal or quoted name is not valid JSON: %s", err)
	}
	at := min(mistake.Offset, len(expression))
	for at > 0 && at < len(expression) && !utf8.RuneStart(expression[at]) {
		at--
	}
	if rest := expression[at:]; rest != "" {
		return i18n.T("error at character %d, before %s", utf8.RuneCountInString(expression[:at])+1, rest)
	}
	return i18n.T("unexpected end")
}

// caller calls functions for the interpreter. The library's complaint about an argument prints the
// argument, be it the whole document; this one its kind.
type caller struct{ interpreter.FunctionCaller }

func (c caller) CallFunction(name string, arguments []any) (any, error) {
	result, err := c.FunctionCaller.CallFunction(name, arguments)
	if err == nil || !strings.HasPrefix(err.Error(), "invalid type for") {
		return result, err
	}
	kinds := make([]i18n.Text, len(arguments))
	for i, argument := range arguments {
		kinds[i] = i18n.Word(kind(argument))
	}
	return nil, i18n.Errorf("%s() does not take %s", name, i18n.Join(", ", kinds...))
}

func kind(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return i18n.N("a boolean")
	case string:
		return i18n.N("a string")
	case []any:
		return i18n.N("an array")
	case map[string]any:
		return i18n.N("an object")
	case functions.ExpRef:
		return i18n.N("an expression")
	}
	return i18n.N("a number")
}
