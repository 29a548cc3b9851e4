import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds structs that keep a context.
///
/// Embedded ones too. Left out are types that stand for one request or call: by their name, because they keep the
/// request or its answer as well (a channel for it, too), because they have a method Context that gives it out, or one
/// that gives an iterator; types whose values are made, used and done with in one call (`OperationTypes`); adapters,
/// which have methods that well-known interfaces demand without a context (reading, writing and seeking, giving a token,
/// or Commit and Rollback); fields with words beside them that say what the context is for; builders that are given it; types that are contexts themselves; those that keep a cancel
/// function beside it, which end their own work; unexported records of several fields without a method; fields that never hold anything but context.Background, and what `ContextKeeping` names.
/// Limits: interfaces of other modules that leave no place for a context are not known.
struct ContextInStructProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/context-in-struct",
    version: 10,
    sign: .antiPattern,
    looksFor: "a field of type context.Context",
    because: "the methods then run under the deadline of whoever made the value, not of whoever calls",
    instead: "let each method take the context as its first parameter",
    examples: contextRecordExamples + contextKeepingExamples + [
      .found("type worker struct {\n\t▸ctx context.Context\n}"),
      .found("type worker struct {\n\t▸context.Context\n\tname string\n}"),
      .quiet("type userContext struct {\n\tcontext.Context\n\tuser string\n}"),
      .quiet("type uploadRequest struct {\n\tctx context.Context\n}\nvar uploads []uploadRequest"),
      .quiet("type worker struct {\n\trun func(ctx context.Context) error\n}"),
      .quiet("type openRows struct {\n\tctx context.Context\n}\nvar results []openRows"),
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
      .quiet(
        """
        package shop
        import "context"
        type counter struct { own context.Context; stop context.CancelFunc }
        func newCounter() *counter {
          own, stop := context.WithCancel(context.Background())
          return &counter{own: own, stop: stop}
        }
        """),
      .found(
        """
        package shop
        import ("context"; "time")
        type counter struct { ▸kept context.Context }
        func newCounter() *counter {
          kept, _ := context.WithTimeout(context.Background(), time.Hour)
          return &counter{kept: kept}
        }
        """),
      .quiet(
        """
        package shop
        import ("context"; "iter")
        type carts struct { ctx context.Context }
        func (c *carts) All() iter.Seq[string] { return nil }
        """),
      .quiet(
        """
        package shop
        import "context"
        type job struct { ctx context.Context; id int }
        func send(ctx context.Context, jobs chan<- job) { jobs <- job{ctx: ctx, id: 3} }
        """),
      .quiet(
        """
        package shop
        import ("context"; "example.org/intercept")
        type reporter struct { ctx context.Context }
        func (r *reporter) PostCall(err error) {}
        func reporting() intercept.Maker {
          return func(ctx context.Context) (intercept.Reporter, context.Context) { return &reporter{ctx: ctx}, ctx }
        }
        """),
      .found("type upstream struct {\n\t▸ctx context.Context\n}"),
      .found(
        """
        package shop
        import "context"
        type shelf struct { ▸ctx context.Context }
        func (s *shelf) Close() error { return s.ctx.Err() }
        func NewShelf(ctx context.Context) *shelf { return &shelf{ctx: ctx} }
        """),
    ])

  /// Last words of names: `grpcStream`, but not `upstream`.
  private static let perCall: Set<String> = [
    "request", "context", "ctx", "options", "opts", "call", "stream", "event", "message", "results", "rows", "cursor",
    "iterator", "cmd",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    let operations = OperationTypes(subject: subject)
    for file in subject.snapshot.productFiles where file.imports.contains(where: { $0.path == "context" }) {
      for structure in file.tree.nodes(of: .structType) {
        let name = structure.parent?.kind == .typeSpec ? structure.parent?.name?.text ?? "" : ""
        let keeping = structure.fields.filter { keepsContext($0, subject, file) }
        if keeping.isEmpty { continue }
        let words = IdentifierWords(name)
        // What a name or a shape excuses must be a value that somebody makes.
        let isUsed = ExportedIdentifier.isExported(name) || isUsed(name, subject, file)
        let isContext = keeping.contains { $0.names.isEmpty }
        if (isUsed || isContext) && Self.perCall.contains(words.last) || words.ends(with: ["result", "reader"])
          || keepsRequest(structure)
          || waitsForAnswer(structure) || isUsed && isRecord(structure, name, subject, file)
          || keepsCancel(structure, subject, file)
        {
          continue
        }
        for field in keeping {
          guard !saysWhy(field, file), !isAdapter(name, field, subject, file),
            !isOnlyBackground(field, of: name, subject, file),
            !(field.names.isEmpty && isGivenAsContext(name, subject, file)), !operations.isOperation(name, in: file),
            !ContextKeeping(field: field, type: name, subject: subject, file: file).isMeant
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

  private func keepsContext(_ field: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let written = field.type, written.kind == .selectorExpr || written.kind == .ident else { return false }
    return subject.types.type(written: written, in: file)?.isContext ?? false
  }

  /// Whether the package names a type anywhere but where it is declared and in the receivers of its methods.
  private func isUsed(_ name: String, _ subject: Subject, _ file: GoFile) -> Bool {
    subject.snapshot.goFiles.contains { other in
      other.packagePath == file.packagePath
        && other.tree.nodes(of: .ident).contains { node in
          guard node.text == name, let parent = node.parent, parent.kind != .typeSpec || parent.name != node else {
            return false
          }
          let method = node.ancestors.first { $0.kind == .funcDecl }
          return !(method?.receiver?.contains(node) ?? false)
        }
    }
  }

  /// Whether nothing runs under the context but what the package hands it: the struct has other fields, no method, and
  /// no other package can name it. Parameters in a bundle for others could be parameters.
  private func isRecord(_ structure: Node, _ name: String, _ subject: Subject, _ file: GoFile) -> Bool {
    guard structure.fields.count > 1, !name.isEmpty, !ExportedIdentifier.isExported(name),
      structure.fields.allSatisfy({ !$0.names.isEmpty })
    else {
      return false
    }
    return !subject.snapshot.productFiles.contains { other in
      other.packagePath == file.packagePath
        && other.tree.nodes(of: .funcDecl).contains { $0.receiver != nil && isMethod($0, of: name) }
    }
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

  /// Whether a comment above or behind the field says what it is kept for: `// device lifetime, aborts Run`.
  private func saysWhy(_ field: Node, _ file: GoFile) -> Bool {
    let words = file.tree.comments(besides: field)
    return StatedReason.explains(words) || words.contains("lifetime") || words.contains("lifecycle")
  }

  /// Whether another field is the cancel function of a context: the value ends work of its own with it.
  private func keepsCancel(_ structure: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    structure.fields.contains { field in
      guard let type = field.type else { return false }
      // `cancel func()`: the same by another type.
      if type.kind == .funcType, type.parameters?.fields.isEmpty ?? true, type.results?.fields.isEmpty ?? true {
        return field.names.contains { IdentifierWords($0.text).contains("cancel") }
      }
      // The group whose context it is ends the work.
      if type.isText("*errgroup.Group") { return true }
      guard type.kind == .selectorExpr, let name = type.name else { return false }
      return (name.isText("CancelFunc") || name.isText("CancelCauseFunc")) && type.operand?.isText("context") == true
    }
  }

  /// Whether a function of the package makes a value of the type and returns it as a context.
  private func isGivenAsContext(_ type: String, _ subject: Subject, _ file: GoFile) -> Bool {
    subject.snapshot.productFiles.contains { other in
      other.packagePath == file.packagePath
        && other.tree.nodes(of: .compositeLit).contains { literal in
          guard literal.type?.text == type, let function = literal.enclosingFunction else { return false }
          return function.type?.results?.fields.contains { result in
            result.type.flatMap { subject.types.type(written: $0, in: other) }.map(subject.types.isContextLike) ?? false
          } ?? false
        }
    }
  }

  /// Whether the package gives the field nothing but context.Background: there it is nobody's context.
  private func isOnlyBackground(_ field: Node, of type: String, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let kept = field.names.first else { return false }
    var isGiven = false
    for other in subject.snapshot.productFiles where other.packagePath == file.packagePath {
      for pair in other.tree.nodes(of: .keyValueExpr) where pair.key?.isSpelled(like: kept) == true {
        if let written = pair.parent?.type, written.kind == .ident, written.text != type { continue }
        guard let value = pair.value, isFresh(value, subject, other) else { return false }
        isGiven = true
      }
      for assignment in other.tree.nodes(of: .assignStmt) {
        guard
          let target = assignment.leftSide.first(where: {
            $0.kind == .selectorExpr && $0.name?.isSpelled(like: kept) == true
          }), !isOfOther(target, than: type, subject, other)
        else { continue }
        guard target == assignment.leftSide.first, let value = assignment.rightSide.first,
          isFresh(value, subject, other)
        else { return false }
        isGiven = true
      }
    }
    return isGiven
  }

  /// Whether a selector's value is of another type of the package.
  private func isOfOther(_ selector: Node, than type: String, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let operand = selector.operand, let found = subject.types.type(of: operand, in: file)?.pointee,
      case .named(_, let name, _) = found
    else { return false }
    return name != type
  }

  /// `context.Background()`, and what context.WithCancel made of it: it ends when its owner says so.
  private func isFresh(_ value: Node, _ subject: Subject, _ file: GoFile, depth: Int = 0) -> Bool {
    let value = value.unparenthesized
    if value.isText("context.Background()") { return true }
    guard depth < 4 else { return false }
    if value.kind == .callExpr {
      guard value.calledOperandName == "context", let name = value.calledName, name.hasPrefix("WithCancel") else {
        return false
      }
      return value.arguments.first.map { isFresh($0, subject, file, depth: depth + 1) } ?? false
    }
    guard value.kind == .ident, let name = subject.types.declaration(of: value, in: file)?.name,
      let function = value.enclosingFunction,
      let given = subject.value(lastGiven: name, before: value, in: function, file)
    else { return false }
    return isFresh(given, subject, file, depth: depth + 1)
  }

  private static let answers = ["result", "reply", "response", "resp", "answer"]

  /// Whether another field is a channel for the answer: the struct is one request to another goroutine.
  private func waitsForAnswer(_ structure: Node) -> Bool {
    structure.fields.contains { field in
      guard field.type?.kind == .chanType, let name = field.names.first?.text.lowercased() else { return false }
      return Self.answers.contains { name.hasPrefix($0) }
    }
  }

  /// Parameters and results of methods that interfaces of the standard library demand.
  private static let demanded: [String: (parameters: [String], results: Int)] = [
    "Read": (["[]byte"], 2), "Write": (["[]byte"], 2), "ReadAt": (["[]byte", "int64"], 2),
    "WriteAt": (["[]byte", "int64"], 2), "Seek": (["int64", "int"], 2), "ReadFrom": (["io.Reader"], 2),
    "WriteTo": (["io.Writer"], 2), "Token": ([], 2),
  ]

  /// An embedded context one of whose methods the type has itself: it is a context.
  private func overridesContext(_ type: String, _ subject: Subject, _ file: GoFile) -> Bool {
    subject.snapshot.productFiles.contains { other in
      other.packagePath == file.packagePath
        && other.tree.nodes(of: .funcDecl).contains { method in
          guard method.receiver != nil, isMethod(method, of: type), let name = method.name?.text else { return false }
          return ["Done", "Err", "Deadline", "Value"].contains(name)
        }
    }
  }

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
    guard !type.isEmpty else { return false }
    guard let kept = field.names.first else { return overridesContext(type, subject, file) }
    var ends: Set<String> = []
    var methods: Set<String> = []
    for other in subject.snapshot.productFiles where other.packagePath == file.packagePath {
      for method in other.tree.nodes(of: .funcDecl) where method.receiver != nil && isMethod(method, of: type) {
        guard let name = method.name?.text, let shape = method.type else { continue }
        methods.insert(name)
        let parameters = (shape.parameters?.fields).map { Array($0) } ?? []
        if name == "WithContext", type.hasSuffix("uilder"), parameters.count == 1 { return true }
        if shape.results?.fields.first?.type?.operand?.isText("iter.Seq") == true
          || shape.results?.fields.first?.type?.operand?.isText("iter.Seq2") == true
        {
          return true
        }
        if name == "Context", parameters.isEmpty, gives(method, kept) { return true }
        let takes = parameters.flatMap { Array(repeating: $0.type?.text ?? "", count: max(1, $0.names.count)) }
        let gives = (shape.results?.fields).map { $0.reduce(0) { $0 + max(1, $1.names.count) } } ?? 0
        let isDemanded = Self.demanded[name].map { $0.parameters == takes && $0.results == gives } ?? false
        let isEnd = (name == "Commit" || name == "Rollback") && takes.isEmpty && gives == 1
        if isDemanded { return true }
        guard isEnd, method.descendants(of: .selectorExpr).contains(where: { $0.name?.isSpelled(like: kept) == true })
        else { continue }
        ends.insert(name)
      }
    }
    // The rows a driver copies from, and a stream that is received from message by message.
    return ends.count == 2 || methods.isSuperset(of: ["Next", "Values", "Err"])
      || methods.isSuperset(of: ["Recv", "CloseSend"]) || methods.isSuperset(of: ["Recv", "RecvMsg"])
  }
}
