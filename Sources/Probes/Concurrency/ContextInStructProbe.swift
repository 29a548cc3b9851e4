import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds structs that keep a context.
///
/// Embedded ones too. Limits: types that stand for one request, one call or a context of their own are left out by
/// their name.
struct ContextInStructProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/context-in-struct",
    version: 2,
    sign: .antiPattern,
    looksFor: "a field of type context.Context",
    because: "the methods then run under the deadline of whoever made the value, not of whoever calls",
    instead: "let each method take the context as its first parameter",
    examples: [
      .found("type worker struct {\n\t▸ctx context.Context\n}"),
      .found("type worker struct {\n\t▸context.Context\n\tname string\n}"),
      .quiet("type userContext struct {\n\tcontext.Context\n\tuser string\n}"),
      .quiet("type uploadRequest struct {\n\tctx context.Context\n}"),
      .quiet("type worker struct {\n\trun func(ctx context.Context) error\n}"),
    ])

  private static let perCall = ["Request", "Context", "Ctx", "Options", "Opts", "Call", "Stream", "Event", "Message"]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles where file.imports.contains(where: { $0.path == "context" }) {
      for structure in file.tree.nodes(of: .structType) {
        let name = structure.parent?.kind == .typeSpec ? structure.parent?.name?.text ?? "" : ""
        let lowered = name.lowercased()
        if Self.perCall.contains(where: { lowered.hasSuffix($0.lowercased()) }) { continue }
        for field in structure.fields {
          guard let written = field.type, written.kind == .selectorExpr || written.kind == .ident,
            subject.types.type(written: written, in: file)?.isContext ?? false
          else { continue }
          findings.append(
            file.finding(Self.card.id, at: field, "\(name.isEmpty ? "the struct" : name) keeps a context"))
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["kept": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["fields of type context.Context"]))
  }
}
