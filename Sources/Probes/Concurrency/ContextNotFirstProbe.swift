import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds functions that take a context anywhere but in front.
struct ContextNotFirstProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/context-not-first",
    sign: .antiPattern,
    looksFor: "a context.Context that is not the first parameter",
    because: "readers and tools look for it in front, and a call without it goes unnoticed",
    instead: "move the context to the front",
    examples: [
      .found("func load(path string, ▸ctx context.Context) error { return ctx.Err() }"),
      .found("type store interface {\n\tLoad(id string, ▸ctx context.Context) error\n}"),
      .quiet("func load(ctx context.Context, path string) error { return ctx.Err() }"),
      .quiet("func join(first, second context.Context) error { return second.Err() }"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var taking = 0
    for file in subject.snapshot.productFiles where file.imports.contains(where: { $0.path == "context" }) {
      for type in file.tree.nodes(of: .funcType) {
        guard let owner = type.parent, owner.kind == .funcDecl || Self.isInterfaceMethod(owner),
          let fields = type.parameters?.fields
        else { continue }
        let positions = fields.indices.filter { Self.isContext(fields[$0], file, subject.types) }
        guard let first = positions.first else { continue }
        taking += 1
        guard first != fields.startIndex else { continue }
        // A function of the testing kind takes its own argument first.
        if fields.first?.type?.text.contains("testing.") ?? false { continue }
        findings.append(file.finding(Self.card.id, at: fields[first], "the context is not the first parameter"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["takingContext": .count(taking), "notFirst": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["context.Context"]))
  }

  private static func isInterfaceMethod(_ field: Node) -> Bool {
    field.kind == .field && !field.names.isEmpty && field.parent?.parent?.kind == .interfaceType
  }

  private static func isContext(_ field: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    guard let written = field.type else { return false }
    return types.type(written: written, in: file)?.isContext ?? false
  }
}
