import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds variables of packages that code changes or may change.
///
/// Left out are errors (by their type; where that is unknown, by a name that begins with err), compiled regular
/// expressions, embedded files, blank names and texts that the linker fills in (`version`, `commit`, `buildDate`; any
/// text that has no value and is never given one), which have to be variables. Unless something writes them, so are
/// values made to be shared (metrics, loggers, templates, pools, styles, what registering gives), tables, lists of
/// texts, descriptions and functions of one package, and second names. What else nothing in the module writes is told
/// with less confidence, and not at all where three and more of its kind stand in the package (`FixedValues`) or nobody
/// is given the program. A value of a type of plain fields which nothing in its package gives another value cannot
/// change by being asked, and what only tests share counts where something changes it. None of these reasons holds for
/// a name that nothing uses. What a text or a date written down comes to is a constant in all but name, and a table or
/// metrics that only an init of the package fills are set before anything reads them; a connection or a logger set
/// there counts. Limits: a table that an init fills and a callee changes is not seen; a change by a method or through a
/// pointer is not seen as one.
struct MutableGlobalProbe: Probe {
  static let card = ProbeCard(
    id: "project/mutable-global",
    version: 7,
    sign: .antiPattern,
    looksFor: "a variable at package level",
    because: "tests cannot run beside each other, and every reader has to ask who else writes it",
    instead: "make it a constant, a function or a field of what needs it",
    examples: mutableGlobalExamples)

  func examine(_ subject: Subject) -> Outcome {
    var globals: [Global] = []
    var names: [String: Set<String>] = [:]
    let uses = GlobalUses(subject)
    let shipped = subject.shippedPrograms
    for file in subject.snapshot.productFiles where !shipped.isOfTool(file) {
      for declaration in file.tree.root.declarations where declaration.kind == .genDecl && declaration.token == .var {
        for spec in declaration.specs where spec.kind == .valueSpec {
          for (position, name) in spec.names.enumerated() where !name.isText("_") {
            let value =
              spec.values.count > position ? spec.values[spec.values.startIndex + position] : spec.values.first
            if Self.isError(name, value, spec.type, file, subject.types) { continue }
            if let value, Self.isExpression(value.unparenthesized, file) { continue }
            if Self.isEmbedded(spec) { continue }
            let isStamp = Self.isStamped(name, value, spec.type)
            if isStamp, file.isMain || uses.isNamed(name, in: file) { continue }
            globals.append(Global(file: file, spec: spec, name: name, value: value, isStamp: isStamp))
            names[file.packagePath, default: []].insert(name.text)
          }
        }
      }
    }
    let writes = GlobalWrites(of: names, subject)
    let fixed = FixedValues(globals.map { ($0.file, $0.spec, $0.name, $0.value) }, subject.types)
    let documenting = Set(subject.snapshot.packages.lazy.filter(\.writesDocuments).map(\.path))
    let findings: [Finding] = globals.compactMap { global in
      guard let (message, confidence) = Self.judged(global, writes, subject) else {
        return Self.isIdle(global, uses)
          ? global.file.finding(Self.card.id, at: global.name, "nothing uses \(global.name.text)") : nil
      }
      // What tests share and nothing changes may as well be shared.
      if confidence != .high, !shipped.ships(global.file) { return nil }
      if confidence != .high, fixed.isOneOfMany(global.name, in: global.file) { return nil }
      if confidence != .high, documenting.contains(global.file.packagePath) { return nil }
      return global.file.finding(Self.card.id, at: global.name, message, confidence: confidence)
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["globals": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["var at package level"]))
  }

  private struct Global {
    let file: GoFile
    let spec: Node
    let name: Node
    let value: Node?
    /// Named as what the linker fills in, and nothing reads it.
    let isStamp: Bool
  }

