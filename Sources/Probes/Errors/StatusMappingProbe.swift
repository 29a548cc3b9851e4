import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds the place where errors become HTTP statuses or gRPC codes.
///
/// A function that asks an error (errors.Is, As, a type switch or comparison) and, depending on the answer, returns or
/// hands on a status or code maps them. A status that is only compared, as clients do, answers nobody, and a kind of
/// error that is merely let pass, while all others get a status, is not mapped; nor is one that gets the status of all
/// others. A status of success, or below `err == nil`, answers no error. The text of a status is no status.
/// Limits: a table from errors to statuses is not seen.
struct StatusMappingProbe: Probe {
  static let card = ProbeCard(
    id: "errors/status-mapping",
    version: 6,
    sign: .signal,
    looksFor: "a function that turns the kinds of errors into HTTP statuses or gRPC codes",
    because: "one place at the boundary keeps answers consistent and inner messages inside",
    instead: "map errors with errors.Is in one function that every handler calls",
    examples: [
      .found(
        """
        func status(err error) int {
          switch {
          case ▸errors.Is(err, os.ErrNotExist):
            return http.StatusNotFound
          default:
            return http.StatusInternalServerError
          }
        }
        """),
      .found(
        """
        package shop
        import ("errors"; "os"; "google.golang.org/grpc/codes"; "google.golang.org/grpc/status")
        func answer(err error) error {
          if ▸errors.Is(err, os.ErrNotExist) { return status.Error(codes.NotFound, "gone") }
          return status.Error(codes.Internal, "internal")
        }
        """),
      .quiet(
        "func fail(w http.ResponseWriter, err error) { http.Error(w, \"failed\", http.StatusInternalServerError) }"),
      .found(
        """
        func answer(w http.ResponseWriter, err error) {
          status := http.StatusInternalServerError
          if ▸errors.Is(err, os.ErrNotExist) { status = http.StatusNotFound }
          w.WriteHeader(status)
        }
        """),
      .found(
        """
        func answer(w http.ResponseWriter, err error) {
          if !▸errors.Is(err, os.ErrNotExist) {
            return
          }
          w.WriteHeader(http.StatusNotFound)
        }
        """),
      .quiet(
        """
        type failure struct{ code int }
        func (f *failure) Error() string { return "" }
        func isGone(err error) bool {
          var f *failure
          return errors.As(err, &f) && f.code == http.StatusNotFound
        }
        """),
      .quiet(
        """
        func show(w http.ResponseWriter, err error) {
          if err != nil {
            if !errors.Is(err, os.ErrNotExist) { log.Println(err) }
          }
          w.WriteHeader(http.StatusOK)
        }
        """),
      .found(
        """
        func show(w http.ResponseWriter, data []byte, err error) {
          if err != nil && !▸errors.Is(err, os.ErrNotExist) {
            w.WriteHeader(http.StatusInternalServerError)
            return
          }
          if len(data) == 0 { w.WriteHeader(http.StatusNotFound) }
        }
        """),
      .quiet(
        """
        func remove(w http.ResponseWriter, err error) {
          if errors.Is(err, os.ErrNotExist) {
            log.Println("it was gone before")
          } else if err != nil {
            w.WriteHeader(http.StatusInternalServerError)
          }
        }
        """),
      .quiet(
        """
        func remove(w http.ResponseWriter, err error) {
          if err != nil {
            if errors.Is(err, os.ErrNotExist) { return }
            w.WriteHeader(http.StatusInternalServerError)
          }
        }
        """),
      .quiet(
        """
        func save(w http.ResponseWriter, err error) {
          if errors.Is(err, os.ErrExist) {
            http.Error(w, "there is one already", http.StatusBadRequest)
            return
          }
          if err != nil { http.Error(w, "failed", http.StatusBadRequest) }
        }
        """),
      .quiet(
        """
        func text(err error) string {
          if errors.Is(err, os.ErrNotExist) { return http.StatusText(http.StatusNotFound) }
          return err.Error()
        }
        """),
      .quiet("func isGone(err error) bool { return errors.Is(err, os.ErrNotExist) }"),
      .quiet(
        """
        func add(w http.ResponseWriter, found int, err error) error {
          if err != nil && !errors.Is(err, os.ErrNotExist) { return err }
          if err == nil && found > 1 { w.WriteHeader(http.StatusBadRequest) }
          return nil
        }
        """),
      .quiet(
        """
        func draw(w http.ResponseWriter, err error) {
          if !errors.Is(err, os.ErrNotExist) { return }
          w.WriteHeader(http.StatusOK)
        }
        """),
      .quiet(
        """
        func show(w http.ResponseWriter, err error) {
          switch {
          case errors.Is(err, os.ErrClosed):
            return
          case err != nil:
            w.WriteHeader(http.StatusNotFound)
          }
        }
        """),
    ])

