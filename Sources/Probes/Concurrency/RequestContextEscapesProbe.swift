import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds work that outlives a request and still runs under the request's context.
///
/// Limits: a goroutine whose starter waits (a receive, a select, a Wait) does not outlive the request. Contexts of
/// routers other than net/http's are known by `c.Request.Context()` only.
struct RequestContextEscapesProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/request-context-escapes",
    sign: .antiPattern,
    looksFor: "a goroutine that goes on after the answer with the request's context",
    because: "the context is cancelled when the handler returns, and the work is cut off in the middle",
    instead: "give it context.WithoutCancel(r.Context()), with a deadline of its own",
    examples: [
      .found(
        """
        func save(ctx context.Context) {}
        func handle(w http.ResponseWriter, r *http.Request) {
          go save(▸r.Context())
        }
        """),
      .found(
        """
        func save(ctx context.Context) {}
        func handle(w http.ResponseWriter, r *http.Request) {
          ctx := r.Context()
          go func() { save(▸ctx) }()
        }
        """),
      .quiet(
        """
        func save(ctx context.Context) {}
        func handle(w http.ResponseWriter, r *http.Request) {
          go save(context.WithoutCancel(r.Context()))
        }
        """),
      .quiet(
        """
        func handle(w http.ResponseWriter, r *http.Request) {
          done := make(chan error)
          go func() { done <- r.Context().Err() }()
          <-done
        }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles where file.imports.contains(where: { $0.path == "net/http" }) {
      for statement in file.tree.nodes(of: .goStmt) {
        guard let function = Self.handler(around: statement, file, subject.types), !Self.waits(function, statement)
        else { continue }
        let contexts = Self.requestContexts(in: function, before: statement)
        let direct = statement.descendants(of: .callExpr).first { Self.isRequestContext($0) && !Self.isDetached($0) }
        let named = statement.descendants(of: .ident).first { use in
          contexts.contains(use.text) && use.parent?.kind == .callExpr && use.parent?.function != use
            && !Self.isDetached(use)
        }
        if let place = direct ?? named {
          findings.append(
            file.finding(
              Self.card.id, at: place, "cancelled as soon as the handler returns", confidence: .medium))
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["escapes": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["go statements of HTTP handlers"]))
  }

  /// The nearest function around that takes a request and something to answer through.
  private static func handler(around node: Node, _ file: GoFile, _ types: ModuleTypes) -> Node? {
    node.ancestors.first { function in
      guard function.kind == .funcDecl || function.kind == .funcLit, let fields = function.type?.parameters?.fields
      else { return false }
      let written = fields.compactMap { $0.type?.text }
      return written.contains {
        $0.hasSuffix("http.ResponseWriter") || $0.hasSuffix("gin.Context") || $0 == "echo.Context"
      }
    }
  }

  /// The starter waits for something after the go statement.
  private static func waits(_ function: Node, _ statement: Node) -> Bool {
    func isLater(_ node: Node) -> Bool { node.start > statement.end }
    return function.descendants(of: .unaryExpr).contains { $0.token == .arrow && isLater($0) }
      || function.descendants(of: .selectStmt).contains(where: isLater)
      || function.descendants(of: .rangeStmt).contains(where: isLater)
      || function.descendants(of: .callExpr).contains {
        isLater($0) && ["Wait", "Serve", "ServeHTTP", "Copy", "Read", "ReadMessage"].contains($0.calledName ?? "")
      }
  }

  private static func isRequestContext(_ call: Node) -> Bool {
    guard call.calledName == "Context", call.arguments.isEmpty, let operand = call.function?.operand else {
      return false
    }
    return ["r", "req", "request"].contains(operand.text) || operand.text.hasSuffix(".Request")
      || operand.text.hasSuffix(".Request()")
  }

  private static func isDetached(_ node: Node) -> Bool {
    node.ancestors.prefix(3).contains { $0.kind == .callExpr && $0.calledName == "WithoutCancel" }
  }

  private static func requestContexts(in function: Node, before statement: Node) -> Set<String> {
    var names: Set<String> = []
    for assignment in function.descendants(of: .assignStmt) where assignment.start < statement.start {
      guard assignment.leftSide.count == 1, let left = assignment.leftSide.first, let right = assignment.rightSide.first
      else { continue }
      if right.kind == .callExpr, isRequestContext(right) {
        names.insert(left.text)
      } else {
        names.remove(left.text)
      }
    }
    return names
  }
}
