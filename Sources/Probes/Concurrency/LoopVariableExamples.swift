/// The examples of `LoopVariableProbe`.
let loopVariableExamples: [ProbeExample] = [
  .found(old("for _, name := range names {\n\t\tgo func() { println(▸name) }()\n\t}")),
  .found(old("for i := 0; i < 3; i++ {\n\t\tdefer func() { println(▸i) }()\n\t}")),
  .found(old("var name string\n\tfor _, name = range names {\n\t\tgo func() { println(▸name) }()\n\t}")),
  .found(
    old(
      "var g errgroup.Group\n\tfor i, name := range names {\n\t\tg.Go(func() error {\n\t\t\tprintln(▸i)\n\t\t\tprintln(▸name)\n\t\t\treturn nil\n\t\t})\n\t}",
      importing: "golang.org/x/sync/errgroup")),
  .found(
    old(
      "for _, name := range names {\n\t\tt.Run(name, func(t *testing.T) {\n\t\t\tt.Parallel()\n\t\t\tprintln(▸name)\n\t\t})\n\t}",
      importing: "testing", file: "shop_test.go")),
  .found(
    old(
      "for _, name := range names {\n\t\tif name != \"\" {\n\t\t\ttime.AfterFunc(1, func() { println(▸name) })\n\t\t}\n\t}",
      importing: "time")),
  .found(
    old(
      "each2(shelf[errgroup.Group]{}, names)\n}\n\ntype shelf[T any] struct{ all T }\n\nfunc each2(s shelf[errgroup.Group], names []string) {\n\tfor _, name := range names {\n\t\ts.all.Go(func() error { println(▸name); return nil })\n\t}",
      importing: "golang.org/x/sync/errgroup")),
  .quiet(
    "-- go.mod --\nmodule example.org/shop\n\ngo 1.22\n-- shop.go --\npackage shop\n\nfunc each(names []string) {\n\tfor _, name := range names {\n\t\tgo func() { println(name) }()\n\t}\n}\n"
  ),
  .quiet(
    "-- go.mod --\nmodule example.org/shop\n\ngo 1.21\n-- shop.go --\n//go:build go1.22 && linux\n\npackage shop\n\nfunc each(names []string) {\n\tfor _, name := range names {\n\t\tgo func() { println(name) }()\n\t}\n}\n"
  ),
  .quiet(old("for _, name := range names {\n\t\tname := name\n\t\tgo func() { println(name) }()\n\t}")),
  .quiet(old("for _, name := range names {\n\t\tgo func(name string) { println(name) }(name)\n\t}")),
  .quiet(old("for _, name := range names {\n\t\tfunc() { println(name) }()\n\t}")),
  .quiet(
    old(
      "done := make(chan bool)\n\tfor _, name := range names {\n\t\tgo func() { println(name); done <- true }()\n\t\t<-done\n\t}"
    )),
  .quiet(
    old(
      "for _, name := range names {\n\t\tif name != \"\" {\n\t\t\tgo func() { println(name) }()\n\t\t\treturn\n\t\t}\n\t}"
    )),
  .quiet(
    old(
      "for _, name := range names {\n\t\tt.Run(name, func(t *testing.T) {\n\t\t\tprintln(name)\n\t\t})\n\t}",
      importing: "testing", file: "shop_test.go")),
  .quiet(
    old(
      "g := group{}\n\tfor _, name := range names {\n\t\tg.Go(func() { println(name) })\n\t}\n}\n\ntype group struct{}\n\nfunc (group) Go(run func()) {\n\trun()"
    )),
  .quiet(
    old(
      "for _, name := range names {\n\t\tprintln(name)\n\t\tgo func() { println(shelf{name: 1}.name) }()\n\t}\n}\n\ntype shelf struct{ name int }\n\nfunc none() {"
    )
  ),
]

/// Statements in a function of a module below Go 1.22.
private func old(_ statements: String, importing path: String? = nil, file: String = "shop.go") -> String {
  let test = path == "testing" ? "t *testing.T, " : ""
  return "-- go.mod --\nmodule example.org/shop\n\ngo 1.21\n-- \(file) --\npackage shop\n"
    + (path.map { "\nimport \"\($0)\"\n" } ?? "") + "\nfunc each(\(test)names []string) {\n\t\(statements)\n}\n"
}
