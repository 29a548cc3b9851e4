package main

import (
	"go/importer"
	"go/token"
	"strings"
	"testing"
)

func newChecker(t *testing.T) checker {
	t.Helper()
	standard, err := listStandard("go")
	if err != nil {
		t.Skip(err)
	}
	c := checker{fset: token.NewFileSet(), standard: standard}
	c.library = importer.ForCompiler(c.fset, "source", nil)
	return c
}

func TestWhatIsWrong(t *testing.T) {
	c := newChecker(t)
	for _, row := range []struct{ name, text, want string }{
		{"syntax", "func f( {", "expected"},
		{"unused variable", "func f() { n := 1 }", "declared and not used"},
		{"missing return", "func f() int { }", "missing return"},
		{"unknown member", "func f() { strings.Shout() }", "undefined: strings.Shout"},
		{"too many arguments", `func f() bool { return strings.Contains("a", "b", "c") }`, "too many arguments"},
		{"wrong type", `func f() { time.Sleep("1s") }`, "cannot use"},
		{"results", "func f() { data := os.ReadFile(\"a\"); _ = data }", "assignment mismatch"},
		{"unused import", "package a\n\nimport \"os\"\n", "imported and not used"},
		{"undeclared method of an own type", "type T struct{}\n\nfunc f(t T) { t.go2() }", "t.go2 undefined"},
	} {
		kind := "fragment"
		if strings.HasPrefix(row.text, "package ") {
			kind = "file"
		}
		problems, _ := c.check(example{id: row.name, kind: kind, text: row.text})
		if len(problems) == 0 || !strings.Contains(strings.Join(problems, "\n"), row.want) {
			t.Errorf("%s: got %q, want %q", row.name, problems, row.want)
		}
	}
}

func TestWhatIsBorne(t *testing.T) {
	c := newChecker(t)
	text := "func f(w http.ResponseWriter, s *Store) error {\n\tr := chi.NewRouter()\n\treturn s.serve(w, r)\n}"
	problems, names := c.check(example{kind: "fragment", text: text})
	if len(problems) > 0 || strings.Join(names, " ") != "Store chi" {
		t.Errorf("got %q, leaning on %q", problems, names)
	}
}

func TestPackagesOfOneExample(t *testing.T) {
	c := newChecker(t)
	text := `-- a/a.go --
package a

import "example.org/shop/b"

func F() int { return b.G() }
-- b/b.go --
package b

func G() string { return "" }
`
	problems, _ := c.check(example{kind: "files", text: text})
	if len(problems) != 1 || !strings.Contains(problems[0], "cannot use b.G()") {
		t.Errorf("got %q", problems)
	}
}

func TestFilesForOtherSystemsStandAside(t *testing.T) {
	c := newChecker(t)
	text := "-- a_linux.go --\npackage a\n\nfunc F() {}\n-- b_windows.go --\npackage a\n\nfunc F() {}\n"
	if problems, _ := c.check(example{kind: "files", text: text}); len(problems) > 0 {
		t.Errorf("got %q", problems)
	}
	text = strings.ReplaceAll(text, "_windows", "_here")
	if problems, _ := c.check(example{kind: "files", text: text}); len(problems) == 0 {
		t.Error("two of one name were not found")
	}
}
