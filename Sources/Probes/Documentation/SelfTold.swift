import GoSyntax
import Repository

/// Exported identifiers of which a comment could only say the name again.
///
/// Known are constants and variables of a list whose values spell out their names, the one-line methods by which a type
/// takes the place of a logger, does nothing, gives its name or hands out a field of that name, makers of many fixed
/// texts, and what stands in a numbered step of a migration, in a file named for tests or fakes, or below a folder
/// `test`, `tests`, `e2e`, `mocks` or `fixtures`. A variable made from a text by a call, as an error is, says more than
/// its name: when it is given.
struct SelfTold {
  private let isStep: Bool
  private let names: Set<Node>

  /// Fewer constants than this can have a comment each.
  private static let listMin = 4
  /// So many levels make a type a logger.
  private static let levelsMin = 3

  init(_ file: GoFile) {
    isStep =
      MigrationSteps.isStep(file) || SettingsPlaces.isNamedForTests(file) || SelfTold.isBelowTests(file)
      || SelfTold.isOfStandIns(file)
    var names: Set<Node> = []
    var methods: [String: [Node]] = [:]
    for declaration in file.tree.root.declarations {
      switch declaration.kind {
      case .genDecl
      where (declaration.token == .const || declaration.token == .var) && declaration.specs.count >= SelfTold.listMin:
        let shared = SelfTold.sharedWords(of: declaration)
        let tail = SelfTold.sharedTail(of: declaration)
        for spec in declaration.specs where spec.names.count == 1 && spec.values.count == 1 {
          if let name = spec.names.first, let value = spec.values.first,
            SelfTold.spells(value, name.text, shared, isConstant: declaration.token == .const)
              || declaration.token == .const && SelfTold.saysAgain(value, name.text, before: tail)
          {
            names.insert(name)
          }
        }
      case .funcDecl:
        if let name = declaration.name, SelfTold.levels.contains(name.text), declaration.body?.statements.count == 1,
          let receiver = FunctionIndex.receiverName(of: declaration)
        {
          methods[receiver, default: []].append(name)
        }
      default: continue
      }
    }
    for (_, levels) in methods where levels.count >= SelfTold.levelsMin { names.formUnion(levels) }
    names.formUnion(SelfTold.idleMethods(of: file))
    names.formUnion(SelfTold.constantMethods(of: file))
    names.formUnion(SelfTold.getters(of: file))
    names.formUnion(SelfTold.handedOn(in: file))
    names.formUnion(SelfTold.textMakers(of: file))
    self.names = names
  }

  /// `fake.go`: what stands in for something while tests run.
  private static func isOfStandIns(_ file: GoFile) -> Bool {
    let stem = file.path.split(separator: "/").last.map { $0.hasSuffix(".go") ? $0.dropLast(3) : $0 } ?? ""
    return IdentifierWords(String(stem)).containsAny(of: ["fake", "fakes"])
  }

  /// The methods of a type whose comment or name says that it does nothing, as far as they do nothing.
  private static func idleMethods(of file: GoFile) -> [Node] {
    var idle: Set<String> = []
    for declaration in file.tree.root.declarations where declaration.token == .type {
      for spec in declaration.specs {
        guard let name = spec.name?.text, let doc = spec.doc ?? declaration.doc else { continue }
        let words = file.tree.text(doc.start..<doc.end).lowercased()
        if ["does nothing", "do nothing", "no-op", " noop", "discards "].contains(where: words.contains) {
          idle.insert(name)
        }
      }
      for spec in declaration.specs {
        guard let name = spec.name?.text, let first = IdentifierWords(name).words.first else { continue }
        if ["null", "nop", "noop", "nil", "unimplemented"].contains(first) { idle.insert(name) }
      }
    }
    return file.tree.nodes(of: .funcDecl).compactMap { function in
      guard let receiver = FunctionIndex.receiverName(of: function), idle.contains(receiver),
        let statements = function.body?.statements, statements.count < 2
      else { return nil }
      let isIdle = statements.first.map { only in
        only.kind == .returnStmt && only.returned.allSatisfy { [.basicLit, .ident].contains($0.unparenthesized.kind) }
      }
      return isIdle ?? true ? function.name : nil
    }
  }

