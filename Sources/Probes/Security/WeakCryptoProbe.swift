import Evidence
import GoSyntax
import Repository

/// Finds broken ciphers, and broken hashes where they guard something.
///
/// Limits: MD5 and SHA-1 that name content (etags, cache keys, checksums, avatars) are left out by the words around
/// them, or by a remark for another linter; as the hash of an HMAC they still hold.
struct WeakCryptoProbe: Probe {
  static let card = ProbeCard(
    id: "security/weak-crypto",
    sign: .antiPattern,
    looksFor: "MD5, SHA-1, DES or RC4",
    because: "collisions or keys are within reach of anyone",
    instead: "use SHA-256, AES-GCM, and a slow hash for passwords",
    examples: [
      .found("sum := ▸md5.Sum([]byte(path)); fmt.Println(sum)"),
      .found(
        """
        package shop
        import "crypto/rc4"
        func open(key []byte) (*rc4.Cipher, error) { return ▸rc4.NewCipher(key) }
        """),
      .quiet("func etag(body []byte) string { return fmt.Sprintf(\"%x\", md5.Sum(body)) }"),
      .quiet(
        """
        package shop
        import ("crypto/sha256"; "fmt")
        func sum(body []byte) string { return fmt.Sprintf("%x", sha256.Sum256(body)) }
        """),
    ])

  private static let ciphers: Set<String> = ["crypto/des", "crypto/rc4", "golang.org/x/crypto/blowfish"]
  private static let hashes: Set<String> = [
    "crypto/md5", "crypto/sha1", "golang.org/x/crypto/md4", "golang.org/x/crypto/ripemd160",
  ]
  private static let names: Set<String> = [
    "New", "Sum", "NewCipher", "NewTripleDESCipher", "NewSaltedCipher",
  ]
  private static let harmless = [
    "etag", "cache", "checksum", "gravatar", "avatar", "fingerprint", "digest", "filehash", "dedup", "accept",
    "contentmd5", "hasher", "azure", "gcs", "totp", "otp", "integrity", "uuid", "bucket", "shard",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for call in subject.productCalls(named: Self.names) {
      guard let path = subject.callee(call)?.packagePath else { continue }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      if Self.ciphers.contains(path) {
        findings.append(call.file.finding(Self.card.id, at: call.node, "\(name) is broken"))
      } else if Self.hashes.contains(path), !Self.namesContent(call) {
        findings.append(
          call.file.finding(Self.card.id, at: call.node, "\(name) is broken as a seal", confidence: .medium))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["weak": .count(findings.count)],
      scope: Scope(
        files: subject.snapshot.productFiles.count, patterns: (Self.ciphers.union(Self.hashes)).sorted()))
  }

  /// The function, the variable or the file says that the hash only names content.
  private static func namesContent(_ call: ProductCall) -> Bool {
    var words = call.file.path.split(separator: "/").last.map(String.init) ?? ""
    if let function = call.node.ancestors.first(where: { $0.kind == .funcDecl }) {
      words += " " + (function.name?.text ?? "")
    }
    if let statement = call.node.ancestors.first(where: { $0.kind == .assignStmt || $0.kind == .returnStmt }) {
      words += " " + statement.text
    }
    let line = call.file.tree.text(ofLine: call.node.line)
    if line.contains("nolint") || line.contains("#nosec") { return true }
    let lowered = words.lowercased()
    return harmless.contains { lowered.contains($0) }
  }
}
