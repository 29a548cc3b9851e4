package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// libraries are the packages at hand: the standard library, and below Granted/libraries the declarations of others, each
// in the folder its import path names. These hold what examples use of them and no more; their bodies do nothing.
type libraries struct {
	fset     *token.FileSet
	standard types.Importer
	// paths are the import paths of each package name, the standard library's first.
	paths map[string][]string
	// granted are those of Granted/libraries by import path.
	granted map[string]*library
	// order is the granted libraries that were needed, each after those it imports.
	order []*library
}

type library struct {
	path    string
	files   []string
	parsed  []*ast.File
	checked *types.Package
	isOpen  bool
	info    types.Info
}

var errNotAtHand = errors.New("not at hand")

func newLibraries(goCommand, folder string, fset *token.FileSet) (*libraries, error) {
	l := &libraries{
		fset: fset, standard: importer.ForCompiler(fset, "source", nil),
		paths: map[string][]string{}, granted: map[string]*library{},
	}
	if err := l.listStandard(goCommand); err != nil {
		return nil, err
	}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		relative, err := filepath.Rel(folder, filepath.Dir(name))
		if err != nil {
			return err
		}
		importPath := filepath.ToSlash(relative)
		if l.granted[importPath] == nil {
			l.granted[importPath] = &library{path: importPath}
		}
		l.granted[importPath].files = append(l.granted[importPath].files, name)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, importPath := range sortedKeys(l.granted) {
		own := l.granted[importPath]
		for _, name := range own.files {
			file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution|parser.ParseComments)
			if err != nil {
				return nil, err
			}
			own.parsed = append(own.parsed, file)
		}
		name := own.parsed[0].Name.Name
		l.paths[name] = append(l.paths[name], importPath)
	}
	return l, nil
}

// listStandard notes the standard library's packages by their names.
func (l *libraries) listStandard(goCommand string) error {
	out, err := exec.Command(goCommand, "list", "std").Output()
	if err != nil {
		return fmt.Errorf("list the standard library: %w", err)
	}
	for _, line := range strings.Fields(string(out)) {
		if strings.Contains(line, "internal") || strings.HasPrefix(line, "vendor/") {
			continue
		}
		name := path.Base(line)
		if strings.HasPrefix(name, "v") && strings.Trim(name[1:], "0123456789") == "" {
			name = path.Base(path.Dir(line))
		}
		l.paths[name] = append(l.paths[name], line)
	}
	return nil
}

func (l *libraries) Import(name string) (*types.Package, error) {
	if name == "unsafe" {
		return types.Unsafe, nil
	}
	if own := l.granted[name]; own != nil {
		return l.load(own)
	}
	if first, _, _ := strings.Cut(name, "/"); strings.Contains(first, ".") {
		return nil, errNotAtHand
	}
	return l.standard.Import(name)
}

// load type-checks a granted library; a mistake in one is the caller's to report.
func (l *libraries) load(own *library) (*types.Package, error) {
	if own.checked != nil {
		return own.checked, nil
	}
	if own.isOpen {
		return nil, fmt.Errorf("the granted library %s imports itself", own.path)
	}
	own.isOpen = true
	own.info.Uses = map[*ast.Ident]types.Object{}
	config := types.Config{Importer: l}
	checked, err := config.Check(own.path, l.fset, own.parsed, &own.info)
	own.isOpen = false
	if err != nil {
		return nil, fmt.Errorf("the granted library %s is wrong: %w", own.path, err)
	}
	own.checked = checked
	l.order = append(l.order, own)
	return checked, nil
}

// unneeded answers the granted libraries nobody imports, and what those imported declare without anyone using it.
func (l *libraries) unneeded(used map[types.Object]bool) []string {
	for _, own := range l.order {
		for _, object := range own.info.Uses {
			used[object] = true
		}
	}
	var lines []string
	for _, importPath := range sortedKeys(l.granted) {
		own := l.granted[importPath]
		if own.checked == nil {
			lines = append(lines, fmt.Sprintf("Granted/libraries/%s is imported by no example", importPath))
			continue
		}
		scope := own.checked.Scope()
		for _, name := range scope.Names() {
			if !used[scope.Lookup(name)] {
				lines = append(lines, fmt.Sprintf("Granted/libraries/%s declares %s, which no example uses", importPath, name))
			}
		}
	}
	return lines
}

func readIfThere(name string) (string, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return string(text), err
}

func sortedKeys[V any](values map[string]V) []string {
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
