import GoSyntax
import GoTypes
import Repository

/// What the module's own calls pass for a parameter of a function.
struct Callers {
  private let arguments: [(node: Node, file: GoFile)]

  /// Calls by plain name or as a method of that name; a function used as a value has callers nobody sees.
  init(of parameter: Variable, _ subject: Subject) {
    var arguments: [(node: Node, file: GoFile)] = []
    if let declared = parameter.declared, let owner = declared.enclosingOwner, owner.kind == .funcDecl,
      let name = owner.name?.text, let position = owner.position(ofParameter: declared)
    {
      let receiver = FunctionIndex.receiverName(of: owner)
      for call in subject.productCalls(named: [name]) {
        guard let callee = subject.callee(call), callee.packagePath == parameter.file.packagePath,
          callee.receiver == receiver, call.node.arguments.count > position
        else { continue }
        arguments.append((call.node.arguments[call.node.arguments.startIndex + position], call.file))
      }
    }
    self.arguments = arguments
  }

  /// Nil when nobody calls.
  func origin(_ origins: inout TextOrigins) -> TextOrigin? {
    guard !arguments.isEmpty else { return nil }
    return arguments.reduce(.authored) { $0.union(origins.origin(of: $1.node, in: $1.file)) }
  }

  /// What the callers pass, when all of them are looked at.
  var nodes: [(node: Node, file: GoFile)] { arguments }
}
