import GoSyntax
import GoTypes
import Repository

/// A variable of a function, and every value it is given there.
///
/// Uses are told apart by what declares them, so a name declared anew in an inner block is another variable. Names that
/// nothing declares (part of the program is missing) are one variable per function.
struct Variable {
  /// A value and how it reaches the variable.
  struct Given {
    enum How: Hashable {
      /// The variable is the value from here on.
      case whole
      /// The variable is this result of a call.
      case result(Int)
      /// The value becomes part of what the variable holds: `+=`, an element.
      case part
      /// The value is assigned to a field of the variable.
      case field(String)
      /// The variable is an element of the value, which is ranged over.
      case element
      /// The variable's address is given to the call; for a field of it, the field's name.
      case address(field: String?)
    }

    let value: Node
    let how: How
    /// The statement or clause, for the order of things.
    let place: Node
  }

  /// The outermost function around the name.
  let function: Node
  let file: GoFile
  /// What declares the variable; nil when nothing does.
  let declared: Node?
  let kind: Declaration.Kind?
  let name: String
  private let types: ModuleTypes

  /// Nil for names that are not local: functions, packages, types, package variables.
  init?(_ name: Node, in file: GoFile, _ types: ModuleTypes) {
    guard name.kind == .ident, !name.isText("_"), let function = name.outermostFunction else { return nil }
    let declaration = types.declaration(of: name, in: file)
    if let declaration {
      switch declaration.kind {
      case .variable, .parameter, .result, .receiver, .constant: break
      case .type, .typeParameter, .function, .field, .importedPackage, .builtin: return nil
      }
      guard declaration.isLocal, declaration.name != nil else { return nil }
    }
    self.function = function
    self.file = file
    self.types = types
    self.name = name.text
    declared = declaration?.name
    kind = declaration?.kind
  }

  /// Whether an identifier names this variable.
  func isNamed(by node: Node) -> Bool {
    guard node.kind == .ident, node.end - node.start == name.utf8.count, node.bytes.elementsEqual(name.utf8) else {
      return false
    }
    if node == declared { return true }
    let declaration = types.declaration(of: node, in: file)
    guard let declared else { return declaration == nil }
    return declaration?.name == declared
  }

  /// Every use, the declaration left out, in source order.
  var uses: [Node] {
    function.descendants(of: .ident).filter { $0 != declared && isNamed(by: $0) }
  }

  /// Everything the variable is given, in source order.
  var given: [Given] {
    var all: [Given] = []
    for assignment in function.descendants(of: .assignStmt) { read(assignment, &all) }
    for spec in function.descendants(of: .valueSpec) {
      for (position, target) in spec.names.enumerated() where isNamed(by: target) {
        guard let first = spec.values.first else { continue }
        if spec.values.count == spec.names.count {
          all.append(Given(value: spec.values[spec.values.startIndex + position], how: .whole, place: spec))
        } else {
          all.append(Given(value: first, how: .result(position), place: spec))
        }
      }
    }
    for loop in function.descendants(of: .rangeStmt) {
      guard let operand = loop.operand else { continue }
      let isTarget = [loop.key, loop.value].contains { $0.map(isNamed) ?? false }
      if isTarget { all.append(Given(value: operand, how: .element, place: loop)) }
    }
    for reference in function.descendants(of: .unaryExpr) where reference.token == .and {
      guard let call = reference.parent, call.kind == .callExpr, let operand = reference.operand?.unparenthesized else {
        continue
      }
      if isNamed(by: operand) {
        all.append(Given(value: call, how: .address(field: nil), place: call))
      } else if operand.kind == .selectorExpr, let base = operand.operand?.unparenthesized, isNamed(by: base) {
        all.append(Given(value: call, how: .address(field: operand.name?.text), place: call))
      }
    }
    return all.sorted { $0.place.start < $1.place.start }
  }

  private func read(_ assignment: Node, _ all: inout [Given]) {
    let left = assignment.leftSide
    let right = assignment.rightSide
    guard let first = right.first else { return }
    for (position, target) in left.enumerated() {
      let target = target.unparenthesized
      let isPaired = left.count == right.count
      let value = isPaired ? right[right.startIndex + position] : first
      let how: Given.How = isPaired ? .whole : .result(position)
      switch target.kind {
      case .ident where isNamed(by: target):
        let replaces = assignment.token == .assign || assignment.token == .define
        all.append(Given(value: value, how: replaces ? how : .part, place: assignment))
      case .indexExpr, .starExpr:
        guard let base = target.operand?.unparenthesized, isNamed(by: base) else { continue }
        all.append(Given(value: value, how: target.kind == .starExpr ? how : .part, place: assignment))
      case .selectorExpr:
        guard var base = target.operand?.unparenthesized, let name = target.name?.text else { continue }
        if base.kind == .starExpr, let inner = base.operand { base = inner.unparenthesized }
        if isNamed(by: base) { all.append(Given(value: value, how: .field(name), place: assignment)) }
      default: continue
      }
    }
  }
}

extension Node {
  /// The function declaration around a node, or at package level the function literal that no other surrounds.
  var outermostFunction: Node? {
    var found: Node?
    for around in ancestors where around.kind == .funcDecl || around.kind == .funcLit { found = around }
    return found
  }
}
