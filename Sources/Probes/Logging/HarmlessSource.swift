import GoSyntax
import GoTypes
import Repository

/// Where a variable's values come from that its name makes look sensitive: tokens that mark a place in a list, and
/// options of the command line, which whoever started the program has typed.
struct HarmlessSource {
  private let file: GoFile
  private let subject: Subject

  init(_ file: GoFile, _ subject: Subject) {
    self.file = file
    self.subject = subject
  }

  /// `token := syncTokenOf(body)`, `token := pageTokenPrefix + id`: each value of the local variable is named so.
  func isPlace(_ node: Node) -> Bool {
    guard node.kind == .ident, let variable = Variable(node, in: file, subject.types), variable.kind == .variable
    else { return false }
    let given = variable.given.filter { $0.place.end <= node.start }
    return !given.isEmpty
      && given.allSatisfy { one in
        let names = one.value.kind == .ident ? [one.value] : Array(one.value.descendants(of: .ident))
        return names.contains { CredentialName.isOfPlace(IdentifierWords($0.text).words) }
      }
  }

  /// `flags.StringVar(&email, "email", "", "…")`: the variable is bound to an option.
  func isOption(_ node: Node) -> Bool {
    guard node.kind == .ident, let name = subject.types.declaration(of: node, in: file)?.name else { return false }
    return subject.snapshot.productFiles.contains { other in
      other.packagePath == file.packagePath
        && other.tree.nodes(of: .unaryExpr).contains { address in
          guard address.token == .and, let operand = address.operand, operand.kind == .ident,
            operand.isSpelled(like: name), let call = address.parent, call.kind == .callExpr,
            let called = call.calledName, called.hasSuffix("Var") || called.hasSuffix("VarP")
          else { return false }
          return subject.types.declaration(of: operand, in: other)?.name == name
        }
    }
  }
}
