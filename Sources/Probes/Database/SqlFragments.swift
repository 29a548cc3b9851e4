import GoSyntax
import GoTypes
import Repository

/// Whether a piece of SQL can only be text the program's author wrote, or a number.
///
/// Local variables are followed through every assignment of their function, slices through `append`, functions of the
/// module through what they return. Parameters, fields and results of unknown functions are not the author's text.
struct SqlFragments {
  let subject: Subject
  private var entered: Set<Node> = []
  private static let depthMax = 12

  init(_ subject: Subject) { self.subject = subject }

  /// `safe` names parameters that were given the author's text by the caller being looked at.
  mutating func isAuthored(_ node: Node, in file: GoFile, safe: Set<String> = [], depth: Int = 0) -> Bool {
    let node = node.unparenthesized
    guard depth < SqlFragments.depthMax else { return false }
    if isNumber(node, in: file) { return true }
    func next(_ other: Node) -> Bool { isAuthored(other, in: file, safe: safe, depth: depth + 1) }
    switch node.kind {
    case .basicLit: return true
    case .binaryExpr: return [node.left, node.right].allSatisfy { $0.map(next) ?? false }
    case .compositeLit: return node.elements.allSatisfy { next($0.kind == .keyValueExpr ? $0.value ?? $0 : $0) }
    case .indexExpr, .sliceExpr: return node.operand.map(next) ?? false
    case .selectorExpr: return isNamedText(node, in: file)
    case .callExpr: return isAuthoredCall(node, in: file, safe: safe, depth: depth)
    case .ident: return isAuthoredName(node, in: file, safe: safe, depth: depth)
    default: return false
    }
  }

  private func isNumber(_ node: Node, in file: GoFile) -> Bool {
    switch subject.types.type(of: node, in: file) {
    case .basic(let name)?: name != "string" && name != "uint8"
    case .untyped(let kind)?: kind != .nil
    default: false
    }
  }

  /// A constant or variable of another package, or a field that holds the name of a table.
  private func isNamedText(_ node: Node, in file: GoFile) -> Bool {
    guard let operand = node.operand, let name = node.name?.text else { return false }
    if operand.kind == .ident, file.imports.contains(where: { $0.name == operand.text }) {
      return name.first?.isUppercase ?? false
    }
    let lowered = name.lowercased()
    return ["table", "schema", "prefix"].contains { lowered.contains($0) }
  }

  private static let reshaping: Set<String> = [
    "Join", "Repeat", "TrimSuffix", "TrimPrefix", "TrimRight", "TrimSpace", "TrimLeft", "Trim", "ToLower", "ToUpper",
    "Replace", "ReplaceAll", "Sprint", "Sprintf", "append", "string", "Title",
  ]
  private static let quoting: Set<String> = [
    "Itoa", "FormatInt", "FormatUint", "QuoteIdentifier", "QuoteIdent", "Sanitize", "Rebind", "Placeholder",
    "placeholder", "placeholders", "Placeholders", "len", "BindVar",
  ]

  private mutating func isAuthoredCall(_ call: Node, in file: GoFile, safe: Set<String>, depth: Int) -> Bool {
    guard let name = call.calledName else { return false }
    if SqlFragments.quoting.contains(name) { return true }
    let isPlain = call.function?.unparenthesized.kind == .ident || ["strings", "fmt"].contains(call.calledOperandName)
    if name == "make", call.function?.isText("make") ?? false { return true }
    if SqlFragments.reshaping.contains(name), isPlain {
      return call.arguments.allSatisfy { isAuthored($0, in: file, safe: safe, depth: depth + 1) }
    }
    if name == "String", call.arguments.isEmpty, let builder = call.function?.unparenthesized.operand,
      builder.kind == .ident
    {
      return isAuthoredBuilder(builder, in: file, safe: safe, depth: depth)
    }
    return returnsAuthored(call, at: 0, in: file, safe: safe, depth: depth)
  }

  /// A local `strings.Builder` or buffer into which nothing but the author's text is written.
  private mutating func isAuthoredBuilder(_ builder: Node, in file: GoFile, safe: Set<String>, depth: Int) -> Bool {
    guard let function = builder.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
    let name = builder.text
    var pieces: [Node] = []
    for call in function.descendants(of: .callExpr) {
      if call.calledOperandName == name, call.calledName?.hasPrefix("Write") ?? false {
        pieces += call.arguments
      } else if call.calledName?.hasPrefix("Fprint") ?? false, call.arguments.first?.text.hasSuffix(name) ?? false {
        pieces += call.arguments.dropFirst()
      }
    }
    return !pieces.isEmpty && pieces.allSatisfy { isAuthored($0, in: file, safe: safe, depth: depth + 1) }
  }

