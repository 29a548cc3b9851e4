import GoSyntax
import GoTypes
import Repository

/// Statements in parts that another place of the module puts together, for `TextOrigins`.
extension TextOrigins {
  /// What a function of the module assigns through the pointer it is given; nil when it does something else with it.
  mutating func originLeft(by call: Node, in variable: Variable, _ file: GoFile) -> TextOrigin? {
    guard
      let position = call.arguments.firstIndex(where: { argument in
        guard argument.kind == .unaryExpr, let operand = argument.operand?.unparenthesized else { return false }
        return variable.isNamed(by: operand)
      }), let callee = subject.types.callee(of: call, in: file),
      let (function, home) = FunctionIndex.declaration(of: callee, subject), let body = function.body
    else { return nil }
    let names = function.parameterNames
    let index = position - call.arguments.startIndex
    guard index < names.count, let declared = names[index] else { return nil }
    let name = declared.text
    guard let use = body.descendants(of: .ident).first(where: { $0.text == name }) else { return .authored }
    guard let parameter = Variable(use, in: home, subject.types), parameter.declared == declared,
      parameter.uses.allSatisfy({ $0.parent?.kind == .starExpr || $0.parent?.kind == .binaryExpr })
    else { return nil }
    var bindings: [Node: TextOrigin] = [declared: .authored]
    for (offset, argument) in call.arguments.enumerated() where offset != index && offset < names.count {
      if let other = names[offset] { bindings[other] = trace(argument, file) }
    }
    let given = parameter.given
    return entering(function) { origins in
      origins.binding(bindings) { origins in
        given.reduce(.authored) { $0.union(origins.trace($1.value, home)) }
      }
    }
  }

  /// `made.SQL` where `made.Args` is used beside it: values go their own way, the text has marks in their place.
  func isRendered(_ field: String, of base: Node) -> Bool {
    guard base.kind == .ident, TextOrigins.statementFields.contains(field), let function = base.outermostFunction else {
      return false
    }
    let name = base.text
    return function.descendants(of: .selectorExpr).contains { selector in
      guard let member = selector.name, TextOrigins.argumentFields.contains(member.text.lowercased()),
        let operand = selector.operand, operand.kind == .ident
      else { return false }
      return operand.text == name
    }
  }

  private static let statementFields: Set<String> = [
    "sql", "query", "where", "clause", "condition", "conditions", "statement", "stmt", "expr", "text",
  ]
  private static let argumentFields: Set<String> = [
    "args", "arguments", "params", "parameters", "values", "vars", "binds", "bindings", "bindvars",
  ]
}
