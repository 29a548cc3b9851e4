import GoSyntax
import GoTypes
import Repository

/// What stands in for a variable of the environment that nobody has set, written beside the reading.
///
/// The value is followed from `os.Getenv` and `os.LookupEnv` to the `if` or `switch` that asks for it, whatever the
/// variable is called that holds it. Limits: one function; a fallback below a second condition (`v == "" && isDev`),
/// or behind a way out that leaves it to some installations only, is not one for everybody.
struct EnvironmentFallbacks {
  struct Fallback {
    /// The name of the setting in the environment.
    let key: String
    /// What is taken instead.
    let value: Node
    let isReturned: Bool
  }

  static let readers: Set<String> = ["Getenv", "LookupEnv"]

  /// A reading and the variables that hold it.
  private struct Reading {
    let key: String
    let call: Node
    let value: Variable?
    let isSet: Variable?
  }

  private let file: GoFile
  private let subject: Subject

  init(_ file: GoFile, _ subject: Subject) {
    self.file = file
    self.subject = subject
  }

  /// In the order of the readings' places.
  func all(from calls: [Node]) -> [Fallback] {
    var found: [Fallback] = []
    for call in calls where call.arguments.count == 1 {
      guard let operand = call.calledOperandName,
        file.imports.contains(where: { $0.name == operand && ($0.path == "os" || $0.path == "syscall") }),
        let argument = call.arguments.first,
        let key = LiteralText.of(argument) ?? EnvironmentReads.constant(argument, file, subject),
        let function = call.outermostFunction
      else { continue }
      let reading = Reading(
        key: key, call: call, value: holder(of: call, at: 0), isSet: holder(of: call, at: 1))
      for statement in function.descendants(of: .ifStmt) { read(statement, reading, &found) }
      for statement in function.descendants(of: .switchStmt) { read(statement, reading, &found) }
    }
    return found
  }

  /// The variable that takes a result of the reading, conversions on the way.
  private func holder(of call: Node, at position: Int) -> Variable? {
    var taken = call
    if position == 0 {
      while let outer = taken.parent,
        outer.kind == .parenExpr
          || outer.kind == .callExpr && outer.arguments.count == 1
            && (outer.function?.unparenthesized.kind == .arrayType || outer.function?.isText("string") ?? false
              || outer.function?.isText("strings.TrimSpace") ?? false)
      {
        taken = outer
      }
    }
    guard let name = taken.receivingName(at: position) else { return nil }
    return Variable(name, in: file, subject.types)
  }

  // MARK: What is asked

  /// Whether a condition holds when the setting is missing (true), when it is there (false), or says nothing of it.
  private func meansMissing(_ condition: Node, _ reading: Reading) -> Bool? {
    let condition = condition.unparenthesized
    switch condition.kind {
    case .ident: return reading.isSet?.isNamed(by: condition) == true ? false : nil
    case .unaryExpr where condition.token == .not:
      return condition.operand.flatMap { meansMissing($0, reading) }.map { !$0 }
    case .binaryExpr:
      guard let left = condition.left?.unparenthesized, let right = condition.right?.unparenthesized else { return nil }
      if condition.token == .logicalOr {
        // `!ok || v == ""`
        guard let first = meansMissing(left, reading), let second = meansMissing(right, reading), first, second else {
          return nil
        }
        return true
      }
      if condition.token == .logicalAnd {
        guard meansMissing(left, reading) == false, meansMissing(right, reading) == false else { return nil }
        return false
      }
      let isText = LiteralText.of(right) == "" && isReading(left, reading)
      let isLength =
        right.isText("0") && left.kind == .callExpr && left.function?.isText("len") == true
        && left.arguments.first.map { isReading($0, reading) } ?? false
      guard isText || isLength else { return nil }
      return switch condition.token {
      case .equal: true
      case .notEqual: false
      case .greater where isLength: false
      default: nil
      }
    default: return nil
    }
  }

  /// The variable with what was read, or the same variable of the environment read once more.
  private func isReading(_ node: Node, _ reading: Reading) -> Bool {
    let node = node.unparenthesized
    if node.kind == .ident { return reading.value?.isNamed(by: node) ?? false }
    return node == reading.call
  }

  // MARK: What stands in

  private func read(_ statement: Node, _ reading: Reading, _ found: inout [Fallback]) {
    if statement.kind == .switchStmt {
      guard let tag = statement.condition, isReading(tag, reading), let body = statement.body else { return }
      for clause in body.statements where clause.caseExpressions.contains(where: { LiteralText.of($0) == "" }) {
        take(from: Array(clause.statements), reading, &found)
      }
      return
    }
    guard statement.end > reading.call.start, let condition = statement.condition,
      let isMissing = meansMissing(condition, reading), let body = statement.body
    else { return }
    if isMissing { return take(from: Array(body.statements), reading, &found) }
    if let other = statement.elseBranch {
      if other.kind == .blockStmt { take(from: Array(other.statements), reading, &found) }
      return
    }
    guard let last = body.statements.last else { return }
    if last.kind == .returnStmt, last.returned.first.map({ isValueOf($0, reading) }) ?? false {
      // `if v != "" { return v }`: what stands behind is for those who have set nothing.
      guard let next = statement.next, next.kind == .returnStmt else { return }
      return take(from: [next], reading, &found)
    }
    // `secret := "…"; if v != "" { secret = v }`
    guard body.statements.count == 1, last.kind == .assignStmt, last.token == .assign,
      let value = last.rightSide.first, last.rightSide.count == 1, isValueOf(value, reading),
      let target = last.leftSide.first, target.kind == .ident, let variable = Variable(target, in: file, subject.types),
      let before = variable.given.last(where: { $0.place.end <= statement.start }), before.how == .whole
    else { return }
    found.append(Fallback(key: reading.key, value: before.value, isReturned: false))
  }

  /// What was read, as it is or converted.
  private func isValueOf(_ node: Node, _ reading: Reading) -> Bool {
    let node = node.unparenthesized
    if isReading(node, reading) { return true }
    guard node.kind == .callExpr, node.arguments.count == 1, let only = node.arguments.first else { return false }
    if isReading(only, reading) { return true }
    return EnvironmentFallbacks.readers.contains(node.calledName ?? "") && LiteralText.of(only) == reading.key
  }

  /// The values that statements give instead; what comes behind a way out is not for every installation.
  private func take(from statements: [Node], _ reading: Reading, _ found: inout [Fallback]) {
    for statement in statements {
      switch statement.kind {
      case .ifStmt, .switchStmt: return
      case .returnStmt:
        if let value = statement.returned.first {
          found.append(Fallback(key: reading.key, value: value, isReturned: true))
        }
        return
      case .assignStmt where statement.token == .assign && statement.leftSide.count == statement.rightSide.count:
        for (target, value) in zip(statement.leftSide, statement.rightSide) where isReading(target, reading) {
          found.append(Fallback(key: reading.key, value: value, isReturned: false))
        }
      case .exprStmt:
        guard let call = statement.children.first, call.kind == .callExpr, call.calledName == "Setenv",
          call.arguments.count == 2, let key = call.arguments.first, LiteralText.of(key) == reading.key,
          let value = call.arguments.last
        else { continue }
        found.append(Fallback(key: reading.key, value: value, isReturned: false))
      default: continue
      }
    }
  }
}

extension Node {
  /// The statement behind this one in its block.
  fileprivate var next: Node? {
    guard let statements = parent?.statements, let position = statements.firstIndex(of: self),
      position + 1 < statements.endIndex
    else { return nil }
    return statements[position + 1]
  }
}
