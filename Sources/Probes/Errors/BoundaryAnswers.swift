import GoSyntax
import GoTypes
import Repository

/// Which functions of the module give errors that are answers already: a status with the message for the client.
///
/// Whoever wraps such an error hides the status, or tells the client what was meant for the log; it goes up as it is.
/// A function counts when one of its returns makes an answer, or passes on what a function that counts gives.
/// Limits: answers kept in variables are not seen, and the third function in a row is the last one that is read.
struct BoundaryAnswers {
  private let subject: Subject
  private var known: [Callee: Bool] = [:]

  init(_ subject: Subject) { self.subject = subject }

  /// Whether the errors of a called function are answers.
  mutating func areGiven(by callee: Callee, depth: Int = 0) -> Bool {
    if let answer = known[callee] { return answer }
    guard depth < 3, callee.packagePath != nil, let declared = FunctionIndex.declaration(of: callee, subject) else {
      return false
    }
    known[callee] = false
    var answer = false
    for statement in declared.node.descendants(of: .returnStmt) where statement.enclosingFunction == declared.node {
      guard let last = statement.returned.last?.unparenthesized, last.kind == .callExpr,
        let made = subject.types.callee(of: last, in: declared.file)
      else { continue }
      if BoundaryAnswers.isMaker(made) || areGiven(by: made, depth: depth + 1) {
        answer = true
        break
      }
    }
    known[callee] = answer
    return answer
  }

  private static func isMaker(_ callee: Callee) -> Bool {
    guard callee.receiver == nil, let path = callee.packagePath else { return false }
    if path.isPath("github.com/labstack/echo") { return callee.name == "NewHTTPError" }
    if path.isPath("github.com/gofiber/fiber") || path == "connectrpc.com/connect" { return callee.name == "NewError" }
    return path == "google.golang.org/grpc/status" && (callee.name == "Error" || callee.name == "Errorf")
  }
}
