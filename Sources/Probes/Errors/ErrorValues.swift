import GoSyntax
import GoTypes
import Repository

/// Questions about error values that several probes of the family ask.
extension Subject {
  /// Whether an expression is an error: by its type, or by its name where the type is not known.
  func isErrorValue(_ node: Node, _ file: GoFile) -> Bool {
    types.isError(node, in: file) ?? node.unparenthesized.isNamedAsError
  }

  /// Whether an expression's type is `error` itself (or declared as it), not one that implements it.
  func isErrorInterface(_ node: Node, _ file: GoFile) -> Bool {
    guard let type = types.type(of: node, in: file) else { return node.unparenthesized.isNamedAsError }
    return type == .error || types.underlying(type) == .error
  }

  /// The text of a constant string: literals, constants by name, sums of both.
  ///
  /// Parts that are not constant are left out; `isWhole` says whether there were any.
  func constantText(_ node: Node, _ file: GoFile, depth: Int = 0) -> (text: String, isWhole: Bool) {
    let node = node.unparenthesized
    switch node.kind {
    case .basicLit where node.token == .string: return (node.stringValue, true)
    case .binaryExpr where node.token == .add:
      guard depth < 50, let left = node.left, let right = node.right else { return ("", false) }
      let first = constantText(left, file, depth: depth + 1)
      let second = constantText(right, file, depth: depth + 1)
      return (first.text + second.text, first.isWhole && second.isWhole)
    case .ident, .selectorExpr:
      let name = node.kind == .ident ? node : node.name ?? node
      guard depth < 50, let declaration = types.declaration(of: name, in: file), declaration.kind == .constant,
        let declared = declaration.name, let spec = declared.parent, spec.kind == .valueSpec,
        let position = spec.names.firstIndex(of: declared).map({ $0 - spec.names.startIndex }),
        position < spec.values.count
      else { return ("", false) }
      return constantText(spec.values[spec.values.startIndex + position], file, depth: depth + 1)
    default: return ("", false)
    }
  }

  /// The right side of the nearest assignment to a variable above a node of the same function.
  func value(lastGiven name: Node, before node: Node, in function: Node, _ file: GoFile) -> Node? {
    func given(_ left: NodeSlice, _ values: NodeSlice) -> Node? {
      for (position, target) in left.enumerated() {
        guard target.kind == .ident, target.isSpelled(like: name),
          types.declaration(of: target, in: file)?.name == name
        else { continue }
        return values.count == left.count ? values[values.startIndex + position] : values.first
      }
      return nil
    }
    func latest(_ kind: NodeKind, _ sides: (Node) -> (NodeSlice, NodeSlice)) -> (start: Int, value: Node)? {
      let all = function.descendants(of: kind)
      var position = all.firstPosition(notBelow: node)
      while position > all.startIndex {
        position -= 1
        let (left, values) = sides(all[position])
        if let value = given(left, values) { return (all[position].start, value) }
      }
      return nil
    }
    let assigned = latest(.assignStmt) { ($0.leftSide, $0.rightSide) }
    let declared = latest(.valueSpec) { ($0.names, $0.values) }
    guard let assigned, let declared else { return (assigned ?? declared)?.value }
    return assigned.start > declared.start ? assigned.value : declared.value
  }

  /// How many lines of product code there are: what counts per 1,000 lines are related to.
  var productLines: Int { snapshot.productFiles.reduce(0) { $0 + $1.tree.lineCount } }
}

extension NodeSlice {
  /// The first position whose node comes after the given one or is it; nodes around it come after it.
  func firstPosition(notBelow node: Node) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if self[middle].index < node.index { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The results of a function, and which of them are errors.
struct FunctionResults {
  let count: Int
  let errors: [Int]

  init(of function: Node, _ subject: Subject, _ file: GoFile) {
    var count = 0
    var errors: [Int] = []
    for field in function.type?.results?.fields ?? function.tree.nodes(of: .none) {
      let isError =
        field.type.map { $0.kind == .ident && !$0.isText("string") && !$0.isText("bool") && !$0.isText("int") } ?? false
        && field.type.flatMap { subject.types.type(written: $0, in: file) } == .error
      for _ in 0..<max(1, field.names.count) {
        if isError { errors.append(count) }
        count += 1
      }
    }
    self.count = count
    self.errors = errors
  }
}

extension Node {
  /// `err`, `err2`, `errClose`, `closeErr`.
  var isNamedAsError: Bool {
    guard kind == .ident || kind == .selectorExpr else { return false }
    let name = kind == .selectorExpr ? self.name?.text ?? "" : text
    if name == "err" || name == "Err" || name.hasSuffix("Err") { return true }
    return name.hasPrefix("err") && name.dropFirst(3).first.map { $0.isUppercase || $0.isNumber } == true
  }

  /// basicLit: the text between the quotes, with the escapes that matter to messages resolved.
  var stringValue: String {
    let text = self.text
    if text.hasPrefix("`") { return String(text.dropFirst().dropLast()) }
    var result = ""
    var isEscaped = false
    for character in text.dropFirst().dropLast() {
      if isEscaped {
        result.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// A chain of calls as it reads without its line breaks.
  var textInOneLine: String {
    text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }.joined()
  }

  /// Whether the node, or something below it, is an identifier or selector written like this.
  func mentions(_ written: String) -> Bool {
    if end - start == written.utf8.count, text == written { return true }
    let isPath = written.contains(".")
    let length = written.utf8.count
    return descendants(of: isPath ? .selectorExpr : .ident).contains { node in
      guard node.end - node.start == length, node.text == written else { return false }
      // The name of a field or method is another thing than a variable of that name.
      return isPath || !(node.parent?.kind == .selectorExpr && node.parent?.name == node)
    }
  }

  /// The error that must be there for a condition to hold: `err` of `err != nil && more`.
  var nonNilOperand: Node? {
    let condition = unparenthesized
    if let denied = condition.denied { return denied.nilOperand }
    guard condition.kind == .binaryExpr, let left = condition.left, let right = condition.right else { return nil }
    if condition.token == .logicalAnd { return left.nonNilOperand ?? right.nonNilOperand }
    return condition.token == .notEqual ? condition.nilComparedOperand : nil
  }

  /// The error that must be nil for a condition to hold: `err` of `err == nil`.
  var nilOperand: Node? {
    let condition = unparenthesized
    if let denied = condition.denied?.unparenthesized, denied.token == .notEqual { return denied.nonNilOperand }
    return condition.kind == .binaryExpr && condition.token == .equal ? condition.nilComparedOperand : nil
  }

  /// `err == nil` of `!(err == nil)`.
  private var denied: Node? {
    guard kind == .unaryExpr, token == .not, let operand, operand.kind == .parenExpr else { return nil }
    return operand
  }

  private var nilComparedOperand: Node? {
    guard let left = left?.unparenthesized, let right = right?.unparenthesized else { return nil }
    let operand = right.isText("nil") ? left : left.isText("nil") ? right : nil
    return operand.flatMap { $0.kind == .ident || $0.kind == .selectorExpr ? $0 : nil }
  }
}
