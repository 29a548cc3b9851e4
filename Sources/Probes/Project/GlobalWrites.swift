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
  private static let changing = Names(["delete", "clear", "copy", "close"])
  /// Functions of packages sort, slices and maps that change their first argument.
  private static let sortingPackages = ["sort", "slices", "maps"]
  private static let sorting = ["Sort", "Stable", "Slice", "Strings", "Ints", "Float64s", "Reverse", "Delete", "Copy"]

  /// `globals`: the names by the path of the package that declares them.
  init(of globals: [String: Set<String>], _ subject: Subject) {
    var known: [String: Names] = [:]
    for (path, names) in globals { known[path] = Names(names) }
    for file in subject.snapshot.goFiles {
      var imported: [String: String] = [:]
      for one in file.imports where globals[one.path] != nil { imported[one.name] = one.path }
      let reader = Reader(
        file: file, types: subject.types, own: known[file.packagePath] ?? Names([]), globals: globals,
        packages: Names(Set(imported.keys)), imported: imported,
        sorting: Names(Set(file.imports.lazy.filter { GlobalWrites.sortingPackages.contains($0.path) }.map(\.name))))
      guard !reader.own.names.isEmpty || !imported.isEmpty else { continue }
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
      if operand.kind == .ident, reader.sorting.contains(operand) {
        guard let name = function.name?.text, GlobalWrites.sorting.contains(where: name.hasPrefix) else { return }
        note(call.arguments.first.flatMap(reader.global))
        return
      }
      if let global = reader.global(at: operand) {
        asked.insert(Name(package: global.package, name: global.name))
      }
    } else if function.kind == .ident, GlobalWrites.changing.contains(function) {
      note(call.arguments.first.flatMap(reader.global))
    }
  }

  func isWritten(_ name: String, of package: String) -> Bool { written.contains(Name(package: package, name: name)) }

  func isWrittenByTests(_ name: String, of package: String) -> Bool {
    writtenByTests.contains(Name(package: package, name: name))
  }

  /// Whether a method of the variable, or of a part of it, is called.
  func isAsked(_ name: String, of package: String) -> Bool { asked.contains(Name(package: package, name: name)) }

  /// Names, with a look at the first byte and the length before a text is made of an identifier.
  private struct Names {
    let names: Set<String>
    private var begins: (UInt64, UInt64) = (0, 0)
    private var lengths: UInt64 = 0

    init(_ names: Set<String>) {
      self.names = names
      for name in names {
        guard let first = name.utf8.first else { continue }
        if first & 64 == 0 { begins.0 |= 1 << UInt64(first & 63) } else { begins.1 |= 1 << UInt64(first & 63) }
        lengths |= 1 << UInt64(min(name.utf8.count, 63))
      }
    }

    func contains(_ identifier: Node) -> Bool {
      guard lengths & 1 << UInt64(min(identifier.end - identifier.start, 63)) != 0, let first = identifier.bytes.first,
        (first & 64 == 0 ? begins.0 : begins.1) & 1 << UInt64(first & 63) != 0
      else { return false }
      return names.contains(identifier.text)
    }
  }

  private struct Reader {
    let file: GoFile
    let types: ModuleTypes
    /// Variables of the file's own package.
    let own: Names
    let globals: [String: Set<String>]
    /// The names under which the file imports packages of the module.
    let packages: Names
    /// Their paths.
    let imported: [String: String]
    /// The names of packages sort, slices and maps.
    let sorting: Names

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
          if operand.kind == .ident, packages.contains(operand), let package = imported[operand.text],
            let name = node.name?.text, globals[package]?.contains(name) ?? false
          {
            return (package, name)
          }
          node = operand
        case .ident:
          guard own.contains(node), types.declaration(of: node, in: file)?.isLocal != true else { return nil }
          return (file.packagePath, node.text)
        default: return nil
        }
      }
    }
  }
}
