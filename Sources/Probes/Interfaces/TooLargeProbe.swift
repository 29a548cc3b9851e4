import Evidence
import GoSyntax
import Repository

/// Finds interfaces with more methods than one caller needs.
///
/// An interface without a name counts as well. An embedded interface counts as one, however much it brings: composing
/// small interfaces is the remedy, not the fault. Limits: four to ten methods are counted in the measures only.
struct TooLargeProbe: Probe {
  static let card = ProbeCard(
    id: "interfaces/too-large",
    version: 2,
    sign: .antiPattern,
    looksFor: "an interface with more than ten methods",
    because: "whoever wants to stand in for it, a test above all, has to write every one of them",
    instead: "declare, where it is used, an interface of the one to three methods that are called",
    examples: [
      .found("type ▸store interface {\n" + (1...11).map { "\tStep\($0)()\n" }.joined() + "}"),
      .found("var _ ▸interface {\n" + (1...11).map { "\tStep\($0)()\n" }.joined() + "}"),
      .found("func open() ▸interface {\n" + (1...11).map { "\tStep\($0)()\n" }.joined() + "} { return nil }"),
      .found("type store struct {\n\tinner ▸interface {\n" + (1...11).map { "\t\tStep\($0)()\n" }.joined() + "\t}\n}"),
      .found("type ▸store[T any] interface {\n\tio.Reader\n" + (1...10).map { "\tStep\($0)(T)\n" }.joined() + "}"),
      .quiet("type number interface {\n" + (1...11).map { "\t~[\($0)]int | ~[\($0)]uint\n" }.joined() + "}"),
      .quiet("type store interface {\n\tio.Reader\n\tio.Writer\n" + (1...8).map { "\tStep\($0)()\n" }.joined() + "}"),
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
        var methods = 0
        var embedded = 0
        for field in type.fields {
          if field.names.count > 0 {
            methods += field.names.count
          } else if Self.isInterface(field.type) {
            embedded += 1
          }
        }
        guard methods > 0 else { continue }
        let name = type.parent.flatMap { $0.kind == .typeSpec ? $0.name : nil }
        if name != nil {
          interfaces += 1
          if methods <= 3 { small += 1 } else { large += 1 }
        }
        guard methods + embedded > Self.methodCountMax else { continue }
        let word = name?.text ?? "the interface"
        let more = embedded == 0 ? "" : " and \(embedded) embedded interfaces"
        findings.append(file.finding(Self.card.id, at: name ?? type, "\(word) has \(methods) methods\(more)"))
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

  /// An embedded name, as opposed to the terms of a constraint.
  private static func isInterface(_ element: Node?) -> Bool {
    switch element?.unparenthesized.kind {
    case .ident, .selectorExpr, .indexExpr, .indexListExpr: true
    default: false
    }
  }
}
