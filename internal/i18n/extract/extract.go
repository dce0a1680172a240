// Package extract finds the messages of the program in its source and keeps the catalogues in step
// with them. Only tests and `make generate` use it: nothing of it, nor of the gettext library that
// it uses, is in the program.
package extract

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Messages are keys, each with the files that use it, sorted.
type Messages map[string][]string

// Add adds a key unless there is nothing to translate in it.
func (m Messages) Add(key, file string) {
	if hasWords(key) && !slices.Contains(m[key], file) {
		m[key] = append(m[key], file)
		slices.Sort(m[key])
	}
}

// hasWords reports whether a key has more than verbs, signs and the names of flags: words, or a sign
// between the parts of a sentence, for which Chinese has others.
func hasWords(key string) bool {
	for word := range strings.FieldsSeq(key) {
		if strings.HasPrefix(word, "--") || strings.HasPrefix(word, "%") && len(word) < 4 {
			continue
		}
		if strings.ContainsFunc(strings.TrimLeft(word, "%[]0123456789."), unicode.IsLetter) {
			return true
		}
	}
	return strings.Contains(key, "; ") || strings.Contains(key, ", ") || strings.Contains(key, ": ")
}

// labels are the keys of composite literals whose constant strings are labels: they are shown with
// Catalogue.Exact, or as arguments of a message by i18n.Word.
func labels() []string {
	return []string{"Label", "Columns", "Verb", "Subject", "subject", "argument"}
}

// Source finds the messages in all Go files below the folders: the formats of i18n.T, i18n.Errorf
// and of functions that pass theirs on to them, the strings of i18n.N, and labels. A format that is
// not constant is an error, since it cannot be translated.
func Source(top string, folders ...string) (Messages, error) {
	found := Messages{}
	for _, folder := range folders {
		packages := map[string]map[string]*ast.File{}
		set := token.NewFileSet()
		err := filepath.WalkDir(filepath.Join(top, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution|parser.ParseComments)
			name, _ := filepath.Rel(top, path)
			if dir := filepath.Dir(path); packages[dir] == nil {
				packages[dir] = map[string]*ast.File{filepath.ToSlash(name): file}
			} else {
				packages[dir][filepath.ToSlash(name)] = file
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, files := range packages {
			if err := ofPackage(found, set, files); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// ofPackage finds the messages of one package.
func ofPackage(found Messages, set *token.FileSet, files map[string]*ast.File) error {
	constants, wrappers := constantsOf(files), wrappersOf(files)
	for name, file := range files {
		for _, decl := range file.Decls {
			local := map[string][]string{}
			function, isFunction := decl.(*ast.FuncDecl)
			if isFunction {
				collect(local, decl)
			}
			var wrong error
			ast.Inspect(decl, func(node ast.Node) bool {
				switch node := node.(type) {
				case *ast.CallExpr:
					if !takesMessage(node, file, wrappers) || isFunction && wrappers[function.Name.Name] || len(node.Args) == 0 {
						return true
					}
					values := valuesOf(node.Args[0], local, constants)
					if len(values) == 0 {
						wrong = fmt.Errorf("%s: a message is not constant", set.Position(node.Pos()))
					}
					for _, value := range values {
						found.Add(value, name)
					}
				case *ast.GenDecl:
					ofMarked(found, name, node)
				case *ast.KeyValueExpr:
					if key, ok := node.Key.(*ast.Ident); ok && slices.Contains(labels(), key.Name) {
						ofLabels(found, name, node.Value)
					}
				}
				return true
			})
			if wrong != nil {
				return wrong
			}
		}
	}
	return nil
}

// ofMarked adds the constants of a declaration whose comment names i18n.N: no function can be called
// there.
func ofMarked(found Messages, file string, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		value, ok := spec.(*ast.ValueSpec)
		if !ok || decl.Tok != token.CONST || !strings.Contains(decl.Doc.Text()+value.Comment.Text(), "i18n.N") {
			continue
		}
		for _, x := range value.Values {
			for _, text := range valuesOf(x, nil, nil) {
				found.Add(text, file)
			}
		}
	}
}

// ofLabels adds the strings of a label or of a list of labels.
func ofLabels(found Messages, file string, value ast.Expr) {
	switch value := value.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(value.Value); err == nil {
			found.Add(text, file)
		}
	case *ast.CompositeLit:
		for _, element := range value.Elts {
			if literal, ok := element.(*ast.BasicLit); ok {
				ofLabels(found, file, literal)
			}
		}
	}
}

// takesMessage reports whether the first argument of a call is a message.
func takesMessage(call *ast.CallExpr, file *ast.File, wrappers map[string]bool) bool {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		if file.Name.Name == "i18n" {
			return f.Name == "T" || f.Name == "Errorf" || f.Name == "N"
		}
		return wrappers[f.Name]
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok && x.Name == "i18n" {
			return f.Sel.Name == "T" || f.Sel.Name == "Errorf" || f.Sel.Name == "N"
		}
		return wrappers[f.Sel.Name] && !isPackage(f.X, file)
	}
	return false
}

func isPackage(x ast.Expr, file *ast.File) bool {
	name, ok := x.(*ast.Ident)
	return ok && slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool {
		path, _ := strconv.Unquote(spec.Path.Value)
		return path == name.Name || strings.HasSuffix(path, "/"+name.Name)
	})
}

// wrappersOf are the package's functions that pass their format and arguments on.
func wrappersOf(files map[string]*ast.File) map[string]bool {
	wrappers := map[string]bool{}
	for _, file := range files {
		if file.Name.Name == "i18n" {
			continue
		}
		for _, decl := range file.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok || function.Body == nil {
				continue
			}
			parameters := function.Type.Params.List
			if len(parameters) == 0 || len(parameters[0].Names) != 1 || parameters[0].Names[0].Name != "format" {
				continue
			}
			if _, variadic := parameters[len(parameters)-1].Type.(*ast.Ellipsis); variadic {
				wrappers[function.Name.Name] = true
			}
		}
	}
	return wrappers
}

// constantsOf are the package's constants of string literals.
func constantsOf(files map[string]*ast.File) map[string][]string {
	constants := map[string][]string{}
	for _, file := range files {
		for _, decl := range file.Decls {
			if general, ok := decl.(*ast.GenDecl); ok && general.Tok == token.CONST {
				collect(constants, general)
			}
		}
	}
	return constants
}

// collect adds every constant that is declared within a node.
func collect(constants map[string][]string, node ast.Node) {
	ast.Inspect(node, func(node ast.Node) bool {
		general, ok := node.(*ast.GenDecl)
		if !ok || general.Tok != token.CONST {
			return true
		}
		for _, spec := range general.Specs {
			value := spec.(*ast.ValueSpec)
			for i, name := range value.Names {
				if i < len(value.Values) {
					constants[name.Name] = append(constants[name.Name], valuesOf(value.Values[i], nil, nil)...)
				}
			}
		}
		return false
	})
}

// valuesOf are the values of a constant expression: a literal, a sum of them, or a constant's name.
// None means that it is not constant.
func valuesOf(x ast.Expr, local, constants map[string][]string) []string {
	switch x := x.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(x.Value); err == nil && x.Kind == token.STRING {
			return []string{text}
		}
	case *ast.BinaryExpr:
		left, right := valuesOf(x.X, local, constants), valuesOf(x.Y, local, constants)
		if x.Op == token.ADD && len(left) == 1 && len(right) == 1 {
			return []string{left[0] + right[0]}
		}
	case *ast.Ident:
		if values := local[x.Name]; len(values) > 0 {
			return values
		}
		return constants[x.Name]
	}
	return nil
}
