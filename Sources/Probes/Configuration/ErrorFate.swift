import GoSyntax

/// What becomes of the error a start-up call returns.
enum ErrorFate {
  /// Returned, or the program ends: panic, exit, a fatal log line.
  case stops
  /// Looked at, and the program goes on.
  case printed
  /// Never looked at.
  case ignored

  static func of(_ call: Node) -> ErrorFate {
    var node = call
    while let parent = node.parent {
      switch parent.kind {
      case .returnStmt: return .stops
      case .callExpr, .binaryExpr, .parenExpr, .unaryExpr, .keyValueExpr, .compositeLit: node = parent
      case .ifStmt: return stops(parent) ? .stops : .printed
      case .exprStmt: return node == call ? .ignored : isStopping(node) ? .stops : .printed
      case .assignStmt, .valueSpec: return fate(assigned: parent)
      default: return .ignored
      }
    }
    return .ignored
  }

  private static func fate(assigned statement: Node) -> ErrorFate {
    guard statement.kind == .assignStmt, let last = statement.leftSide.last else { return .printed }
    if last.isText("_") { return .ignored }
    guard let parent = statement.parent else { return .ignored }
    if parent.kind == .ifStmt { return stops(parent) ? .stops : .printed }
    let name = last.text
    let following = parent.statements.drop { $0.start <= statement.start }
    for next in following.prefix(3) {
      switch next.kind {
      case .ifStmt:
        if let condition = next.condition, mentions(condition, name) { return stops(next) ? .stops : .printed }
      case .returnStmt: if next.returned.contains(where: { mentions($0, name) }) { return .stops }
      case .switchStmt:
        if next.descendants(of: .ident).contains(where: { $0.text == name }) { return stops(next) ? .stops : .printed }
      case .exprStmt:
        if let call = next.operand, mentions(call, name) {
          return isStopping(call) || call.function?.kind == .ident ? .stops : .printed
        }
      default: continue
      }
    }
    return last.kind == .ident ? .printed : .stops
  }

  private static func mentions(_ node: Node, _ name: String) -> Bool {
    node.kind == .ident ? node.text == name : node.descendants(of: .ident).contains { $0.text == name }
  }

  /// Whether the statement holds a way out: an error returned, or the end of the program.
  static func stops(_ statement: Node) -> Bool {
    if statement.descendants(of: .callExpr).contains(where: { isStopping($0) || isCollecting($0) }) { return true }
    return statement.descendants(of: .returnStmt).contains { result in
      result.returned.contains { value in
        if value.kind == .callExpr || value.kind == .compositeLit || value.kind == .unaryExpr { return true }
        guard let name = value.lastName else { return false }
        return name.hasPrefix("err") || name.hasPrefix("Err") || name.hasSuffix("Err") || name.hasSuffix("Error")
      }
    }
  }

  /// `problems.Push(fmt.Errorf("...", err))`, `errs = append(errs, err)`: kept for who asks whether all went well.
  private static func isCollecting(_ call: Node) -> Bool {
    guard let name = call.calledName, ["Push", "Add", "Append", "append", "Collect"].contains(name) else {
      return false
    }
    return call.arguments.contains { argument in
      let value = argument.unparenthesized
      let named = value.kind == .callExpr ? value.calledName : value.lastName
      return named.map { IdentifierWords($0).containsAny(of: ["err", "error", "errorf", "wrap", "wrapf"]) } ?? false
    }
  }

  /// A call that ends the program.
  static func isStopping(_ call: Node) -> Bool {
    guard let function = call.function?.unparenthesized, let name = function.lastName else { return false }
    if name == "Exit", call.arguments.first?.isText("0") ?? false { return false }
    if name == "panic" || name == "Exit" || name == "exit" || name == "die" { return true }
    // `logFatal(err)`, `exitWithError(err)`
    let words = IdentifierWords(name).words
    if words.contains("fatal") || words.contains("fatalf") { return true }
    if words.count > 1, let verb = words.first, ["exit", "die", "abort", "bail"].contains(verb), words.last != "code" {
      return true
    }
    return name.hasPrefix("Fatal") || name.hasPrefix("fatal") || name.hasPrefix("Panic") || name.hasPrefix("Must")
      || name.hasPrefix("must") || name == "CheckErr" || name == "CheckError" || name.hasPrefix("DPanic")
  }
}

extension ErrorFate {
  /// Whether a return statement gives an error: the function's last result is one, and it is not nil.
  private static func givesError(_ statement: Node) -> Bool {
    guard let results = statement.enclosingFunction?.type?.results, let type = results.fields.last?.type,
      let name = type.lastName ?? type.operand?.lastName, name.hasSuffix("rror") || name.contains("Err")
    else { return false }
    guard let value = statement.returned.last?.unparenthesized else { return true }
    guard value.kind == .callExpr else { return !value.isText("nil") }
    // `return reset(user)` does what the setting asks for.
    if let package = value.calledOperandName, ["errors", "xerrors", "status"].contains(package) { return true }
    return value.calledName.map { IdentifierWords($0).containsAny(of: errorMakers) } ?? false
  }

  private static let errorMakers: Set<String> = [
    "err", "errs", "errf", "error", "errors", "errorf", "exit", "wrap", "wrapf", "fail", "failf", "failed", "failure",
    "invalid", "usage", "join", "new", "newf", "bad", "missing", "required", "problem", "issue", "unsupported",
  ]

  /// Whether a block ends in an error made there or in the program's end.
  static func endsBadly(_ body: Node) -> Bool {
    guard let last = body.statements.last else { return false }
    switch last.kind {
    case .returnStmt: return givesError(last)
    case .exprStmt: return last.operand.map(isStopping) ?? false
    case .assignStmt:
      // `errs = append(errs, errors.New("..."))`
      // A warning lets the program start.
      if last.leftSide.contains(where: { $0.text.lowercased().contains("warn") }) { return false }
      return last.rightSide.contains {
        $0.kind == .callExpr
          && ($0.function?.isText("append") == true || $0.function?.lastName == "Join"
            || $0.function?.lastName == "Append")
          && $0.text.contains("rr")
      }
    default: return body.statements.contains { $0.kind == .exprStmt && ($0.operand.map(isStopping) ?? false) }
    }
  }
}
