import GoSyntax
import Repository

/// Exported identifiers of which a comment could only say the name again.
///
/// Three kinds are known: constants of a long list whose values spell out their names, the one-line methods by which a
/// type takes the place of a logger, and what stands in a numbered step of a migration.
struct SelfTold {
  private let isStep: Bool
  private let names: Set<Node>

  /// Fewer constants than this can have a comment each.
  private static let listMin = 6
  /// So many levels make a type a logger.
  private static let levelsMin = 3

  init(_ file: GoFile) {
    isStep = MigrationSteps.isStep(file)
    var names: Set<Node> = []
    var methods: [String: [Node]] = [:]
    for declaration in file.tree.root.declarations {
      switch declaration.kind {
      case .genDecl where declaration.token == .const && declaration.specs.count >= SelfTold.listMin:
        for spec in declaration.specs where spec.names.count == 1 && spec.values.count == 1 {
          if let name = spec.names.first, let value = spec.values.first, SelfTold.spells(value, name.text) {
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

  func holds(_ name: Node) -> Bool { isStep || names.contains(name) }

  /// `QuestionNotFound = "error.question.not_found"`
  private static func spells(_ value: Node, _ name: String) -> Bool {
    guard let text = LiteralText.of(value) else { return false }
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
