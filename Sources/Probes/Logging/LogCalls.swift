import GoSyntax
import GoTypes
import Repository

/// One place at which a log line is written.
struct LogCall {
  enum Style {
    /// Message and fields.
    case structured
    /// A format string or a joined line given to a logger that could take fields.
    case formatted
    /// A logger that has fields beside printf-style calls (logrus).
    case halfStructured
    /// Text by the standard `log` package or a logger of that kind.
    case plain
    /// `fmt.Print` and its kin.
    case print
  }

  let file: GoFile
  /// The call that writes: of a chain `log.Info().Str("k", v).Msg("m")` the last.
  let node: Node
  let style: Style
  let level: LogMethod.Level
  /// Nil for a logger of the module's own over nothing known.
  let library: LogLibrary?
  /// It goes through a logger the module declares itself.
  var isOwn = false

  /// All arguments, those of a chain's earlier calls included.
  var arguments: [Node] {
    var result: [Node] = []
    var call: Node? = node
    while let current = call, current.kind == .callExpr {
      result = Array(current.arguments) + result
      guard let operand = current.function?.unparenthesized.operand?.unparenthesized else { break }
      call = operand
    }
    return result
  }
}

/// Every log call of the module's product code, with the loggers it uses.
///
/// A call is told by what it calls where names and types know it, else by a level's name on something named like a
/// logger; which library stands behind that is then read off the imports of the file, its package, the module.
/// Limits: a logger under an odd name that types cannot follow is not seen.
struct LogCalls {
  private(set) var calls: [LogCall] = []
  /// How many product files import each library.
  private(set) var importCounts: [LogLibrary: Int] = [:]
  let wrappers: LogWrappers
  /// Where the standard logger is made to write into a structured one.
  private(set) var redirection: (file: GoFile, node: Node)?

  let types: ModuleTypes
  private var librariesByPackage: [String: Set<LogLibrary>] = [:]
  private var dominant: Source?

  /// What a call goes to.
  private enum Source {
    case library(LogLibrary)
    case wrapper(LogWrappers.Wrapper)
  }

