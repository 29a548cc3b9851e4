import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds errors that are logged and then returned, so that they are logged again further up.
///
/// Debug and trace messages are not counted, nor answers to a client that hide the error. A tool that a language model
/// calls (`mcp.CallToolRequest`) is where its error ends: the library tells the model and logs nothing. So is a method
/// that gRPC calls for a client.
struct LoggedAndReturnedProbe: Probe {
  static let card = ProbeCard(
    id: "errors/logged-and-returned",
    version: 4,
    sign: .antiPattern,
    looksFor: "an error logged and returned in the same branch",
    because: "one failure shows up in the log several times, and nobody knows who handled it",
    instead: "return it with context and log it once, where it is handled",
    examples: [
      .found("if err != nil {\n\t▸log.Printf(\"failed: %v\", err)\n\treturn err\n}"),
      .found("if err != nil {\n\t▸slog.Error(\"failed\", \"error\", err)\n\treturn fmt.Errorf(\"read: %w\", err)\n}"),
      .found(
        """
        package shop
        import "github.com/rs/zerolog/log"
        func run(err error) error {
          if err != nil {
            ▸log.Error().Err(err).Msg("failed")
            return err
          }
          return nil
        }
        """),
      .found(
        """
        type service struct{ logger interface{ Errorf(string, ...any) } }
        func (s *service) run(load func() (int, error)) (int, error) {
          n, err := load()
          if err != nil {
            ▸s.logger.Errorf("load: %v", err)
            return 0, err
          }
          return n, nil
        }
        """),
      .found("switch {\ncase err != nil:\n\t▸log.Println(err)\n\treturn err\n}\nreturn nil"),
      .found("if errors.Is(err, os.ErrNotExist) {\n\t▸log.Println(err)\n\treturn err\n}"),
      .found("if err == nil {\n\treturn nil\n} else {\n\t▸log.Println(err)\n\treturn err\n}"),
      .found("err := os.Remove(path)\nif err == nil {\n\treturn nil\n}\n▸log.Println(err)\nreturn err"),
      .found(
        """
        package shop
        import "log"
        func find() (err error) {
          if err = load(); err != nil {
            ▸log.Println(err)
            return
          }
          return nil
        }
        func load() error { return nil }
        """),
      .found(
        """
        package shop
        import ("fmt"; "log")
        func find() error {
          if err := load(); err != nil {
            ▸log.Println(err)
            wrapped := fmt.Errorf("find: %w", err)
            return wrapped
          }
          return nil
        }
        func load() error { return nil }
        """),
      .found(
        """
        package shop
        import "log"
        type lost struct { name string; cause error }
        func (l *lost) Error() string { return l.name }
        func find() error {
          if err := load(); err != nil {
            ▸log.Println(err)
            return &lost{name: "cart", cause: err}
          }
          return nil
        }
        func load() error { return nil }
        """),
      .quiet(
        """
        package shop
        import "log"
        type answer struct { cause error }
        func find() *answer {
          if err := load(); err != nil {
            log.Println(err)
            return &answer{cause: err}
          }
          return nil
        }
        func load() error { return nil }
        """),
      .quiet("if err != nil {\n\treturn err\n}"),
      .quiet("if err == nil {\n\tlog.Println(err)\n\treturn err\n}"),
      .quiet("if err != nil {\n\tlog.Println(\"trying again\")\n\treturn err\n}"),
      .quiet("if err != nil {\n\tslog.Debug(\"failed\", \"error\", err)\n\treturn err\n}"),
      .quiet("if err != nil {\n\tslog.Log(ctx, slog.LevelDebug, \"failed\", \"error\", err)\n\treturn err\n}"),
      .found("if err != nil {\n\t▸slog.Log(ctx, slog.LevelWarn, \"failed\", \"error\", err)\n\treturn err\n}"),
      .quiet("if err != nil {\n\tlog.Println(err)\n\treturn errors.New(\"internal error\")\n}"),
      .quiet("if err != nil {\n\tlog.Fatal(err)\n\treturn err\n}"),
      .quiet(
        """
        package shop
        import ("log"; "github.com/mark3labs/mcp-go/mcp")
        func find(request mcp.CallToolRequest) (string, error) {
          carts, err := load(request)
          if err != nil {
            log.Println(err)
            return "", err
          }
          return carts, nil
        }
        """),
      .quiet(
        """
        package shop
        import ("context"; "log"; "example.org/shop/pb")
        type shop struct{}
        func (s *shop) Open(ctx context.Context, request *pb.OpenRequest) (*pb.OpenResponse, error) {
          if err := load(); err != nil {
            log.Println(err)
            return nil, err
          }
          return &pb.OpenResponse{}, nil
        }
        func load() error { return nil }
        """),
      .found(
        """
        package shop
        import ("log"; "example.org/rpc")
        func find(request rpc.CallRequest) (string, error) {
          carts, err := load(request)
          if err != nil {
            ▸log.Println(err)
            return "", err
          }
          return carts, nil
        }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    let files = subject.snapshot.productFiles
    for file in files {
      for statement in file.tree.nodes(of: .ifStmt) {
        guard let condition = statement.condition else { continue }
        if let error = condition.nonNilOperand ?? condition.askedError {
          look(at: statement.body?.statements, error, subject, file, &findings)
        } else if let error = condition.nilOperand, let other = statement.elseBranch, other.kind == .blockStmt {
          look(at: other.statements, error, subject, file, &findings)
        } else if let error = condition.nilOperand, statement.elseBranch == nil, let rest = statement.allFollowing,
          statement.body?.statements.last?.kind == .returnStmt
        {
          look(at: rest, error, subject, file, &findings)
        }
      }
      for clause in file.tree.nodes(of: .caseClause) where clause.caseExpressions.count == 1 {
        guard let condition = clause.caseExpressions.first,
          let error = condition.nonNilOperand ?? condition.askedError
        else { continue }
        look(at: clause.statements, error, subject, file, &findings)
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["loggedAndReturned": .count(findings.count)],
      scope: Scope(files: files.count, patterns: ["log calls before a return of the same error"]))
  }

  /// Statements that run only when the error is there, the last of them returning it.
  private func look<Statements: BidirectionalCollection<Node>>(
    at statements: Statements?, _ error: Node, _ subject: Subject, _ file: GoFile, _ findings: inout [Finding]
  ) {
    guard let statements, let last = statements.last, last.kind == .returnStmt else { return }
    let written = error.text
    guard gives(last, error, subject, file), !isTool(last), !isRemoteCall(last, subject, file) else { return }
    for candidate in statements {
      guard candidate.kind == .exprStmt, let call = candidate.operand?.unparenthesized, call.kind == .callExpr,
        call.mentions(written), let level = LogLevel(of: call, subject, file)
      else { continue }
      switch level {
      case .debug, .fatal: continue
      case .info, .warning, .error:
        findings.append(file.finding(Self.card.id, at: call, "\(written) is logged here and returned as well"))
      }
    }
  }

  /// `func (s *shop) Open(ctx context.Context, request *pb.OpenRequest) (*pb.OpenResponse, error)`: the client of the
  /// service gets the error, and nobody else would log it.
  private func isRemoteCall(_ statement: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let function = statement.enclosingFunction, function.receiver != nil,
      let parameters = function.type?.parameters?.fields, let results = function.type?.results?.fields,
      parameters.count == 2, results.count == 2,
      parameters.first?.type.flatMap({ type in
        subject.types.type(written: type, in: file)?.isContext
      }) == true
    else { return false }
    return Self.isMessage(parameters.last?.type, ["Request", "Req", "Empty"])
      && Self.isMessage(results.first?.type, ["Response", "Resp", "Reply", "Empty"])
  }

  /// A pointer to a type of another package that is named for a message.
  private static func isMessage(_ type: Node?, _ endings: [String]) -> Bool {
    guard let type, type.kind == .starExpr, let message = type.operand, message.kind == .selectorExpr,
      let name = message.name?.text
    else { return false }
    return endings.contains(where: name.hasSuffix)
  }

  /// Whether a function is called by a library that serves tools to language models.
  private func isTool(_ statement: Node) -> Bool {
    statement.enclosingFunction?.type?.parameters?.fields.contains { field in
      var type = field.type
      if type?.kind == .starExpr { type = type?.operand }
      return type?.kind == .selectorExpr && type?.name?.isText("CallToolRequest") == true
    } ?? false
  }

  /// Whether a return gives the error: by its name, wrapped, in a variable that wraps it, or as the named result it is.
  private func gives(_ statement: Node, _ error: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let value = statement.returned.last?.unparenthesized else { return isNamedResult(error, subject, file) }
    if isSameError(value, error, subject, file) { return true }
    guard value.kind == .ident, let name = subject.types.declaration(of: value, in: file)?.name,
      let function = statement.enclosingFunction,
      let given = subject.value(lastGiven: name, before: statement, in: function, file)?.unparenthesized,
      given.start > error.start
    else { return false }
    return isSameError(given, error, subject, file)
  }

  /// Whether a variable is a result of its function, so that a return without values gives it.
  private func isNamedResult(_ error: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard error.kind == .ident, let name = subject.types.declaration(of: error, in: file)?.name else { return false }
    return error.enclosingFunction?.type?.results?.fields.contains { $0.names.contains(name) } ?? false
  }

  /// The error itself, or wrapped (a call or literal that holds it and is an error): not an answer made from it.
  private func isSameError(_ value: Node, _ error: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    let written = error.text
    if value.text == written { return true }
    guard value.mentions(written) else { return false }
    if value.kind == .callExpr {
      return ErrorWrap(value, subject, file) != nil
        || subject.types.callee(of: value, in: file)?.is("errors", "Join") ?? false
    }
    let literal = value.kind == .unaryExpr && value.token == .and ? value.operand?.unparenthesized ?? value : value
    guard literal.kind == .compositeLit, let type = subject.types.type(of: value, in: file) else { return false }
    return subject.types.implementsError(type) == true
      && literal.elements.contains { ($0.value ?? $0).unparenthesized.isSpelled(like: error) }
  }
}

extension Node {
  /// The error of `errors.Is(err, …)` and `errors.As(err, …)`.
  fileprivate var askedError: Node? {
    let call = unparenthesized
    guard call.kind == .callExpr, let function = call.function, function.kind == .selectorExpr,
      function.operand?.isText("errors") == true,
      function.name?.isText("Is") == true
        || function.name?.isText("As") == true
    else { return nil }
    return call.arguments.first.flatMap { $0.kind == .ident ? $0 : nil }
  }
}
