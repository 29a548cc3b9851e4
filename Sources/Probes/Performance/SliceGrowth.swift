import GoSyntax
import GoTypes
import Repository

/// A slice that grows by at least one element on each turn of a loop: `all = append(all, x)` in the loop's own body.
struct SliceGrowth {
  /// rangeStmt or forStmt.
  let loop: Node
  /// The slice's name where it is assigned.
  let name: Node

  /// Nil unless the call is assigned to its first argument as a plain statement of a loop's body and adds something.
  init?(_ call: Node) {
    guard call.arguments.count > 1, !call.spreadsLastArgument, let assignment = call.parent,
      assignment.kind == .assignStmt, assignment.token == .assign, assignment.leftSide.count == 1,
      let name = assignment.leftSide.first, name.kind == .ident, call.arguments.first?.text == name.text,
      let body = assignment.parent, body.kind == .blockStmt, let loop = body.parent,
      loop.kind == .rangeStmt || loop.kind == .forStmt, LoopFlow.isStraight(loop)
    else { return nil }
    self.loop = loop
    self.name = name
  }

  // MARK: The declaration

  /// Where the slice is declared empty: before the loop, in the block the loop stands in, and not replaced in between.
  func emptyDeclaration(in file: GoFile, _ types: ModuleTypes) -> Node? {
    var statement = loop
    while let label = statement.parent, label.kind == .labeledStmt { statement = label }
    guard let block = statement.parent,
      block.kind == .blockStmt || block.kind == .caseClause || block.kind == .commClause
    else { return nil }
    let text = name.text
    for before in block.statements.reversed() where before.end <= statement.start {
      if before.kind == .declStmt, let declaration = before.statement, declaration.token == .var {
        for spec in declaration.specs {
          guard let position = spec.names.firstIndex(where: { $0.text == text }) else { continue }
          guard isEmpty(spec, at: position - spec.names.startIndex, in: file, types),
            isOnlyGrown(from: spec, in: block, file, types)
          else { return nil }
          return declaration.specs.count == 1 ? before : spec
        }
      } else if before.kind == .assignStmt, before.token == .define,
        let position = before.leftSide.firstIndex(where: { $0.text == text })
      {
        let offset = position - before.leftSide.startIndex
        guard before.rightSide.count == before.leftSide.count,
          isEmptySlice(before.rightSide[before.rightSide.startIndex + offset], in: file, types),
          isOnlyGrown(from: before, in: block, file, types)
        else { return nil }
        return before
      }
    }
    return nil
  }

  private func isEmpty(_ spec: Node, at position: Int, in file: GoFile, _ types: ModuleTypes) -> Bool {
    if spec.values.isEmpty { return spec.type.map { isSliceType($0, in: file, types) } ?? false }
    guard spec.values.count == spec.names.count else { return false }
    if spec.values[spec.values.startIndex + position].isText("nil") {
      return spec.type.map { isSliceType($0, in: file, types) } ?? false
    }
    return isEmptySlice(spec.values[spec.values.startIndex + position], in: file, types)
  }

  /// `[]T{}`, `[]T(nil)`, `make([]T, 0)`, and the same with a declared slice type.
  private func isEmptySlice(_ value: Node, in file: GoFile, _ types: ModuleTypes) -> Bool {
    let value = value.unparenthesized
    if value.kind == .compositeLit {
      return value.elements.isEmpty && (value.type.map { isSliceType($0, in: file, types) } ?? false)
    }
    guard value.kind == .callExpr, let function = value.function?.unparenthesized else { return false }
    if function.isText("make") {
      guard value.arguments.count == 2, let type = value.arguments.first, let length = value.arguments.last else {
        return false
      }
      return length.isText("0") && isSliceType(type, in: file, types)
    }
    return value.arguments.count == 1 && (value.arguments.first?.isText("nil") ?? false)
      && isSliceType(function, in: file, types)
  }

  private func isSliceType(_ type: Node, in file: GoFile, _ types: ModuleTypes) -> Bool {
    let type = type.unparenthesized
    switch type.kind {
    case .arrayType: return type.length == nil
    case .ident, .selectorExpr, .indexExpr, .indexListExpr:
      guard let written = types.type(written: type, in: file), case .slice? = types.underlying(written) else {
        return false
      }
      return true
    default: return false
    }
  }

