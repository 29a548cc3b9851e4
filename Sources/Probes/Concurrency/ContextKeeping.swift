import GoSyntax
import GoTypes
import Repository

/// Why a struct keeps a context, as far as the field's name and its uses tell.
///
/// A field named for a lifetime (`rootCtx`, `baseContext`) says that it is nobody's deadline. A context that is given to
/// log lines and nothing else runs no work.
struct ContextKeeping {
  let field: Node
  let type: String
  let subject: Subject
  let file: GoFile

  var isMeant: Bool {
    guard let kept = field.names.first else { return false }
    return IdentifierWords(kept.text).containsAny(of: ContextKeeping.lifetimes) || isForLogLines(kept)
  }

  private static let lifetimes: Set<String> = [
    "root", "main", "base", "lifetime", "lifecycle", "life", "global", "shutdown", "app", "process", "background",
  ]

  private func isForLogLines(_ kept: Node) -> Bool {
    guard !type.isEmpty else { return false }
    var isLogged = false
    for other in subject.snapshot.productFiles where other.packagePath == file.packagePath {
      for selector in other.tree.nodes(of: .selectorExpr) where selector.name?.isSameText(as: kept) == true {
        guard let operand = selector.operand, let parent = selector.parent else { return false }
        if case .named(_, let name, _)? = subject.types.type(of: operand, in: other)?.pointee, name != type { continue }
        if parent.kind == .assignStmt, parent.leftSide.contains(selector) { continue }
        guard parent.kind == .callExpr, parent.function != selector,
          parent.calledName?.hasSuffix("Logger") ?? false || LogLevel(of: parent, subject, other) != nil
        else { return false }
        isLogged = true
      }
    }
    return isLogged
  }
}

extension ModuleTypes {
  /// Whether a type is a context, or an interface with all that a context has.
  func isContextLike(_ type: GoType) -> Bool {
    if type.isContext { return true }
    guard case .interface? = underlying(type) else { return false }
    return ["Deadline", "Done", "Err", "Value"].allSatisfy { method($0, of: type) != nil }
  }
}

/// The examples of `ContextInStructProbe` for what `ContextKeeping` says, and for runs that are over with one call.
let contextKeepingExamples: [ProbeExample] = [
  .quiet("type keeper struct {\n\trootCtx context.Context\n}"),
  .found("type keeper struct {\n\t▸routeCtx context.Context\n}"),
  .quiet(
    """
    package shop
    import ("context"; "log/slog")
    type lines struct { ctx context.Context }
    func (l *lines) Printf(text string) { slog.InfoContext(l.ctx, text) }
    """),
  .found(
    """
    package shop
    import ("context"; "log/slog")
    type lines struct { ▸ctx context.Context }
    func (l *lines) Printf(text string) { slog.InfoContext(l.ctx, text); store(l.ctx, text) }
    func store(ctx context.Context, text string) {}
    """),
  .quiet(
    """
    package shop
    import "context"
    type phase interface { work() error }
    type counting struct { ctx context.Context; count int }
    func (c *counting) work() error { return c.ctx.Err() }
    func newCounting(ctx context.Context) *counting { return &counting{ctx: ctx} }
    func run(ctx context.Context, phase phase) error { return phase.work() }
    func all(ctx context.Context) error { return run(ctx, newCounting(ctx)) }
    """),
  .found(
    """
    package shop
    import "context"
    type phase interface { work() error }
    type counting struct { ▸ctx context.Context; count int }
    func (c *counting) work() error { return c.ctx.Err() }
    func newCounting(ctx context.Context) *counting { return &counting{ctx: ctx} }
    var kept []phase
    func keep(ctx context.Context, phase phase) { kept = append(kept, phase) }
    func all(ctx context.Context) { keep(ctx, newCounting(ctx)) }
    """),
  .quiet(
    """
    package shop
    import "context"
    type Visit interface { context.Context; Name() string }
    type visit struct { context.Context; name string }
    func (v *visit) Name() string { return v.name }
    func open(ctx context.Context, name string) Visit { return &visit{ctx, name} }
    """),
]
