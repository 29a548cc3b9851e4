import GoSyntax
import GoTypes
import Repository

/// Which results of functions are interfaces, and what stands behind them.
struct InterfaceResults {
  private let subject: Subject
  private(set) var signatures: AskedSignatures
  /// By name as written in the package that is being read: whether the type is an interface.
  private var known: [String: Bool] = [:]
  private var knownPackage = ""
  /// Whether the package declares a type named `error` of its own.
  private var hidesError = false
  private var hidingError: Set<String> = []

  init(_ subject: Subject) {
    self.subject = subject
    signatures = AskedSignatures(subject)
    for file in subject.snapshot.productFiles {
      if file.tree.nodes(of: .typeSpec).contains(where: { $0.name?.isText("error") ?? false }) {
        hidingError.insert(file.packagePath)
      }
    }
  }

  /// Turns to a file; what is known of names holds for its package.
  mutating func enter(_ file: GoFile) {
    guard file.packagePath != knownPackage else { return }
    knownPackage = file.packagePath
    known = [:]
    hidesError = hidingError.contains(knownPackage)
  }

  /// The one concrete type that a function gives where its signature says interface; nil when it is no such function.
  mutating func concreteType(madeBy function: Node, _ result: Node, at position: Int, in file: GoFile) -> String? {
    let written = result.unparenthesized
    let isForeign: Bool
    var isMade = true
    switch written.kind {
    case .ident:
      if isBasic(written) || written.isText("error") && !hidesError || !isInterface(written, in: file) { return nil }
      isForeign = false
    case .indexExpr, .indexListExpr:
      guard isInterface(written, in: file) else { return nil }
      isForeign = false
    case .selectorExpr:
      guard let path = packagePath(of: written, in: file), path.utf8.contains(UInt8(ascii: ".")) else { return nil }
      // Methods of other names most likely exist because another module's interface asks for them.
      isMade = function.receiver == nil && isExported(function) || isInModule(path)
      switch isKnownInterface(written, in: file) {
      case .some(true): isForeign = false
      case .some(false): return nil
      case nil: isForeign = true
      }
    default: return nil
    }
    if !isMade, !isConstructor(function) { return nil }
    if keepsFunction(function) || handsOn(function) || differsByPlatform(function, at: position, in: file) {
      return nil
    }
    if signatures.isAskedForByName(function) { return nil }
    guard let type = subject.types.type(written: written, in: file), !takes(type, function, file) else { return nil }
    var made: Set<GoType> = []
    var nils = 0
    for statement in function.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      guard let values = values(of: statement, function, at: position, file) else { return nil }
      for value in values {
        guard let value else { return nil }
        if value == .untyped(.nil) {
          nils += 1
          continue
        }
        // What another module makes is hidden behind an interface for a reason.
        guard isConcrete(value, file), value != type, isOwn(value) else { return nil }
        made.insert(value)
      }
    }
    if written.kind == .selectorExpr, made.isEmpty, nils > 0, function.receiver == nil,
      resultCount(of: function) == 1, isExported(function) || isConstructor(function)
    {
      // What may be nil and is named for a deed is an interface by Go's own custom.
      return !isForeign || written.name?.text.hasSuffix("er") ?? false ? "nil" : nil
    }
    guard made.count == 1, let only = made.first else { return nil }
    return text(only)
  }

  /// The one type a function gives as a result of type `any`, whatever else it returns; nil where there are several.
  func onlyType(givenBy function: Node, at position: Int, in file: GoFile) -> String? {
    var made: Set<GoType> = []
    for statement in function.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      guard let values = values(of: statement, function, at: position, file) else { return nil }
      for value in values {
        guard let value else { return nil }
        if value == .untyped(.nil) { continue }
        switch value {
        case .basic, .untyped: made.insert(value.defaulted)
        case .slice(let element), .array(let element), .map(_, let element):
          guard element != .unknown, isNamedType(element) else { return nil }
          made.insert(value)
        case .pointer, .named:
          guard isConcrete(value, file) else { return nil }
          made.insert(value)
        default: return nil
        }
      }
    }
    return made.count == 1 ? made.first.map(text) : nil
  }

  /// A type another package could write down.
  private func isNamedType(_ type: GoType) -> Bool {
    switch type.pointee {
    case .basic, .named: true
    default: false
    }
  }

  /// A wrapper gives back what it was given, with something added: there the interface is the point.
  private func takes(_ type: GoType, _ function: Node, _ file: GoFile) -> Bool {
    for field in function.type?.parameters?.fields ?? function.arguments {
      guard var written = field.type else { continue }
      if written.kind == .ellipsis || written.kind == .arrayType { written = written.element ?? written }
      switch written.kind {
      case .ident, .selectorExpr, .indexExpr, .indexListExpr:
        guard let given = subject.types.type(written: written, in: file) else { continue }
        if given == type { return true }
        // `func Mapped[T, U any](inner Reader[T], turn func(T) U) Reader[U]`
        if case .named(let package, let name, let arguments) = given, !arguments.isEmpty, type.isNamed(package, name) {
          return true
        }
      default: continue
      }
    }
    return false
  }

  private func isExported(_ function: Node) -> Bool {
    function.name.map { ExportedIdentifier.isExported($0.text) } ?? false
  }

  /// `func Loading(load func() error) Loader { return &loading{load} }`: a function or several, made to fit the interface.
  private func keepsFunction(_ function: Node) -> Bool {
    guard let fields = function.type?.parameters?.fields, !fields.isEmpty,
      fields.allSatisfy({ $0.type?.kind == .funcType && !$0.names.isEmpty })
    else { return false }
    return fields.flatMap({ Array($0.names) }).allSatisfy { name in
      function.descendants(of: .ident).contains { use in
        guard use != name, use.isSameText(as: name), let parent = use.parent else { return false }
        return parent.kind == .compositeLit || parent.kind == .keyValueExpr && parent.value == use
      }
    }
  }

  /// `func (s *traced) OpenBox(name string) … { box, err := s.next.OpenBox(name) … }`: the method of what it stands for.
  private func handsOn(_ function: Node) -> Bool {
    guard function.receiver != nil, let name = function.name else { return false }
    return function.descendants(of: .callExpr).contains { call in
      guard let called = call.function?.unparenthesized, called.kind == .selectorExpr else { return false }
      return called.name?.isSameText(as: name) ?? false
    }
  }

  /// `return newShelf()`, where another file declares the same function for another system.
  private mutating func differsByPlatform(_ function: Node, at position: Int, in file: GoFile) -> Bool {
    for statement in function.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      guard statement.returned.count > position else { continue }
      let value = statement.returned[statement.returned.startIndex + position].unparenthesized
      guard value.kind == .callExpr, value.function?.kind == .ident,
        let callee = subject.types.callee(of: value, in: file),
        let (made, home) = FunctionIndex.declaration(of: callee, subject)
      else { continue }
      let twins = signatures.twins(of: made, in: home)
      if twins.contains(where: { !isWrittenAlike($0.type?.results, made.type?.results) }) { return true }
    }
    return false
  }

  private func isWrittenAlike(_ mine: Node?, _ theirs: Node?) -> Bool {
    guard let mine = mine?.fields.first?.type, let theirs = theirs?.fields.first?.type else { return false }
    return mine.isSameText(as: theirs)
  }

  /// Whether its name says that it makes something.
  func isConstructor(_ function: Node) -> Bool {
    guard let name = function.name?.text else { return false }
    return IdentifierWords(name).words.first.map(InterfaceResults.making.contains) ?? false
  }

  private static let making: Set<String> = ["new", "make", "create", "open", "default", "build"]

  // MARK: Values

  /// The types a return statement gives at a position; nil entries are unknown, nil is a statement nobody understands.
  private func values(of statement: Node, _ function: Node, at position: Int, _ file: GoFile) -> [GoType?]? {
    let returned = statement.returned
    if returned.isEmpty {
      guard let name = resultName(of: function, at: position) else { return nil }
      return assigned(to: name, in: function, file)
    }
    let count = resultCount(of: function)
    if returned.count == 1, count > 1 {
      guard case .tuple(let all)? = subject.types.type(of: returned[returned.startIndex], in: file),
        all.indices.contains(position)
      else { return nil }
      return [all[position] == .unknown ? nil : all[position]]
    }
    guard returned.count > position else { return nil }
    let value = unconverted(returned[returned.startIndex + position], file)
    if value.isText("nil") { return [.untyped(.nil)] }
    guard let type = subject.types.type(of: value, in: file) else { return [nil] }
    guard value.kind == .ident, !isConcrete(type, file),
      let declaration = subject.types.declaration(of: value, in: file),
      declaration.kind == .variable || declaration.kind == .result, declaration.isLocal, let name = declaration.name
    else { return [type] }
    return assigned(to: name, in: function, file)
  }

  /// What is converted to an interface: the `&memory{}` of `Store(&memory{})`; the value itself when nothing is.
  private func unconverted(_ written: Node, _ file: GoFile) -> Node {
    var value = written.unparenthesized
    while value.kind == .callExpr, value.arguments.count == 1, let inner = value.arguments.first,
      let function = value.function, let type = subject.types.type(written: function, in: file),
      case .interface? = subject.types.underlying(type)
    {
      value = inner.unparenthesized
    }
    return value
  }

  /// What a local variable or named result of interface type is ever given.
  private func assigned(to name: Node, in function: Node, _ file: GoFile) -> [GoType?] {
    let text = name.text
    var all: [GoType?] = []
    func add(_ values: NodeSlice, _ position: Int, of count: Int) {
      if values.count == count {
        let value = unconverted(values[values.startIndex + position], file)
        all.append(value.isText("nil") ? .untyped(.nil) : subject.types.type(of: value, in: file))
      } else if values.count == 1,
        case .tuple(let types)? = subject.types.type(of: values[values.startIndex], in: file),
        types.indices.contains(position)
      {
        all.append(types[position] == .unknown ? nil : types[position])
      } else {
        all.append(nil)
      }
    }
    for statement in function.descendants(of: .assignStmt) {
      guard let position = statement.leftSide.firstIndex(where: { $0.text == text }) else { continue }
      add(statement.rightSide, position - statement.leftSide.startIndex, of: statement.leftSide.count)
    }
    for spec in function.descendants(of: .valueSpec) where !spec.values.isEmpty {
      guard let position = spec.names.firstIndex(where: { $0.text == text }) else { continue }
      add(spec.values, position - spec.names.startIndex, of: spec.names.count)
    }
    for use in function.descendants(of: .unaryExpr) where use.token == .and && use.operand?.text == text {
      all.append(nil)
    }
    for loop in function.descendants(of: .rangeStmt) where loop.key?.text == text || loop.value?.text == text {
      all.append(nil)
    }
    return all
  }

  private func resultName(of function: Node, at position: Int) -> Node? {
    var index = 0
    for field in function.type?.results?.fields ?? function.arguments {
      for name in field.names {
        if index == position { return name }
        index += 1
      }
    }
    return nil
  }

  private func resultCount(of function: Node) -> Int {
    function.type?.results?.fields.reduce(0) { $0 + Swift.max(1, $1.names.count) } ?? 0
  }

  // MARK: Types

  private func isBasic(_ name: Node) -> Bool {
    name.isText("string") || name.isText("bool") || name.isText("int") || name.isText("any") || name.isText("int64")
      || name.isText("uint64") || name.isText("byte") || name.isText("float64")
  }

  /// Whether a type of the package, written here, is an interface with a name.
  private mutating func isInterface(_ written: Node, in file: GoFile) -> Bool {
    let text = written.text
    if let answer = known[text] { return answer }
    var answer = false
    if let type = subject.types.type(written: written, in: file), case .named(let path, _, _) = type,
      path.utf8.contains(UInt8(ascii: ".")) || isInModule(path)
    {
      if case .interface? = subject.types.underlying(type) { answer = true }
    }
    known[text] = answer
    return answer
  }

  private func isKnownInterface(_ written: Node, in file: GoFile) -> Bool? {
    guard let type = subject.types.type(written: written, in: file), let under = subject.types.underlying(type) else {
      return nil
    }
    switch under {
    case .interface: return true
    case .named: return nil
    default: return false
    }
  }

  private func packagePath(of selector: Node, in file: GoFile) -> String? {
    guard let operand = selector.operand, operand.kind == .ident else { return nil }
    let name = operand.text
    return file.imports.first { $0.name == name }?.path
  }

  private func isInModule(_ path: String) -> Bool {
    guard let module = subject.snapshot.module?.path else { return true }
    return path == module || path.hasPrefix(module + "/")
  }

  /// A type that is certainly no interface, type parameter or unknown thing.
  private func isConcrete(_ type: GoType, _ file: GoFile) -> Bool {
    switch type {
    case .pointer(.named), .pointer(.structure): return true
    case .named:
      switch subject.types.underlying(type) {
      // A function that adapts itself to an interface has nothing an interface could hide.
      case nil, .interface?, .named?, .unknown?, .parameter?, .function?: return false
      default: return true
      }
    default: return false
    }
  }

  /// Whether the type is declared in the module, so that a foreign result type cannot be the very same.
  private func isOwn(_ type: GoType) -> Bool {
    guard case .named(let path, _, _) = type.pointee else { return false }
    return isInModule(path)
  }

  private func text(_ type: GoType) -> String {
    switch type {
    case .pointer(let inner): "*" + text(inner)
    case .named(_, let name, _): name
    case .basic(let name): name
    case .slice(let element): "[]" + text(element)
    default: "the same type"
    }
  }
}