  /// Between the declaration and the end of the block the slice is never replaced before the loop, its address is not
  /// taken, and no other loop adds an unknown number to it.
  private func isOnlyGrown(from declaration: Node, in block: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    let text = name.text
    for use in block.descendants(of: .ident) where use.start > declaration.end && use.text == text {
      guard let parent = use.parent else { continue }
      if parent.kind == .unaryExpr, parent.token == .and, use.start < loop.start { return false }
      guard parent.kind == .assignStmt, parent.leftSide.contains(use) else { continue }
      guard let call = parent.rightSide.first?.unparenthesized, call.kind == .callExpr,
        call.function?.isText("append") ?? false, call.arguments.first?.text == text
      else {
        if use.start < loop.end { return false }
        break
      }
      guard isInLoop(parent, below: block) else { continue }
      guard let growth = SliceGrowth(call), growth.isDirectly(in: block),
        growth.loop == loop || growth.isLengthKnown(in: file, types)
      else {
        return false
      }
    }
    return true
  }

  private func isDirectly(in block: Node) -> Bool {
    var statement = loop
    while let label = statement.parent, label.kind == .labeledStmt { statement = label }
    return statement.parent == block
  }

  private func isInLoop(_ node: Node, below block: Node) -> Bool {
    for around in node.ancestors {
      if around == block { return false }
      if around.kind == .forStmt || around.kind == .rangeStmt { return true }
    }
    return false
  }

  // MARK: The number of turns

  func isLengthKnown(in file: GoFile, _ types: ModuleTypes) -> Bool {
    guard loop.kind == .rangeStmt else { return isCounting }
    guard let operand = loop.operand?.unparenthesized else { return false }
    if operand.kind == .basicLit { return true }
    guard let type = types.type(of: operand, in: file) else { return false }
    switch types.underlying(type.pointee) ?? type {
    case .slice, .array, .map, .untyped(.integer), .untyped(.string): return true
    case .basic(let name): return name == "string" || name.hasPrefix("int") || name.hasPrefix("uint")
    default: return false
    }
  }

  /// `for i := 0; i < n; i++` whose counter and bound nothing in the body changes.
  private var isCounting: Bool {
    guard let condition = loop.condition?.unparenthesized, condition.kind == .binaryExpr,
      [.less, .lessOrEqual, .greater, .greaterOrEqual, .notEqual].contains(condition.token),
      let start = loop.initializer, start.kind == .assignStmt, start.token == .define, let post = loop.post,
      let counter = post.kind == .incDecStmt ? post.operand : post.leftSide.first, counter.kind == .ident,
      post.kind == .incDecStmt || post.token == .addAssign || post.token == .subtractAssign,
      start.leftSide.contains(where: { $0.text == counter.text }), let left = condition.left?.unparenthesized,
      let right = condition.right?.unparenthesized
    else { return false }
    let bound = left.text == counter.text ? right : right.text == counter.text ? left : nil
    guard let bound, isFixed(bound) else { return false }
    return !isAssigned(counter.text)
  }

  private func isFixed(_ bound: Node) -> Bool {
    switch bound.kind {
    case .basicLit: return true
    case .ident: return !isAssigned(bound.text)
    case .selectorExpr: return bound.operand.map { isFixed($0.unparenthesized) } ?? false
    case .binaryExpr:
      return [bound.left, bound.right].allSatisfy { $0.map { isFixed($0.unparenthesized) } ?? false }
    case .callExpr:
      guard let function = bound.function else { return false }
      if function.isText("len") || function.isText("cap") || function.isText("int") {
        return bound.arguments.allSatisfy { isFixed($0.unparenthesized) }
      }
      guard bound.arguments.isEmpty, function.kind == .selectorExpr, let name = function.name?.text else {
        return false
      }
      return name == "Len" || name == "Size" || name == "Count" || name.hasPrefix("Num")
    default: return false
    }
  }

  private func isAssigned(_ text: String) -> Bool {
    guard let body = loop.body else { return true }
    for statement in body.descendants(of: .assignStmt) where statement.leftSide.contains(where: { $0.text == text }) {
      return true
    }
    return body.descendants(of: .incDecStmt).contains { $0.operand?.text == text }
  }
}
