import GoSyntax
import GoTypes
import Repository

/// The module's own calls of a function or method, and what they pass.
///
/// Limits: a function used as a value, or called through an interface, has callers nobody sees.
struct Callers {
  let calls: [(node: Node, file: GoFile)]

  /// Calls of a funcDecl.
  init(of function: Node, in file: GoFile, _ subject: Subject) {
    var calls: [(node: Node, file: GoFile)] = []
    if function.kind == .funcDecl, let name = function.name?.text {
      let receiver = FunctionIndex.receiverName(of: function)
      let isExported = name.first?.isUppercase ?? false
      for other in subject.snapshot.productFiles {
        guard isExported || other.packagePath == file.packagePath else { continue }
        for call in other.tree.nodes(of: .callExpr) where call.isCall(of: name) {
          guard let callee = subject.types.callee(of: call, in: other), callee.packagePath == file.packagePath,
            callee.receiver == receiver
          else { continue }
          calls.append((call, other))
        }
      }
    }
    self.calls = calls
  }

  /// What the calls pass for a parameter; empty when nobody calls, nil when one call does not say.
  static func arguments(for parameter: Variable, _ subject: Subject) -> [(node: Node, file: GoFile)]? {
    guard let declared = parameter.declared, let owner = declared.enclosingOwner, owner.kind == .funcDecl,
      let position = owner.position(ofParameter: declared)
    else { return [] }
    let isVariadic = declared.parent?.type?.kind == .ellipsis
    var arguments: [(node: Node, file: GoFile)] = []
    for call in Callers(of: owner, in: parameter.file, subject).calls {
      let given = call.node.arguments
      if isVariadic {
        for argument in given.dropFirst(position) { arguments.append((argument, call.file)) }
      } else if given.count > position {
        arguments.append((given[given.startIndex + position], call.file))
      } else {
        return nil
      }
    }
    return arguments
  }
}

extension Node {
  /// callExpr: whether what is called ends with this name; compares bytes before it makes a text.
  fileprivate func isCall(of name: String) -> Bool {
    guard var function = function?.unparenthesized else { return false }
    if function.kind == .indexExpr || function.kind == .indexListExpr, let inner = function.operand {
      function = inner.unparenthesized
    }
    guard let last = function.kind == .selectorExpr ? function.name : function, last.kind == .ident else {
      return false
    }
    return last.end - last.start == name.utf8.count && last.text == name
  }
}