  /// What is to be said of a variable; nil for one that has to be a variable, or may as well be one.
  private static func judged(
    _ global: Global, _ writes: GlobalWrites, _ subject: Subject
  ) -> (message: String, confidence: Confidence)? {
    let types = subject.types
    let name = global.name.text
    let package = global.file.packagePath
    let value = GlobalValue(global.spec, global.name, global.value, in: global.file, types)
    if writes.isWritten(name, of: package) {
      if value == .table, writes.isRegistry(name, of: package), !ExportedIdentifier.isExported(name) { return nil }
      if !ExportedIdentifier.isExported(name), writes.isOnlyPrepared(name, of: package), isPreparable(global, value) {
        return nil
      }
      return ("\(name) can be changed from anywhere", .high)
    }
    // A text that nothing but a test sets is set by the linker.
    if value == .empty, global.spec.type?.isText("string") ?? false { return nil }
    if writes.isWrittenByTests(name, of: package) { return ("\(name) can be changed from anywhere", .high) }
    switch value {
    case .shared: return nil
    case .constant: return ("nothing changes \(name): it could be a constant", .high)
    // An array is all zeros from the beginning, and stays so where nothing outside can reach it.
    case .empty
    where global.spec.type?.kind == .arrayType && global.spec.type?.length != nil
      && !ExportedIdentifier.isExported(name) && !writes.isAsked(name, of: package)
      && !writes.isSliced(name, of: package):
      return nil
    case .empty: return ("\(name) can be changed from anywhere", .high)
    case .alias: return nil
    case .table where !ExportedIdentifier.isExported(name): return nil
    case .written where !ExportedIdentifier.isExported(name) && !writes.isAsked(name, of: package): return nil
    case .written where isEnumerated(global, types): return nil
    case .made, .table, .written:
      if let value = global.value, Self.isParsed(value), !ExportedIdentifier.isExported(name) { return nil }
      // A value of which somebody asks something may change by that, if its type lets it.
      if writes.isAsked(name, of: package),
        FixedType.isTypeOf(global.name, in: global.file, subject)
          || FixedType.isNeverChanged(global.name, in: global.file, subject)
      {
        return nil
      }
      return writes.isAsked(name, of: package)
        ? ("\(name) is shared by everything that can name it", .medium)
        : ("\(name) can be changed from anywhere, though nothing does", .low)
    }
  }

  /// What an init may fill for the rest of the program to read: a table, or metrics and the like. A logger or a
  /// connection is handed to what needs it.
  private static func isPreparable(_ global: Global, _ value: GlobalValue) -> Bool {
    if value == .table { return true }
    let type = global.spec.type ?? global.value.flatMap { $0.kind == .callExpr ? $0.arguments.first : $0.type }
    if let type, type.kind == .mapType || type.kind == .arrayType {
      return global.value?.function?.isText("make") ?? true
    }
    return value == .shared && !(type?.lastName?.hasSuffix("Logger") ?? false)
      && type?.operand?.lastName?.hasSuffix("Logger") != true
  }

  /// Whether nothing names a variable of one package; a call may be there for what it does.
  private static func isIdle(_ global: Global, _ uses: GlobalUses) -> Bool {
    if uses.mayBeNamedOutsideGo(global.name, in: global.file) { return false }
    let isCall = global.value.map { $0.kind == .callExpr || !$0.descendants(of: .callExpr).isEmpty } ?? false
    if global.isStamp { return true }
    return !isCall && !global.file.isMain && !ExportedIdentifier.isExported(global.name.text)
      && !uses.isNamed(global.name, in: global.file)
  }

  /// `RoleOwner = Role{"owner"}`: one of several values of a type that keeps a text or a number to itself.
  private static func isEnumerated(_ global: Global, _ types: ModuleTypes) -> Bool {
    guard let value = global.value?.unparenthesized, value.kind == .compositeLit,
      let type = types.type(of: value, in: global.file), case .structure(let literal)? = types.underlying(type),
      let fields = literal.node.fieldList?.fields, fields.count == 1, let only = fields.first
    else { return false }
    return only.names.count == 1 && only.names.allSatisfy { !ExportedIdentifier.isExported($0.text) }
      && ["string", "int", "uint8", "int64", "uint", "byte"].contains(only.type?.text)
  }

  /// `uuid.MustParse("28840903-6eb5-4ffb-8880-93a4fa98dbcb")`: a literal of a type that has none of its own.
  private static func isParsed(_ value: Node) -> Bool {
    let value = value.unparenthesized
    return value.kind == .callExpr && value.calledName?.hasPrefix("MustParse") ?? false
      && value.function?.kind == .selectorExpr && value.arguments.allSatisfy { $0.kind == .basicLit }
  }

