package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// checker type-checks examples, giving each what it takes for granted.
type checker struct {
	fset         *token.FileSet
	libraries    *libraries
	declarations *declarations
	exceptions   *exceptions
	used         map[types.Object]bool
}

func newChecker(goCommand, granted string) (*checker, error) {
	c := &checker{fset: token.NewFileSet(), used: map[types.Object]bool{}}
	var err error
	if c.libraries, err = newLibraries(goCommand, filepath.Join(granted, "libraries"), c.fset); err != nil {
		return nil, err
	}
	if c.declarations, err = newDeclarations(granted); err != nil {
		return nil, err
	}
	c.exceptions, err = readExceptions(filepath.Join(granted, "exceptions.txt"))
	return c, err
}

// unused answers what Granted declares without any example taking it.
func (c *checker) unused() []string {
	return append(c.declarations.unneeded(), c.libraries.unneeded(c.used)...)
}

// build is one example on its way: its packages, what is wrong with it and what it takes for granted.
type build struct {
	example  example
	version  string
	packages []*unit
	problems []string
	granted  []string
	excepted []string
	// typedOnly says why it is not handed to the compiler, where it is not.
	typedOnly string
}

// unit is one package of an example; those it imports stand before it.
type unit struct {
	path    string
	name    string
	files   []section
	parsed  []*ast.File
	checked *types.Package
	isOpen  bool
}

// check answers an example type-checked, with what is wrong.
func (c *checker) check(e example) *build {
	b := &build{example: e}
	sections := c.sections(b)
	if len(b.problems) > 0 {
		return b
	}
	m := &module{checker: c, build: b, units: map[string]*unit{}}
	m.path, b.version = moduleOf(sections)
	var order []string
	for _, s := range goFiles(sections) {
		file, err := parser.ParseFile(c.fset, s.path, s.text, parser.SkipObjectResolution)
		if err != nil {
			b.problems = append(b.problems, err.Error())
			return b
		}
		name := path.Join(m.path, path.Dir(s.path))
		if strings.HasSuffix(file.Name.Name, "_test") {
			name += "_test"
		}
		if m.units[name] == nil {
			m.units[name] = &unit{path: name, name: file.Name.Name}
			order = append(order, name)
		}
		own := m.units[name]
		own.files = append(own.files, s)
		own.parsed = append(own.parsed, file)
	}
	if e.kind == compilerOnly {
		for _, name := range order {
			b.packages = append(b.packages, m.units[name])
		}
		return b
	}
	for _, name := range order {
		_, _ = m.load(m.units[name])
	}
	slices.Sort(b.granted)
	b.granted = slices.Compact(b.granted)
	return b
}

// sections answers an example's files; what is no file yet is made one, its first line staying the third.
func (c *checker) sections(b *build) []section {
	text := b.example.text
	switch b.example.kind {
	case "files":
		return split(text)
	case "fragment":
		if written, err := format.Source([]byte(text)); err == nil && strings.TrimSpace(string(written)) != strings.TrimSpace(text) {
			b.problems = append(b.problems, "is not as gofmt writes it")
			return nil
		}
	case "snippet":
		text = functionAround(text)
	default:
		return []section{{path: "example.go", text: text}}
	}
	file, err := parser.ParseFile(token.NewFileSet(), "example.go", "package example\n\n"+text+"\n", parser.SkipObjectResolution)
	if err != nil {
		b.problems = append(b.problems, err.Error())
		return nil
	}
	imports, problems := c.libraries.importsOf(file, func(name string) bool {
		return c.declarations.isOwn(b.example.id, name)
	})
	b.problems = append(b.problems, problems...)
	return []section{{path: "example.go", text: "package example; " + imports + "\n\n" + text + "\n"}}
}

// module is one example with its own packages; it imports them, and after them what is at hand.
type module struct {
	*checker
	build *build
	path  string
	units map[string]*unit
}

func (m *module) Import(name string) (*types.Package, error) {
	if own := m.units[name]; own != nil {
		return m.load(own)
	}
	imported, err := m.libraries.Import(name)
	if err == nil && m.libraries.granted[name] != nil {
		m.build.granted = append(m.build.granted, name)
	}
	return imported, err
}

var errCycle = errors.New("import cycle")

// load type-checks one package: once as it is, and again with what is granted for the names it leaves undeclared, until
// no more is.
func (m *module) load(own *unit) (*types.Package, error) {
	if own.isOpen {
		return nil, errCycle
	}
	if own.checked != nil {
		return own.checked, nil
	}
	own.isOpen = true
	given := &granted{
		all: m.declarations, id: m.build.example.id, declared: packageNames(own.parsed), isChosen: map[*declaration]bool{},
	}
	files := own.parsed
	var found []types.Error
	var info types.Info
	for {
		found = nil
		info = types.Info{Uses: map[*ast.Ident]types.Object{}}
		config := types.Config{
			Importer: m, FakeImportC: true, GoVersion: m.build.version,
			Error: func(err error) {
				var problem types.Error
				if errors.As(err, &problem) {
					found = append(found, problem)
				}
			},
		}
		own.checked, _ = config.Check(own.path, m.fset, files, &info)
		count := len(given.chosen)
		for _, problem := range found {
			if name, isUndefined := strings.CutPrefix(problem.Msg, "undefined: "); isUndefined && !strings.Contains(name, ".") {
				given.take(name)
			}
		}
		if len(given.chosen) == count {
			break
		}
		text := given.file(own.name)
		file, err := parser.ParseFile(m.fset, "granted.go", text, parser.SkipObjectResolution)
		if err != nil {
			m.build.problems = append(m.build.problems, fmt.Sprintf("what it is given: %v\n%s", err, text))
			break
		}
		files = append(slices.Clone(own.parsed), file)
		own.files = append(slices.DeleteFunc(own.files, func(s section) bool { return s.path == "granted.go" }),
			section{path: "granted.go", text: text})
	}
	own.isOpen = false
	m.build.granted = append(m.build.granted, given.names()...)
	m.build.packages = append(m.build.packages, own)
	for _, object := range info.Uses {
		m.used[object] = true
	}
	for _, file := range own.parsed {
		for _, spec := range file.Imports {
			if spec.Path.Value == `"C"` {
				m.build.typedOnly = "cgo"
			}
		}
	}
	for _, problem := range found {
		m.note(problem)
	}
	return own.checked, nil
}

// note keeps what the type checker says, but for what is excused by kind.
func (m *module) note(problem types.Error) {
	if strings.HasSuffix(problem.Msg, "("+errCycle.Error()+")") {
		m.build.typedOnly = "a circle of imports"
		return
	}
	position := m.fset.Position(problem.Pos)
	m.build.problems = append(m.build.problems,
		fmt.Sprintf("%s:%d:%d: %s", position.Filename, position.Line, position.Column, problem.Msg))
}

// packageNames answers what the files declare at the top.
func packageNames(files []*ast.File) map[string]bool {
	names := map[string]bool{}
	for _, file := range files {
		for _, node := range file.Decls {
			switch node := node.(type) {
			case *ast.FuncDecl:
				if node.Recv == nil {
					names[node.Name.Name] = true
				}
			case *ast.GenDecl:
				for _, spec := range node.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						names[spec.Name.Name] = true
					case *ast.ValueSpec:
						for _, name := range spec.Names {
							names[name.Name] = true
						}
					}
				}
			}
		}
	}
	return names
}
