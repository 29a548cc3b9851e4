import GoSyntax
import Repository

/// Packages of commands that users of the running program type, over SSH or in a chat: their options are no settings.
///
/// Such commands are hung below a root command that is given its arguments (`root.SetArgs(words)`) instead of the
/// program's own.
struct CommandsOfOthers {
  private(set) var packages: Set<String> = []

  init(_ subject: Subject) {
    for call in subject.productCalls(named: ["SetArgs"]) {
      guard call.node.arguments.count == 1, let given = call.node.arguments.first, !given.text.contains("os.Args"),
        let function = call.node.outermostFunction
      else { continue }
      for adding in function.descendants(of: .callExpr) where adding.calledName == "AddCommand" {
        for command in adding.arguments {
          guard command.kind == .callExpr, let name = command.calledOperandName,
            let imported = call.file.imports.first(where: { $0.name == name })
          else { continue }
          packages.insert(imported.path)
        }
      }
    }
  }
}
