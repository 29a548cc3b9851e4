import GoSyntax
import GoTypes
import Repository

/// Values that sound like credentials and only say where something is: a place in a list or a history, or which entry
/// of a store is meant.
enum SensitiveReference {
  /// `zedtoken`, `pagetoken`: one word that says what the token is of: a place.
  static func isToken(of label: String) -> Bool {
    let words = IdentifierWords(label).words
    guard words.count == 1, let word = words.first, word.hasSuffix("token") else { return false }
    return harmlessKinds.contains(String(word.dropLast(5)))
  }

  /// `requested.Token` of a `*ZedToken`: the text of a token whose type says that it is a place.
  static func isTextOfToken(_ node: Node, in file: GoFile, _ types: ModuleTypes) -> Bool {
    guard node.kind == .selectorExpr, node.name?.isText("Token") ?? false, let holder = node.operand,
      case .named(_, let name, _)? = types.type(of: holder, in: file)?.pointee
    else { return false }
    let words = IdentifierWords(name).words
    return words.count > 1 && words.last == "token" && harmlessKinds.contains(words.dropLast().joined())
  }

  /// `secret.Key` beside `secret.Name`: which entry of a store was asked for.
  static func isPart(_ argument: Node, of all: [Node]) -> Bool {
    guard argument.kind == .selectorExpr, let holder = argument.operand, argument.name?.isText("Key") ?? false
    else { return false }
    return all.contains { other in
      other.kind == .selectorExpr && other.name?.isText("Name") ?? false
        && other.operand?.isSameText(as: holder) ?? false
    }
  }

  private static let harmlessKinds: Set<String> = [
    "page", "nextpage", "next", "zed", "continuation", "continue", "cursor", "revision", "sync", "resume",
  ]
}
