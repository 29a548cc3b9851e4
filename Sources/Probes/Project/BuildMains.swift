import Repository

extension GoPackage {
  /// Whether its folder says that it is run while building or by maintainers, and shipped to nobody: `internal/gendocs`,
  /// `cmd/codegen`, `scripts/release`.
  var servesTheBuild: Bool {
    let parts = folder.split(separator: "/")
    guard let last = parts.last else { return false }
    if let first = parts.first, GoPackage.aside.contains(first) { return true }
    return writesDocuments || parts.contains("internal") || GoPackage.isGenerator(last)
      || last.hasPrefix("prepare-release")
      || last.hasPrefix("build-release")
  }

  /// A program that writes the documents of a command line or an interface: named for them, and built on a library that
  /// makes them.
  var writesDocuments: Bool {
    guard isMain, let last = folder.split(separator: "/").last, last.hasSuffix("doc") || last.hasSuffix("docs") else {
      return false
    }
    return externalImports.contains { path in
      path.split(separator: "/").last.map { $0 == "doc" || $0 == "docs" || $0.hasSuffix("doc") } ?? false
    }
  }

  /// Folders at the root for what maintainers run: scripts that build and release.
  private static let aside: Set<Substring> = [
    "hack", "scripts", "script", "tools", "helpers", "build", "ci", "release",
  ]

  /// `gen-docs`, `generator`, `gendocs`, `codegen`, but not `genesis` or `oxygen`: words decide.
  private static func isGenerator(_ folder: Substring) -> Bool {
    let words = IdentifierWords(folder)
    if words.containsAny(of: ["gen", "generate", "generator", "generators", "generates"]) { return true }
    return words.words.contains { word in
      word.hasPrefix("gen") && generated.contains(word.dropFirst(3))
        || word.hasSuffix("gen") && generated.contains { $0.utf8.count > 2 && word.dropLast(3).hasSuffix($0) }
    }
  }

  /// What generators make, as it stands behind or before `gen`.
  private static let generated: Set<Substring> = [
    "api", "apis", "bpf", "cli", "client", "code", "config", "conversion", "crd", "crds", "data",
    "deepcopy", "defaulter", "doc", "docs", "dto", "enum", "enums", "event", "events", "field", "fields", "func",
    "funcs", "go", "html", "icons", "informer", "js", "json", "lister", "man", "markdown", "md",
    "method", "mock", "mocks", "model", "models", "name", "names", "openapi", "proto", "query", "schema", "schemas",
    "spec", "specs", "sql", "static", "struct", "structs", "swagger", "syscall", "table", "tables", "template",
    "templates", "test", "tests", "ts", "type", "types", "unicode", "version", "yaml",
  ]
}
