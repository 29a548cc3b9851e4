import GoSyntax
import Repository

/// Exported identifiers of which a comment could only say the name again.
///
/// Known are constants and variables of a list whose values spell out their names, the one-line methods by which a type
/// takes the place of a logger, and what stands in a numbered step of a migration, in a file named for tests, or below a
/// folder `test`, `tests`, `e2e`, `mocks` or `fixtures`. A variable made from a text by a call, as an error is, says more
/// than its name: when it is given.
struct SelfTold {
  private let isStep: Bool
  private let names: Set<Node>

  /// Fewer constants than this can have a comment each.
  private static let listMin = 4
  /// So many levels make a type a logger.
  private static let levelsMin = 3

  init(_ file: GoFile) {
    isStep = MigrationSteps.isStep(file) || SettingsPlaces.isNamedForTests(file) || SelfTold.isBelowTests(file)
    var names: Set<Node> = []
    var methods: [String: [Node]] = [:]
    for declaration in file.tree.root.declarations {
      switch declaration.kind {
      case .genDecl
      where (declaration.token == .const || declaration.token == .var) && declaration.specs.count >= SelfTold.listMin:
        let shared = SelfTold.sharedWords(of: declaration)
        for spec in declaration.specs where spec.names.count == 1 && spec.values.count == 1 {
          if let name = spec.names.first, let value = spec.values.first,
            SelfTold.spells(value, name.text, shared, isConstant: declaration.token == .const)
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
    self.names = names
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
