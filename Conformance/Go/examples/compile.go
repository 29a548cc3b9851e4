package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// compiler is the toolchain's, called as the go command calls it: package by package, with a list of where the compiled
// form of each import is.
type compiler struct {
	program    string
	vetProgram string
	work       string
	// imports is that list for the standard library and what is granted beside it.
	imports string
}

// newCompiler has the standard library's packages that are used compiled, and compiles the granted libraries.
func newCompiler(goCommand, work string, all *libraries, builds []*build) (*compiler, error) {
	program, err := exec.Command(goCommand, "tool", "-n", "compile").Output()
	if err != nil {
		return nil, fmt.Errorf("find the compiler: %w", err)
	}
	vet, err := exec.Command(goCommand, "tool", "-n", "vet").Output()
	if err != nil {
		return nil, fmt.Errorf("find vet: %w", err)
	}
	c := &compiler{program: strings.TrimSpace(string(program)), vetProgram: strings.TrimSpace(string(vet)), work: work}
	standard := map[string]bool{"runtime": true}
	note := func(file *ast.File) {
		for _, spec := range file.Imports {
			name := strings.Trim(spec.Path.Value, `"`)
			if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") && name != "C" && name != "unsafe" {
				standard[name] = true
			}
		}
	}
	for _, own := range all.order {
		for _, file := range own.parsed {
			note(file)
		}
	}
	for _, b := range builds {
		for _, own := range b.packages {
			for _, s := range own.files {
				if file, err := parser.ParseFile(token.NewFileSet(), "", s.text, parser.ImportsOnly); err == nil {
					note(file)
				}
			}
		}
	}
	list := exec.Command(goCommand, append([]string{
		"list", "-export", "-deps", "-f", "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}",
	}, sortedKeys(standard)...)...)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("compile the standard library: %w", err)
	}
	c.imports = string(out)
	for i, own := range all.order {
		object := filepath.Join(work, "library"+strconv.Itoa(i)+".a")
		if err := c.run(own.path, "", c.imports, object, own.files); err != nil {
			return nil, fmt.Errorf("the granted library %s: %w", own.path, err)
		}
		c.imports += "packagefile " + own.path + "=" + object + "\n"
	}
	return c, nil
}

// compile compiles the packages of one example and notes what the compiler says.
func (c *compiler) compile(b *build) {
	imports := c.imports
	for i, own := range b.packages {
		folder, err := os.MkdirTemp(c.work, "example")
		if err != nil {
			b.problems = append(b.problems, err.Error())
			return
		}
		var files []string
		for _, s := range own.files {
			name := fileName(folder, filepath.Base(s.path))
			if err := os.WriteFile(name, []byte(s.text), 0o600); err != nil {
				b.problems = append(b.problems, err.Error())
				return
			}
			files = append(files, name)
		}
		object := filepath.Join(folder, strconv.Itoa(i)+".a")
		importPath := own.path
		if own.name == "main" {
			importPath = "main"
		}
		if err := c.run(importPath, b.version, imports, object, files); err != nil {
			text := strings.ReplaceAll(err.Error(), folder+string(filepath.Separator), "")
			b.problems = append(b.problems, "the compiler says "+text)
			return
		}
		if b.example.isGuide() {
			if err := c.vet(importPath, folder, imports, files); err != nil {
				text := strings.ReplaceAll(err.Error(), folder+string(filepath.Separator), "")
				b.problems = append(b.problems, "vet says "+text)
			}
		}
		imports += "packagefile " + own.path + "=" + object + "\n"
	}
}

func (c *compiler) run(importPath, version, imports, object string, files []string) error {
	configuration := object + ".imports"
	if err := os.WriteFile(configuration, []byte(imports), 0o600); err != nil {
		return err
	}
	arguments := []string{"-p", importPath, "-complete", "-c=1", "-pack", "-o", object, "-importcfg", configuration}
	if version != "" {
		arguments = append(arguments, "-lang", languageOf(version))
	}
	embedded, err := embedding(object, files)
	if err != nil {
		return err
	}
	if embedded != "" {
		arguments = append(arguments, "-embedcfg", embedded)
	}
	if out, err := exec.Command(c.program, append(arguments, files...)...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s (%w)", strings.TrimSpace(string(out)), err)
	}
	return nil
}

// languageOf is go1.24 of go1.24.3: the compiler knows languages, not releases.
func languageOf(version string) string {
	parts := strings.Split(version, ".")
	return strings.Join(parts[:min(2, len(parts))], ".")
}

// embedding stands in for the files a go:embed directive names: the go command would look for them.
func embedding(object string, files []string) (string, error) {
	patterns, embedded := map[string][]string{}, map[string]string{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		for line := range strings.Lines(string(text)) {
			rest, isDirective := strings.CutPrefix(strings.TrimSpace(line), "//go:embed ")
			if !isDirective {
				continue
			}
			for _, pattern := range strings.Fields(rest) {
				file := strings.ReplaceAll(pattern, "*", "one")
				patterns[pattern] = []string{file}
				embedded[file] = name
			}
		}
	}
	if len(patterns) == 0 {
		return "", nil
	}
	text, err := json.Marshal(map[string]any{"Patterns": patterns, "Files": embedded})
	if err != nil {
		return "", err
	}
	configuration := object + ".embedded"
	return configuration, os.WriteFile(configuration, text, 0o600)
}
