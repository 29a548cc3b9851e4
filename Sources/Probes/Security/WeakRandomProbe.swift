import Evidence
import GoSyntax
import Repository

/// Finds secrets made from numbers that can be guessed.
///
/// Limits: whether a secret is made is read off the names around the call.
struct WeakRandomProbe: Probe {
  static let card = ProbeCard(
    id: "security/weak-random",
    sign: .antiPattern,
    looksFor: "math/rand where a token, key, password or session id is made",
    because: "its numbers follow from the ones before",
    instead: "use crypto/rand",
    examples: [
      .found("func newToken() int { return ▸rand.Int() }"),
      .found("password := strconv.Itoa(▸rand.Intn(1000000)); log.Println(len(password))"),
      .quiet("func jitter() time.Duration { return time.Duration(rand.Int63n(1000)) }"),
      .quiet(
        """
        package shop
        import "crypto/rand"
        func newToken(b []byte) { _, _ = rand.Read(b) }
        """),
    ])

  private static let secrets = [
    "token", "secret", "password", "passwd", "session", "nonce", "salt", "apikey", "api_key", "otp", "csrf",
    "credential", "privatekey", "invite", "resetcode", "verificationcode",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var uses = 0
    for file in subject.snapshot.productFiles {
      guard let imported = file.imports.first(where: { $0.path == "math/rand" || $0.path == "math/rand/v2" }) else {
        continue
      }
      for call in file.tree.nodes(of: .callExpr) {
        let isDirect = call.calledOperandName == imported.name
        guard isDirect, let name = call.calledName, !["Seed", "New", "NewSource", "Shuffle", "Perm"].contains(name)
        else {
          continue
        }
        uses += 1
        guard Self.makesSecret(call) else { continue }
        findings.append(
          file.finding(Self.card.id, at: call, "\(imported.path) can be guessed", confidence: .medium))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["uses": .count(uses), "secrets": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["math/rand", "math/rand/v2"]))
  }

  private static func makesSecret(_ call: Node) -> Bool {
    var words: [String] = []
    if let function = call.ancestors.first(where: { $0.kind == .funcDecl })?.name?.text { words.append(function) }
    for around in call.ancestors {
      if around.kind == .assignStmt { words += around.leftSide.map(\.text) }
      if around.kind == .valueSpec { words += around.names.map(\.text) }
      if around.kind == .keyValueExpr, let key = around.key { words.append(key.text) }
      if around.kind == .blockStmt { break }
    }
    return words.contains { word in
      let lowered = word.lowercased()
      return secrets.contains { lowered.contains($0) }
    }
  }
}
