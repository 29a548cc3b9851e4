import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds structs that keep a context.
///
/// Embedded ones too. Left out are types that stand for one request or call: by their name, because they keep the
/// request or its answer as well, or because they have a method Context that gives it out; adapters, which hand the
/// context on from methods that interfaces of the standard library demand without one (reading, writing and seeking, or
/// Commit and Rollback); builders that are given it; and fields that never hold anything but context.Background.
/// Limits: interfaces of other modules that leave no place for a context are not known.
struct ContextInStructProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/context-in-struct",
    version: 4,
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
      .quiet("type openRows struct {\n\tctx context.Context\n}"),
      .quiet(
        """
        package shop
        import "context"
        type stock struct { ctx context.Context }
        func (s stock) ReadAt(p []byte, at int64) (int, error) { return load(s.ctx, p, at) }
        func load(ctx context.Context, p []byte, at int64) (int, error) { return 0, nil }
        """),
      .found(
        """
        package shop
        import "context"
        type stock struct { ▸ctx context.Context }
        func (s stock) Read(name string) error { return load(s.ctx, name) }
        func load(ctx context.Context, name string) error { return nil }
        """),
      .quiet(
        """
        package shop
        import "context"
        type sale struct { ctx context.Context }
        func (s sale) Commit() error { return end(s.ctx) }
        func (s sale) Rollback() error { return end(s.ctx) }
        func end(ctx context.Context) error { return nil }
        """),
      .quiet(
        """
        package shop
        import "context"
        type orderBuilder struct { ctx context.Context }
        func (b *orderBuilder) WithContext(ctx context.Context) *orderBuilder { b.ctx = ctx; return b }
        """),
      .quiet("type page struct {\n\tctx context.Context\n\tw http.ResponseWriter\n}"),
      .quiet("type page struct {\n\tctx context.Context\n\trequest *http.Request\n}"),
      .quiet(
        """
        package shop
        import "context"
        type watched struct { ctx context.Context }
        func (w *watched) Context() context.Context { return w.ctx }
        """),
      .quiet(
        """
        package shop
        import "context"
        type counter struct { fixed context.Context }
        func newCounter() *counter { return &counter{fixed: context.Background()} }
        """),
      .found(
        """
        package shop
        import "context"
        type counter struct { ▸kept context.Context }
        func newCounter() *counter { return &counter{kept: context.Background()} }
        func (c *counter) keep(ctx context.Context) { c.kept = ctx }
        """),
    ])

  private static let perCall = [
    "Request", "Context", "Ctx", "Options", "Opts", "Call", "Stream", "Event", "Message", "Results", "Rows",
    "ResultReader", "Cursor", "Iterator",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles where file.imports.contains(where: { $0.path == "context" }) {
      for structure in file.tree.nodes(of: .structType) {
        let name = structure.parent?.kind == .typeSpec ? structure.parent?.name?.text ?? "" : ""
        let lowered = name.lowercased()
        if Self.perCall.contains(where: { lowered.hasSuffix($0.lowercased()) }) || keepsRequest(structure) { continue }
        for field in structure.fields {
          guard let written = field.type, written.kind == .selectorExpr || written.kind == .ident,
            subject.types.type(written: written, in: file)?.isContext ?? false,
            !isAdapter(name, field, subject, file), !isOnlyBackground(field, subject, file)
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

  /// Whether another field holds a request, or what it is answered with: `r *http.Request`, `http.ResponseWriter`.
  private func keepsRequest(_ structure: Node) -> Bool {
    structure.fields.contains { field in
      guard var type = field.type?.unparenthesized else { return false }
      if type.kind == .starExpr { type = type.operand?.unparenthesized ?? type }
      guard type.kind == .selectorExpr, let name = type.name else { return false }
      return name.isText("Request") || name.isText("ResponseWriter")
    }
  }

  /// Whether the package gives the field nothing but context.Background: there it is nobody's context.
  private func isOnlyBackground(_ field: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let kept = field.names.first else { return false }
    var isGiven = false
    for other in subject.snapshot.productFiles where other.packagePath == file.packagePath {
      for pair in other.tree.nodes(of: .keyValueExpr) where pair.key?.isSpelled(like: kept) == true {
        guard pair.value?.isText("context.Background()") == true else { return false }
        isGiven = true
      }
      for assignment in other.tree.nodes(of: .assignStmt) {
        guard
          assignment.leftSide.contains(where: { $0.kind == .selectorExpr && $0.name?.isSpelled(like: kept) == true })
        else { continue }
        guard assignment.rightSide.first?.isText("context.Background()") == true else { return false }
        isGiven = true
      }
    }
    return isGiven
  }

  /// Parameters and results of methods that interfaces of the standard library demand.
  private static let demanded: [String: (parameters: [String], results: Int)] = [
    "Read": (["[]byte"], 2), "Write": (["[]byte"], 2), "ReadAt": (["[]byte", "int64"], 2),
    "WriteAt": (["[]byte", "int64"], 2), "Seek": (["int64", "int"], 2), "ReadFrom": (["io.Reader"], 2),
    "WriteTo": (["io.Writer"], 2),
  ]

  /// Whether a method returns the field.
  private func gives(_ method: Node, _ kept: Node) -> Bool {
    method.descendants(of: .returnStmt).contains {
      $0.returned.first?.unparenthesized.name?.isSpelled(like: kept) == true
    }
  }

  private func isMethod(_ method: Node, of type: String) -> Bool {
    var receiver = method.receiver?.fields.first?.type?.unparenthesized
    while let outer = receiver, [.starExpr, .indexExpr, .indexListExpr].contains(outer.kind) {
      receiver = outer.operand?.unparenthesized
    }
    return receiver?.text == type
  }

  /// Whether the context is there because a foreign interface leaves no place for one, or a builder collects it.
  private func isAdapter(_ type: String, _ field: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard !type.isEmpty, let kept = field.names.first else { return false }
    var ends: Set<String> = []
    for other in subject.snapshot.productFiles where other.packagePath == file.packagePath {
      for method in other.tree.nodes(of: .funcDecl) where method.receiver != nil && isMethod(method, of: type) {
        guard let name = method.name?.text, let shape = method.type else { continue }
        let parameters = (shape.parameters?.fields).map { Array($0) } ?? []
        if name == "WithContext", type.hasSuffix("uilder"), parameters.count == 1 { return true }
        if name == "Context", parameters.isEmpty, gives(method, kept) { return true }
        let takes = parameters.flatMap { Array(repeating: $0.type?.text ?? "", count: max(1, $0.names.count)) }
        let gives = (shape.results?.fields).map { $0.reduce(0) { $0 + max(1, $1.names.count) } } ?? 0
        let isDemanded = Self.demanded[name].map { $0.parameters == takes && $0.results == gives } ?? false
        let isEnd = (name == "Commit" || name == "Rollback") && takes.isEmpty && gives == 1
        guard isDemanded || isEnd,
          method.descendants(of: .selectorExpr).contains(where: { $0.name?.isSpelled(like: kept) == true })
        else { continue }
        if isDemanded { return true }
        ends.insert(name)
      }
    }
    return ends.count == 2
  }
}
