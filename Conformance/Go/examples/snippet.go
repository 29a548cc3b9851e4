package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// functionAround puts loose statements into a function with what the tests of the cards give them: a context, a path and
// an error. The function answers as many values as the statements return, the last an error. Statements in a block of
// their own may declare these names anew. What parses as declarations stays as it is.
//
// Some cards end that function themselves and begin another, whose last brace is then missing.
func functionAround(text string) string {
	if file, isWhole := parsed(text); isWhole && len(file.Decls) > 0 {
		return text
	}
	body, rest, isClosed := strings.Cut(text, "\n}\nfunc ")
	if isClosed {
		rest = "\nfunc " + rest + "\n}\n"
	}
	results, end := "", ""
	if file, isWhole := parsed("func f() {\n" + body + "\n}"); isWhole {
		switch returnedCount(file) {
		case 1:
			results, end = "error", "return nil"
		case 2:
			results, end = "(any, error)", "return nil, nil"
		}
	}
	head := "func example(ctx context.Context, path string, err error) " + results
	return head + " { {\n" + body + "\n}\n" + end + "\n}\n" + rest
}

func parsed(text string) (file *ast.File, isWhole bool) {
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+text, parser.SkipObjectResolution)
	return file, err == nil
}

// returnedCount answers how many values the returns outside of function literals give at most.
func returnedCount(file *ast.File) int {
	count := 0
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			count = max(count, len(n.Results))
		}
		return true
	})
	return count
}
