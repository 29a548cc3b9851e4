import GoSyntax
import Repository

/// Texts that look like credentials and are kept to be looked at: samples in a list, patterns, what a detector is tried
/// with. A program that uses a credential has one, under a name that says so.
enum SampleTexts {
  static func holds(_ literal: Node, _ file: GoFile) -> Bool {
    if file.tree.text(ofLine: literal.endLine).contains("gitleaks:allow") { return true }
    var value = literal
    while let parent = value.parent {
      switch parent.kind {
      case .parenExpr, .binaryExpr: value = parent
      case .compositeLit:
        guard parent.type.map({ $0.kind == .arrayType }) ?? true else { return false }
        return !isNamedForCredentials(parent)
      case .callExpr:
        guard parent.function != value else { return false }
        return isTried(by: parent, value)
      default: return false
      }
    }
    return false
  }

  /// `append(found, "x")`, `regexp.MustCompile("x")`, `utils.GenerateSamples("cart", "x")`.
  private static func isTried(by call: Node, _ value: Node) -> Bool {
    guard let name = call.calledName else { return false }
    if name == "append" {
      return call.arguments.first != value
        && !(call.arguments.first?.lastName.map(speaksOfCredentials) ?? false)
    }
    if call.calledOperandName == "regexp" { return true }
    return IdentifierWords(name).containsAny(of: ["sample", "samples", "example", "examples", "validate", "fake"])
  }

  /// The list is given to something that is named for credentials: they are used one after the other.
  private static func isNamedForCredentials(_ list: Node) -> Bool {
    for around in list.ancestors {
      switch around.kind {
      case .parenExpr, .compositeLit: continue
      case .keyValueExpr: return around.key?.lastName.map(speaksOfCredentials) ?? false
      case .assignStmt: return around.leftSide.contains { $0.lastName.map(speaksOfCredentials) ?? false }
      case .valueSpec: return around.names.contains { speaksOfCredentials($0.text) }
      default: return false
      }
    }
    return false
  }

  private static func speaksOfCredentials(_ name: String) -> Bool {
    CredentialName(name).strength != nil
      || IdentifierWords(name).containsAny(of: ["keys", "tokens", "secrets", "passwords", "credentials", "creds"])
  }
}