  /// A parameter of a function literal that is kept in a variable and only called with the author's text.
  private mutating func isAuthoredParameter(_ name: Node, in file: GoFile, safe: Set<String>, depth: Int) -> Bool {
    let text = name.text
    for literal in name.ancestors where literal.kind == .funcLit {
      let names = literal.type?.parameters?.fields.flatMap { $0.names.map(\.text) } ?? []
      guard let position = names.firstIndex(of: text) else { continue }
      guard let assignment = literal.parent, assignment.kind == .assignStmt, assignment.leftSide.count == 1,
        let variable = assignment.leftSide.first?.text,
        let function = literal.ancestors.first(where: { $0.kind == .funcDecl })
      else { return false }
      let calls = function.descendants(of: .callExpr).filter { $0.function?.text == variable }
      return !calls.isEmpty
        && calls.allSatisfy { call in
          guard call.arguments.count > position else { return false }
          let argument = call.arguments[call.arguments.startIndex + position]
          return isAuthored(argument, in: file, safe: safe, depth: depth + 1)
        }
    }
    return false
  }

  /// Whether a function of the module returns only the author's text at a position.
  private mutating func returnsAuthored(
    _ call: Node, at position: Int, in file: GoFile, safe: Set<String>, depth: Int
  ) -> Bool {
    guard let callee = subject.types.callee(of: call, in: file),
      let (function, home) = FunctionIndex.declaration(of: callee, subject), let body = function.body
    else { return false }
    guard entered.insert(function).inserted else { return true }
    defer { entered.remove(function) }
    var inner: Set<String> = []
    let names = function.type?.parameters?.fields.flatMap { $0.names.map(\.text) } ?? []
    for (name, argument) in zip(names, call.arguments)
    where isAuthored(argument, in: file, safe: safe, depth: depth + 1) {
      inner.insert(name)
    }
    let returns = body.descendants(of: .returnStmt).filter { $0.enclosingFunction == function }
    guard !returns.isEmpty else { return false }
    return returns.allSatisfy { statement in
      guard statement.returned.count > position else { return false }
      let value = statement.returned[statement.returned.startIndex + position]
      return isAuthored(value, in: home, safe: inner, depth: depth + 1)
    }
  }

  private mutating func isAuthoredName(_ name: Node, in file: GoFile, safe: Set<String>, depth: Int) -> Bool {
    let text = name.text
    if text == "nil" || safe.contains(text) { return true }
    guard let function = name.ancestors.first(where: { $0.kind == .funcDecl }) else {
      return isPackageText(text, in: file, depth: depth)
    }
    var values: [(value: Node, position: Int?)] = []
    var isDeclared = false
    for assignment in function.descendants(of: .assignStmt) {
      let left = assignment.leftSide
      let right = assignment.rightSide
      for (position, target) in left.enumerated() where target.text == text {
        if target == name || assignment == name.parent && left.contains(name) { continue }
        if left.count == right.count {
          values.append((right[right.startIndex + position], nil))
        } else if let only = right.first {
          values.append((only, position))
        }
      }
    }
    for spec in function.descendants(of: .valueSpec) where spec.names.contains(where: { $0.text == text }) {
      isDeclared = true
      for (declared, given) in zip(spec.names, spec.values) where declared.text == text { values.append((given, nil)) }
    }
    for loop in function.descendants(of: .rangeStmt) where loop.contains(name) {
      if loop.value?.text == text || loop.key?.text == text, let operand = loop.operand {
        values.append((operand, nil))
      }
    }
    if values.isEmpty {
      if isDeclared { return true }
      let isParameter = ([function] + function.descendants(of: .funcLit)).contains { around in
        around.type?.parameters?.fields.contains { $0.names.contains { $0.text == text } } ?? false
      }
      return isParameter
        ? isAuthoredParameter(name, in: file, safe: safe, depth: depth) : isPackageText(text, in: file, depth: depth)
    }
    guard let key = values.first?.value, entered.insert(key).inserted else { return true }
    defer { entered.remove(key) }
    return values.allSatisfy { value, position in
      guard let position else { return isAuthored(value, in: file, safe: safe, depth: depth + 1) }
      let call = value.unparenthesized
      if call.kind == .indexExpr { return isAuthored(call, in: file, safe: safe, depth: depth + 1) }
      return call.kind == .callExpr && returnsAuthored(call, at: position, in: file, safe: safe, depth: depth)
    }
  }

  /// A constant or a variable of the package whose written value is the author's.
  private mutating func isPackageText(_ name: String, in file: GoFile, depth: Int) -> Bool {
    guard let package = subject.snapshot.packages.first(where: { $0.path == file.packagePath }) else { return false }
    for index in package.fileIndices {
      let sibling = subject.snapshot.goFiles[index]
      for declaration in sibling.tree.root.declarations where declaration.kind == .genDecl {
        for spec in declaration.specs where spec.kind == .valueSpec {
          for (position, declared) in spec.names.enumerated() where declared.text == name {
            if declaration.token == .const { return true }
            guard spec.values.count > position else { return false }
            return isAuthored(spec.values[spec.values.startIndex + position], in: sibling, depth: depth + 1)
          }
        }
      }
    }
    return false
  }
}
