package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// newTestChecker has the files below granted in place of Conformance/Granted.
func newTestChecker(t *testing.T, granted map[string]string) *checker {
	t.Helper()
	folder := t.TempDir()
	files := map[string]string{"shared.go": "package example\n"}
	for name, text := range granted {
		files[name] = text
	}
	for _, name := range []string{"libraries/none", "items/none", "probes/none"} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := newChecker("go", folder)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// problemsOf type-checks an example, and compiles it when nothing is wrong so far.
func problemsOf(t *testing.T, c *checker, e example) string {
	t.Helper()
	b := c.check(e)
	if err := compileAll("go", t.TempDir(), c.libraries, []*build{b}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(b.problems, "\n")
}

var storing = map[string]string{
	"shared.go": "package example\n\ntype Order struct{ ID string }\n\ntype Shelf struct{ Order Order }\n",
	"items/store.one.go": "package example\n\nimport \"example.org/pool\"\n\n" +
		"type Store struct{ pool *pool.Pool }\n\nfunc (s *Store) find(id string) (Order, error) { return Order{}, s.pool.Ping() }\n",
	"probes/errors/ignored.go":        "package example\n\nvar path string\n",
	"libraries/example.org/pool/p.go": "package pool\n\ntype Pool struct{}\n\nfunc (p *Pool) Ping() error { return nil }\n",
}

func TestWhatIsWrong(t *testing.T) {
	c := newTestChecker(t, storing)
	for _, row := range []struct{ name, text, want string }{
		{"syntax", "func f( {", "expected"},
		{"unused variable", "func f() { n := 1 }", "declared and not used"},
		{"missing return", "func f() int {\n}", "missing return"},
		{"unknown member", "func f() { strings.Shout() }", "undefined: strings.Shout"},
		{"undeclared name", "func f() { _ = cart }", "undefined: cart"},
		{"undeclared package", "func f() { cart.Open() }", "undefined: cart"},
		{"too many arguments", `func f() bool { return strings.Contains("a", "b", "c") }`, "too many arguments"},
		{"wrong type", `func f() { time.Sleep("1s") }`, "cannot use"},
		{"results", "func f() { data := os.ReadFile(\"a\"); _ = data }", "assignment mismatch"},
		{"unused import", "package a\n\nimport \"os\"\n", "imported and not used"},
		{"unknown library", "package a\n\nimport _ \"example.org/nowhere\"\n", "could not import example.org/nowhere"},
		{"undeclared method of an own type", "type T struct{}\n\nfunc f(t T) { t.go2() }", "t.go2 undefined"},
		{"gofmt", "type T struct { A int }", "gofmt"},
		{"arguments of what is granted", "func f(s *Store) { s.find(1, 2) }", "too many arguments"},
		{"type of what is granted", "func f(s *Store) { s.find(1) }", "cannot use"},
		{"type of a granted field", "func f(s Shelf) int { return s.Order.ID }", "cannot use"},
		{"arguments of a granted library", "func f(p *pool.Pool) { p.Ping(3) }", "too many arguments"},
		{"undeclared method of a granted type", "func f(s *Store) { s.save() }", "s.save undefined"},
	} {
		kind := "fragment"
		if strings.HasPrefix(row.text, "package ") {
			kind = "file"
		}
		problems := problemsOf(t, c, example{id: "store.one", kind: kind, text: row.text})
		if !strings.Contains(problems, row.want) {
			t.Errorf("%s: got %q, want %q", row.name, problems, row.want)
		}
	}
}

func TestWhatIsGranted(t *testing.T) {
	c := newTestChecker(t, storing)
	fragment := "func (s *Store) Order(ctx context.Context, id string) (Order, error) {\n" +
		"\tif err := ctx.Err(); err != nil {\n\t\treturn Order{}, err\n\t}\n\treturn s.find(id)\n}"
	b := c.check(example{id: "store.one", kind: "fragment", text: fragment})
	if len(b.problems) > 0 || !slices.Contains(b.granted, "Store") || !slices.Contains(b.granted, "Order") {
		t.Errorf("got %q, given %q", b.problems, b.granted)
	}
	snippet := example{id: "errors/ignored 3", kind: "snippet", text: "func f() { os.Remove(path) }"}
	if problems := problemsOf(t, c, snippet); problems != "" {
		t.Errorf("all examples of a card are given what is its own: %s", problems)
	}
	other := example{id: "store.two", kind: "fragment", text: fragment}
	if problems := problemsOf(t, c, other); !strings.Contains(problems, "undefined: Store") {
		t.Errorf("what is another's own was given: %q", problems)
	}
	want := []string{"Granted/shared.go declares Shelf, which no example takes"}
	if unused := c.unused(); !slices.Equal(unused, want) {
		t.Errorf("got %q, want %q", unused, want)
	}
}

func TestALibraryNobodyNeedsIsTold(t *testing.T) {
	c := newTestChecker(t, map[string]string{
		"libraries/example.org/pool/p.go": "package pool\n\nfunc Open() {}\n\nfunc Close() {}\n",
		"libraries/example.org/pond/p.go": "package pond\n",
	})
	if problems := problemsOf(t, c, example{kind: "fragment", text: "var _ = pool.Open"}); problems != "" {
		t.Error(problems)
	}
	want := []string{
		"Granted/libraries/example.org/pond is imported by no example",
		"Granted/libraries/example.org/pool declares Close, which no example uses",
	}
	if unused := c.unused(); !slices.Equal(unused, want) {
		t.Errorf("got %q, want %q", unused, want)
	}
}

func TestTwoPackagesOfOneNameAreNotChosenBetween(t *testing.T) {
	c := newTestChecker(t, map[string]string{
		"libraries/example.org/a/pool/p.go": "package pool\n\nfunc Open() {}\n",
		"libraries/example.org/b/pool/p.go": "package pool\n\nfunc Open() {}\n",
	})
	if problems := problemsOf(t, c, example{kind: "fragment", text: "var _ = pool.Open"}); !strings.Contains(problems, "may be") {
		t.Errorf("got %q", problems)
	}
}

func TestPackagesOfOneExample(t *testing.T) {
	c := newTestChecker(t, nil)
	text := `-- a/a.go --
package a

import "example.org/shop/b"

func F() int { return b.G() }
-- b/b.go --
package b

func G() string { return "" }
`
	if problems := problemsOf(t, c, example{kind: "files", text: text}); !strings.Contains(problems, "cannot use b.G()") {
		t.Errorf("got %q", problems)
	}
	text = strings.ReplaceAll(text, "string { return \"\" }", "int { return 1 }")
	if problems := problemsOf(t, c, example{kind: "files", text: text}); problems != "" {
		t.Errorf("got %q", problems)
	}
}

func TestFilesForOtherSystemsStandAside(t *testing.T) {
	c := newTestChecker(t, nil)
	text := "-- a_linux.go --\npackage a\n\nfunc F() {}\n-- b_windows.go --\npackage a\n\nfunc F() {}\n"
	if problems := problemsOf(t, c, example{kind: "files", text: text}); problems != "" {
		t.Errorf("got %q", problems)
	}
	text = strings.ReplaceAll(text, "_windows", "_here")
	if problems := problemsOf(t, c, example{kind: "files", text: text}); problems == "" {
		t.Error("two of one name were not found")
	}
}

func TestTheModulesLanguageCounts(t *testing.T) {
	c := newTestChecker(t, nil)
	text := "-- go.mod --\nmodule example.org/shop\n\ngo 1.21\n-- a.go --\npackage a\n\nfunc f() {\n\tfor range 3 {\n\t}\n}\n"
	if problems := problemsOf(t, c, example{kind: "files", text: text}); !strings.Contains(problems, "requires go1.22") {
		t.Errorf("got %q", problems)
	}
}

func TestSnippets(t *testing.T) {
	c := newTestChecker(t, nil)
	for _, row := range []struct{ text, want string }{
		{"err := os.Remove(path)\nreturn fmt.Errorf(\"x: %w\", err)", ""},
		{"data, err := os.ReadFile(path)\nif err != nil { return nil, err }\nreturn data, nil", ""},
		{"if err := other(path); err != nil {\n  return err\n}\nreturn nil\n}\nfunc other(path string) error {\n  return nil", ""},
		{"func run() { println() }", ""},
		{"log.Println(ctx, path, err)", ""},
		{"_ = cart", "undefined: cart"},
		{"n := len(path)", "declared and not used: n"},
		{"return strings.Contains(path)", "not enough arguments"},
	} {
		problems := problemsOf(t, c, example{id: "errors/ignored 1", kind: "snippet", text: row.text})
		if row.want == "" && problems != "" || !strings.Contains(problems, row.want) {
			t.Errorf("%q: got %q, want %q", row.text, problems, row.want)
		}
	}
}

func TestTheCompilerIsAsked(t *testing.T) {
	c := newTestChecker(t, nil)
	problems := problemsOf(t, c, example{kind: compilerOnly, text: "package a\n\nfunc f() int { return \"a\" }\n"})
	if !strings.Contains(problems, "the compiler says") {
		t.Errorf("got %q", problems)
	}
}

func TestVetIsAskedAboutTheGuideAlone(t *testing.T) {
	c := newTestChecker(t, nil)
	text := "package a\n\nimport \"fmt\"\n\nfunc f() error { return fmt.Errorf(\"%d\", \"a\") }\n"
	if problems := problemsOf(t, c, example{id: "errors.chain", kind: "file", text: text}); !strings.Contains(problems, "vet says") {
		t.Errorf("got %q", problems)
	}
	if problems := problemsOf(t, c, example{id: "errors/unwrapped 1", kind: "file", text: text}); problems != "" {
		t.Errorf("a card may show what vet would not have: %s", problems)
	}
}

func TestExceptions(t *testing.T) {
	list := &exceptions{rows: []exception{{id: "a", part: "undefined: x", reason: "shown on purpose"}}}
	b := &build{example: example{id: "a"}, problems: []string{"1:1: undefined: x", "1:2: undefined: y"}}
	if err := list.apply([]*build{b}); err != nil || len(b.problems) != 1 || len(b.excepted) != 1 {
		t.Errorf("got %v, %q left, %q borne", err, b.problems, b.excepted)
	}
	if err := list.apply([]*build{{example: example{id: "a"}}}); err == nil {
		t.Error("an exception nothing needs was not told")
	}
}

func TestABrokenExampleMustBeReported(t *testing.T) {
	for _, broken := range brokenExamples {
		if err := broken.mustBeIn(nil); err == nil {
			t.Errorf("%s: a check that reports nothing was taken for one", broken.id)
		}
	}
}
