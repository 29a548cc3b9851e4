import GoSyntax
import GoTypes
import Repository

/// Functions of the module whose errors are all those of crypto/rand, which has none to give since Go 1.24.
struct RandomBytes {
  private let subject: Subject
  private let isModern: Bool
  private var known: [Callee: Bool] = [:]

  init(_ subject: Subject) {
    self.subject = subject
    isModern = RandomBytes.isModern(subject)
  }

  /// Whether the module's Go is one in which crypto/rand has no errors to give.
  static func isModern(_ subject: Subject) -> Bool {
    subject.snapshot.module?.goVersion.map { $0 >= GoVersion(major: 1, minor: 24) } ?? false
  }

  /// Whether a call of the function can fail for want of random bytes alone, and so never does.
  mutating func areAllItNeeds(_ callee: Callee, depth: Int = 0) -> Bool {
    if let answer = known[callee] { return answer }
    if isModern, RandomBytes.isRead(callee) { return true }
    guard isModern, depth < 4, let declared = FunctionIndex.declaration(of: callee, subject) else { return false }
    known[callee] = false
    let function = declared.node
    let results = FunctionResults(of: function, subject, declared.file)
    guard let position = results.errors.last else { return false }
    var isUsed = false
    for statement in function.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      guard statement.returned.count == results.count else { return false }
      let error = statement.returned[statement.returned.startIndex + position].unparenthesized
      if error.isText("nil") { continue }
      guard isRandom(error, statement, function, declared.file, depth) else { return false }
      isUsed = true
    }
    known[callee] = isUsed
    return isUsed
  }

  private mutating func isRandom(
    _ error: Node, _ statement: Node, _ function: Node, _ file: GoFile, _ depth: Int
  ) -> Bool {
    var source: Node? = error
    if error.kind == .ident, let name = subject.types.declaration(of: error, in: file)?.name {
      source = subject.value(lastGiven: name, before: statement, in: function, file)?.unparenthesized
    }
    guard let call = source, call.kind == .callExpr, let callee = subject.types.callee(of: call, in: file) else {
      return false
    }
    return areAllItNeeds(callee, depth: depth + 1)
  }

  private static func isRead(_ callee: Callee) -> Bool {
    callee.is("crypto/rand", "Read") || callee.is("crypto/rand", "Int")
  }
}
