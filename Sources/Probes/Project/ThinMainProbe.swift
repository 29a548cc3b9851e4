import Evidence
import GoSyntax
import Repository

/// Finds main packages that hold more than wiring.
///
/// Limits: size stands for logic, the lines of flags, of literals and of ends after an error apart (`WiringLines`), but
/// for SQL and for handlers that decide (`MainLogic`), of which two are a subject. Flag and command definitions are
/// part of wiring, which is why the bound is generous. Mains that are given to nobody (`ShippedPrograms`) are left out,
/// and so is a second main that stands in the same package behind a build constraint.
struct ThinMainProbe: Probe {
  static let card = ProbeCard(
    id: "project/thin-main",
    version: 7,
    sign: .antiPattern,
    looksFor: "a main package with more code than wiring needs, or with SQL or handlers",
    because: "nothing can import a main package, so what it holds cannot be reused and is rarely tested",
    instead: "move everything but parsing settings and connecting parts into a package of its own",
    examples: [
      .found(ThinMainProbe.longMain),
      .found(ThinMainProbe.longMain.replacing("cmd/shop/", with: "")),
      .found(
        ThinMainProbe.longMain
          + "-- cmd/shop/shop.go --\npackage main\n\ntype cart struct{}\n\nfunc (c cart) total() {}\n"),
      .quiet(ThinMainProbe.longMain.replacing("▸", with: "").replacing("cmd/shop/", with: "cmd/docgen/")),
      .quiet(ThinMainProbe.longMain.replacing("▸", with: "").replacing("cmd/shop/", with: "scripts/release/")),
      .quiet(
        ThinMainProbe.longMain.replacing("▸", with: "").replacing(
          "package main", with: "//go:build ignore_build\n\npackage main")),
      .found(
        "-- cmd/shop/docs.go --\n//go:build docs\n\npackage main\n\nfunc main() {}\n" + ThinMainProbe.longMain),
      .quiet(ThinMainProbe.longMain.replacing("▸", with: "").replacing("main.go", with: "main_test.go")),
      .quiet(ThinMainProbe.longMain.replacing("▸", with: "").replacing("package main", with: "package shop")),
      .found(
        """
        package main

        import ("database/sql"; "net/http")

        type shop struct{ db *sql.DB }

        func ▸main() { http.HandleFunc("/", (&shop{}).list) }

        func (s *shop) list(w http.ResponseWriter, r *http.Request) { s.count() }

        func (s *shop) count() (n int, err error) {
          err = s.db.QueryRow("SELECT count(*) FROM carts").Scan(&n)
          return n, err
        }

        func (s *shop) empty(name string) { _, _ = s.db.Exec("DELETE FROM carts WHERE name = $1", name) }
        """),
      .quiet(
        """
        package main

        import ("database/sql"; "net/http")

        func main() { http.HandleFunc("/health", health) }

        func health(w http.ResponseWriter, r *http.Request) {
          db, err := sql.Open("pgx", "")
          if err == nil { err = db.Ping() }
          if err != nil { w.WriteHeader(http.StatusServiceUnavailable) }
        }
        """),
      .quiet(
        """
        package main

        import "net/http"

        func main() { http.HandleFunc("/", page); http.HandleFunc("/about", about) }

        func page(w http.ResponseWriter, r *http.Request) {
          text, err := load("page")
          if err != nil { http.Error(w, "gone", 500); return }
          _, _ = w.Write(text)
        }

        func about(w http.ResponseWriter, r *http.Request) {
          text, err := load("about")
          if err != nil { http.Error(w, "gone", 500); return }
          _, _ = w.Write(text)
        }

        func load(name string) ([]byte, error) { return []byte(name), nil }
        """),
      .quiet(
        """
        -- cmd/shop/main.go --
        package main

        func main() { run() }

        func run() {}
        """),
    ])

  /// `//go:build ignore_build_go`: a file that only `go run` with its name ever compiles.
  private static func isScript(_ file: GoFile) -> Bool { hasLine("//go:build ignore", file) }

  /// Whether a comment above the package clause begins with a text.
  private static func hasLine(_ text: String, _ file: GoFile) -> Bool {
    let limit = file.tree.root.name?.start ?? 0
    return file.tree.commentGroups.prefix { $0.start < limit }.contains { group in
      group.comments.contains { file.tree.text($0).hasPrefix(text) }
    }
  }

  /// `//go:build docs`: built when somebody asks for it; `!docs` is what is built otherwise.
  private static func isAsideMain(_ file: GoFile) -> Bool {
    hasLine("//go:build ", file) && !hasLine("//go:build !", file)
  }

  private static func entry(of file: GoFile) -> Node? {
    file.tree.nodes(of: .funcDecl).lazy.filter { $0.receiver == nil }.compactMap(\.name).first { $0.isText("main") }
  }

  static let lineCountMax = 300
  /// One statement or handler is often a check of health.
  private static let signCountMin = 2
  private static let longMain =
    "-- cmd/shop/main.go --\npackage main\n\nfunc ▸main() {\n" + String(repeating: "\tprintln()\n", count: 320) + "}\n"

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var mains = 0
    let tools = subject.shippedPrograms.tools
    for package in snapshot.packages where package.isMain && !package.servesTheBuild && !tools.contains(package.path) {
      var files = package.fileIndices.map { snapshot.goFiles[$0] }.filter { $0.isProduct && !Self.isScript($0) }
      guard !files.isEmpty else { continue }
      mains += 1
      let entries = files.filter { Self.entry(of: $0) != nil }
      if entries.count > 1, entries.contains(where: { !Self.isAsideMain($0) }) {
        files.removeAll { Self.entry(of: $0) != nil && Self.isAsideMain($0) }
      }
      var (lines, others) = (0, 0)
      var signs: [MainLogic] = []
      var entry: (file: GoFile, name: Node)?
      for file in files {
        for function in file.tree.nodes(of: .funcDecl) {
          lines += function.endLine - function.line + 1
          others += WiringLines.others(in: function)
          if let sign = MainLogic.sign(of: function, in: file, subject) { signs.append(sign.logic) }
        }
        if let name = Self.entry(of: file) { entry = (file, name) }
      }
      guard let entry else { continue }
      let message: String
      if others > Self.lineCountMax {
        message = "\(lines) lines of functions in a main package"
      } else if signs.count >= Self.signCountMin {
        message = signs.contains(.statement) ? "SQL statements in a main package" : "handlers in a main package"
      } else {
        continue
      }
      findings.append(entry.file.finding(Self.card.id, at: entry.name, message, confidence: .medium))
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["mains": .count(mains), "heavyMains": .count(findings.count)],
      scope: Scope(files: snapshot.productFiles.count, patterns: ["functions of main packages"]))
  }
}
