// Examples type-checks Go examples read from standard input: id, kind and text, each ended by a zero byte.
//
// An example shows one point and leans on names that it does not declare, and on libraries that are not at hand. Both are
// borne: such a name has no type, and nothing is said of what is done with it. All else must be right: the syntax,
// variables and imports that are used, returns that are there, and every name, argument and result of the standard
// library. With -v it prints what each example leans on. It exits with 1 when an example is wrong.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
)

func main() {
	lists := flag.Bool("v", false, "print what each example leans on")
	goCommand := flag.String("go", "go", "the go command, which lists the standard library")
	flag.Parse()
	if err := run(*goCommand, os.Stdin, *lists); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(goCommand string, in io.Reader, lists bool) error {
	standard, err := listStandard(goCommand)
	if err != nil {
		return err
	}
	examples, err := read(in)
	if err != nil {
		return err
	}
	if len(examples) == 0 {
		return errors.New("no examples were given")
	}
	c := checker{fset: token.NewFileSet(), standard: standard}
	c.library = importer.ForCompiler(c.fset, "source", nil)
	var resolved, leaning, wrong, fragments int
	for _, example := range examples {
		if example.kind == "fragment" {
			fragments++
		}
		problems, names := c.check(example)
		switch {
		case len(problems) > 0:
			wrong++
			for _, problem := range problems {
				fmt.Printf("%s: %s\n", example.id, problem)
			}
		case len(names) > 0:
			leaning++
			if lists {
				fmt.Printf("%s leans on %s\n", example.id, strings.Join(names, ", "))
			}
		default:
			resolved++
		}
	}
	fmt.Printf("%d examples, %d of them fragments: %d fully resolved, %d lean on names or libraries not at hand, %d wrong\n",
		len(examples), fragments, resolved, leaning, wrong)
	if wrong > 0 {
		return fmt.Errorf("%d examples are wrong", wrong)
	}
	return nil
}

type example struct{ id, kind, text string }

func read(in io.Reader) ([]example, error) {
	all, err := io.ReadAll(bufio.NewReader(in))
	if err != nil {
		return nil, err
	}
	fields := strings.Split(strings.TrimSuffix(string(all), "\x00"), "\x00")
	if len(fields)%3 != 0 {
		return nil, fmt.Errorf("%d fields are no triples of id, kind and text", len(fields))
	}
	var examples []example
	for triple := range slices.Chunk(fields, 3) {
		examples = append(examples, example{id: triple[0], kind: triple[1], text: triple[2]})
	}
	return examples, nil
}

// listStandard answers the standard library's packages by their names.
func listStandard(goCommand string) (map[string][]string, error) {
	out, err := exec.Command(goCommand, "list", "std").Output()
	if err != nil {
		return nil, fmt.Errorf("list the standard library: %w", err)
	}
	byName := map[string][]string{}
	for _, line := range strings.Fields(string(out)) {
		if strings.Contains(line, "internal") || strings.HasPrefix(line, "vendor/") {
			continue
		}
		name := path.Base(line)
		if strings.HasPrefix(name, "v") && strings.Trim(name[1:], "0123456789") == "" {
			name = path.Base(path.Dir(line))
		}
		byName[name] = append(byName[name], line)
	}
	return byName, nil
}

type checker struct {
	fset     *token.FileSet
	library  types.Importer
	standard map[string][]string
}

// check answers what is wrong with an example, and the names it uses without declaring them.
func (c *checker) check(e example) (problems, names []string) {
	sections := []section{{path: "example.go", text: e.text}}
	switch e.kind {
	case "fragment":
		sections[0].text = "package example\n\n" + e.text + "\n"
	case "files":
		sections = split(e.text)
	}
	m := &module{checker: c, path: "example.org/shop", sections: sections, packages: map[string]*unit{}}
	for _, s := range sections {
		if s.path == "go.mod" {
			if _, rest, found := strings.Cut(s.text, "module "); found {
				m.path = strings.Fields(rest)[0]
			}
		}
	}
	var order []string
	for _, s := range sections {
		if !strings.HasSuffix(s.path, ".go") || !isBuilt(s) && slices.ContainsFunc(sections, func(other section) bool {
			return path.Dir(other.path) == path.Dir(s.path) && strings.HasSuffix(other.path, ".go") && isBuilt(other)
		}) {
			continue
		}
		file, err := parser.ParseFile(c.fset, s.path, s.text, parser.SkipObjectResolution)
		if err != nil {
			return []string{err.Error()}, nil
		}
		if e.kind == "fragment" {
			c.addImports(file)
		}
		name := path.Join(m.path, path.Dir(s.path))
		if strings.HasSuffix(file.Name.Name, "_test") {
			name += "_test"
		}
		if m.packages[name] == nil {
			m.packages[name] = &unit{}
			order = append(order, name)
		}
		m.packages[name].files = append(m.packages[name].files, file)
	}
	for _, name := range order {
		m.load(name)
	}
	slices.Sort(m.names)
	return m.problems, slices.Compact(m.names)
}

type section struct{ path, text string }

// isBuilt says whether a file is built on Linux without tags. One that stands in for another elsewhere is not checked
// beside it.
func isBuilt(s section) bool {
	context := build.Default
	context.GOOS, context.GOARCH = "linux", "amd64"
	context.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s.text)), nil }
	matches, err := context.MatchFile(path.Dir(s.path), path.Base(s.path))
	return matches || err != nil
}

