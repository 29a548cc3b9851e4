package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// declarations are what examples take for granted in their own package. An example is given those of its own file
// (Granted/items/ID.go for an item, Granted/probes/ID.go for all examples of a card) and then those of shared.go, by the
// names it does not declare, with all these need in turn.
type declarations struct {
	folder string
	shared *declarationFile
	own    map[string]*declarationFile
}

type declarationFile struct {
	name    string
	imports map[string]string
	// byName holds each declaration under the names it declares.
	byName map[string]*declaration
}

type declaration struct {
	text    string
	names   []string
	methods []*declaration
	// uses are the identifiers in it, which may be declarations beside it or imports.
	uses   []string
	file   *declarationFile
	isUsed bool
}

func newDeclarations(folder string) (*declarations, error) {
	d := &declarations{folder: folder, own: map[string]*declarationFile{}}
	var err error
	if d.shared, err = readDeclarations(filepath.Join(folder, "shared.go")); err != nil {
		return nil, err
	}
	for _, kind := range []string{"items", "probes"} {
		root := filepath.Join(folder, kind)
		err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") {
				return err
			}
			relative, err := filepath.Rel(root, name)
			if err != nil {
				return err
			}
			id := strings.TrimSuffix(filepath.ToSlash(relative), ".go")
			d.own[id], err = readDeclarations(name)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return d, nil
}

func readDeclarations(name string) (*declarationFile, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	file := &declarationFile{name: name, imports: map[string]string{}, byName: map[string]*declaration{}}
	for _, spec := range parsed.Imports {
		if spec.Name == nil && importName(spec) == "" {
			return nil, fmt.Errorf("%s: the import %s has no name", name, spec.Path.Value)
		}
		file.imports[importName(spec)] = strings.Trim(spec.Path.Value, `"`)
	}
	var methods []*ast.FuncDecl
	for _, node := range parsed.Decls {
		switch node := node.(type) {
		case *ast.FuncDecl:
			if node.Recv != nil {
				methods = append(methods, node)
				continue
			}
			file.add(fset, text, node, node.Name.Name)
		case *ast.GenDecl:
			if node.Tok == token.IMPORT {
				continue
			}
			var names []string
			for _, spec := range node.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					names = append(names, spec.Name.Name)
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						names = append(names, name.Name)
					}
				}
			}
			file.add(fset, text, node, names...)
		}
	}
	for _, method := range methods {
		receiver := receiverName(method)
		owner := file.byName[receiver]
		if owner == nil {
			return nil, fmt.Errorf("%s: the method %s has no type here", name, method.Name.Name)
		}
		owner.methods = append(owner.methods, file.declaration(fset, text, method))
	}
	return file, nil
}

func (f *declarationFile) add(fset *token.FileSet, text []byte, node ast.Decl, names ...string) {
	made := f.declaration(fset, text, node)
	made.names = names
	for _, name := range names {
		f.byName[name] = made
	}
}

func (f *declarationFile) declaration(fset *token.FileSet, text []byte, node ast.Decl) *declaration {
	made := &declaration{file: f, text: string(text[fset.Position(node.Pos()).Offset:fset.Position(node.End()).Offset])}
	ast.Inspect(node, func(n ast.Node) bool {
		if name, isName := n.(*ast.Ident); isName {
			made.uses = append(made.uses, name.Name)
		}
		return true
	})
	return made
}

func receiverName(method *ast.FuncDecl) string {
	kind := method.Recv.List[0].Type
	if pointer, isPointer := kind.(*ast.StarExpr); isPointer {
		kind = pointer.X
	}
	switch generic := kind.(type) {
	case *ast.IndexExpr:
		kind = generic.X
	case *ast.IndexListExpr:
		kind = generic.X
	}
	if name, isName := kind.(*ast.Ident); isName {
		return name.Name
	}
	return ""
}

