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
  private var sliced: Set<Name> = []
  /// Written while the package is initialized: directly in a function `init` of its own.
  private var prepared: Set<Name> = []
  /// Put into a list or map by a function that registers something while it holds a lock.
  private var registered: Set<Name> = []

  private struct Name: Hashable {
    let package: String
    let name: String
  }

  /// `globals`: the names by the path of the package that declares them.
  init(of globals: [String: Set<String>], _ subject: Subject) {
    for file in subject.snapshot.goFiles {
      var imported: [String: String] = [:]
      for one in file.imports where globals[one.path] != nil { imported[one.name] = one.path }
      let own = globals[file.packagePath] ?? []
      guard !own.isEmpty || !imported.isEmpty else { continue }
      for touched in file.fact(TouchedNames.self).all {
        if let selected = touched.selected, let package = imported[touched.name],
          globals[package]?.contains(selected) ?? false
        {
          note(Name(package: package, name: selected), touched.use, file)
        } else if own.contains(touched.name),
          touched.places.contains(where: { subject.types.declaration(of: $0, in: file)?.isLocal != true })
        {
          note(Name(package: file.packagePath, name: touched.name), touched.use, file)
        }
      }
    }
  }

  private mutating func note(_ name: Name, _ use: TouchedNames.Use, _ file: GoFile) {
    switch use {
    case .asked: if !file.isTest { asked.insert(name) }
    case .sliced: if !file.isTest { sliced.insert(name) }
    case .registered: if file.isTest { writtenByTests.insert(name) } else { registered.insert(name) }
    case .prepared where file.packagePath == name.package && !file.isTest: prepared.insert(name)
    case .written, .prepared: if file.isTest { writtenByTests.insert(name) } else { written.insert(name) }
    }
  }

  func isWritten(_ name: String, of package: String) -> Bool {
    let name = Name(package: package, name: name)
    return written.contains(name) || registered.contains(name) || prepared.contains(name)
  }

  /// Whether all writes, and there are some, are over before anything of the package can be called.
  func isOnlyPrepared(_ name: String, of package: String) -> Bool {
    let name = Name(package: package, name: name)
    return prepared.contains(name) && !written.contains(name) && !registered.contains(name)
      && !writtenByTests.contains(name)
  }

  /// Whether the only writes put something into it under a lock, in functions named for registering.
  func isRegistry(_ name: String, of package: String) -> Bool {
    let name = Name(package: package, name: name)
    return !written.contains(name) && !prepared.contains(name)
  }

  func isWrittenByTests(_ name: String, of package: String) -> Bool {
    writtenByTests.contains(Name(package: package, name: name))
  }

  /// Whether a method of the variable, or of a part of it, is called.
  func isAsked(_ name: String, of package: String) -> Bool { asked.contains(Name(package: package, name: name)) }

  /// Whether a slice of it is handed to a call that may fill it: `io.ReadFull(r, key[:])`.
  func isSliced(_ name: String, of package: String) -> Bool { sliced.contains(Name(package: package, name: name)) }
}

/// What one file writes or calls methods of, by the names it is written with: `limits.byName["tea"] = 1` writes to
/// `limits`, or to `byName` of a package that is imported as `limits`.
private struct TouchedNames: FileFact {
  enum Use { case written, prepared, registered, asked, sliced }

  struct Touched {
    /// The name an expression begins with.
    let name: String
    /// The name that is selected from that one.
    let selected: String?
    let use: Use
    /// Where the first name stands.
    fileprivate(set) var places: [Node]
  }

  private(set) var all: [Touched] = []
  private var numbers: [Key: Int] = [:]
  /// The names of packages sort, slices and maps.
  private let sorting: [String]

  private struct Key: Hashable {
    let name: String
    let selected: String?
    let use: Use
  }

  /// Functions that change their first argument.
  private static let changing: Set<String> = ["delete", "clear", "copy", "close"]
  /// Functions of packages sort, slices and maps that change their first argument.
  private static let sortingPackages = ["sort", "slices", "maps"]
  private static let sortingNames = [
    "Sort", "Stable", "Slice", "Strings", "Ints", "Float64s", "Reverse", "Delete", "Copy",
  ]

