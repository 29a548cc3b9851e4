import Testing

@testable import GoSyntax

/// Names found without parsing are those the parser finds, and what is cut down declares the same.
@Suite struct DeclarationOutlineTests {
  /// `kind name` of each entry, in order; methods as `method T.name`.
  static func names(_ text: String) -> [String] {
    let source = Array(text.utf8)
    return DeclarationOutline(source).entries.map { entry in
      let name = String(decoding: source[entry.name], as: UTF8.self)
      let receiver = String(decoding: source[entry.receiver], as: UTF8.self)
      return receiver.isEmpty ? "\(entry.kind) \(name)" : "\(entry.kind) \(receiver).\(name)"
    }
  }

  /// The same from the tree.
  static func parsedNames(_ text: String) -> [String] {
    parse(text).root.declarations.flatMap { declaration -> [String] in
      if declaration.kind == .funcDecl {
        guard let receiver = declaration.receiver else { return ["function \(declaration.name?.text ?? "")"] }
        var type = receiver.fields.first?.type?.unparenthesized
        while let inner = type?.operand { type = inner.unparenthesized }
        return ["method \(type?.text ?? "").\(declaration.name?.text ?? "")"]
      }
      return declaration.specs.flatMap { spec -> [String] in
        if spec.kind == .typeSpec { return ["type \(spec.name?.text ?? "")"] }
        let kind = declaration.token == .const ? "constant" : "variable"
        return spec.names.map { "\(kind) \($0.text)" }
      }
    }
  }

  static let texts = [
    "package p\nfunc F() {}\nfunc (t T) M() {}\nfunc (t *T) N() error { return nil }\nfunc (T) O()\n",
    "package p\nfunc (l *List[K, V]) Get(k K) (v V) { if k == nil { return }; return }\nfunc Map[T any, S ~[]T](s S) {}\n",
    "package p\nimport (\n\t\"io\"\n)\nimport \"fmt\"\ntype A struct {\n\tB, C int\n}\ntype (\n\tD = io.Reader\n\tE[T any] []T\n)\n",
    "package p\nvar a, b = 1, \"}\"\nvar (\n\tc int\n\td, e = func() int { return '}' }(), `\nfunc No() {`\n)\n",
    "package p\nconst X = 1\nconst (\n\tA Kind = iota\n\tB\n\n\tC, D = iota, \"(\"\n)\n",
    "package p\n// func No() {\n/* type No int */ type Yes int // var No\nvar x = a +\n\tfunc() int {\n\t\tvar y int\n\t\treturn y\n\t}()\nvar z int\n",
    "package p\nfunc F(\n\ta int,\n\tb struct{ C interface{ D() } },\n) (\n\terr error,\n) {\n\ttype T int\n\tvar s = \"\\\"{\"\n\t_ = s\n}\nvar after int\n",
    "package p; type A int; func F() {}; var b, c string\n",
    "package p\nvar (\n\ta = map[string]int{\n\t\t\"x\": 1,\n\t}\n\tb = []func(){\n\t\tfunc() {},\n\t}\n)\nfunc G() interface{} { return struct{}{} }\n",
    "package p\r\n\r\nfunc F() {\r\n}\r\nvar a int\r\n",
    "package p\nfunc ()\n", "package p\nvar π, 世界 = 1, 2\n", "package p\ntype (\n)\nconst ()\nfunc F()",
  ]

  @Test(arguments: texts.filter { $0 != "package p\nfunc ()\n" })
  func `the outline has the names that the parser finds`(text: String) {
    #expect(Self.names(text) == Self.parsedNames(text))
    #expect(!Self.parsedNames(text).isEmpty)
  }

  @Test(arguments: texts.filter { $0 != "package p\nfunc ()\n" })
  func `text cut down to declarations declares the same`(text: String) {
    let reduced = String(decoding: DeclarationText.reduced(Array(text.utf8)), as: UTF8.self)
    #expect(Self.parsedNames(reduced) == Self.parsedNames(text))
  }

  @Test func `types keep their fields and methods, functions lose their bodies`() {
    let text = """
      package p
      // T is documented.
      type T struct { A int `json:"a"`; B interface{ M() error } /* why */ }
      func F(a struct{ X int }) map[string]struct{} { return other{1} }
      var V = []T{{A: 1}, {A: 2}}
      var long = `\(String(repeating: "x", count: 500))`
      """
    #expect(
      String(decoding: DeclarationText.reduced(Array(text.utf8)), as: UTF8.self) == """
        package p
        type T struct { A int `json:"a"`; B interface{ M() error } }
        func F(a struct{ X int }) map[string]struct{} {}
        var V = []T{}
        var long = ``
        """)
  }

  @Test(arguments: [
    "", "package", "func", "func (", "type", "type (", "type ( A", "var (a = `", "const (\n", "}}}", "/*", "\"",
    "func (r *",
    "package p\nfunc ()\n", "type T struct {", "import \"fmt",
  ])
  func `broken text gives what it gives`(text: String) {
    for name in Self.names(text) { #expect(name.contains(" ")) }
    #expect(DeclarationText.reduced(Array(text.utf8)).count <= text.utf8.count + 2)
  }
}