// find answers what an example called id is given for a name.
func (d *declarations) find(id, name string) *declaration {
	card, _, _ := strings.Cut(id, " ")
	if own := d.own[card]; own != nil && own.byName[name] != nil {
		return own.byName[name]
	}
	return d.shared.byName[name]
}

// isOwn says whether an example's own file declares a name, which then means no package.
func (d *declarations) isOwn(id, name string) bool {
	found := d.find(id, name)
	return found != nil && found.file != d.shared
}

// granted gathers the declarations one package of an example is given.
type granted struct {
	all      *declarations
	id       string
	declared map[string]bool
	chosen   []*declaration
	isChosen map[*declaration]bool
}

// take adds what a name means and all that needs, and says whether there is such a thing.
func (g *granted) take(name string) bool {
	found := g.all.find(g.id, name)
	if found == nil {
		return false
	}
	if g.isChosen[found] {
		return true
	}
	g.isChosen[found] = true
	found.isUsed = true
	g.chosen = append(g.chosen, found)
	for _, part := range append([]*declaration{found}, found.methods...) {
		for _, used := range part.uses {
			if !g.declared[used] {
				g.take(used)
			}
		}
	}
	return true
}

// names answers what was chosen.
func (g *granted) names() []string {
	var names []string
	for _, one := range g.chosen {
		names = append(names, one.names...)
	}
	return names
}

// file writes the chosen declarations as a file of the package.
func (g *granted) file(packageName string) string {
	imports := map[string]string{}
	var body strings.Builder
	for _, one := range g.chosen {
		for _, part := range append([]*declaration{one}, one.methods...) {
			for _, used := range part.uses {
				if path, isImport := part.file.imports[used]; isImport {
					imports[used] = path
				}
			}
			body.WriteString("\n" + part.text + "\n")
		}
	}
	var head strings.Builder
	head.WriteString("package " + packageName + "\n")
	for _, name := range sortedKeys(imports) {
		fmt.Fprintf(&head, "\nimport %s %q", name, imports[name])
	}
	return head.String() + "\n" + body.String()
}

// unneeded answers the declarations no example was given.
func (d *declarations) unneeded() []string {
	var lines []string
	tell := func(file *declarationFile) {
		for _, name := range sortedKeys(file.byName) {
			if !file.byName[name].isUsed {
				relative, err := filepath.Rel(d.folder, file.name)
				if err != nil {
					relative = file.name
				}
				lines = append(lines, fmt.Sprintf("Granted/%s declares %s, which no example takes", relative, name))
			}
		}
	}
	tell(d.shared)
	for _, id := range sortedKeys(d.own) {
		tell(d.own[id])
	}
	return lines
}

// exceptions are the problems that are borne, with the reason of each: `ID: part of the problem: reason`, one a line.
type exceptions struct{ rows []exception }

type exception struct{ id, part, reason string }

func readExceptions(name string) (*exceptions, error) {
	text, err := readIfThere(name)
	if err != nil {
		return nil, err
	}
	list := &exceptions{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(line, " | ", 3)
		if len(parts) != 3 {
			return nil, fmt.Errorf("%s: %q is no id, problem and reason between bars", name, line)
		}
		list.rows = append(list.rows, exception{id: parts[0], part: parts[1], reason: parts[2]})
	}
	return list, nil
}

// apply takes what is borne off the examples' problems; a row that nothing needs is an error.
func (x *exceptions) apply(builds []*build) error {
	var stale []error
	for _, row := range x.rows {
		isNeeded := false
		for _, b := range builds {
			var left []string
			for _, problem := range b.problems {
				if b.example.id == row.id && strings.Contains(problem, row.part) {
					isNeeded = true
					b.excepted = append(b.excepted, problem+" ("+row.reason+")")
				} else {
					left = append(left, problem)
				}
			}
			b.problems = left
		}
		if !isNeeded {
			stale = append(stale, fmt.Errorf("Granted/exceptions.txt: nothing needs %s | %s", row.id, row.part))
		}
	}
	return errors.Join(stale...)
}
