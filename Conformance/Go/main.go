// Conformance prints what go/scanner and go/parser make of Go files, in the format of Conformance/Swift.
//
// It reads paths from standard input, one a line, and answers each with one line: "ok", the file's tokens and the facts
// of the tree, or "rejected", the tokens and the first error. With -nodes it prints every node, with -tokens every
// token. See Facts.swift and TokenHash.swift for what is compared.
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"reflect"
	"sort"
	"strings"
)

const mode = parser.ParseComments | parser.SkipObjectResolution

func main() {
	printsNodes := len(os.Args) > 1 && os.Args[1] == "-nodes"
	printsTokens := len(os.Args) > 1 && os.Args[1] == "-tokens"
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<16), 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	// Whoever asked waits for the answer before asking again, so each is written at once.
	for ; in.Scan(); out.Flush() {
		path := in.Text()
		source, err := os.ReadFile(path)
		if err != nil {
			fmt.Fprintf(out, "%s\tunreadable\t\t\n", path)
			continue
		}
		if printsTokens {
			scan(source, func(tok token.Token, offset int) { fmt.Fprintln(out, int(tok), offset) })
			continue
		}
		tokens := tokenHashes(source)
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", source, mode)
		switch {
		case printsNodes:
			if err == nil {
				f := newFacts(fset, file)
				f.keepsLines = true
				f.walk(file)
				for _, line := range f.lines {
					fmt.Fprintln(out, line)
				}
			}
		case err != nil:
			first, _, _ := strings.Cut(err.Error(), "\n")
			fmt.Fprintf(out, "%s\trejected\t%s\t%s\n", path, tokens, strings.ReplaceAll(first, "\t", " "))
		default:
			f := newFacts(fset, file)
			f.walk(file)
			fmt.Fprintf(out, "%s\tok\t%s\t%s\n", path, tokens, f.line())
		}
	}
}

// scan calls visit with every token, comments and automatic semicolons included; it answers how many errors there were.
func scan(source []byte, visit func(tok token.Token, offset int)) int {
	fset := token.NewFileSet()
	file := fset.AddFile("x.go", fset.Base(), len(source))
	var s scanner.Scanner
	s.Init(file, source, func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, tok, _ := s.Scan()
		if tok == token.EOF {
			return s.ErrorCount
		}
		visit(tok, int(pos)-file.Base())
	}
}

// tokenHashes answers how many tokens there are and their hash; "-" for a file that go/scanner finds wrong.
func tokenHashes(source []byte) string {
	count, hash := 0, uint64(0xcbf29ce484222325)
	errors := scan(source, func(tok token.Token, offset int) {
		count++
		hash = (hash ^ (uint64(tok) | uint64(offset)<<8)) * 0x100000001b3
	})
	if errors > 0 {
		return "-"
	}
	return fmt.Sprintf("%d:%x", count, hash)
}

type fact struct {
	count int
	sum   uint64
}

type facts struct {
	base       int
	counts     map[string]fact
	parents    []ast.Node
	keepsLines bool
	lines      []string
}

func newFacts(fset *token.FileSet, file *ast.File) *facts {
	return &facts{base: fset.File(file.FileStart).Base(), counts: map[string]fact{}}
}

func (f *facts) walk(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			f.parents = f.parents[:len(f.parents)-1]
			return true
		}
		switch n.(type) {
		case *ast.CommentGroup, *ast.Comment:
			return false
		}
		f.node(n)
		f.parents = append(f.parents, n)
		return true
	})
	for _, g := range file.Comments {
		f.add("group", f.offset(g.Pos()), uint64(len(g.List)), 0, 0, 0, 0)
	}
}

func (f *facts) offset(pos token.Pos) uint64 { return uint64(int(pos) - f.base) }

func kindName(n ast.Node) string { return reflect.TypeOf(n).Elem().Name() }

func (f *facts) node(n ast.Node) {
	var kind, start, end uint64
	if len(f.parents) > 0 {
		parent := f.parents[len(f.parents)-1]
		kind, start, end = fnv(kindName(parent)), f.offset(parent.Pos()), f.offset(parent.End())
	}
	f.add(kindName(n), f.offset(n.Pos()), f.offset(n.End()), kind, start, end, f.extra(n))

	var doc, comment *ast.CommentGroup
	switch n := n.(type) {
	case *ast.File:
		doc = n.Doc
	case *ast.Field:
		doc, comment = n.Doc, n.Comment
	case *ast.ImportSpec:
		doc, comment = n.Doc, n.Comment
	case *ast.ValueSpec:
		doc, comment = n.Doc, n.Comment
	case *ast.TypeSpec:
		doc, comment = n.Doc, n.Comment
	case *ast.GenDecl:
		doc = n.Doc
	case *ast.FuncDecl:
		doc = n.Doc
	}
	if doc != nil {
		f.group("doc", doc, n)
	}
	if comment != nil {
		f.group("comment", comment, n)
	}
}

// group adds a group of comments that ast.Inspect visits: itself, its comments, and where it belongs.
func (f *facts) group(role string, g *ast.CommentGroup, n ast.Node) {
	f.add(role, f.offset(n.Pos()), f.offset(n.End()), 0, f.offset(g.Pos()), uint64(len(g.List)), 0)
	f.add("CommentGroup", f.offset(g.Pos()), uint64(len(g.List)), 0, 0, 0, 0)
	for _, c := range g.List {
		f.add("Comment", f.offset(c.Pos()), 0, 0, 0, 0, 0)
	}
}

