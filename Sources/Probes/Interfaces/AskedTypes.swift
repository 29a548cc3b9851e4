import GoSyntax
import GoTypes
import Repository

/// The types that a value of type `any` is asked for.
struct AskedTypes {
  private(set) var names: Set<String> = []
  private var hasOwn = false
  /// Whether every question that gets no for an answer ends in a failure: then no other type was meant.
  var isClosed = true

  mutating func add(_ type: Node, isOwn: Bool) {
    names.insert(type.text)
    if isOwn { hasOwn = true }
  }

  /// Whether the value's shape is known to nobody before: it is taken apart into many types, types with any inside, or
  /// into strings and numbers, as what comes from JSON or YAML is.
  var isDynamic: Bool {
    names.count > 3 || names.contains(where: AskedTypes.holdsAny)
      || names.count(where: AskedTypes.isBasic) > 1 && !hasOwn && !isClosed
  }

  /// Types with any inside, and keys: the standard library's own are any.
  private static func holdsAny(_ type: String) -> Bool {
    isAny(type) || type.hasSuffix("interface{}") || type == "reflect.Value"
      || ["*rsa.", "*ecdsa.", "ed25519.", "*ed25519."].contains(where: type.hasPrefix)
  }

  /// `any`, `[]any`, `map[string]any`, but not `Company`.
  private static func isAny(_ type: String) -> Bool {
    type.hasSuffix("any")
      && type.dropLast(3).last.map { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." } ?? true
  }

  private static func isBasic(_ type: String) -> Bool {
    type == "string" || type == "bool" || type.hasPrefix("int") || type.hasPrefix("float") || type.hasPrefix("uint")
  }
}

/// What happens where a value has none of the types it is asked for.
extension AnyUses {
  /// Whether a type assertion is a demand: it stands on the straight way through the function and panics otherwise.
  func isDemand(_ assertion: Node, in body: Node) -> Bool {
    !isCommaOk(assertion)
      && assertion.ancestors.prefix { $0 != body }.allSatisfy { around in
        switch around.kind {
        case .ifStmt, .switchStmt, .typeSwitchStmt, .selectStmt, .forStmt, .rangeStmt, .funcLit: false
        default: true
        }
      }
  }

  /// Whether a question that gets no for an answer ends in a panic or an error.
  func failsOtherwise(_ assertion: Node, _ file: GoFile) -> Bool {
    if assertion.type == nil {
      guard let whole = assertion.ancestors.first(where: { $0.kind == .typeSwitchStmt }) else { return false }
      if let other = whole.statements.first(where: { $0.caseExpressions.isEmpty }) {
        return fails(other.statements.last, file)
      }
      return fails(whole.following, file)
    }
    guard isCommaOk(assertion) else { return true }
    guard let asking = assertion.ancestors.first(where: { $0.kind == .assignStmt }) else { return false }
    guard let question = asking.parent, question.kind == .ifStmt, question.initializer == asking else {
      // `n, ok := value.(int)`, then `if !ok { return … }`
      guard let next = asking.following, next.kind == .ifStmt, next.condition?.token == .not else {
        return false
      }
      return fails(next.body?.statements.last, file)
    }
    if question.condition?.token == .not { return fails(question.body?.statements.last, file) }
    return fails(whatFollows(question), file)
  }

  /// The statement that runs where none of the questions that stand one after the other gets a yes.
  private func whatFollows(_ question: Node) -> Node? {
    var last = question
    while let next = last.elseBranch {
      guard next.kind == .ifStmt else { return next.statements.last }
      last = next
    }
    var first = question
    while let outer = first.parent, outer.kind == .ifStmt, outer.elseBranch == first { first = outer }
    guard let next = first.following else { return nil }
    let asksAgain =
      next.kind == .ifStmt && next.initializer.map { !$0.descendants(of: .typeAssertExpr).isEmpty } ?? false
    return asksAgain ? whatFollows(next) : next
  }

  private func isCommaOk(_ assertion: Node) -> Bool {
    guard let parent = assertion.parent else { return false }
    return parent.kind == .assignStmt && parent.leftSide.count == 2 && parent.rightSide.count == 1
      || parent.kind == .valueSpec && parent.names.count == 2 && parent.values.count == 1
  }

  /// `panic(…)`, `log.Fatal(…)`, `return 0, errors.New(…)`
  private func fails(_ statement: Node?, _ file: GoFile) -> Bool {
    guard let statement else { return false }
    switch statement.kind {
    case .exprStmt:
      guard let function = statement.operand?.function else { return false }
      return function.isText("panic") || function.text.hasPrefix("log.Fatal") || function.text.hasPrefix("log.Panic")
    case .returnStmt:
      guard let last = statement.returned.last, !last.isText("nil") else { return false }
      return subject.types.isError(last, in: file) ?? false
    default: return false
    }
  }
}
