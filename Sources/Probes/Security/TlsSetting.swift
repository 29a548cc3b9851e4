import GoSyntax
import GoTypes
import Repository

/// A field of a `tls.Config` that is given a value, in a literal or by an assignment.
///
/// Limits: a value is computed where the module writes it; what a setting can choose is the operator's business, and so
/// is a branch that a name such as `insecure` or `legacy` guards. A certificate that is only looked at is trusted by nobody.
struct TlsSetting {
  enum Weakness {
    /// Certificates are never verified.
    case unverified
    /// A setting decides whether certificates are verified.
    case optional
    /// A version below TLS 1.2, with the message.
    case old(String)
  }

  private enum Field { case skip, minimum, maximum }

  private let field: Field
  private let value: Node
  /// What a finding points at: the field's name.
  let place: Node
  private let file: GoFile

  static func all(in file: GoFile, _ subject: Subject) -> [TlsSetting] {
    var all: [TlsSetting] = []
    if let tls = file.importing("crypto/tls") {
      for pair in file.tree.nodes(of: .keyValueExpr) {
        guard let key = pair.key, let field = field(named: key), let value = pair.value?.unparenthesized,
          let literal = pair.parent, literal.kind == .compositeLit, isConfiguration(literal, tls, file, subject)
        else { continue }
        all.append(TlsSetting(field: field, value: value, place: key, file: file))
      }
    }
    for selector in file.tree.nodes(of: .selectorExpr) {
      guard let name = selector.name, let field = field(named: name), let assignment = selector.parent,
        assignment.kind == .assignStmt, assignment.leftSide.count == assignment.rightSide.count,
        let position = assignment.leftSide.firstIndex(of: selector), let operand = selector.operand
      else { continue }
      let value = assignment.rightSide[assignment.rightSide.startIndex + position - assignment.leftSide.startIndex]
      if let type = subject.types.type(of: operand, in: file) {
        guard type.isNamed("crypto/tls", "Config") else { continue }
      } else {
        guard file.importing("crypto/tls") != nil || isNamedForTLS(operand) else { continue }
      }
      all.append(TlsSetting(field: field, value: value.unparenthesized, place: name, file: file))
    }
    return all
  }

  private static func field(named name: Node) -> Field? {
    if name.isText("InsecureSkipVerify") { return .skip }
    if name.isText("MinVersion") { return .minimum }
    return name.isText("MaxVersion") ? .maximum : nil
  }

  private static func isConfiguration(_ literal: Node, _ tls: GoImport, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let type = literal.type else {
      return subject.types.type(of: literal, in: file)?.isNamed("crypto/tls", "Config") ?? false
    }
    if type.kind == .selectorExpr, type.name?.isText("Config") ?? false, type.operand?.text == tls.name { return true }
    // An alias or a defined type of the module.
    guard type.kind == .ident, let written = subject.types.type(written: type, in: file) else { return false }
    return written.isNamed("crypto/tls", "Config")
  }

  private static func isNamedForTLS(_ operand: Node) -> Bool {
    guard let name = operand.unparenthesized.lastName else { return false }
    return IdentifierWords(name).contains("tls")
  }

  func weakness(_ subject: Subject) -> Weakness? {
    switch field {
    case .skip:
      if value.isText("false") { return nil }
      guard isAlwaysTrue(value, subject) else { return .optional }
      if isAskedFor || verifiesItself || asksPeers || namesItself || onlyLooks || searches { return .optional }
      return .unverified
    case .minimum, .maximum:
      if isAskedFor || namesItself || triesEverySuite { return nil }
      var numbers = NumberValue(subject)
      let values = numbers.values(of: value, in: file)
      guard values.isComplete, !values.known.isEmpty, values.known.allSatisfy({ $0 < 0x0303 })
      else { return nil }
      let name = field == .minimum ? "MinVersion" : "MaxVersion"
      if values.known == [0] {
        guard field == .minimum, value.kind == .basicLit else { return nil }
        return .old("MinVersion 0 leaves the lowest version to the Go release that builds")
      }
      return values.known.contains(0) || isRaisedElsewhere(subject) ? nil : .old("\(name) allows \(value.text)")
    }
  }

  /// Who offers even the suites that are known to be broken wants to find out what the other side speaks.
  private var triesEverySuite: Bool {
    guard let function = place.outermostFunction, let tls = file.importing("crypto/tls") else { return false }
    return function.descendants(of: .callExpr).contains {
      $0.calledName == "InsecureCipherSuites" && $0.calledOperandName == tls.name
    }
  }

  /// `true`, or a constant or variable that is nothing else.
  private func isAlwaysTrue(_ value: Node, _ subject: Subject) -> Bool {
    if value.isText("true") { return true }
    guard value.kind == .ident else { return false }
    if let variable = Variable(value, in: file, subject.types) {
      guard variable.kind != .parameter else { return false }
      let given = variable.given
      return !given.isEmpty && given.allSatisfy { $0.how == .whole && $0.value.isText("true") }
    }
    guard let declaration = subject.types.declaration(of: value, in: file), declaration.kind == .constant,
      let declared = declaration.name, let spec = declared.parent, let position = spec.names.firstIndex(of: declared),
      spec.values.count > position - spec.names.startIndex
    else { return false }
    return spec.values[spec.values.startIndex + position - spec.names.startIndex].isText("true")
  }

  /// Beside it the certificate is verified by a function of the program's own.
  private var verifiesItself: Bool {
    settingsBeside.contains { $0.name.isText("VerifyPeerCertificate") || $0.name.isText("VerifyConnection") }
  }

