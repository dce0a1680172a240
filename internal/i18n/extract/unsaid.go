package extract

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
)

// Unsaid finds what a person would be told in English whatever the language: errors made by
// errors.New and fmt.Errorf in place of i18n.Errorf, and sentences that i18n.Raw passes off as data.
// A line that says "never shown" is let alone, and so is a command.
func Unsaid(top string, folders ...string) ([]string, error) {
	var found []string
	set := token.NewFileSet()
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(top, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution|parser.ParseComments)
			if err != nil {
				return err
			}
			excused := excuses(set, file)
			ast.Inspect(file, func(node ast.Node) bool {
				call, ok := node.(*ast.CallExpr)
				if !ok || !isUnsaid(call) {
					return true
				}
				if line := set.Position(call.Pos()).Line; !excused[line] {
					name, _ := filepath.Rel(top, path)
					found = append(found, filepath.ToSlash(name)+":"+strconv.Itoa(line))
				}
				return true
			})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// excuses are the lines whose comment says that nobody is shown them.
func excuses(set *token.FileSet, file *ast.File) map[int]bool {
	lines := map[int]bool{}
	for _, group := range file.Comments {
		if strings.Contains(group.Text(), "never shown") {
			lines[set.Position(group.Pos()).Line] = true
		}
	}
	return lines
}

func isUnsaid(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return false
	}
	x, ok := f.X.(*ast.Ident)
	if !ok {
		return false
	}
	switch x.Name + "." + f.Sel.Name {
	case "errors.New", "fmt.Errorf":
		return true
	case "i18n.Raw":
		if literal, ok := call.Args[0].(*ast.BasicLit); ok {
			text, _ := strconv.Unquote(literal.Value)
			return !strings.HasPrefix(text, "linkwanctl ") && hasWords(text)
		}
	}
	return false
}
