import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds the place where errors become HTTP statuses or gRPC codes.
///
/// A function that asks an error (errors.Is, As, a type switch or comparison) and names statuses or codes maps them.
/// Limits: a table from errors to statuses is not seen.
struct StatusMappingProbe: Probe {
  static let card = ProbeCard(
    id: "errors/status-mapping",
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
      .quiet("func isGone(err error) bool { return errors.Is(err, os.ErrNotExist) }"),
    ])

  private static let libraries = [
    "net/http", "google.golang.org/grpc", "github.com/gofiber/fiber", "github.com/labstack/echo",
    "github.com/gin-gonic/gin", "connectrpc.com/connect",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    let files = subject.snapshot.productFiles
    let serving = files.filter { file in
      file.imports.contains { item in Self.libraries.contains { item.path == $0 || item.path.hasPrefix($0 + "/") } }
    }
    guard !serving.isEmpty else {
      return Outcome(
        probe: Self.card.id, answer: .notApplicable(reason: "nothing here answers HTTP or gRPC requests"),
        measures: ["mappings": 0], scope: Scope(files: files.count, patterns: Self.libraries))
    }
    for file in serving {
      for function in file.tree.nodes(of: .funcDecl) {
        let statuses = function.descendants(of: .selectorExpr).filter { isStatus($0, subject, file) }
        guard !statuses.isEmpty, let question = question(in: function, subject, file) else { continue }
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
    case "http", "fiber": return text.hasPrefix("Status") && text.count > 6
    case "codes": return true
    case "connect": return text.hasPrefix("Code")
    default: return false
    }
  }

  private func question(in function: Node, _ subject: Subject, _ file: GoFile) -> Node? {
    let calls = function.descendants(of: .callExpr).filter { SentinelsProbe.asks($0, subject, file) }
    if let first = calls.min(by: { $0.start < $1.start }) { return first }
    return function.descendants(of: .typeAssertExpr).first { assertion in
      assertion.type == nil && assertion.operand.map { subject.isErrorInterface($0, file) } == true
    }
  }
}