  init(_ file: GoFile) {
    sorting = file.imports.filter { TouchedNames.sortingPackages.contains($0.path) }.map(\.name)
    let tree = file.tree
    for statement in tree.nodes(of: .assignStmt) where statement.token != .define {
      let use: Use = TouchedNames.registersUnderLock(statement) ? .registered : .written
      for target in statement.leftSide { note(target, use) }
    }
    for statement in tree.nodes(of: .incDecStmt) { note(statement.operand) }
    for loop in tree.nodes(of: .rangeStmt) where loop.token == .assign {
      note(loop.key)
      note(loop.value)
    }
    for statement in tree.nodes(of: .sendStmt) { note(statement.channel) }
    for reference in tree.nodes(of: .unaryExpr)
    where reference.token == .and && reference.parent?.kind != .compositeLit {
      note(reference.operand)
    }
    for slice in tree.nodes(of: .sliceExpr) where TouchedNames.mayBeFilled(slice) { note(slice.operand, .sliced) }
    for call in tree.nodes(of: .callExpr) { read(call) }
    numbers = [:]
  }

  private mutating func read(_ call: Node) {
    guard let function = call.function?.unparenthesized else { return }
    if function.kind == .selectorExpr, let operand = function.operand {
      if operand.kind == .ident, sorting.contains(where: operand.hasText) {
        guard let name = function.name?.text, TouchedNames.sortingNames.contains(where: name.hasPrefix) else { return }
        note(call.arguments.first)
      } else {
        note(operand, .asked)
      }
    } else if function.kind == .ident, function.end - function.start < 7, TouchedNames.changing.contains(function.text)
    {
      note(call.arguments.first)
    }
  }

  /// Given to a call other than those that only read what they are given.
  private static func mayBeFilled(_ slice: Node) -> Bool {
    guard let call = slice.parent, call.kind == .callExpr, call.arguments.contains(slice),
      let function = call.function?.unparenthesized
    else { return false }
    if function.kind == .arrayType || ["string", "len", "cap", "append"].contains(function.text) { return false }
    return !readers.contains(call.calledOperandName ?? "")
      && !["Write", "WriteString", "EncodeToString"].contains(call.calledName ?? "")
  }

  private static let readers: Set<String> = ["bytes", "strings", "slices", "fmt", "hex", "base64", "subtle", "hmac"]

  /// In `RegisterReader(name string, r Reader)`, which locks first.
  private static func registersUnderLock(_ place: Node) -> Bool {
    guard let function = place.ancestors.first(where: { $0.kind == .funcDecl }), let name = function.name?.text,
      name.hasPrefix("Register") || name.hasPrefix("register"), let body = function.body
    else { return false }
    return body.descendants(of: .callExpr).contains { $0.start < place.start && $0.calledName == "Lock" }
  }

  /// Directly in `func init()`, not in a function that it makes.
  private static func isInInit(_ node: Node) -> Bool {
    guard let function = node.ancestors.first(where: { $0.kind == .funcDecl || $0.kind == .funcLit }) else {
      return false
    }
    return function.kind == .funcDecl && function.receiver == nil && function.name?.isText("init") ?? false
  }

  private mutating func note(_ expression: Node?, _ how: Use = .written) {
    guard let expression else { return }
    var node = expression
    var selected: Node?
    while node.kind != .ident {
      switch node.kind {
      case .indexExpr, .indexListExpr, .starExpr, .parenExpr, .sliceExpr, .selectorExpr:
        guard let operand = node.operand else { return }
        selected = node.kind == .selectorExpr ? node.name : nil
        node = operand
      default: return
      }
    }
    // A table that is decoded into, and a part of a struct of metrics: what else init assigns could stand at the
    // declaration.
    let isPart = selected != nil || expression.parent?.kind == .unaryExpr
    let use = how == .written && isPart && TouchedNames.isInInit(node) ? .prepared : how
    let key = Key(name: node.text, selected: selected?.text, use: use)
    if let number = numbers[key] {
      all[number].places.append(node)
    } else {
      numbers[key] = all.count
      all.append(Touched(name: key.name, selected: key.selected, use: use, places: [node]))
    }
  }
}