  init(_ subject: Subject) {
    types = subject.types
    wrappers = LogWrappers(subject)
    let files = subject.snapshot.productFiles
    var wrapped: [String: Int] = [:]
    for file in files {
      for library in file.fact(ImportedLoggers.self).libraries {
        importCounts[library, default: 0] += 1
        librariesByPackage[file.packagePath, default: []].insert(library)
      }
      if let wrapper = wrappers.imported(by: file) { wrapped[wrapper.packagePath, default: 0] += 1 }
    }
    let used = importCounts.filter { $0.key != .standard }
    let most = used.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }
    let mostWrapped = wrapped.max { ($0.value, $1.key) < ($1.value, $0.key) }
    if let most, most.value >= mostWrapped?.value ?? 0 {
      dominant = .library(most.key)
    } else if let own = mostWrapped.flatMap({ wrappers.byPackage[$0.key] }) {
      dominant = .wrapper(own)
    } else if let only = wrappers.byPackage.values.first, wrappers.byPackage.count == 1 {
      dominant = .wrapper(only)
    }
    for file in files { read(file) }
  }

  private mutating func read(_ file: GoFile) {
    let imported = file.fact(ImportedLoggers.self).libraries
    let wrapper = wrappers.imported(by: file)
    let hasDottedPrints = file.imports.contains { $0.path == "fmt" && $0.name == "." }
    let dotted = file.imports.filter { $0.name == "." }.map(\.path)
    for call in file.tree.fact(LikelyLogCalls.self).calls {
      guard let function = call.function?.unparenthesized else { continue }
      if function.kind == .ident {
        if function.isText("println") || function.isText("print") {
          calls.append(LogCall(file: file, node: call, style: .print, level: .none, library: nil))
        } else if hasDottedPrints, LogCalls.prints.contains(function.text) {
          calls.append(LogCall(file: file, node: call, style: .print, level: .none, library: nil))
        } else if !dotted.isEmpty, let method = LogMethod(function.text),
          let path = types.callee(of: call, in: file)?.packagePath, dotted.contains(path),
          let library = LogLibrary(importPath: path)
        {
          calls.append(logCall(call, method, function.text, .library(library), file))
        }
        continue
      }
      guard function.kind == .selectorExpr, let name = function.name?.text,
        let operand = function.operand?.unparenthesized
      else { continue }
      noteRedirection(call, name, operand, file, imported)
      if let style = LogCalls.printStyle(of: call, name, operand, file) {
        calls.append(LogCall(file: file, node: call, style: style, level: .none, library: nil))
        continue
      }
      if name == "Msg" || name == "Msgf" || name == "Send" || name == "MsgFunc", let level = chainLevel(operand) {
        if wrappers.isForwarding(call, in: file) { continue }
        let hasFields = operand.function?.unparenthesized.operand?.kind == .callExpr
        calls.append(
          LogCall(
            file: file, node: call,
            style: name == "Msgf" && !hasFields && !LogCalls.isConstantText(call) ? .formatted : .structured,
            level: level, library: .zerolog))
        continue
      }
      guard let method = LogMethod(name), !wrappers.isForwarding(call, in: file),
        let source = source(of: call, operand, name, file, imported, wrapper)
      else { continue }
      calls.append(logCall(call, method, name, source, file))
    }
  }

  private func logCall(_ call: Node, _ method: LogMethod, _ name: String, _ source: Source, _ file: GoFile) -> LogCall {
    let library: LogLibrary?
    let standing: LogLibrary.Standing
    var isText = (method.form == .formatted || method.form == .line) && !LogCalls.isConstantText(call)
    var isOwn = false
    switch source {
    case .library(let known):
      library = known
      standing = known.standing
      if known == .klog, method.form != .pairs, LogCalls.headName(of: call) == "klog" { isText = true }
    case .wrapper(let wrapper):
      library = wrapper.library
      isOwn = true
      standing = wrapper.library?.standing ?? .plain
      isText = isText || wrapper.takesOnlyText
    }
    if let message = call.arguments.first(where: { $0.kind == .callExpr || $0.kind == .binaryExpr }),
      call.arguments.count == 1,
      message.isSprintf
    {
      isText = true
    }
    let style: LogCall.Style =
      switch standing {
      case .structured: isText ? .formatted : .structured
      case .halfStructured: .halfStructured
      case .plain: .plain
      }
    return LogCall(file: file, node: call, style: style, level: method.level, library: library, isOwn: isOwn)
  }

  /// What stands behind the call, nil when it is no log call.
  private func source(
    of call: Node, _ operand: Node, _ name: String, _ file: GoFile, _ imported: Set<LogLibrary>,
    _ wrapper: LogWrappers.Wrapper?
  ) -> Source? {
    let callee = types.callee(of: call, in: file)
    if let path = callee?.packagePath {
      if let wrapper = wrappers.byPackage[path] { return .wrapper(wrapper) }
      if let library = LogLibrary(importPath: path) {
        // Functions that make loggers or errors share a level's name in none of the libraries.
        return call.arguments.isEmpty && library != .standard ? nil : .library(library)
      }
      if callee?.receiver != nil, !LogMethod.isLoggerName(callee?.receiver ?? "") { return nil }
      if callee?.receiver == nil { return nil }
    }
    guard !call.arguments.isEmpty, let receiver = LogCalls.receiverName(operand) else { return nil }
    if let imported = receiver.imported(by: file) {
      // A chain that begins at a package: `logrus.WithField(...).Info`, `zap.L().Info`; others are no loggers.
      if let library = LogLibrary(importPath: imported.path) { return .library(library) }
      return wrappers.byPackage[imported.path].map { .wrapper($0) }
    }
    guard LogMethod.isLoggerName(receiver.name) else { return nil }
    // `level.Info(logger).Log(...)` of go-kit; elsewhere `Log` alone says too little.
    if name == "Log", !imported.contains(.goKit), !imported.contains(.slog) { return nil }
    let strong = imported.filter { $0 != .standard }
    if strong.count == 1, let only = strong.first { return .library(only) }
    if let wrapper { return .wrapper(wrapper) }
    if name.hasPrefix("Print"), imported.contains(.standard) { return .library(.standard) }
    if let first = strong.min(by: { $0.rawValue < $1.rawValue }) { return .library(first) }
    let neighbours = (librariesByPackage[file.packagePath] ?? []).filter { $0 != .standard }
    if let first = neighbours.min(by: { $0.rawValue < $1.rawValue }) { return .library(first) }
    if let own = wrappers.byPackage[file.packagePath] { return .wrapper(own) }
    if imported.contains(.standard), ["Print", "Printf", "Println", "Fatal", "Fatalf", "Panicf"].contains(name) {
      return .library(.standard)
    }
    return dominant
  }

  private mutating func noteRedirection(
    _ call: Node, _ name: String, _ operand: Node, _ file: GoFile, _ imported: Set<LogLibrary>
  ) {
    guard redirection == nil, operand.kind == .ident else { return }
    let isRedirected: Bool
    switch name {
    case "RedirectStdLog", "RedirectStdLogAt": isRedirected = true
    case "SetDefault": isRedirected = imported.contains(.slog) && operand.isText("slog")
    case "SetOutput":
      // `log.SetOutput(logger)`, `log.SetOutput(logger.Writer())`: anything but a file or a stream.
      guard imported.contains(.standard), operand.isText("log"), let target = call.arguments.first else { return }
      let receiver = LogCalls.receiverName(target)?.name ?? target.lastName ?? ""
      isRedirected = LogMethod.isLoggerName(receiver)
    default: return
    }
    if isRedirected { redirection = (file, call) }
  }

  /// `fmt.Print...`, and `fmt.Fprint...` to one of the standard streams.
  static func printStyle(of call: Node, _ name: String, _ operand: Node, _ file: GoFile) -> LogCall.Style? {
    guard operand.kind == .ident, name.hasPrefix("Print") || name.hasPrefix("Fprint") else { return nil }
    let package = operand.text
    switch name {
    case "Print", "Printf", "Println": break
    case "Fprint", "Fprintf", "Fprintln":
      guard let target = call.arguments.first, target.kind == .selectorExpr,
        target.isText("os.Stderr") || target.isText("os.Stdout")
      else { return nil }
    default: return nil
    }
    return file.imports.contains { $0.path == "fmt" && $0.name == package } ? .print : nil
  }

  /// One literal and nothing else: a message, however the method that takes it is named.
  private static func isConstantText(_ call: Node) -> Bool {
    call.arguments.count == 1 && call.arguments.first?.unparenthesized.kind == .basicLit
  }

  private static let prints: Set<String> = ["Print", "Printf", "Println"]

  private struct ImportedLoggers: FileFact {
    let libraries: Set<LogLibrary>
    init(_ file: GoFile) { libraries = Set(file.imports.compactMap { LogLibrary(importPath: $0.path) }) }
  }

  /// Calls whose names are worth a look.
  private struct LikelyLogCalls: TreeFact {
    let calls: [Node]

    init(_ tree: SyntaxTree) {
      calls = tree.nodes(of: .callExpr).filter { call in
        guard let function = call.function?.unparenthesized else { return false }
        if function.kind == .ident {
          return function.isText("println") || function.isText("print") || LogCalls.prints.contains(function.text)
            || LogMethod(function.text) != nil
        }
        guard function.kind == .selectorExpr, let name = function.name?.text else { return false }
        return LikelyLogCalls.names.contains(name) || LogMethod(name) != nil
      }
    }

    /// Beside the names of levels.
    private static let names: Set<String> = [
      "RedirectStdLog", "RedirectStdLogAt", "SetDefault", "SetOutput", "Print", "Printf", "Println", "Fprint",
      "Fprintf", "Fprintln", "Msg", "Msgf", "Send", "MsgFunc",
    ]
  }

  /// The level of a zerolog chain: of its calls the one nearest its head that is named for a level.
  private func chainLevel(_ operand: Node) -> LogMethod.Level? {
    var level: LogMethod.Level?
    var node = operand
    while node.kind == .callExpr, let function = node.function?.unparenthesized, function.kind == .selectorExpr,
      let name = function.name?.text, let inner = function.operand?.unparenthesized
    {
      if name == "WithLevel" { level = LogMethod.Level.none }
      if node.arguments.count <= 1, let method = LogMethod(name), method.form == .plain { level = method.level }
      node = inner
    }
    return level
  }

  struct Receiver {
    let name: String
    let ident: Node?
    func imported(by file: GoFile) -> GoImport? {
      guard let ident else { return nil }
      let text = ident.text
      return file.imports.first { $0.name == text }
    }
  }

  /// The name that stands before the method: `logger` of `s.logger.With(...).Info`, `FromContext` of `FromContext(ctx).Info`.
  static func receiverName(_ operand: Node) -> Receiver? {
    var node = operand.unparenthesized
    while true {
      switch node.kind {
      case .ident: return Receiver(name: node.text, ident: node)
      case .selectorExpr: return Receiver(name: node.name?.text ?? "", ident: nil)
      case .callExpr:
        guard let function = node.function?.unparenthesized else { return nil }
        if function.kind == .ident { return Receiver(name: function.text, ident: nil) }
        guard function.kind == .selectorExpr, let name = function.name?.text,
          let inner = function.operand?.unparenthesized
        else { return nil }
        if LogMethod.isLoggerName(name) { return Receiver(name: name, ident: nil) }
        node = inner
      case .starExpr, .typeAssertExpr, .indexExpr:
        guard let inner = node.operand?.unparenthesized else { return nil }
        node = inner
      default: return nil
      }
    }
  }

  private static func headName(of call: Node) -> String? {
    var node = call
    while let inner = (node.kind == .callExpr ? node.function : node.operand)?.unparenthesized { node = inner }
    return node.kind == .ident ? node.text : nil
  }
}

extension Node {
  /// `fmt.Sprintf(...)`, `fmt.Sprint(...)` or a string put together with `+`.
  var isSprintf: Bool {
    if kind == .binaryExpr { return token == .add }
    guard kind == .callExpr, let function = function?.unparenthesized, function.kind == .selectorExpr else {
      return false
    }
    return function.isText("fmt.Sprintf") || function.isText("fmt.Sprint") || function.isText("fmt.Sprintln")
  }
}