  private static let libraries = [
    "net/http", "google.golang.org/grpc", "github.com/gofiber/fiber", "github.com/labstack/echo",
    "github.com/gin-gonic/gin", "connectrpc.com/connect",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    let files = subject.snapshot.productFiles
    let serving = files.filter { file in
      file.imports.contains { item in Self.libraries.contains(where: item.path.isPath) }
    }
    guard !serving.isEmpty else {
      return Outcome(
        probe: Self.card.id, answer: .notApplicable(reason: "nothing here answers HTTP or gRPC requests"),
        measures: ["mappings": 0], scope: Scope(files: files.count, patterns: Self.libraries))
    }
    for file in serving {
      for function in file.tree.nodes(of: .funcDecl) {
        let statuses = function.descendants(of: .selectorExpr).filter {
          isStatus($0, subject, file) && isGiven($0, in: function)
        }
        guard !statuses.isEmpty, let question = question(in: function, statuses, subject, file) else { continue }
        findings.append(
          file.finding(Self.card.id, at: question, "\(function.name?.text ?? "a function") turns errors into statuses"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["mappings": .count(findings.count)],
      scope: Scope(files: serving.count, patterns: ["errors.Is beside http.StatusX or codes.X"]))
  }

  private func isStatus(_ selector: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let name = selector.name, let operand = selector.operand, operand.kind == .ident else { return false }
    let text = name.text
    switch operand.text {
    case "http" where text == "NotFound": return true
    case "http", "fiber": return text.hasPrefix("Status") && text.count > 6 && !Self.noErrors.contains(text)
    case "codes": return true
    case "connect": return text.hasPrefix("Code")
    default: return false
    }
  }

  /// They lead on, or say that all went well; no error is told by them.
  private static let noErrors: Set<String> = [
    "StatusMovedPermanently", "StatusFound", "StatusSeeOther", "StatusTemporaryRedirect", "StatusPermanentRedirect",
    "StatusOK", "StatusCreated", "StatusAccepted", "StatusNoContent",
  ]

  /// Whether a status is returned, assigned or handed on, not compared.
  private func isGiven(_ status: Node, in function: Node) -> Bool {
    var inner = status
    for ancestor in status.ancestors {
      switch ancestor.kind {
      case .binaryExpr: return false
      case .caseClause: return !ancestor.caseExpressions.contains(inner)
      case .callExpr where ancestor.calledName == "StatusText": return false
      case .returnStmt, .assignStmt, .valueSpec, .callExpr, .compositeLit: return true
      default: break
      }
      if ancestor == function { return false }
      inner = ancestor
    }
    return false
  }

  private func question(in function: Node, _ statuses: [Node], _ subject: Subject, _ file: GoFile) -> Node? {
    let calls = function.descendants(of: .callExpr).filter { SentinelsProbe.asks($0, subject, file) }
      .sorted { $0.start < $1.start }
    if let first = calls.first(where: { decides($0, statuses, function) }) { return first }
    return function.descendants(of: .typeAssertExpr).first { assertion in
      assertion.type == nil && assertion.operand.map { subject.isErrorInterface($0, file) } == true
        && decides(assertion, statuses, function)
    }
  }

  /// Whether a status depends on a question: it stands in the branch for a yes, or is what comes next after a no.
  private func decides(_ question: Node, _ statuses: [Node], _ function: Node) -> Bool {
    func holdsStatus(_ node: Node?) -> Bool {
      guard let node else { return false }
      return statuses.contains { status in
        guard status.start >= node.start, status.end <= node.end else { return false }
        // Below another check of an error it answers that one.
        return !status.ancestors.prefix { $0 != node }.contains {
          $0.kind == .ifStmt && $0.condition?.nonNilOperand != nil
        }
      }
    }
    var inner = question
    var isDenied = false
    for ancestor in question.ancestors {
      switch ancestor.kind {
      case .unaryExpr where ancestor.token == .not: isDenied.toggle()
      case .ifStmt where inner == ancestor.condition || inner == ancestor.initializer:
        let leaves = ancestor.body?.statements.last?.kind == .returnStmt
        if isDenied { return holdsStatus(ancestor.elseBranch) || leaves && holdsStatus(ancestor.errorAnswer) }
        return holdsStatus(ancestor.body) && !givesSame(ancestor, statuses)
          || leaves && namesCode(ancestor, question) && statuses.contains { $0.start > ancestor.end }
      case .caseClause where ancestor.caseExpressions.contains(inner):
        // case errors.Is(err, context.Canceled): return
        if ancestor.statements.allSatisfy({ $0.kind == .returnStmt && $0.returned.isEmpty }) { return false }
      case .switchStmt, .typeSwitchStmt:
        return statuses.contains { $0.start > question.start && $0.end <= ancestor.end }
      case .returnStmt: return holdsStatus(ancestor)
      case .assignStmt where inner.kind != .funcLit && ancestor.parent?.kind != .ifStmt:
        return statuses.contains { $0.start > ancestor.end }
      case .funcLit: return false
      default: break
      }
      if ancestor == function { return false }
      inner = ancestor
    }
    return false
  }

  /// Whether the next statement gives any other error the same statuses: then the kind decides nothing.
  private func givesSame(_ branch: Node, _ statuses: [Node]) -> Bool {
    guard let body = branch.body, let next = branch.following, next.kind == .ifStmt,
      next.condition?.nonNilOperand != nil
    else { return false }
    func given(in node: Node) -> Set<String> {
      Set(statuses.filter { $0.start >= node.start && $0.end <= node.end }.map(\.text))
    }
    let own = given(in: body)
    return own.count == 1 && own == given(in: next)
  }

  /// `if errors.As(err, &failure) { write(w, failure.Status) … }`: the error brings its status along.
  private func namesCode(_ branch: Node, _ question: Node) -> Bool {
    branch.body?.descendants(of: .selectorExpr).contains { selector in
      guard let name = selector.name?.text else { return false }
      return name.hasSuffix("Status") || name.hasSuffix("Code") || name.hasSuffix("StatusCode")
    } == true
  }
}

extension Node {
  /// What comes after a check that leaves; nil where that runs only without an error (`if err == nil && … { … }`).
  fileprivate var errorAnswer: Node? {
    guard let next = following, next.kind == .ifStmt, let condition = next.condition else { return following }
    return ([condition] + condition.descendants(of: .binaryExpr)).contains { $0.nilOperand?.isNamedAsError == true }
      ? nil : next
  }
}
