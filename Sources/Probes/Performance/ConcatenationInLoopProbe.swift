import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds texts that grow by one piece per turn of a loop.
///
/// Each text is reported once per loop, where it first grows. Quiet where the turn that adds is the last one, where it
/// takes back the flag that let it, where the loop also cuts the text shorter or reads it on its turns (a builder has
/// nothing to read), and where a few turns are all there are (`FewTurns`), as over a list of an enumeration's values.
/// Quiet too where the text only says what went wrong, and in steps of a migration, which run once.
/// Limits: elements of maps and slices may be another text on each turn and are not looked at.
struct ConcatenationInLoopProbe: Probe {
  static let card = ProbeCard(
    id: "performance/concatenation-in-loop",
    version: 8,
    sign: .antiPattern,
    looksFor: "a string that is appended to inside a loop",
    because: "each turn copies everything that is there already",
    instead: "write into a strings.Builder, or use strings.Join",
    examples: ConcatenationInLoopExamples.found + ConcatenationInLoopExamples.quiet)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles where !MigrationSteps.isStep(file) && subject.ships(file) {
      var reported: [Node: Set<String>] = [:]
      for assignment in file.tree.nodes(of: .assignStmt) {
        guard assignment.token == .addAssign || assignment.token == .assign, assignment.leftSide.count == 1,
          let target = assignment.leftSide.first, target.kind == .ident || target.kind == .selectorExpr,
          let value = assignment.rightSide.first, value.kind != .basicLit || value.token == .string,
          assignment.token == .addAssign || Self.takesItself(value.unparenthesized, target),
          let loop = Self.loop(around: assignment), !Self.isDeclared(target, in: loop),
          !(reported[loop]?.contains(target.text) ?? false), !Self.isLastTurn(assignment, of: loop),
          !Self.isOnceOnly(assignment, in: loop), !FewTurns(subject).holds(loop, file), !Self.isRead(target, in: loop),
          let type = subject.types.type(of: target, in: file), Self.isText(type, subject.types),
          !Self.isOfEnumeration(loop, file, subject), !TextOfFailure(subject).isOnly(target, in: loop, file)
        else { continue }
        reported[loop, default: []].insert(target.text)
        findings.append(file.finding(Self.card.id, at: target, "\(target.text) is copied on every turn"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["concatenations": .count(findings.count), "lines": .count(subject.productLines)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["+= on strings in loops"]))
  }

  private static func isText(_ type: GoType, _ types: ModuleTypes) -> Bool {
    if type == .basic("string") { return true }
    guard case .named = type else { return false }
    return types.underlying(type) == .basic("string")
  }

  /// The nearest loop of the same function.
  private static func loop(around node: Node) -> Node? {
    for around in node.ancestors {
      if around.kind == .funcLit || around.kind == .funcDecl { return nil }
      if around.kind == .forStmt || around.kind == .rangeStmt { return around }
    }
    return nil
  }

  /// `text = text + x`, `text = x + text`, `text = fmt.Sprintf("%s%s", text, x)`.
  private static func takesItself(_ value: Node, _ target: Node) -> Bool {
    switch value.kind {
    case .binaryExpr:
      guard value.token == .add else { return false }
      return [value.left, value.right].contains { part in
        guard let part = part?.unparenthesized else { return false }
        return part.isSameText(as: target) || part.kind == .binaryExpr && takesItself(part, target)
      }
    case .callExpr:
      guard let function = value.function, function.isText("fmt.Sprintf") || function.isText("fmt.Sprint") else {
        return false
      }
      return value.arguments.contains { $0.isSameText(as: target) }
    default: return false
    }
  }

  /// Whether the loop is left right after the text grew.
  private static func isLastTurn(_ assignment: Node, of loop: Node) -> Bool {
    guard let last = assignment.parent?.statements.last, last.start > assignment.start else { return false }
    if LoopFlow.leavesFunction(last) { return true }
    return last.kind == .branchStmt && last.token == .break && last.label == nil && LoopFlow.target(of: last) == loop
  }

  /// A list of the values of an enumeration: `for _, kind := range kinds` of `type Kind int` with its constants.
  private static func isOfEnumeration(_ loop: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard loop.kind == .rangeStmt, let over = loop.operand, let type = subject.types.type(of: over, in: file),
      case .slice(.named(let package, let name, _))? = subject.types.underlying(type),
      case .basic? = subject.types.underlying(.named(package: package, name: name, arguments: []))
    else { return false }
    return subject.snapshot.productFiles.contains { file in
      file.packagePath == package
        && file.tree.nodes(of: .genDecl).contains { declaration in
          declaration.token == .const && declaration.specs.count > 1
            && declaration.specs.contains { $0.type?.text == name }
        }
    }
  }

  /// Whether a turn uses the text for more than to make it grow: `if width(text) > limit`, `known[text]`.
  private static func isRead(_ target: Node, in loop: Node) -> Bool {
    loop.descendants(of: target.kind).contains { use in
      guard use.isSameText(as: target) else { return false }
      for around in use.ancestors {
        if around == loop { return loop.kind == .forStmt && loop.condition?.contains(use) ?? false }
        switch around.kind {
        case .assignStmt:
          if around.leftSide.contains(use) { return false }
          // text = text + x, and what another variable is given.
          return !around.leftSide.contains { $0.isSameText(as: target) }
        case .binaryExpr where around.token == .equal || around.token == .notEqual:
          // text != ""
          return !(around.left?.isText("\"\"") ?? false || around.right?.isText("\"\"") ?? false)
        case .callExpr where around.function?.isText("len") ?? false:
          // len(text) > 0: a builder knows its length, too. A loop that ends with it pads to a width.
          return loop.kind == .forStmt && loop.condition?.contains(use) ?? false
        case .returnStmt: return false
        case .ifStmt, .callExpr, .indexExpr, .sliceExpr, .sendStmt:
          if around.kind == .callExpr, isGrowth(around, target) { return false }
          return true
        default: continue
        }
      }
      return false
    }
  }

  /// `text = fmt.Sprintf("%s%d", text, i)`.
  private static func isGrowth(_ call: Node, _ target: Node) -> Bool {
    call.parent?.kind == .assignStmt && call.parent?.leftSide.first?.isSameText(as: target) ?? false
  }

  /// `if isFirst { text += line; isFirst = false }`: the next turns do not come here.
  private static func isOnceOnly(_ assignment: Node, in loop: Node) -> Bool {
    for around in assignment.ancestors {
      if around == loop { return false }
      guard around.kind == .ifStmt, let body = around.body, body.contains(assignment),
        let condition = around.condition?.unparenthesized
      else { continue }
      let isNegated = condition.kind == .unaryExpr && condition.token == .not
      guard let flag = isNegated ? condition.operand : condition, flag.kind == .ident else { continue }
      let isTakenBack = body.statements.contains { statement in
        statement.kind == .assignStmt && statement.leftSide.first?.isSameText(as: flag) ?? false
          && statement.rightSide.first?.isText("true") == isNegated
          && statement.rightSide.first?.isText("false") == !isNegated
      }
      if isTakenBack { return true }
    }
    return false
  }

  /// Whether the text, or what it is a field of, begins anew on each turn.
  private static func isDeclared(_ target: Node, in loop: Node) -> Bool {
    var name = target
    while name.kind == .selectorExpr, let operand = name.operand?.unparenthesized { name = operand }
    guard name.kind == .ident else { return true }
    for statement in loop.descendants(of: .assignStmt) {
      for left in statement.leftSide {
        if statement.token == .define, left.isSameText(as: name) { return true }
        if statement.token == .assign, left.isSameText(as: target), startsAnew(statement, target) { return true }
      }
    }
    return loop.descendants(of: .valueSpec).contains { $0.names.contains { $0.isSameText(as: name) } }
      || loop.key?.isSameText(as: name) ?? false || loop.value?.isSameText(as: name) ?? false
  }

  private static let cutting: Set<String> = ["Dir", "Base", "TrimPrefix", "TrimLeft"]

  /// A plain statement of the body that gives the text a value without the old one.
  private static func startsAnew(_ statement: Node, _ target: Node) -> Bool {
    guard let value = statement.rightSide.first?.unparenthesized else { return false }
    if value.isSameText(as: target) { return false }
    // `base = path.Dir(base)`, `text = text[1:]`: it gets shorter again.
    if value.kind == .sliceExpr || value.kind == .callExpr && cutting.contains(value.calledName ?? "") { return true }
    return !value.descendants(of: target.kind).contains { $0.isSameText(as: target) }
  }
}
