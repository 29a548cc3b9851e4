import Evidence
import GoSyntax
import Repository

/// Finds TLS settings that accept old versions or skip the check of the other side's certificate.
///
/// Limits: a value read from a setting is reported with medium confidence, because its default is not known here.
struct TlsProbe: Probe {
  static let card = ProbeCard(
    id: "security/tls",
    sign: .antiPattern,
    looksFor: "TLS below 1.2, or a certificate that is not verified",
    because: "who sits between the two may then read and change what they say",
    instead: "leave MinVersion at Go's default or raise it; trust a private authority through RootCAs",
    examples: [
      .found("var open = tls.Config{▸InsecureSkipVerify: true}"),
      .found("var old = tls.Config{▸MinVersion: tls.VersionTLS10}"),
      .found(
        """
        func relax(config *tls.Config) {
          config.▸InsecureSkipVerify = true
        }
        """),
      .quiet("var good = tls.Config{MinVersion: tls.VersionTLS13}"),
      .quiet("var strict = tls.Config{InsecureSkipVerify: false}"),
    ])

  private static let old: Set<String> = ["VersionSSL30", "VersionTLS10", "VersionTLS11"]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var configurations = 0
    var withMinimum = 0
    var listeners = 0
    var hardCoded = 0
    var byOption = 0
    var lowered = 0
    for file in snapshot.productFiles {
      for call in file.tree.nodes(of: .callExpr) {
        guard let name = call.calledName else { continue }
        let isListener = [
          "ListenAndServeTLS", "ServeTLS", "RunTLS", "StartTLS", "ListenTLS", "StartAutoTLS", "NewServerTLSFromFile",
          "NewServerTLSFromCert",
        ].contains(name)
        let isAutomatic = call.calledOperandName == "autocert" && name == "NewListener"
        if isListener || isAutomatic { listeners += 1 }
      }
      guard let tls = file.importing("crypto/tls") else { continue }
      for literal in file.tree.nodes(of: .compositeLit) where literal.type?.text == tls.name + ".Config" {
        configurations += 1
        if literal.elements.contains(where: { $0.key?.isText("MinVersion") ?? false }) { withMinimum += 1 }
      }
      for (key, value, place) in Self.settings(in: file) {
        if key == "InsecureSkipVerify" {
          if value.isText("true"), !Self.isAskedFor(place) {
            hardCoded += 1
            findings.append(file.finding(Self.card.id, at: place, "the certificate of the other side is not verified"))
          } else if !value.isText("false") {
            byOption += 1
            findings.append(
              file.finding(
                Self.card.id, at: place, "a setting can switch the verification of certificates off",
                confidence: .medium))
          }
        } else if key == "MinVersion" || key == "MaxVersion", Self.old.contains(value.name?.text ?? value.text) {
          lowered += 1
          findings.append(file.finding(Self.card.id, at: place, "\(key) allows \(value.text)"))
        }
      }
    }
    let goDefaultIsModern =
      (snapshot.module?.goVersion ?? GoVersion(major: 1, minor: 0)) >= GoVersion(major: 1, minor: 22)
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "configurations": .count(configurations), "withMinimum": .count(withMinimum), "listeners": .count(listeners),
        "skipsHardCoded": .count(hardCoded), "skipsByOption": .count(byOption), "lowered": .count(lowered),
        "modernDefault": .flag(goDefaultIsModern),
      ],
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: ["tls.Config", "InsecureSkipVerify", "MinVersion", "TLS listeners"]))
  }

  /// `InsecureSkipVerify: x` in literals and `c.InsecureSkipVerify = x` in assignments, with the place to point at.
  private static func settings(in file: GoFile) -> [(key: String, value: Node, place: Node)] {
    let names = ["InsecureSkipVerify", "MinVersion", "MaxVersion"]
    var found: [(key: String, value: Node, place: Node)] = []
    for pair in file.tree.nodes(of: .keyValueExpr) {
      guard let key = pair.key, key.kind == .ident, names.contains(key.text), let value = pair.value?.unparenthesized,
        let literal = pair.parent, literal.kind == .compositeLit, isConfiguration(literal, file)
      else { continue }
      found.append((key.text, value, key))
    }
    for assignment in file.tree.nodes(of: .assignStmt) where assignment.leftSide.count == assignment.rightSide.count {
      for (left, right) in zip(assignment.leftSide, assignment.rightSide) {
        guard left.kind == .selectorExpr, let name = left.name, names.contains(name.text) else { continue }
        let operand = left.operand?.text.lowercased() ?? ""
        if operand.contains("tls") || operand.contains("config") || operand.contains("conf") || operand.contains("cfg")
        {
          found.append((name.text, right.unparenthesized, name))
        }
      }
    }
    return found
  }

  /// The literal is a tls.Config, written out or as an element whose type is left out.
  /// Inside an `if` or a case that asks a setting for it: `if options.SkipVerify { ... }`.
  private static func isAskedFor(_ place: Node) -> Bool {
    place.ancestors.contains { around in
      let asked: String? =
        switch around.kind {
        case .ifStmt: around.condition?.text
        case .caseClause: around.caseExpressions.first?.text
        default: nil
        }
      guard let asked = asked?.lowercased() else { return false }
      return ["skip", "insecure", "verify", "trust"].contains { asked.contains($0) }
    }
  }

  private static func isConfiguration(_ literal: Node, _ file: GoFile) -> Bool {
    guard let type = literal.type else { return true }
    return file.importing("crypto/tls").map { type.text == $0.name + ".Config" } ?? false
  }
}