  /// `func (s *Strategy) ID() string { return "code" }`: what somebody asks of many, in one line.
  private static func constantMethods(of file: GoFile) -> [Node] {
    file.tree.nodes(of: .funcDecl).compactMap { function in
      guard function.receiver != nil, let name = function.name,
        let last = IdentifierWords(name.text).words.last, ["id", "name", "type", "kind"].contains(last),
        function.type?.parameters?.fields.isEmpty ?? true, let statements = function.body?.statements,
        statements.count == 1, let only = statements.first, only.kind == .returnStmt, only.returned.count == 1,
        var value = only.returned.first?.unparenthesized
      else { return nil }
      // `return string(CodeStrategy)`
      if value.kind == .callExpr, value.arguments.count == 1, value.function?.kind == .ident,
        let inner = value.arguments.first
      {
        value = inner.unparenthesized
      }
      let isConstant =
        value.kind == .basicLit || value.kind == .ident
        || value.kind == .selectorExpr && file.imports.contains { value.operand?.hasText($0.name) ?? false }
      return isConstant ? name : nil
    }
  }

  /// `func (c *Cart) Owner() string { return c.owner }`: the field is what it is.
  private static func getters(of file: GoFile) -> [Node] {
    file.tree.nodes(of: .funcDecl).compactMap { function in
      guard let receiver = function.receiver?.fields.first?.names.first, let name = function.name,
        function.type?.parameters?.fields.isEmpty ?? true, let statements = function.body?.statements,
        statements.count == 1, let only = statements.first, only.kind == .returnStmt, only.returned.count == 1,
        let value = only.returned.first?.unparenthesized, value.kind == .selectorExpr, let field = value.name,
        value.operand?.isSameText(as: receiver) ?? false
      else { return nil }
      let plain = name.text.hasPrefix("Get") ? String(name.text.dropFirst(3)) : name.text
      let isSame = plain.lowercased() == field.text.lowercased()
      // `func (s *stream) Context() context.Context { return s.ctx }`
      return isSame || plain == "Context" && field.isText("ctx") ? name : nil
    }
  }

  /// What stands behind something that does as it does.
  private static let wrapped: Set<String> = [
    "parent", "inner", "next", "base", "wrapped", "delegate", "underlying", "child", "original", "upstream", "target",
  ]

  /// `func (c *Cart) SetOwner(owner string) { c.owner = owner }`, and a method that only calls the one of its name of
  /// something it holds.
  private static func handedOn(in file: GoFile) -> [Node] {
    file.tree.nodes(of: .funcDecl).compactMap { function in
      guard function.receiver != nil, let name = function.name, let statements = function.body?.statements,
        statements.count == 1, let only = statements.first
      else { return nil }
      if only.kind == .assignStmt, only.leftSide.count == 1, let field = only.leftSide.first?.unparenthesized.name {
        let isPlain = only.rightSide.first?.unparenthesized.kind == .ident
        return isPlain && name.text.lowercased() == "set" + field.text.lowercased() ? name : nil
      }
      let value = only.kind == .returnStmt && only.returned.count == 1 ? only.returned.first : only.operand
      guard let call = value?.unparenthesized, call.kind == .callExpr, call.calledName == name.text,
        let held = call.function?.unparenthesized.operand?.unparenthesized, held.kind == .selectorExpr,
        let field = held.name, IdentifierWords(field.text).containsAny(of: wrapped)
      else { return nil }
      return name
    }
  }

  /// `func NewCartEmpty() *Message { return &Message{ID: CartEmpty, Text: "The cart is empty."} }`, one of many: the text
  /// says what there is to say.
  private static func textMakers(of file: GoFile) -> [Node] {
    var makers: [String: [Node]] = [:]
    for function in file.tree.nodes(of: .funcDecl) {
      guard function.receiver == nil, let name = function.name, function.type?.parameters?.fields.isEmpty ?? true,
        let result = function.type?.results?.fields.first?.type, let statements = function.body?.statements,
        statements.count == 1, let only = statements.first, only.kind == .returnStmt, only.returned.count == 1,
        var value = only.returned.first?.unparenthesized
      else { continue }
      if value.kind == .unaryExpr, let inner = value.operand { value = inner.unparenthesized }
      guard value.kind == .compositeLit else { continue }
      let parts = value.elements.compactMap { $0.kind == .keyValueExpr ? $0.value : $0 }
      guard parts.allSatisfy(isFixed), parts.contains(where: { $0.plainString?.contains(where: \.isLetter) ?? false })
      else { continue }
      makers[result.text, default: []].append(name)
    }
    return makers.values.filter { $0.count >= listMin }.flatMap { $0 }
  }

