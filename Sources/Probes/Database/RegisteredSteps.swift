import GoSyntax
import GoTypes
import Repository

/// Migrations that register themselves as functions, and code of the house that runs them in order and notes which ran.
///
/// Looked for in packages named for migrations. Limits: that a step is noted is told by the name of a call beside it.
enum RegisteredSteps {
  private static let registering: Set<String> = ["register", "add"]
  private static let noting: Set<String> = [
    "insert", "save", "create", "put", "set", "exec", "update", "upsert", "store", "record", "mark", "note", "write",
  ]

  /// Where a step is run.
  static func place(_ subject: Subject) -> (file: GoFile, run: Node)? {
    let files = subject.snapshot.productFiles.filter { file in
      file.packagePath.split(separator: "/").last?.contains("migrat") ?? false
    }
    let registered = Set(files.lazy.filter { file in registers(file, subject) }.map(\.packagePath))
    for file in files where registered.contains(file.packagePath) {
      for loop in file.tree.nodes(of: .rangeStmt) {
        guard let step = loop.value ?? loop.key, step.kind == .ident else { continue }
        let calls = loop.descendants(of: .callExpr)
        let isNoted = calls.contains { call in
          call.calledName.flatMap { IdentifierWords($0).words.first }.map(noting.contains) ?? false
        }
        guard isNoted, let run = calls.first(where: { runs($0, step, file, subject) }) else { continue }
        return (file, run.function?.unparenthesized.name ?? run)
      }
    }
    return nil
  }

  /// `m.fn()`: a field of the step that holds a function.
  private static func runs(_ call: Node, _ step: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let function = call.function?.unparenthesized, function.kind == .selectorExpr, let name = function.name,
      function.operand?.isSpelled(like: step) ?? false
    else { return false }
    return subject.types.declaration(of: name, in: file)?.kind == .field
  }

  /// `func Register(name string, fn func() error)`.
  private static func registers(_ file: GoFile, _ subject: Subject) -> Bool {
    file.tree.nodes(of: .funcDecl).contains { function in
      guard let name = function.name?.text, let verb = IdentifierWords(name).words.first, registering.contains(verb),
        let parameters = function.type?.parameters?.fields
      else { return false }
      return parameters.contains { field in
        guard let written = field.type, let type = subject.types.type(written: written, in: file) else { return false }
        if case .function? = subject.types.underlying(type) { return true }
        return false
      }
    }
  }
}