func (f *facts) add(name string, a, b, kind, c, d, extra uint64) {
	old := f.counts[name]
	f.counts[name] = fact{old.count + 1, old.sum + fingerprint(fnv(name), a, b, kind, c, d, extra)}
	if f.keepsLines {
		f.lines = append(f.lines, fmt.Sprintf("%s %d %d %d %d %d %d", name, a, b, kind, c, d, extra))
	}
}

func (f *facts) line() string {
	names := make([]string, 0, len(f.counts))
	for name := range f.counts {
		names = append(names, name)
	}
	sort.Strings(names)
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = fmt.Sprintf("%s=%d:%x", name, f.counts[name].count, f.counts[name].sum)
	}
	return strings.Join(parts, " ")
}

// bits has a bit for each child, 1 where it is present. A nil inside an interface counts as absent.
func bits(children ...any) uint64 {
	var set uint64
	for _, child := range children {
		set <<= 1
		if child != nil && !reflect.ValueOf(child).IsNil() {
			set |= 1
		}
	}
	return set
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func size[T any](list []T) uint64 { return uint64(len(list)) }

func tokenHash(tok token.Token) uint64 { return fnv(tok.String()) }

func (f *facts) extra(n ast.Node) uint64 {
	switch n := n.(type) {
	case *ast.BasicLit:
		return tokenHash(n.Kind)
	case *ast.UnaryExpr:
		return tokenHash(n.Op)
	case *ast.IncDecStmt:
		return tokenHash(n.Tok)
	case *ast.GenDecl:
		return tokenHash(n.Tok)
	case *ast.BinaryExpr:
		return tokenHash(n.Op) + f.offset(n.OpPos) + bits(n.X, n.Y)
	case *ast.BranchStmt:
		return tokenHash(n.Tok) + bits(n.Label)
	case *ast.AssignStmt:
		return tokenHash(n.Tok) + size(n.Lhs)<<32 + size(n.Rhs)
	case *ast.Ellipsis:
		return bits(n.Elt)
	case *ast.CompositeLit:
		return bits(n.Type)<<32 | size(n.Elts)
	case *ast.SelectorExpr:
		return bits(n.X, n.Sel)
	case *ast.IndexExpr:
		return 1<<1 | bits(n.X)
	case *ast.IndexListExpr:
		return size(n.Indices)<<1 | bits(n.X)
	case *ast.SliceExpr:
		return bits(n.X, n.Low, n.High, n.Max)
	case *ast.TypeAssertExpr:
		return bits(n.Type)
	case *ast.CallExpr:
		return size(n.Args)<<1 | bit(n.Ellipsis.IsValid())
	case *ast.ArrayType:
		return bits(n.Len, n.Elt)
	case *ast.FuncType:
		return bits(n.TypeParams, n.Params, n.Results)
	case *ast.ChanType:
		return bit(n.Dir&ast.SEND != 0) | bit(n.Dir&ast.RECV != 0)<<1
	case *ast.EmptyStmt:
		return bit(n.Implicit)
	case *ast.ReturnStmt:
		return size(n.Results)
	case *ast.BlockStmt:
		return size(n.List)
	case *ast.IfStmt:
		return bits(n.Init, n.Cond, n.Body, n.Else)
	case *ast.CaseClause:
		return size(n.List)<<32 | size(n.Body)
	case *ast.CommClause:
		return bits(n.Comm)<<32 | size(n.Body)
	case *ast.SwitchStmt:
		return bits(n.Init, n.Tag, n.Body)
	case *ast.TypeSwitchStmt:
		return bits(n.Init, n.Assign, n.Body)
	case *ast.ForStmt:
		return bits(n.Init, n.Cond, n.Post, n.Body)
	case *ast.RangeStmt:
		var tok uint64
		if n.Tok != token.ILLEGAL {
			tok = tokenHash(n.Tok)
		}
		return tok + bits(n.Key, n.Value, n.X, n.Body)
	case *ast.FuncDecl:
		return bits(n.Recv, n.Name, n.Type, n.Body)
	case *ast.ImportSpec:
		return bits(n.Name, n.Path)
	case *ast.ValueSpec:
		return bits(n.Type)<<60 | size(n.Names)<<32 | size(n.Values)
	case *ast.TypeSpec:
		return bits(n.Name, n.TypeParams, n.Type)<<1 | bit(n.Assign.IsValid())
	case *ast.Field:
		return bits(n.Type, n.Tag)<<32 | size(n.Names)
	case *ast.FieldList:
		return size(n.List)
	case *ast.File:
		return size(n.Decls)
	}
	return 0
}

func fnv(text string) uint64 {
	hash := uint64(0xcbf29ce484222325)
	for i := 0; i < len(text); i++ {
		hash = (hash ^ uint64(text[i])) * 0x100000001b3
	}
	return hash
}

func fingerprint(values ...uint64) uint64 {
	hash := uint64(0xcbf29ce484222325)
	for _, value := range values {
		hash = (hash ^ value) * 0x9e3779b97f4a7c15
		hash ^= hash >> 32
	}
	return hash
}
