import GoSyntax
import GoTypes
import Repository

/// Whether a loop has a few turns only, by what is written: a short list, the digits of a number, the levels above
/// something, the fields of a type, the options of a call. What grows there stays short.
struct FewTurns {
  private let subject: Subject
  /// So many turns are few.
  private static let turnsMax = 4

  init(_ subject: Subject) { self.subject = subject }

  func holds(_ loop: Node, _ file: GoFile) -> Bool {
    if loop.kind == .forStmt { return isOfNumber(loop, file) || climbs(loop) || isCounted(loop) }
    guard let over = loop.operand?.unparenthesized else { return false }
    if let list = list(of: over, file) { return list.elements.count <= FewTurns.turnsMax }
    switch over.kind {
    case .compositeLit: return over.elements.count <= FewTurns.turnsMax
    case .basicLit: return Int(over.text).map { $0 <= FewTurns.turnsMax } ?? false
    case .callExpr where over.calledName == "NumField": return true
    case .callExpr: return isShortList(madeBy: over, file)
    case .ident: return FewTurns.isOfOptions(over)
    case .sliceExpr: return over.operand.map { $0.kind == .ident && FewTurns.isOfOptions($0) } ?? false
    default: return false
    }
  }

  /// `options`, `opts[1:]`: a caller writes them down one by one. Those that a value holds may be many.
  private static func isOfOptions(_ over: Node) -> Bool {
    over.lastName.map { ["options", "opts"].contains(IdentifierWords($0).last) } ?? false
  }

  /// The literal that a variable of the package holds, or a local one that is given nothing else.
  private func list(of name: Node, _ file: GoFile) -> Node? {
    guard name.kind == .ident else { return nil }
    if let variable = Variable(name, in: file, subject.types) {
      guard variable.given.count == 1, let only = variable.given.first, only.how == .whole,
        only.value.unparenthesized.kind == .compositeLit
      else { return nil }
      return only.value.unparenthesized
    }
    guard let declared = subject.types.declaration(of: name, in: file), !declared.isLocal,
      let spec = declared.name?.parent, spec.kind == .valueSpec, spec.names.count == 1,
      let value = spec.values.first?.unparenthesized, value.kind == .compositeLit, !name.text.isEmpty,
      !ExportedIdentifier.isExported(name.text)
    else { return nil }
    let isChanged = subject.snapshot.productFiles.contains { other in
      other.packagePath == file.packagePath
        && other.tree.nodes(of: .assignStmt).contains { assignment in
          assignment.token != .define && assignment.leftSide.contains { $0.isSameText(as: name) }
        }
    }
    return isChanged ? nil : value
  }

  /// A function of the module that returns nothing but short lists it writes down.
  private func isShortList(madeBy call: Node, _ file: GoFile) -> Bool {
    guard let callee = subject.types.callee(of: call, in: file),
      let body = FunctionIndex.declaration(of: callee, subject)?.node.body
    else { return false }
    let returns = body.descendants(of: .returnStmt).filter { !LoopFlow.isInLiteral($0, below: body) }
    return !returns.isEmpty
      && returns.allSatisfy { statement in
        guard statement.returned.count == 1, let value = statement.returned.first?.unparenthesized else { return false }
        return value.isText("nil") || value.kind == .compositeLit && value.elements.count <= FewTurns.turnsMax
      }
  }

  /// `for number != 0 { …; number /= 10 }`: as many turns as the number has digits.
  private func isOfNumber(_ loop: Node, _ file: GoFile) -> Bool {
    guard let condition = loop.condition?.unparenthesized, condition.kind == .binaryExpr,
      [.notEqual, .greater, .greaterOrEqual].contains(condition.token),
      let number = condition.left?.unparenthesized, number.kind == .ident,
      condition.right?.unparenthesized.kind == .basicLit
    else { return false }
    return loop.descendants(of: .assignStmt).contains { statement in
      guard statement.leftSide.contains(where: { $0.isSameText(as: number) }) else { return false }
      if statement.token == .divideAssign || statement.token == .shiftRightAssign { return true }
      // `rest, text = largest(rest)`
      return statement.token == .assign && statement.rightSide.count == 1
        && (statement.rightSide.first?.unparenthesized.arguments.contains { $0.isSameText(as: number) } ?? false)
        || statement.rightSide.contains { $0.kind == .binaryExpr && $0.token == .divide }
    }
  }

  /// `for around := part; around.parent != nil; around = around.parent`: as many turns as there are levels.
  private func climbs(_ loop: Node) -> Bool {
    guard let step = loop.post, step.kind == .assignStmt, step.leftSide.count == 1, let name = step.leftSide.first,
      let next = step.rightSide.first?.unparenthesized
    else { return false }
    let outer = next.kind == .callExpr ? next.function?.unparenthesized : next
    guard let outer, outer.kind == .selectorExpr, let field = outer.name, outer.operand?.isSameText(as: name) ?? false
    else { return false }
    return IdentifierWords(field.text).containsAny(of: ["parent", "outer", "owner", "enclosing", "super", "up"])
  }

  /// `for i := 0; i < 3; i++`, `i < kind.NumField()`
  private func isCounted(_ loop: Node) -> Bool {
    guard let condition = loop.condition?.unparenthesized, condition.kind == .binaryExpr,
      condition.token == .less || condition.token == .lessOrEqual, let bound = condition.right?.unparenthesized
    else { return false }
    if bound.kind == .callExpr { return bound.calledName == "NumField" }
    return bound.kind == .basicLit && Int(bound.text).map { $0 <= FewTurns.turnsMax } ?? false
  }
}
