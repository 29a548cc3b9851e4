import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds calls that wait for something outside and have a twin that takes a context.
///
/// Limits: the twin is known from the standard library's, other known or the module's own signatures (`Query` and
/// `QueryContext`), or stands in the short list of those named otherwise. A function kept in a local variable counts as
/// called there; one kept elsewhere is not followed. What is handed on as `x.WithContext(ctx)` has one; what is
/// assigned so leaves a hint. Functions that have such a twin themselves are the plain half of a pair. A twin of the
/// module's own that only reads values from its context stops nothing; and a plain half that waits under a context it
/// keeps is reported only where the caller has another one (`ContextPurpose`). Object mappers take their context by a
/// method of the handle (`MapperCalls`). Calls count as given one (`withContext`) where the argument's type is known to
/// be context.Context: what a router calls its context, and what nobody knows, does not.
/// Tools of the developers, and what only these and tests use, wait for as long as the person at the terminal does.
/// What gets its context by a function it is handed to or on its field, a program that is only started, and one for the
/// person at the terminal: `ContextLater`.
struct ContextMissingProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/context-missing",
    version: 9,
    sign: .antiPattern,
    looksFor: "a call that waits and has a context-taking twin",
    because: "without a context nobody can stop the wait when the caller has gone",
    instead: "call the twin and pass the caller's context",
    examples: contextLaterExamples + [
      .found(#"_, err = ▸http.Get(path)"#),
      .found("func load(db *sql.DB) (*sql.Rows, error) {\n\treturn ▸db.Query(\"SELECT 1\")\n}"),
      .found("func load(db *sql.DB) (*sql.Tx, error) {\n\treturn ▸db.Begin()\n}"),
      .found(#"_ = ▸exec.Command("true")"#),
      .found("get := http.Get\n_, err = ▸get(path)"),
      .found("client := &http.Client{}\nget := client.Get\n_, err = ▸get(path)"),
      .found("_, err = ▸net.DialTimeout(\"tcp\", path, time.Second)"),
      .quiet("_, err = net.DialTimeout(\"tcp\", path, 100*time.Millisecond)"),
      .found("names, err := ▸net.LookupTXT(path)\n_, _ = names, err"),
      .found(
        """
        package shop
        import "context"
        type shelf struct{}
        func (s *shelf) Fill() {}
        func (s *shelf) FillWithContext(ctx context.Context) {}
        func restock(s *shelf) { ▸s.Fill() }
        """),
      .found(
        """
        package shop
        import "context"
        type shelf struct{}
        func (s *shelf) Fill() {}
        func (s *shelf) FillCtx(ctx context.Context) {}
        func restock(s *shelf) { ▸s.Fill() }
        """),
      .quiet(
        "func load(ctx context.Context, db *sql.DB) (*sql.Rows, error) {\n\treturn db.QueryContext(ctx, \"SELECT 1\")\n}"
      ),
      .quiet("func get(values map[string]string) string {\n\treturn values[\"Get\"]\n}"),
      .quiet("stop := make(chan os.Signal, 1)\nsignal.Notify(stop, os.Interrupt)"),
      .quiet(keeping(parameters: "ctx context.Context", mark: "")),
      .found(keeping(parameters: "ctx context.Context, key, value string", mark: "▸")),
      .quiet("get := http.Get\n_ = get"),
      .quiet("_, err = net.Dial(\"unixgram\", path)"),
      .quiet("_, err = net.Dial(\"udp\", path)"),
      // The twin is the embedded type's: it leads past what Prepare keeps.
      .quiet(
        """
        package shop
        import "database/sql"
        type caching struct{ *sql.DB; kept map[string]*sql.Stmt }
        func (c *caching) Prepare(query string) (*sql.Stmt, error) { return c.kept[query], nil }
        func load(c *caching) (*sql.Stmt, error) { return c.Prepare("SELECT 1") }
        """),
      .quiet(
        """
        package shop
        import "context"
        type cart struct{ ctx context.Context }
        func NewCart() *cart { return NewCartContext(context.Background()) }
        func NewCartContext(ctx context.Context) *cart { return &cart{ctx} }
        func fill() *cart { return NewCart() }
        """),
      .quiet(
        """
        func send(ctx context.Context, client *http.Client) (*http.Response, error) {
          req, err := http.NewRequest("GET", "/", nil)
          if err != nil { return nil, err }
          return client.Do(req.WithContext(ctx))
        }
        """),
      .found(
        """
        func send(ctx context.Context, client *http.Client) (*http.Response, error) {
          req, err := ▸http.NewRequest("GET", "/", nil)
          if err != nil { return nil, err }
          req = req.WithContext(ctx)
          return client.Do(req)
        }
        """),
      .quiet(
        """
        package shop
        import "context"
        type order struct{}
        func newOrder() *order { return nil }
        func newOrderWithContext(ctx context.Context) *order { return nil }
        func (o *order) WithContext(ctx context.Context) *order { return o }
        func send(ctx context.Context) *order { return newOrder().WithContext(ctx) }
        """),
      .quiet(
        """
        package shop
        import "context"
        func Order(name string) {}
        func OrderContext(ctx context.Context, name string) {}
        func OrderAll(names []string) { for _, name := range names { Order(name) } }
        func OrderAllContext(ctx context.Context, names []string) {}
        """),
      .found(
        """
        package shop
        import "context"
        func Order(name string) {}
        func OrderContext(ctx context.Context, name string) {}
        func OrderAll(ctx context.Context, names []string) { for _, name := range names { ▸Order(name) } }
        """),
      .quiet(
        """
        package shop
        import "context"
        func Order(name string) {}
        func OrderContext(ctx context.Context, name string) { tell(who(ctx), name) }
        func who(ctx context.Context) any { return ctx.Value("who") }
        func tell(who any, name string) {}
        func OrderAll(names []string) { for _, name := range names { Order(name) } }
        """),
      .found(
        """
        package shop
        import "context"
        func Order(name string) {}
        func OrderContext(ctx context.Context, name string) { tell(ctx, ctx.Value("who"), name) }
        func tell(ctx context.Context, who any, name string) { <-ctx.Done() }
        func OrderAll(names []string) { for _, name := range names { ▸Order(name) } }
        """),
      .quiet(
        """
        package shop
        import "context"
        type shelf struct{ ctx context.Context }
        func (s *shelf) Fill() { s.FillWithContext(s.ctx) }
        func (s *shelf) FillWithContext(ctx context.Context) { <-ctx.Done() }
        func restock(s *shelf) { s.Fill() }
        """),
      .found(
        """
        package shop
        import "context"
        type shelf struct{ ctx context.Context }
        func (s *shelf) Fill() { s.FillWithContext(s.ctx) }
        func (s *shelf) FillWithContext(ctx context.Context) { <-ctx.Done() }
        func restock(ctx context.Context, s *shelf) { ▸s.Fill() }
        """),
      .quiet("type shelf struct{}\nfunc (s *shelf) Query() {}\nfunc use(s *shelf) { s.Query() }"),
    ] + mapperExamples)

  private static let mapperExamples: [ProbeExample] = [
    .found(
      """
      package shop
      import "gorm.io/gorm"
      type store struct{ db *gorm.DB }
      func (s *store) order(id int) error { return s.db.Where("id = ?", id).▸First(new(int)).Error }
      """),
    .quiet(
      """
      package shop
      import ("context"; "gorm.io/gorm")
      type store struct{ db *gorm.DB }
      func (s *store) order(ctx context.Context, id int) error {
        query := s.db.WithContext(ctx).Where("id = ?", id)
        query = query.Limit(1)
        return query.First(new(int)).Error
      }
      func more(tx *gorm.DB) error { return tx.Find(new(int)).Error }
      """),
    .quiet(
      """
      package shop
      import "gorm.io/gorm"
      type step struct{ ID string; Migrate func(*gorm.DB) error }
      var steps = []step{{ID: "1", Migrate: func(tx *gorm.DB) error { return tx.Exec("DELETE FROM carts").Error }}}
      """),
    // What one mapper is given says nothing of the other.
    .found(
      """
      package shop
      import ("context"; "github.com/gobuffalo/pop"; "gorm.io/gorm")
      func save(ctx context.Context, tx *pop.Connection) error { return tx.WithContext(ctx).Save(new(int)) }
      func more(tx *gorm.DB) error { return tx.▸Find(new(int)).Error }
      """),
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var withContext = 0
    let files = subject.snapshot.productFiles
    let twins = ContextTwins(subject)
    var purpose = ContextPurpose(subject)
    func needsNone(_ call: Node, _ callee: Callee?, _ twin: String, _ file: GoFile) -> Bool {
      guard let callee else { return false }
      let other = Callee(packagePath: callee.packagePath, receiver: callee.receiver, name: twin)
      return purpose.isForValues(other) || isWrapper(callee, other, subject)
        || makesOnly(callee, subject) && !hasContext(call, file, subject.types)
        || purpose.keepsContext(callee, twin: twin) && !hasContext(call, file, subject.types)
    }
    for file in files where subject.ships(file) {
      let isMigrating = file.path.contains("migrat")
      func report(_ call: Node, _ name: String, _ twin: String) {
        if isMigrating && !hasContext(call, file, subject.types) || isShortWait(call, name)
          || ContextLater(call: call, subject: subject, file: file).isSeenTo
        {
          return
        }
        // The plain function that a context-taking one belongs to calls it, or is it.
        if let around = call.ancestors.first(where: { $0.kind == .funcDecl }), let own = around.name?.text {
          // So does the context-taking one that only looks whether anybody still waits.
          if own == name || own == twin { return }
          let plain = Callee(packagePath: file.packagePath, receiver: FunctionIndex.receiverName(of: around), name: own)
          if twins.twin(of: plain) != nil { return }
        }
        switch contextGivenLater(to: call) {
        case .atOnce: return
        case .assigned:
          findings.append(
            file.finding(
              Self.card.id, at: call, "\(name) gets its context only later; use \(twin)", confidence: .low))
        case nil:
          findings.append(file.finding(Self.card.id, at: call, "\(name) waits without a context; use \(twin)"))
        }
      }
      for call in file.tree.nodes(of: .callExpr) {
        if let first = call.arguments.first, first.looksLikeContext {
          if subject.types.type(of: first, in: file)?.isContext ?? false { withContext += 1 }
          continue
        }
        guard let function = call.function, let name = twins.candidate(function) else { continue }
        let callee = subject.types.callee(of: call, in: file)
        if let twin = twins.twin(of: callee), !needsNone(call, callee, twin, file) { report(call, name, twin) }
      }
      for assignment in file.tree.nodes(of: .assignStmt)
      where assignment.token == .define && assignment.rightSide.count == assignment.leftSide.count {
        for (variable, value) in zip(assignment.leftSide, assignment.rightSide) where value.kind == .selectorExpr {
          guard let name = twins.candidate(value) else { continue }
          let calls = calls(of: variable, file, subject.types)
          guard !calls.isEmpty,
            let twin = twins.twin(of: subject.types.callee(named: value, in: file))
          else { continue }
          for call in calls { report(call, name, twin) }
        }
      }
    }
    let mapped = MapperCalls(subject)
    findings += mapped.missing.map { place in
      place.file.finding(
        Self.card.id, at: place.call.function?.unparenthesized.name ?? place.call, place.message, confidence: .medium)
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "missing": .count(findings.count), "withContext": .count(withContext + mapped.given),
        "mapperMissing": .count(mapped.missing.count), "mapperGiven": .count(mapped.given),
      ],
      scope: Scope(
        files: files.count, patterns: ["net/http", "os/exec", "net", "X with a twin XContext", "object mappers"]))
  }

  /// Whether a function around is given a context or a request; a migration at the start has nobody's to pass on.
  private func hasContext(_ call: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    call.ancestors.contains { around in
      guard around.kind == .funcDecl || around.kind == .funcLit, let parameters = around.type?.parameters else {
        return false
      }
      return parameters.fields.contains { field in
        guard let type = field.type.flatMap({ types.type(written: $0, in: file) }) else { return false }
        return type.isContext || type.isNamed("net/http", "Request")
      }
    }
  }

  /// A method of the module's own that stands before one its type embeds, whose twin is only the embedded one's: it
  /// would lead past what the wrapper adds.
  private func isWrapper(_ plain: Callee, _ twin: Callee, _ subject: Subject) -> Bool {
    plain.receiver != nil && FunctionIndex.declaration(of: plain, subject) != nil
      && FunctionIndex.declaration(of: twin, subject) == nil
  }

  /// `newCart()` beside `newCartContext(ctx)`: a maker of the module's own waits for nothing yet.
  private func makesOnly(_ callee: Callee, _ subject: Subject) -> Bool {
    guard callee.receiver == nil, IdentifierWords(callee.name).words.first == "new" else { return false }
    return FunctionIndex.declaration(of: callee, subject) != nil
  }

  /// `net.DialTimeout("tcp", address, 100*time.Millisecond)`, `net.Dial("unixgram", path)`: over before anybody could
  /// stop it.
  private func isShortWait(_ call: Node, _ name: String) -> Bool {
    if name == "Dial" || name == "DialTimeout", let network = call.arguments.first?.unparenthesized {
      if let text = network.plainString { if text.hasPrefix("unix") || text.hasPrefix("udp") { return true } }
      // `DialTLS: func(network, address string, …)`: a function whose shape somebody else has settled.
      if let literal = call.enclosingFunction, literal.kind == .funcLit,
        [.keyValueExpr, .callExpr].contains(literal.parent?.kind),
        literal.parameterNames.contains(where: { $0.map { $0.isSpelled(like: network) } ?? false })
      {
        return true
      }
    }
    return name == "DialTimeout" && call.arguments.last?.text.contains("time.Millisecond") ?? false
  }

  private enum Later { case atOnce, assigned }

  /// `http.NewRequest(…)` before `Do(req.WithContext(ctx))`, and `NewParams().WithContext(ctx)`.
  ///
  /// `req = req.WithContext(ctx)` may come too late or not at all on some way, and says what the twin says at once.
  private func contextGivenLater(to call: Node) -> Later? {
    func gives(_ selector: Node?) -> Bool {
      guard let selector, selector.kind == .selectorExpr, let name = selector.name else { return false }
      return name.isText("WithContext") || name.isText("SetContext")
    }
    var end = call
    while let selector = end.parent, selector.kind == .selectorExpr, let outer = selector.parent,
      outer.kind == .callExpr, outer.function == selector
    {
      if gives(selector) { return .atOnce }
      end = outer
    }
    guard let variable = end.receivingName(at: 0), variable.kind == .ident, !variable.isText("_"),
      let function = call.enclosingFunction
    else { return nil }
    var found: Later?
    for later in function.descendants(of: .callExpr) where later.start > call.end && gives(later.function) {
      guard later.function?.operand?.unparenthesized.isSpelled(like: variable) == true else { continue }
      if later.parent?.kind != .assignStmt { return .atOnce }
      found = .assigned
    }
    return found
  }

  /// Calls of a function that a local variable holds.
  private func calls(of variable: Node, _ file: GoFile, _ types: ModuleTypes) -> [Node] {
    guard let function = variable.enclosingFunction else { return [] }
    return function.descendants(of: .callExpr).filter { call in
      guard let called = call.function, called.kind == .ident, called.isSpelled(like: variable) else { return false }
      return types.declaration(of: called, in: file)?.name == variable
    }
  }
}