  /// Beside it certificates of any origin are asked of those who call: it is a server's, where the flag does nothing,
  /// or one of peers that know each other by their certificates.
  private var asksPeers: Bool {
    settingsBeside.contains { name, value in
      name.isText("ClientAuth")
        && ["RequestClientCert", "RequireAnyClientCert"].contains(value?.unparenthesized.lastName ?? "")
    }
  }

  /// What else the literal sets, or the function by assignments.
  private var settingsBeside: [(name: Node, value: Node?)] {
    if let literal = place.parent?.parent, literal.kind == .compositeLit {
      return literal.elements.compactMap { element in element.key.map { ($0, element.value) } }
    }
    guard let function = place.enclosingFunction else { return [] }
    return function.descendants(of: .assignStmt).flatMap { assignment in
      assignment.leftSide.compactMap(\.name).map { ($0, assignment.rightSide.first) }
    }
  }

  /// The certificate is fetched to be shown, kept or compared, and nothing is sent over the connection.
  private var onlyLooks: Bool {
    guard let function = place.outermostFunction else { return false }
    let looks = function.descendants(of: .selectorExpr).contains { selector in
      selector.name?.isText("PeerCertificates") ?? false || selector.name?.isText("ConnectionState") ?? false
    }
    guard looks else { return false }
    return !function.descendants(of: .callExpr).contains { call in
      ["Do", "Get", "Post", "PostForm", "Write", "WriteString", "Auth", "Bind", "Fprintf"].contains(
        call.calledName ?? "")
    }
  }

  /// In code that looks for unknown hosts and devices, whose certificates nobody can know.
  private var searches: Bool {
    let around = place.ancestors.first { $0.kind == .funcDecl }?.name?.text ?? ""
    let words = file.path.split(separator: "/").dropLast().map { IdentifierWords($0) } + [IdentifierWords(around)]
    if IdentifierWords(around).words.first.map({ ["probe", "sniff"].contains($0) }) ?? false { return true }
    return words.contains {
      $0.containsAny(of: ["detect", "detector", "discover", "discovery", "scan", "scanner", "tofu"])
    }
  }

  /// Inside an `if` or a case that asks a setting for it: `if options.SkipVerify { ... }`; or behind one that leaves
  /// where it is not asked for.
  private var isAskedFor: Bool {
    isBehindQuestion
      || place.ancestors.contains { around in
        let asked: Node? =
          switch around.kind {
          case .ifStmt: around.body?.contains(place) ?? false ? around.condition : nil
          case .caseClause: around.caseExpressions.first
          default: nil
          }
        guard let asked else { return false }
        return TlsSetting.speaksOfWeakness(asked.text)
      }
  }

  /// Behind `if !options.SkipVerify { return ... }`.
  private var isBehindQuestion: Bool {
    place.ancestors.contains { block in
      guard block.kind == .blockStmt else { return false }
      return block.statements.contains { statement in
        guard statement.kind == .ifStmt, statement.end <= place.start, let condition = statement.condition,
          condition.kind == .unaryExpr, condition.token == .not, statement.body?.statements.last?.kind == .returnStmt
        else { return false }
        return TlsSetting.speaksOfWeakness(condition.text)
      }
    }
  }

  /// The variable or the function is named for being weak: `insecureConfig`, `legacyTransport`.
  private var namesItself: Bool {
    place.ancestors.contains { around in
      switch around.kind {
      case .assignStmt: around.leftSide.contains { TlsSetting.saysSo($0.text) && $0.name != place }
      case .valueSpec: around.names.contains { TlsSetting.saysSo($0.text) }
      case .funcDecl: around.name.map { TlsSetting.saysSo($0.text) } ?? false
      default: false
      }
    }
      || (place.parent?.kind == .selectorExpr
        && (place.parent?.operand.map { TlsSetting.saysSo($0.text) } ?? false))
  }

  private static func saysSo(_ name: String) -> Bool {
    IdentifierWords(name).containsAny(of: [
      "skip", "insecure", "noverify", "unverified", "unsafe", "legacy", "selfsigned",
    ])
  }

  private static func speaksOfWeakness(_ text: String) -> Bool {
    let words = IdentifierWords(text)
    // `config.SSLMode == 2`: the mode that an operator chose.
    return words.contains("mode") && words.containsAny(of: ["ssl", "tls"])
      || words.containsAny(of: [
        "skip", "insecure", "insecurely", "verify", "verification", "trust", "unsafe", "legacy", "old", "disable",
        "deprecated", "weak", "strict", "unix", "noverify", "selfsigned", "ignore", "sslmode", "tlsmode",
      ])
  }

  /// Another branch of the function gives the same field a modern version: which one holds is configured.
  private func isRaisedElsewhere(_ subject: Subject) -> Bool {
    guard let selector = place.parent, selector.kind == .selectorExpr, let operand = selector.operand?.unparenthesized,
      let function = place.enclosingFunction
    else { return false }
    let variable = operand.kind == .ident ? Variable(operand, in: file, subject.types) : nil
    let text = operand.text
    return function.descendants(of: .assignStmt).contains { assignment in
      let isSame = assignment.leftSide.contains { target in
        guard target.kind == .selectorExpr, target != selector, target.name?.text == place.text,
          let other = target.operand?.unparenthesized
        else { return false }
        return variable.map { $0.isNamed(by: other) } ?? (other.text == text)
      }
      return isSame
        && assignment.rightSide.contains { value in
          guard let name = value.name else { return false }
          return name.isText("VersionTLS12") || name.isText("VersionTLS13")
        }
    }
  }
}
