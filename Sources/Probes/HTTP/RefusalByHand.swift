import GoSyntax
import Repository

/// Whether a package answers, somewhere, that what came in is no good: a check of the input by hand.
///
/// An answer for what cannot be decoded, or for the wrong method, checks nothing of what was decoded. A function that
/// always refuses is judged by those who call it. Limits: the condition right around the answer decides, and where an
/// error came from is told by the name of the call that gave it.
struct RefusalByHand {
  private static let statuses: Set<String> = ["StatusBadRequest", "InvalidArgument", "StatusUnprocessableEntity"]
  private static let numbers: Set<String> = ["400", "422"]
  /// Calls whose number is an answer's status.
  private static let answering: Set<String> = [
    "JSON", "XML", "String", "Error", "WriteHeader", "Status", "SendStatus", "AbortWithError", "AbortWithStatus",
    "AbortWithStatusJSON", "NewHTTPError", "NewError", "Render",
  ]
  /// Words in the names of what gives an error when the input cannot be read at all.
  private static let decodingWords: Set<String> = [
    "decode", "decoder", "unmarshal", "bind", "body", "json", "xml", "form", "multipart", "read", "parser", "copy",
  ]
  /// Packages whose errors tell of reading.
  private static let readingPackages: Set<String> = ["json", "io", "http", "xml", "mime", "multipart"]

  let refuses: Bool

  init(_ files: [GoFile]) {
    let ownAnswers = files.lazy.map { $0.tree.fact(Answers.self) }
    if ownAnswers.contains(where: \.checks) {
      refuses = true
      return
    }
    let helpers = ownAnswers.reduce(into: Set<String>()) { $0.formUnion($1.helpers) }
    refuses =
      !helpers.isEmpty
      && files.contains { file in
        file.tree.calls(named: helpers).contains { Self.circumstance(of: $0) == .check }
      }
  }

  /// What a tree says by itself.
  private struct Answers: TreeFact {
    /// Whether something that came in is compared and refused.
    let checks: Bool
    /// Functions that always refuse.
    let helpers: Set<String>

    init(_ tree: SyntaxTree) {
      var checks = false
      var helpers: Set<String> = []
      for node in [NodeKind.callExpr, .returnStmt].flatMap({ tree.nodes(of: $0) })
      where !checks && RefusalByHand.isRefusal(node) {
        switch RefusalByHand.circumstance(of: node) {
        case .check: checks = true
        case .reading: continue
        case .always: node.enclosingFunction?.name.map { _ = helpers.insert($0.text) }
        }
      }
      self.checks = checks
      self.helpers = helpers
    }
  }

  private static func isRefusal(_ node: Node) -> Bool {
    if node.kind == .returnStmt {
      return node.returned.contains {
        $0.kind == .selectorExpr && ($0.name.map { statuses.contains($0.text) } ?? false)
      }
    }
    guard let name = node.calledName, node.arguments.count <= 6 else { return false }
    return node.arguments.contains { argument in
      if argument.kind == .basicLit { return answering.contains(name) && numbers.contains(argument.text) }
      if argument.kind == .funcLit || argument.kind == .basicLit { return false }
      return ([argument] + argument.descendants(of: .selectorExpr)).contains { part in
        part.lastName.map(statuses.contains) ?? false && part.enclosingFunction == node.enclosingFunction
      }
    }
  }

  // MARK: Why an answer is given

  private enum Circumstance { case check, reading, always }

  /// By the innermost condition around the node, within its function.
  private static func circumstance(of node: Node) -> Circumstance {
    for around in node.ancestors {
      switch around.kind {
      case .funcDecl, .funcLit: return .always
      case .ifStmt:
        guard let condition = around.condition, !condition.contains(node), around.initializer?.contains(node) != true
        else { continue }
        if around.elseBranch?.contains(node) == true {
          switch otherwise(condition, at: around) {
          case .always: continue
          case let circumstance: return circumstance
          }
        }
        return isOfReading(condition, at: around) ? .reading : .check
      case .caseClause:
        guard let choice = around.parent?.parent else { return .always }
        if let tag = choice.condition, asksForMethod(tag) { return .reading }
        if choice.kind == .typeSwitchStmt { return .check }
        guard around.caseExpressions.isEmpty else {
          return around.caseExpressions.allSatisfy { isOfReading($0, at: choice) } ? .reading : .check
        }
        return choice.condition.map { isOfReading($0, at: choice) } ?? false ? .reading : .check
      default: continue
      }
    }
    return .always
  }

  /// Why an answer is given where a condition does not hold: what could be read is no reason to refuse it.
  private static func otherwise(_ condition: Node, at statement: Node) -> Circumstance {
    if let error = condition.nilOperand {
      return source(of: error, before: statement).map(decodes) ?? false ? .reading : .check
    }
    if condition.nonNilOperand != nil, isOfReading(condition, at: statement) { return .always }
    return isOfReading(condition, at: statement) ? .reading : .check
  }

  private static func asksForMethod(_ condition: Node) -> Bool {
    ([condition] + condition.descendants(of: .selectorExpr) + condition.descendants(of: .ident)).contains {
      $0.lastName.map { $0 == "Method" || $0 == "method" } ?? false
    }
  }

  /// `r.Method != http.MethodPost`, and `err != nil` of what reads and decodes.
  private static func isOfReading(_ condition: Node, at statement: Node) -> Bool {
    if asksForMethod(condition) { return true }
    for call in [condition] + condition.descendants(of: .callExpr)
    where call.kind == .callExpr && call.calledOperandName == "errors" {
      guard let kind = call.arguments.dropFirst().first else { continue }
      return ([kind] + kind.descendants(of: .selectorExpr)).contains { part in
        part.operand.map { readingPackages.contains($0.text) } ?? false
      } || kind.kind == .unaryExpr && source(of: call.arguments.first, before: statement).map(decodes) ?? false
    }
    guard
      let error = condition.nonNilOperand
        ?? condition.descendants(of: .binaryExpr).lazy.compactMap(\.nonNilOperand).first,
      error.kind == .ident, error.text.lowercased().contains("err")
    else { return false }
    return source(of: error, before: statement).map(decodes) ?? false
  }

  private static func decodes(_ call: Node) -> Bool {
    call.calledName.map { IdentifierWords($0).containsAny(of: decodingWords) } ?? false
  }

  /// The call that gave an error its value: in the statement itself, or nearest above it.
  private static func source(of error: Node?, before statement: Node) -> Node? {
    guard let error, error.kind == .ident else { return nil }
    func call(_ assignment: Node?) -> Node? {
      guard let assignment, assignment.kind == .assignStmt,
        assignment.leftSide.contains(where: { $0.isSpelled(like: error) })
      else { return nil }
      return assignment.rightSide.first?.unparenthesized
    }
    for around in [statement] + Array(statement.ancestors) {
      if around.kind == .funcDecl || around.kind == .funcLit { return nil }
      if around.kind == .ifStmt || around.kind == .switchStmt, let found = call(around.initializer) { return found }
      var before = around.preceding
      while let earlier = before {
        if let found = call(earlier) { return found }
        before = earlier.preceding
      }
    }
    return nil
  }
}
