import Evidence
import GoSyntax
import Repository

/// Finds interfaces with more methods than one caller needs.
///
/// Limits: embedded interfaces are not counted; four to ten methods are counted in the measures only.
struct TooLargeProbe: Probe {
  static let card = ProbeCard(
    id: "interfaces/too-large",
    sign: .antiPattern,
    looksFor: "an interface with more than ten methods",
    because: "whoever wants to stand in for it, a test above all, has to write every one of them",
    instead: "declare, where it is used, an interface of the one to three methods that are called",
    examples: [
      .found("type ▸store interface {\n" + (1...11).map { "\tStep\($0)()\n" }.joined() + "}"),
      .quiet("type store interface {\n" + (1...10).map { "\tStep\($0)()\n" }.joined() + "}"),
      .quiet("type store struct {\n" + (1...11).map { "\tstep\($0) func()\n" }.joined() + "}"),
    ])

  static let methodCountMax = 10

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var interfaces = 0
    var small = 0
    var large = 0
    for file in subject.snapshot.productFiles {
      for type in file.tree.nodes(of: .interfaceType) {
        guard let spec = type.parent, spec.kind == .typeSpec, let name = spec.name else { continue }
        let methods = type.fields.reduce(0) { $0 + $1.names.count }
        guard methods > 0 else { continue }
        interfaces += 1
        if methods <= 3 { small += 1 } else { large += 1 }
        guard methods > Self.methodCountMax else { continue }
        findings.append(file.finding(Self.card.id, at: name, "\(name.text) has \(methods) methods"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "interfaces": .count(interfaces), "upToThree": .count(small), "aboveThree": .count(large),
        "aboveTen": .count(findings.count),
      ],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["interface types"]))
  }
}
