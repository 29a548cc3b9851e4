import GoSyntax
import Repository

/// Texts that look like credentials and are kept to be looked at: samples in a list of three or more, patterns, what a
/// detector is tried with. A program that uses a credential has one, under a name that says so.
enum SampleTexts {
  static func holds(_ literal: Node, _ file: GoFile) -> Bool {
    if file.tree.text(ofLine: literal.endLine).contains("gitleaks:allow") { return true }
    var value = literal
    while let parent = value.parent {
      switch parent.kind {
      case .parenExpr, .binaryExpr: value = parent
      case .compositeLit:
        guard parent.type.map({ $0.kind == .arrayType }) ?? true else { return false }
        return isManyTexts(parent) && !isNamedForCredentials(parent)
      case .callExpr:
        guard parent.function != value else { return false }
        return isTried(by: parent)
      default: return false
      }
    }
    return false
  }

  /// A header's value and a command's arguments hold one.
  private static func isManyTexts(_ list: Node) -> Bool {
    var count = 0
    for element in list.elements {
      guard let text = LiteralText.of(element), CredentialValue.shape(of: CredentialValue.withoutScheme(text)) != nil
      else { continue }
      count += 1
      if count == 3 { return true }
    }
    return false
  }

  /// `regexp.MustCompile("x")`, `utils.GenerateSamples("cart", "x")`.
  private static func isTried(by call: Node) -> Bool {
    guard let name = call.calledName else { return false }
    if call.calledOperandName == "regexp" { return true }
    return IdentifierWords(name).containsAny(of: ["sample", "samples", "example", "examples", "fake"])
  }

  /// The list is given to something that is named for credentials: they are used one after the other.
  private static func isNamedForCredentials(_ list: Node) -> Bool {
    for around in list.ancestors {
      switch around.kind {
      case .parenExpr, .compositeLit: continue
      case .keyValueExpr:
        guard let key = around.key else { return false }
        return (LiteralText.of(key) ?? key.lastName).map(speaksOfCredentials) ?? false
      case .assignStmt: return around.leftSide.contains { $0.lastName.map(speaksOfCredentials) ?? false }
      case .valueSpec: return around.names.contains { speaksOfCredentials($0.text) }
      default: return false
      }
    }
    return false
  }

  private static func speaksOfCredentials(_ name: String) -> Bool {
    CredentialName(name).strength != nil
      || IdentifierWords(name).containsAny(of: [
        "keys", "tokens", "secrets", "passwords", "credentials", "creds", "authorization",
      ])
  }
}