func split(text string) []section {
	var sections []section
	for line := range strings.Lines(text) {
		bare := strings.TrimSpace(line)
		if strings.HasPrefix(bare, "-- ") && strings.HasSuffix(bare, " --") {
			sections = append(sections, section{path: strings.TrimSuffix(strings.TrimPrefix(bare, "-- "), " --")})
		} else if len(sections) > 0 {
			sections[len(sections)-1].text += line
		}
	}
	return sections
}

// addImports imports the packages of the standard library that a fragment names without declaring them.
func (c *checker) addImports(file *ast.File) {
	declared := declaredNames(file)
	members := map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if selector, isSelector := n.(*ast.SelectorExpr); isSelector {
			if name, isName := selector.X.(*ast.Ident); isName && !declared[name.Name] {
				members[name.Name] = append(members[name.Name], selector.Sel.Name)
			}
		}
		return true
	})
	var specs []ast.Spec
	for name, used := range members {
		if found := c.packageWith(name, used); found != "" {
			specs = append(specs, &ast.ImportSpec{Path: &ast.BasicLit{Kind: token.STRING, Value: fmt.Sprintf("%q", found)}})
		}
	}
	if len(specs) > 0 {
		file.Decls = append([]ast.Decl{&ast.GenDecl{Tok: token.IMPORT, Lparen: 1, Specs: specs}}, file.Decls...)
	}
}

// shared are names that packages of others, which the examples use, have in common with the standard library.
var shared = map[string]bool{"cmp": true, "mail": true, "trace": true, "uuid": true}

// packageWith answers the package of a name that has the most of what is used of it: the name alone means several.
// Where none has any of it the first is taken, so that a misspelt member is found, unless others have the name as well.
func (c *checker) packageWith(name string, used []string) string {
	best, most := "", 0
	if len(c.standard[name]) > 0 && !shared[name] && slices.ContainsFunc(used, ast.IsExported) {
		best = c.standard[name][0]
	}
	for _, candidate := range c.standard[name] {
		loaded, err := c.library.Import(candidate)
		if err != nil {
			continue
		}
		count := 0
		for _, member := range used {
			if object := loaded.Scope().Lookup(member); object != nil && object.Exported() {
				count++
			}
		}
		if count > most {
			best, most = candidate, count
		}
	}
	return best
}

// declaredNames answers every name that the file declares anywhere: none of them means a package.
func declaredNames(file *ast.File) map[string]bool {
	names := map[string]bool{}
	add := func(list []*ast.Ident) {
		for _, name := range list {
			names[name.Name] = true
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
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

// module is one example: its packages, what is wrong with them and what they lean on.
type module struct {
	*checker
	path     string
	sections []section
	packages map[string]*unit
	problems []string
	names    []string
}

type unit struct {
	files   []*ast.File
	checked *types.Package
	isOpen  bool
}

// Import gives the module's own packages and the standard library's; nothing else is at hand.
func (m *module) Import(name string) (*types.Package, error) {
	if name == "unsafe" {
		return types.Unsafe, nil
	}
	if own := m.packages[name]; own != nil {
		if own.isOpen {
			return nil, errors.New("import cycle")
		}
		return m.load(name), nil
	}
	if first, _, _ := strings.Cut(name, "/"); strings.Contains(first, ".") || strings.HasPrefix(name, m.path) {
		m.names = append(m.names, name)
		return nil, errors.New("not at hand")
	}
	return m.library.Import(name)
}

func (m *module) load(name string) *types.Package {
	own := m.packages[name]
	if own.checked != nil || own.isOpen {
		return own.checked
	}
	own.isOpen = true
	config := types.Config{Importer: m, Error: m.note, FakeImportC: true}
	own.checked, _ = config.Check(name, m.fset, own.files, nil)
	own.isOpen = false
	return own.checked
}

// note sorts what the type checker says.
func (m *module) note(err error) {
	var problem types.Error
	if !errors.As(err, &problem) {
		m.problems = append(m.problems, err.Error())
		return
	}
	text := problem.Msg
	if name, found := strings.CutPrefix(text, "undefined: "); found && !strings.Contains(name, ".") {
		m.names = append(m.names, name)
		return
	}
	if strings.HasPrefix(text, "could not import ") && strings.HasSuffix(text, "(not at hand)") {
		return
	}
	position := m.fset.Position(problem.Pos)
	// A card may be about the circle; and a panic whose argument has no type is not seen to end its function.
	if strings.HasSuffix(text, "(import cycle)") ||
		text == "missing return" && len(m.names) > 0 && strings.Contains(m.line(position), "panic(") {
		return
	}
	m.problems = append(m.problems, fmt.Sprintf("%d:%d: %s", position.Line, position.Column, text))
}

// line answers the line of an example's file at a position.
func (m *module) line(position token.Position) string {
	for _, s := range m.sections {
		if lines := strings.Split(s.text, "\n"); s.path == position.Filename && position.Line <= len(lines) {
			return lines[position.Line-1]
		}
	}
	return ""
}
