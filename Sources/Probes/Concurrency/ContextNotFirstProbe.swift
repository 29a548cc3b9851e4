import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds functions that take a context anywhere but in front.
struct ContextNotFirstProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/context-not-first",
    version: 3,
    sign: .antiPattern,
    looksFor: "a context.Context that follows a parameter of another type",
    because: "readers and tools look for it in front, and a call without it goes unnoticed",
    instead: "move the context to the front",
    examples: [
      .found("func load(path string, ▸ctx context.Context) error { return ctx.Err() }"),
      .found("type store interface {\n\tLoad(id string, ▸ctx context.Context) error\n}"),
      .found("func join(ctx context.Context, path string, ▸other context.Context) error { return other.Err() }"),
      .found("type store struct{}\nfunc (s *store) load(path, id string, ▸_ context.Context) error { return nil }"),
      .found("type loader func(path string, ▸ctx context.Context) error"),
      .found("load := func(path string, ▸ctx context.Context) error { return ctx.Err() }\n_ = load(path, ctx)"),
      .found("go func(path string, ▸ctx context.Context) { <-ctx.Done() }(path, ctx)"),
      .quiet(
        "walk := func(one func(string, context.Context)) { one(path, ctx) }\nwalk(func(path string, ctx context.Context) { <-ctx.Done() })"
      ),
      .quiet("func load(ctx context.Context, path string) error { return ctx.Err() }"),
      .quiet("func join(first, second context.Context) error { return second.Err() }"),
      .quiet("func join(first context.Context, second context.Context) error { return second.Err() }"),
      .quiet("func check(t *testing.T, ctx context.Context) error { return ctx.Err() }"),
      .found("func check(t *testing.T, name string, ▸ctx context.Context) error { return ctx.Err() }"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var taking = 0
    for file in subject.snapshot.productFiles
    where file.imports.contains(where: { $0.path == "context" || $0.path == "golang.org/x/net/context" }) {
      for type in file.tree.nodes(of: .funcType) {
        guard let owner = type.parent,
          owner.kind == .funcDecl || owner.kind == .typeSpec || Self.isInterfaceMethod(owner) || Self.isOwn(owner),
          let fields = type.parameters?.fields
        else { continue }
        var isTaking = false
        var isBehind = false
        var late: Node?
        for field in fields {
          if Self.isContext(field, file, subject.types) {
            isTaking = true
            if isBehind { late = late ?? field }
          } else {
            isBehind = true
          }
        }
        if isTaking { taking += 1 }
        guard let late else { continue }
        // A function of the testing kind takes its own argument first.
        if fields.first?.type?.text.contains("testing.") ?? false, fields.dropFirst().first == late { continue }
        findings.append(file.finding(Self.card.id, at: late, "the context comes after other parameters"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["takingContext": .count(taking), "notFirst": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["context.Context"]))
  }

  /// A literal that nobody else's signature asks for: it is called on the spot, or kept in a variable.
  private static func isOwn(_ literal: Node) -> Bool {
    guard literal.kind == .funcLit, let parent = literal.parent else { return false }
    switch parent.kind {
    case .callExpr: return parent.function == literal
    case .assignStmt:
      guard parent.token == .define, parent.leftSide.count == 1, let name = parent.leftSide.first else { return false }
      return isOnlyCalled(name)
    case .valueSpec:
      guard parent.type == nil, parent.names.count == 1, let name = parent.names.first else { return false }
      return isOnlyCalled(name)
    default: return false
    }
  }

  /// Whether a variable is handed to nobody, whose signature might ask for the order.
  private static func isOnlyCalled(_ name: Node) -> Bool {
    let around = name.enclosingFunction ?? name.tree.root
    return around.descendants(of: .ident).allSatisfy { use in
      !use.isSpelled(like: name) || use == name || use.parent?.kind == .callExpr && use.parent?.function == use
    }
  }

  private static func isInterfaceMethod(_ field: Node) -> Bool {
    field.kind == .field && !field.names.isEmpty && field.parent?.parent?.kind == .interfaceType
  }

  private static func isContext(_ field: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    guard let written = field.type, written.kind == .ident || written.kind == .selectorExpr, !written.isText("string"),
      let type = types.type(written: written, in: file)
    else { return false }
    return type.isContext || type.isNamed("golang.org/x/net/context", "Context")
  }
}
