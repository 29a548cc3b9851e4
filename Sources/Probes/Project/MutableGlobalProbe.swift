import Evidence
import GoSyntax
import Repository

/// Finds variables of packages that any code may change.
///
/// Limits: errors, compiled regular expressions, embedded files and blank names are left out; whether anybody does
/// change the variable is not asked.
struct MutableGlobalProbe: Probe {
  static let card = ProbeCard(
    id: "project/mutable-global",
    sign: .antiPattern,
    looksFor: "a variable at package level",
    because: "tests cannot run beside each other, and every reader has to ask who else writes it",
    instead: "make it a constant, a function or a field of what needs it",
    examples: [
      .found("var ▸count = 0"),
      .found("var (\n\tErrGone = errors.New(\"gone\")\n\t▸cache = map[string]int{}\n)"),
      .quiet("var ErrGone = errors.New(\"gone\")"),
      .quiet("package shop\n\nimport \"regexp\"\n\nvar name = regexp.MustCompile(`^a$`)\n"),
      .quiet("func load() { var count = 0; log.Println(count) }"),
      .quiet("package shop\n\nimport _ \"embed\"\n\n//go:embed page.html\nvar page string\n"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles {
      for declaration in file.tree.root.declarations where declaration.kind == .genDecl && declaration.token == .var {
        for spec in declaration.specs where spec.kind == .valueSpec {
          if Self.isEmbedded(spec) || Self.isEmbedded(declaration) { continue }
          for (position, name) in spec.names.enumerated() where !name.isText("_") {
            let value =
              spec.values.count > position ? spec.values[spec.values.startIndex + position] : spec.values.first
            if Self.isFixed(name, value, spec.type) { continue }
            findings.append(file.finding(Self.card.id, at: name, "\(name.text) can be changed from anywhere"))
          }
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["globals": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["var at package level"]))
  }

  private static func isEmbedded(_ node: Node) -> Bool {
    node.tree.text(ofLine: max(1, node.line - 1)).hasPrefix("//go:embed")
  }

  private static func isFixed(_ name: Node, _ value: Node?, _ type: Node?) -> Bool {
    if type?.isText("error") ?? false { return true }
    guard let value = value?.unparenthesized else { return false }
    if value.kind == .callExpr {
      let made = value.calledName ?? ""
      if ["New", "Errorf", "NewError", "WithStack"].contains(made), name.text.lowercased().hasPrefix("err") {
        return true
      }
      if ["errors", "regexp"].contains(value.calledOperandName ?? "") || value.text.hasPrefix("fmt.Errorf(") {
        return true
      }
    }
    let text = name.text
    return text.hasPrefix("Err") && (text.dropFirst(3).first?.isUppercase ?? false)
  }
}
