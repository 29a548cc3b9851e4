import GoSyntax
import GoTypes
import Repository

/// The expressions behind a statement that arrives whole where it is run: what callers give for a parameter, what
/// lists, maps and fields were filled with.
///
/// Limits: variables of packages, fields set in another function, four steps, and forty expressions: each is read with
/// all that leads to it, which takes long where a program gives names to each other hundreds of times.
struct SqlCarriers {
  let subject: Subject

  private static let stepsMax = 4
  private static let countMax = 40

  /// What may be run where the argument stands; the argument itself is left out.
  func statements(behind argument: Node, in file: GoFile) -> [(node: Node, file: GoFile)] {
    var found: [(node: Node, file: GoFile)] = []
    var next = [(node: argument, file: file)]
    // What was seen is not followed again: names may be given to each other in circles.
    var seen: Set<Node> = [argument.unparenthesized]
    for _ in 0..<SqlCarriers.stepsMax where found.count < SqlCarriers.countMax {
      next = next.flatMap { step($0.node, $0.file) }.filter { seen.insert($0.node.unparenthesized).inserted }
      next = Array(next.prefix(SqlCarriers.countMax - found.count))
      found += next
    }
    return found
  }

  /// `run := db.Exec`, of a call `run("…")`: the method that the variable stands for.
  static func method(behind call: Node, in file: GoFile, _ subject: Subject) -> String? {
    guard let called = call.function?.unparenthesized, called.kind == .ident,
      let variable = Variable(called, in: file, subject.types), variable.kind == .variable
    else { return nil }
    let given = variable.given.last { $0.how == .whole && $0.place.end <= call.start }
    guard let value = given?.value.unparenthesized, value.kind == .selectorExpr, let name = value.name?.text,
      let holder = value.operand, case .named(let path, _, _)? = subject.types.type(of: holder, in: file)?.pointee,
      SqlCalls.libraries.contains(where: path.hasPrefix)
    else { return nil }
    return name
  }

  private func step(_ node: Node, _ file: GoFile) -> [(node: Node, file: GoFile)] {
    let node = node.unparenthesized
    var found: [(node: Node, file: GoFile)] = []
    switch node.kind {
    case .ident:
      guard let variable = Variable(node, in: file, subject.types) else { return [] }
      if variable.kind == .parameter { found = given(for: variable) }
      for one in variable.given where one.place.start < node.start {
        switch one.how {
        case .element: found += elements(of: one.value, before: node, file)
        case .whole: if one.place.end <= node.start { found.append((one.value, file)) }
        case .result, .part, .field, .address: continue
        }
      }
    case .indexExpr:
      if let list = node.operand { found = elements(of: list, before: node, file) }
    case .selectorExpr: found = fields(of: node, file)
    default: return []
    }
    return found
  }

  /// What a function of the module, or a literal that a variable of the function holds, is called with.
  private func given(for parameter: Variable) -> [(node: Node, file: GoFile)] {
    guard let declared = parameter.declared, let owner = declared.enclosingOwner else { return [] }
    if owner.kind == .funcDecl { return Callers.arguments(for: parameter, subject) ?? [] }
    guard owner.kind == .funcLit, let position = owner.position(ofParameter: declared),
      let assignment = owner.parent, assignment.kind == .assignStmt, assignment.rightSide.count == 1,
      let name = assignment.leftSide.first, let held = Variable(name, in: parameter.file, subject.types)
    else { return [] }
    return held.uses.compactMap { use in
      guard let call = use.parent, call.kind == .callExpr, call.function == use, call.arguments.count > position else {
        return nil
      }
      return (call.arguments[call.arguments.startIndex + position], parameter.file)
    }
  }

  /// What a list or map holds before its use.
  private func elements(of list: Node, before use: Node, _ file: GoFile) -> [(node: Node, file: GoFile)] {
    let list = list.unparenthesized
    if let held = written(in: list) { return held.map { ($0, file) } }
    guard list.kind == .ident, let variable = Variable(list, in: file, subject.types) else { return [] }
    return variable.given.filter { $0.place.start < use.start }.flatMap { one -> [(node: Node, file: GoFile)] in
      switch one.how {
      case .whole: (written(in: one.value.unparenthesized) ?? []).map { (node: $0, file: file) }
      case .part: [(node: one.value, file: file)]
      case .result, .field, .element, .address: []
      }
    }
  }

  /// `[]string{…}`, `map[string]string{"all": …}`, `append(list, …)`.
  private func written(in list: Node) -> [Node]? {
    if list.kind == .compositeLit { return list.elements.map { $0.kind == .keyValueExpr ? $0.value ?? $0 : $0 } }
    guard list.kind == .callExpr, list.function?.isText("append") == true else { return nil }
    return Array(list.arguments.dropFirst())
  }

  /// `s.text = "…"` in the same function, `step{text: "…"}`.
  private func fields(of use: Node, _ file: GoFile) -> [(node: Node, file: GoFile)] {
    guard let field = use.name, let holder = use.operand?.unparenthesized,
      let variable = Variable(holder, in: file, subject.types)
    else { return [] }
    var found: [(node: Node, file: GoFile)] = []
    for one in variable.given where one.place.end <= use.start {
      switch one.how {
      case .field(let name) where field.text == name: found.append((one.value, file))
      case .whole:
        var value = one.value.unparenthesized
        if value.kind == .unaryExpr, let operand = value.operand { value = operand.unparenthesized }
        guard value.kind == .compositeLit else { continue }
        for element in value.elements where element.kind == .keyValueExpr {
          if let key = element.key, key.isSameText(as: field), let text = element.value { found.append((text, file)) }
        }
      case .field, .result, .part, .element, .address: continue
      }
    }
    return found
  }
}