  private static func isFixed(_ value: Node) -> Bool {
    let value = value.unparenthesized
    switch value.kind {
    case .basicLit, .ident: return true
    case .selectorExpr: return value.operand?.kind == .ident
    case .compositeLit: return value.elements.isEmpty
    default: return false
    }
  }

  /// In a folder of tests that are no test files, such as cases a program of its own runs.
  private static func isBelowTests(_ file: GoFile) -> Bool {
    file.path.split(separator: "/").dropLast().contains { ["test", "tests", "e2e", "mocks", "fixtures"].contains($0) }
  }

  func holds(_ name: Node) -> Bool { isStep || names.contains(name) }

  /// How many words all names of a list begin with: 1 of `StateOpen`, `StatePaid`.
  private static func sharedWords(of list: Node) -> Int {
    let names = list.specs.compactMap { $0.names.first.map { IdentifierWords($0.text).words } }
    guard let first = names.first else { return 0 }
    var count = 0
    while count < first.count - 1, names.allSatisfy({ $0.count > count + 1 && $0[count] == first[count] }) {
      count += 1
    }
    return count
  }

  /// How many words all names of a list end with: 2 of `UserObjectType`, `TagObjectType`.
  private static func sharedTail(of list: Node) -> Int {
    let names = list.specs.compactMap { $0.names.first.map { IdentifierWords($0.text).words } }
    guard names.count >= listMin, let first = names.first else { return 0 }
    var count = 0
    while count < first.count - 1,
      names.allSatisfy({ $0.count > count + 1 && $0[$0.count - 1 - count] == first[first.count - 1 - count] })
    {
      count += 1
    }
    return count
  }

  /// `UserObjectType = "user"`, `NATNone = stun.NATNone`
  private static func saysAgain(_ value: Node, _ name: String, before tail: Int) -> Bool {
    let value = value.unparenthesized
    if value.kind == .selectorExpr { return value.name?.hasText(name) ?? false }
    guard tail > 0, let text = LiteralText.of(value) else { return false }
    return text.lowercased().filter { $0.isLetter || $0.isNumber }
      == IdentifierWords(name).words.dropLast(tail).joined()
  }

  /// `QuestionNotFound = "error.question.not_found"`, `StateOpen = "open"`, `LevelWarn = Level(logs.WarnLevel)`
  private static func spells(_ value: Node, _ name: String, _ shared: Int, isConstant: Bool) -> Bool {
    if value.kind == .callExpr, value.arguments.count == 1, let renamed = value.arguments.first?.unparenthesized,
      renamed.kind == .selectorExpr, let other = renamed.name
    {
      return Set(IdentifierWords(other.text).words) == Set(IdentifierWords(name).words)
    }
    // `CtxCart = Context("cart")`: in a constant it converts.
    let literal = isConstant && value.kind == .callExpr && value.arguments.count == 1 ? value.arguments.first : value
    guard let literal, let text = LiteralText.of(literal) else { return false }
    let own = IdentifierWords(name).words.dropFirst(shared)
    let bare = text.lowercased().filter { $0.isLetter || $0.isNumber }
    if shared > 0, !own.isEmpty, bare == own.joined() || own.count > 1 && bare.hasSuffix(own.joined()) { return true }
    let said = Set(IdentifierWords(String(text.map { $0.isLetter || $0.isNumber ? $0 : "_" })).words)
    if IdentifierWords(name).words.allSatisfy(said.contains) { return true }
    let plain = { (text: String) in text.lowercased().filter { $0.isLetter || $0.isNumber } }
    return plain(text).hasSuffix(plain(name))
  }

  private static let levels: Set<String> = [
    "Trace", "Debug", "Info", "Warn", "Warning", "Error", "Fatal", "Tracef", "Debugf", "Infof", "Warnf", "Warningf",
    "Errorf", "Fatalf", "Printf", "Print", "Println",
  ]
}