  /// Whether a go:embed directive stands between the declaration and what comes before it.
  private static func isEmbedded(_ spec: Node) -> Bool {
    guard spec.values.isEmpty, let declaration = spec.parent else { return false }
    let tree = spec.tree
    let siblings = declaration.specs
    let position = siblings.firstPosition(notBelow: spec.index)
    var begin = 0
    if position > 0 {
      begin = siblings[position - 1].end
    } else {
      let declarations = tree.root.declarations
      let above = declarations.firstPosition(notBelow: declaration.index)
      if above > 0 { begin = declarations[above - 1].end }
    }
    let groups = tree.commentGroups
    var low = 0
    var high = groups.count
    while low < high {
      let middle = (low + high) / 2
      if groups[middle].start < begin { low = middle + 1 } else { high = middle }
    }
    for group in groups[low...].prefix(while: { $0.start < spec.start }) {
      for comment in group.comments where tree.text(comment).hasPrefix("//go:embed ") { return true }
    }
    return false
  }

  /// A text with a name that builds are told apart by: `-ldflags "-X main.version=..."` needs a variable.
  private static func isStamped(_ name: Node, _ value: Node?, _ type: Node?) -> Bool {
    guard type?.isText("string") ?? (value?.token == .string), value.map({ $0.kind == .basicLit }) ?? true else {
      return false
    }
    return BuildStamps.isNamed(name.text)
  }

  private static func isError(
    _ name: Node, _ value: Node?, _ type: Node?, _ file: GoFile, _ types: ModuleTypes
  ) -> Bool {
    if type?.isText("error") ?? false { return true }
    if let type, let written = types.type(written: type, in: file) { return types.implementsError(written) ?? false }
    guard let value, !isPlain(value.unparenthesized) else { return false }
    if isMadeByErrors(value.unparenthesized, file) { return true }
    if let known = types.isError(value, in: file) { return known }
    guard value.unparenthesized.kind == .callExpr else { return false }
    let text = name.text
    guard text.hasPrefix("err") || text.hasPrefix("Err") else { return false }
    return !(text.dropFirst(3).first?.isLowercase ?? false)
  }

  /// `herodot.DefaultError{…}`, `trouble.ErrBadRequest().WithReason("…")`: of another module, and told by its name.
  private static func isMadeByErrors(_ value: Node, _ file: GoFile) -> Bool {
    let made = value.kind == .unaryExpr && value.token == .and ? value.operand?.unparenthesized ?? value : value
    if made.kind == .compositeLit {
      return made.type?.kind == .selectorExpr && made.type?.name?.text.hasSuffix("Error") ?? false
    }
    var call = made
    while call.kind == .callExpr, let function = call.function?.unparenthesized, function.kind == .selectorExpr,
      let operand = function.operand?.unparenthesized
    {
      if operand.kind == .ident, let name = function.name?.text, name.hasPrefix("Err"),
        name.dropFirst(3).first?.isUppercase ?? false, file.imports.contains(where: { $0.name == operand.text })
      {
        return true
      }
      call = operand
    }
    return false
  }

  /// Values that are no errors whatever their names say; asking for their type would be a waste.
  private static func isPlain(_ value: Node) -> Bool {
    switch value.kind {
    case .basicLit, .funcLit, .binaryExpr: return true
    case .compositeLit: return value.type.map { $0.kind == .mapType || $0.kind == .arrayType } ?? false
    case .callExpr: return value.function.map { $0.isText("make") || $0.isText("new") } ?? false
    default: return false
    }
  }

  /// A call of package regexp: what it compiles never changes.
  private static func isExpression(_ value: Node, _ file: GoFile) -> Bool {
    guard value.kind == .callExpr, let function = value.function, function.kind == .selectorExpr,
      let operand = function.operand, operand.kind == .ident,
      let imported = file.imports.first(where: { $0.path == "regexp" })
    else { return false }
    return operand.text == imported.name
  }
}
