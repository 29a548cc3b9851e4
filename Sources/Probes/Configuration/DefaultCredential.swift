import GoSyntax
import Repository

/// Whether a default would be taken as the credential of the setting it is written for.
///
/// `changeme` is nobody's password, but the installation nobody configured runs with it, so placeholders count here.
/// What only stands for a text does not: `<token>`, `${TOKEN}`, `xxxx`.
enum DefaultCredential {
  /// Any word will do where the name is certain. `isSentence` says that a text of several words may be meant.
  static func isWorking(_ value: String, for name: String, isSentence: Bool = false) -> Bool {
    guard let strength = CredentialName(name).strength, value.utf8.count >= 3, !isStandIn(value),
      isSentence && strength == .strong || !value.contains(" "), !value.contains("\n"), !value.hasPrefix("/"),
      !value.hasPrefix("./"), !value.contains("://"), !states.contains(value.lowercased())
    else { return false }
    // The name of another variable: `RESET_PASSWORD`.
    let isName = value.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
    if isName, value.utf8.contains(95), CredentialName(value).strength != nil { return false }
    if strength == .strong || CredentialValue.isPlausible(value, isStrong: false) { return true }
    if value.lowercased().hasPrefix("change"), CredentialValue.isPlaceholder(value) { return true }
    // Nothing but a credential comes from the environment as TOKEN; one of capitals alone may be a coin or a symbol.
    return isOfEnvironment(name) && value.utf8.contains { (97...122).contains($0) }
  }

  /// `changeme`, `your-secret-key`: the program may know it and refuse to start.
  static func isPlaceholder(_ value: String) -> Bool { CredentialValue.isPlaceholder(value) }

  private static func isStandIn(_ value: String) -> Bool {
    let lower = value.lowercased()
    return ["<", "${", "{{", "$", "%"].contains(where: lower.hasPrefix) || Set(lower.utf8).count <= 2
      || ["xxxx", "0000000", "...", "****"].contains { lower.range(ofText: $0) != nil }
  }

  private static func isOfEnvironment(_ name: String) -> Bool {
    name.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
  }

  /// What says how a credential is come by, or that there is none.
  private static let states: Set<String> = [
    "true", "false", "none", "null", "nil", "auto", "file", "env", "vault", "memory", "unset", "disabled", "random",
    "generate", "generated", "prompt", "required", "undefined", "unused", "redacted", "hidden", "optional", "missing",
    "invalid", "placeholder", "n/a",
  ]
}

/// Texts that code is compared with: `if cfg.Secret == "changeme"`, `case "changeme":`.
struct ComparedTexts: TreeFact {
  private(set) var texts: Set<String> = []

  init(_ tree: SyntaxTree) {
    for comparison in tree.nodes(of: .binaryExpr) where [.equal, .notEqual].contains(comparison.token) {
      for side in [comparison.left, comparison.right] {
        if let text = side.flatMap(LiteralText.of) { texts.insert(text) }
      }
    }
    for clause in tree.nodes(of: .caseClause) {
      for expression in clause.caseExpressions { if let text = LiteralText.of(expression) { texts.insert(text) } }
    }
  }
}
