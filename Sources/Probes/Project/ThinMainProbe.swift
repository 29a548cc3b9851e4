import Evidence
import GoSyntax
import Repository

/// Finds main packages that hold more than wiring.
///
/// Limits: size stands for logic. Flag and command definitions are part of wiring, which is why the bound is generous.
/// Mains below internal/ and those named for generating serve the build and are left out.
struct ThinMainProbe: Probe {
  static let card = ProbeCard(
    id: "project/thin-main",
    version: 3,
    sign: .antiPattern,
    looksFor: "a main package with more code than wiring needs, or with types of its own",
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
      .quiet(ThinMainProbe.longMain.replacing("▸", with: "").replacing("main.go", with: "main_test.go")),
      .quiet(ThinMainProbe.longMain.replacing("▸", with: "").replacing("package main", with: "package shop")),
      .quiet(
        """
        -- cmd/shop/main.go --
        package main

        func main() { run() }

        func run() {}
        """),
    ])

  /// `internal/gendocs`, `cmd/codegen`: run by go generate, shipped to nobody.
  private static func servesTheBuild(_ folder: String) -> Bool {
    let parts = folder.split(separator: "/")
    guard let last = parts.last else { return false }
    if let first = parts.first, aside.contains(first) { return true }
    return parts.contains("internal") || last.hasPrefix("gen") || last.hasSuffix("gen")
      || last.hasPrefix("prepare-release") || last.hasPrefix("build-release")
  }

  /// Folders at the root for what maintainers run: scripts that build and release.
  private static let aside: Set<Substring> = [
    "hack", "scripts", "script", "tools", "helpers", "build", "ci", "release",
  ]

  /// `//go:build ignore_build_go`: a file that only `go run` with its name ever compiles.
  private static func isScript(_ file: GoFile) -> Bool {
    let limit = file.tree.root.name?.start ?? 0
    return file.tree.commentGroups.prefix { $0.start < limit }.contains { group in
      group.comments.contains { file.tree.text($0).hasPrefix("//go:build ignore") }
    }
  }

  static let lineCountMax = 300
  private static let longMain =
    "-- cmd/shop/main.go --\npackage main\n\nfunc ▸main() {\n" + String(repeating: "\tprintln()\n", count: 320) + "}\n"

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var mains = 0
    for package in snapshot.packages where package.isMain && !Self.servesTheBuild(package.folder) {
      let files = package.fileIndices.map { snapshot.goFiles[$0] }.filter { $0.isProduct && !Self.isScript($0) }
      guard !files.isEmpty else { continue }
      mains += 1
      var lines = 0
      var entry: (file: GoFile, name: Node)?
      for file in files {
        for function in file.tree.nodes(of: .funcDecl) {
          lines += function.endLine - function.line + 1
          if function.receiver == nil, let name = function.name, name.isText("main") { entry = (file, name) }
        }
      }
      guard lines > Self.lineCountMax, let entry else { continue }
      findings.append(
        entry.file.finding(
          Self.card.id, at: entry.name, "\(lines) lines of functions in a main package", confidence: .medium))
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["mains": .count(mains), "heavyMains": .count(findings.count)],
      scope: Scope(files: snapshot.productFiles.count, patterns: ["functions of main packages"]))
  }
}
