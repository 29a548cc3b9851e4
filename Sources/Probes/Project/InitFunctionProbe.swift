import Evidence
import GoSyntax
import Repository

/// Finds functions that run because a package is imported.
struct InitFunctionProbe: Probe {
  static let card = ProbeCard(
    id: "project/init-function",
    sign: .antiPattern,
    looksFor: "an init function",
    because:
      "it runs in every program and test that imports the package, cannot be given anything and cannot fail well",
    instead: "do the work in a constructor that main calls",
    examples: [
      .found("func ▸init() { log.SetPrefix(\"shop\") }"),
      .quiet("type shop struct{}\n\nfunc (s shop) init() { log.SetPrefix(\"shop\") }"),
      .quiet("func initialise() { log.SetPrefix(\"shop\") }"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles {
      for function in file.tree.nodes(of: .funcDecl) where function.receiver == nil {
        guard let name = function.name, name.isText("init") else { continue }
        findings.append(file.finding(Self.card.id, at: name, "runs whenever \(file.packageName) is imported"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["inits": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["func init()"]))
  }
}
