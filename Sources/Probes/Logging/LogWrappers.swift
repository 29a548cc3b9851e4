import GoSyntax
import Repository

/// Packages of the module that wrap a logger, and whether what they offer takes text only.
///
/// A package counts when it declares functions or methods (an interface's too) for at least three levels, or for two when
/// it is named for logging. It takes text
/// only when the plain-named ones hand their arguments to a formatting call (`Msgf(message, args...)`).
struct LogWrappers {
  struct Wrapper {
    let packagePath: String
    /// What it writes with; nil for a writer of its own.
    let library: LogLibrary?
    let takesOnlyText: Bool
    /// Where a level's method is declared.
    let file: GoFile
    let node: Node
  }

  /// By import path.
  private(set) var byPackage: [String: Wrapper] = [:]
  /// Packages that print for the person at a terminal, levels or not.
  private(set) var printers: Set<String> = []

  init(_ subject: Subject) {
    let snapshot = subject.snapshot
    for package in snapshot.packages where !package.isMain {
      let files = package.fileIndices.map { snapshot.goFiles[$0] }.filter(\.isProduct)
      guard let wrapper = LogWrappers.wrapper(package, files) else { continue }
      if wrapper.library == nil, files.contains(where: LogWrappers.isForTerminal) {
        printers.insert(package.path)
      } else {
        byPackage[package.path] = wrapper
      }
    }
  }

  /// Whether printing is what a package is for.
  func prints(_ path: String) -> Bool { byPackage[path] != nil || printers.contains(path) }

  /// The first wrapping package a file imports.
  func imported(by file: GoFile) -> Wrapper? {
    for imported in file.imports {
      if let wrapper = byPackage[imported.path] { return wrapper }
    }
    return nil
  }

  /// Whether a call is a wrapper handing on what it was given: in a wrapping package, inside a level's own function
  /// or method of a type with several, or with its arguments spread.
  func isForwarding(_ call: Node, in file: GoFile) -> Bool {
    guard byPackage[file.packagePath] != nil else { return false }
    if call.spreadsLastArgument { return true }
    return call.ancestors.contains { node in
      guard node.kind == .funcDecl, let name = node.name?.text else { return false }
      return LogMethod(name) != nil || LogMethod(name.capitalizedFirst) != nil || name == "msg"
        || LogWrappers.isOfLogger(node, in: file)
    }
  }

  /// `func (l *logger) output(…)` beside `func (l *logger) Warnf(…)` and `Errorf`: part of what the logger is.
  private static func isOfLogger(_ method: Node, in file: GoFile) -> Bool {
    guard let type = receiverName(of: method) else { return false }
    var levels: Set<LogMethod.Level> = []
    for other in file.tree.nodes(of: .funcDecl) where other.receiver != nil && receiverName(of: other) == type {
      if let name = other.name?.text, let level = LogMethod(name)?.level, level != .none, takesText(other.type) {
        levels.insert(level)
      }
    }
    return levels.count > 1
  }

  private static func receiverName(of method: Node) -> String? {
    var type = method.receiver?.fields.first?.type?.unparenthesized
    if type?.kind == .starExpr { type = type?.operand?.unparenthesized }
    return type?.text
  }

  private static func wrapper(_ package: GoPackage, _ files: [GoFile]) -> Wrapper? {
    var levels: Set<LogMethod.Level> = []
    var first: (GoFile, Node)?
    var plain: [Node] = []
    var functions: [String: [Node]] = [:]
    for file in files {
      for declaration in file.tree.nodes(of: .funcDecl) {
        guard let name = declaration.name?.text else { continue }
        functions[name, default: []].append(declaration)
        guard let method = LogMethod(name), method.level != .none, takesText(declaration.type) else { continue }
        levels.insert(method.level)
        if first == nil, let name = declaration.name { first = (file, name) }
        if method.form == .plain { plain.append(declaration) }
      }
      for interface in file.tree.nodes(of: .interfaceType) {
        for field in interface.fields {
          guard let name = field.names.first, let method = LogMethod(name.text), method.level != .none,
            takesText(field.type)
          else { continue }
          levels.insert(method.level)
          if first == nil { first = (file, name) }
        }
      }
    }
    let isNamed = IdentifierWords(package.folder).containsAny(of: ["log", "logs", "logger", "logging", "zlog", "slog"])
    guard levels.count >= (isNamed ? 2 : 3), let first else { return nil }
    let library = mostUsed(in: files)
    let offersFields = functions.keys.contains { LogMethod($0)?.form == .pairs }
    return Wrapper(
      packagePath: package.path, library: library,
      takesOnlyText: !plain.isEmpty && !offersFields && formats(plain, functions), file: first.0, node: first.1)
  }

  /// A printer with both streams of a terminal and no library behind it: what a command-line tool talks with.
  private static func isForTerminal(_ file: GoFile) -> Bool {
    file.tree.nodes(of: .structType).contains { structure in
      let names = structure.fields.flatMap { $0.names.map { $0.text.lowercased() } }
      return names.contains("stdout") && names.contains("stderr")
    }
  }

  /// Of the libraries the package imports the one with the best standing, of several such the one named most often: the
  /// others are there to adapt them.
  private static func mostUsed(in files: [GoFile]) -> LogLibrary? {
    var uses: [LogLibrary: Int] = [:]
    for file in files {
      let imported = file.imports.compactMap { imported in
        LogLibrary(importPath: imported.path).map { (name: imported.name, library: $0) }
      }
      for (_, library) in imported { uses[library, default: 0] += 1 }
      if imported.isEmpty { continue }
      for selector in file.tree.nodes(of: .selectorExpr) {
        guard let operand = selector.operand, operand.kind == .ident else { continue }
        let written = operand.text
        for (name, library) in imported where name == written { uses[library, default: 0] += 1 }
      }
    }
    func rank(_ library: LogLibrary) -> Int {
      switch library.standing {
      case .structured: 2
      case .halfStructured: 1
      case .plain: 0
      }
    }
    return uses.max { one, other in
      (rank(one.key), one.value, other.key.rawValue) < (rank(other.key), other.value, one.key.rawValue)
    }?.key
  }

  /// Has parameters, the last of which is variadic or a string: `Error() string` of an error type has none.
  private static func takesText(_ type: Node?) -> Bool {
    guard let parameters = type?.parameters, !parameters.fields.isEmpty else { return false }
    return parameters.fields.contains { $0.type?.kind == .ellipsis || $0.type?.isText("string") == true }
  }

  /// Whether the functions, or those of the same package they call, spread their arguments into a formatting call.
  private static func formats(_ start: [Node], _ functions: [String: [Node]]) -> Bool {
    var seen: Set<Node> = []
    var pending = start
    while let function = pending.popLast() {
      guard seen.insert(function).inserted, seen.count < 40 else { continue }
      for call in function.descendants(of: .callExpr) {
        guard let callee = call.function?.unparenthesized, let name = callee.lastName else { continue }
        if call.spreadsLastArgument, isFormatting(name) { return true }
        if let next = functions[name] { pending += next }
      }
    }
    return false
  }

  private static func isFormatting(_ name: String) -> Bool {
    if ["Sprintf", "Sprint", "Sprintln", "Msgf", "Logf", "Appendf", "Fprintf"].contains(name) { return true }
    return LogMethod(name)?.form == .formatted
  }
}

extension String {
  /// With its first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
