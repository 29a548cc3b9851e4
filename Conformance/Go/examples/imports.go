package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// importsOf answers the import declarations a fragment needs for the packages it names without declaring or importing
// them, on one line. A name that may mean two packages alike is a problem: the check must not choose by chance. What
// isGranted says is declared for the fragment is no package.
func (l *libraries) importsOf(file *ast.File, isGranted func(string) bool) (text string, problems []string) {
	declared := declaredNames(file)
	members := map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if selector, isSelector := n.(*ast.SelectorExpr); isSelector {
			if name, isName := selector.X.(*ast.Ident); isName && !declared[name.Name] && !isGranted(name.Name) {
				members[name.Name] = append(members[name.Name], selector.Sel.Name)
			}
		}
		return true
	})
	var specs []string
	for _, name := range sortedKeys(members) {
		found, others := l.packageWith(name, members[name])
		if len(others) > 0 {
			problems = append(problems, fmt.Sprintf("%s may be %s or %s", name, found, strings.Join(others, " or ")))
		}
		if found != "" {
			specs = append(specs, fmt.Sprintf("%s %q", name, found))
		}
	}
	if len(specs) == 0 {
		return "", problems
	}
	return "import (" + strings.Join(specs, "; ") + ")", problems
}

// packageWith answers the package of a name that has the most of what is used of it: the name alone means several. Where
// none has any of it the first is taken, so that a misspelt member is found. Of two packages of the standard library the
// one listed first is meant: encoding/json before its second version.
func (l *libraries) packageWith(name string, used []string) (best string, others []string) {
	if !slices.ContainsFunc(used, ast.IsExported) {
		return "", nil
	}
	slices.Sort(used)
	used = slices.Compact(used)
	most := 0
	if usual[name] != "" {
		best, most = usual[name], l.count(usual[name], used)
	}
	for i, candidate := range l.paths[name] {
		if i == 0 && best == "" {
			best = candidate
		}
		count := l.count(candidate, used)
		switch {
		case count > most:
			best, most, others = candidate, count, nil
		case count == most && count > 0 && candidate != best && l.granted[candidate] != nil:
			others = append(others, candidate)
		}
	}
	return best, others
}

// usual are the packages meant by a name where two of the standard library would do and the first listed is not meant.
var usual = map[string]string{"rand": "math/rand", "template": "text/template"}

// count answers how many of the members a package has.
func (l *libraries) count(importPath string, members []string) int {
	loaded, err := l.Import(importPath)
	if err != nil {
		return 0
	}
	count := 0
	for _, member := range members {
		if object := loaded.Scope().Lookup(member); object != nil && object.Exported() {
			count++
		}
	}
	return count
}

// declaredNames answers every name that the file declares or imports anywhere: none of them means another package.
func declaredNames(file *ast.File) map[string]bool {
	names := map[string]bool{}
	add := func(list []*ast.Ident) {
		for _, name := range list {
			names[name.Name] = true
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			names[importName(n)] = true
		case *ast.Field:
			add(n.Names)
		case *ast.ValueSpec:
			add(n.Names)
		case *ast.TypeSpec:
			names[n.Name.Name] = true
		case *ast.FuncDecl:
			if n.Recv == nil {
				names[n.Name.Name] = true
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, left := range n.Lhs {
					if name, isName := left.(*ast.Ident); isName {
						names[name.Name] = true
					}
				}
			}
		case *ast.RangeStmt:
			for _, left := range []ast.Expr{n.Key, n.Value} {
				if name, isName := left.(*ast.Ident); isName && n.Tok == token.DEFINE {
					names[name.Name] = true
				}
			}
		}
		return true
	})
	return names
}

// importName is the name a file knows an import by: its own, or what the path ends with, without a version.
func importName(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	parts := strings.Split(strings.Trim(spec.Path.Value, `"`), "/")
	last := parts[len(parts)-1]
	if len(parts) > 1 && strings.HasPrefix(last, "v") && strings.Trim(last[1:], "0123456789") == "" {
		last = parts[len(parts)-2]
	}
	name, _, _ := strings.Cut(last, ".v")
	return strings.TrimSuffix(strings.TrimPrefix(name, "go-"), "-go")
}
