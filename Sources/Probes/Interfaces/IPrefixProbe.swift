import Evidence
import GoSyntax
import Repository

/// Finds interfaces that are named by what they are instead of what they do: `IStore`.
struct IPrefixProbe: Probe {
  static let card = ProbeCard(
    id: "interfaces/i-prefix",
    sign: .antiPattern,
    looksFor: "an interface whose name begins with I and a second capital letter",
    because: "the letter tells nobody what the interface is for",
    instead: "name it after its method: Reader, Storer, or simply Store",
    examples: [
      .found("type ▸IStore interface{ Load() error }"),
      .quiet("type Iterator interface{ Next() bool }"),
      .quiet("type IPAddress interface{ Text() string }"),
      .quiet("type IStore struct{}"),
    ])

  private static let words = ["IPv", "IOs", "IDs", "IoT"]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles {
      for type in file.tree.nodes(of: .interfaceType) {
        guard let spec = type.parent, spec.kind == .typeSpec, let name = spec.name else { continue }
        let letters = Array(name.text)
        guard letters.count > 2, letters[0] == "I", letters[1].isUppercase, letters[2].isLowercase,
          !Self.words.contains(where: name.text.hasPrefix)
        else { continue }
        findings.append(file.finding(Self.card.id, at: name, "the I says nothing"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["prefixed": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["type IName interface"]))
  }
}
