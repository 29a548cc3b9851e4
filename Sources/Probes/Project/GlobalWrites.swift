import GoSyntax
import GoTypes
import Repository

/// Which variables of packages something in the module writes; tests and generated code count as well.
///
/// Written is what is assigned, counted up or ranged into, whole or in part, what has its address taken (except to stand
/// in a list), and a map or slice handed to a function that changes it. Limits: what becomes of an address is not followed.
struct GlobalWrites {
  private var written: Set<Name> = []
  private var writtenByTests: Set<Name> = []
  private var asked: Set<Name> = []
  private var isTest = false

  private struct Name: Hashable {
    let package: String
    let name: String
  }

  /// Functions that change their first argument.
  private static let changing: Set<String> = ["delete", "clear", "copy", "close"]
  /// Functions of packages sort, slices and maps that change their first argument.
  private static let sorting = ["Sort", "Stable", "Slice", "Strings", "Ints", "Float64s", "Reverse", "Delete", "Copy"]

  /// `globals`: the names by the path of the package that declares them.
  init(of globals: [String: Set<String>], _ subject: Subject) {
    for file in subject.snapshot.goFiles {
      var imported: [String: String] = [:]
      for one in file.imports where globals[one.path] != nil { imported[one.name] = one.path }
      let reader = Reader(
        file: file, types: subject.types, own: globals[file.packagePath] ?? [], globals: globals, imported: imported)
      guard !reader.own.isEmpty || !imported.isEmpty else { continue }
      isTest = file.isTest
      for statement in file.tree.nodes(of: .assignStmt) where statement.token != .define {
        for target in statement.leftSide { note(reader.global(at: target)) }
      }
      for statement in file.tree.nodes(of: .incDecStmt) { note(statement.operand.flatMap(reader.global)) }
      for loop in file.tree.nodes(of: .rangeStmt) where loop.token == .assign {
        note(loop.key.flatMap(reader.global))
        note(loop.value.flatMap(reader.global))
      }
      for statement in file.tree.nodes(of: .sendStmt) { note(statement.channel.flatMap(reader.global)) }
      for reference in file.tree.nodes(of: .unaryExpr)
      where reference.token == .and && reference.parent?.kind != .compositeLit {
        note(reference.operand.flatMap(reader.global))
      }
      for call in file.tree.nodes(of: .callExpr) { read(call, reader) }
    }
  }

  private mutating func note(_ global: (package: String, name: String)?) {
    guard let global else { return }
    let name = Name(package: global.package, name: global.name)
    if isTest { writtenByTests.insert(name) } else { written.insert(name) }
  }

  private mutating func read(_ call: Node, _ reader: Reader) {
    guard let function = call.function?.unparenthesized else { return }
    if function.kind == .selectorExpr, let operand = function.operand {
      if operand.kind == .ident, let package = reader.file.imports.first(where: { $0.name == operand.text }) {
        if package.path == "sort" || package.path == "slices" || package.path == "maps",
          let name = function.name?.text, GlobalWrites.sorting.contains(where: name.hasPrefix)
        {
          note(call.arguments.first.flatMap(reader.global))
        }
        guard reader.imported[package.name] != nil else { return }
      }
      if let global = reader.global(at: operand) {
        asked.insert(Name(package: global.package, name: global.name))
      }
    } else if function.kind == .ident, GlobalWrites.changing.contains(function.text) {
      note(call.arguments.first.flatMap(reader.global))
    }
  }

  func isWritten(_ name: String, of package: String) -> Bool { written.contains(Name(package: package, name: name)) }

  func isWrittenByTests(_ name: String, of package: String) -> Bool {
    writtenByTests.contains(Name(package: package, name: name))
  }

  /// Whether a method of the variable, or of a part of it, is called.
  func isAsked(_ name: String, of package: String) -> Bool { asked.contains(Name(package: package, name: name)) }

  private struct Reader {
    let file: GoFile
    let types: ModuleTypes
    /// Variables of the file's own package.
    let own: Set<String>
    let globals: [String: Set<String>]
    /// Packages of the module by the name the file imports them under.
    let imported: [String: String]

    /// The variable of a package that an expression is, or is a part of: `limits.byName["tea"]` is one of `limits`.
    func global(at expression: Node) -> (package: String, name: String)? {
      var node = expression
      while true {
        switch node.kind {
        case .indexExpr, .indexListExpr, .starExpr, .parenExpr, .sliceExpr:
          guard let operand = node.operand else { return nil }
          node = operand
        case .selectorExpr:
          guard let operand = node.operand else { return nil }
          if operand.kind == .ident, !imported.isEmpty, let package = imported[operand.text],
            let name = node.name?.text, globals[package]?.contains(name) ?? false
          {
            return (package, name)
          }
          node = operand
        case .ident:
          guard !own.isEmpty else { return nil }
          let text = node.text
          guard own.contains(text), types.declaration(of: node, in: file)?.isLocal != true else { return nil }
          return (file.packagePath, text)
        default: return nil
        }
      }
    }
  }
}