extension Node {
  /// Whether an argument is written as contexts are: `ctx`, `s.ctx`, `r.Context()`, `context.Background()`.
  fileprivate var looksLikeContext: Bool {
    switch kind {
    case .ident: isText("ctx") || hasSuffix("Ctx")
    case .selectorExpr: name.map { $0.isText("ctx") || $0.hasSuffix("Ctx") } ?? false
    case .callExpr:
      function.map { function in
        function.kind == .selectorExpr
          && (function.name?.isText("Context") == true || function.operand?.isText("context") == true)
      } ?? false
    default: false
    }
  }

  /// Whether the node's text ends with `ending`; no string is made.
  private func hasSuffix(_ ending: StaticString) -> Bool {
    let length = ending.utf8CodeUnitCount
    guard end - start >= length else { return false }
    for offset in 0..<length where tree.source[end - length + offset] != ending.utf8Start[offset] { return false }
    return true
  }
}

/// A method beside one that ends alike and takes a context.
private func keeping(parameters: String, mark: String) -> String {
  """
  package shop
  import ("context"; "os/exec")
  type shelf struct{ ctx context.Context }
  func (s *shelf) Set(key, value string) { _ = exec.CommandContext(s.ctx, key, value).Run() }
  func (s *shelf) SetContext(\(parameters)) { s.ctx = ctx }
  func fill(ctx context.Context, s *shelf) { \(mark)s.Set("name", "shop") }
  """
}
