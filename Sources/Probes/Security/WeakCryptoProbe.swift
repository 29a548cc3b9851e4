import Evidence
import GoSyntax
import Repository

/// Finds broken ciphers, broken hashes where they guard something, and keys that are too short.
///
/// Limits: MD5 and SHA-1 that name content (etags, cache keys, checksums, avatars) are left out (`HashUse`); as the hash
/// of an HMAC they still hold. The size of a key counts where it is written in the module.
struct WeakCryptoProbe: Probe {
  static let card = ProbeCard(
    id: "security/weak-crypto",
    version: 8,
    sign: .antiPattern,
    looksFor: "MD5, SHA-1, DES, RC4, DSA or an RSA key below 2048 bits",
    because: "collisions or keys are within reach of anyone",
    instead: "use SHA-256, AES-GCM, RSA from 2048 bits on, and a slow hash for passwords",
    examples: [
      .quiet(
        """
        package songs
        import ("crypto/md5"; "encoding/hex"; "net/url")
        type client struct{ secret string }
        func (c *client) sign(values url.Values) {
          sum := md5.Sum([]byte(values.Encode() + c.secret))
          values.Add("signature", hex.EncodeToString(sum[:]))
        }
        """),
      .quiet(
        """
        package shop
        import ("crypto/md5"; "encoding/hex"; "net/http"; "net/url")
        func login(user, password string) (*http.Response, error) {
          sum := md5.Sum([]byte(password))
          data := url.Values{"user": {user}, "password": {hex.EncodeToString(sum[:])}}
          return http.PostForm("https://example.org/login", data)
        }
        """),
      .found("sum := ▸md5.Sum([]byte(path)); fmt.Println(sum)"),
      .found(
        """
        package shop
        import ("crypto/md5"; "encoding/hex"; "net/http")
        type client struct{ secret string }
        func (c *client) remember(password string) {
          sum := ▸md5.Sum([]byte(password + c.secret))
          store(hex.EncodeToString(sum[:]))
        }
        func store(text string) {}
        func answer(w http.ResponseWriter, secret string) {
          w.Header().Set("X-Seal", string(▸md5.New().Sum([]byte(secret))))
        }
        """),
      .found(
        """
        package shop
        import "crypto/rc4"
        func open(key []byte) (*rc4.Cipher, error) { return ▸rc4.NewCipher(key) }
        """),
      .found(
        """
        package shop
        import ("crypto/rand"; "crypto/rsa")
        func key() (*rsa.PrivateKey, error) { return ▸rsa.GenerateKey(rand.Reader, 1024) }
        """),
      .found(
        """
        package shop
        import ("crypto/rand"; "crypto/rsa")
        const bits = 1 << 10
        func made(size int) (*rsa.PrivateKey, error) { return ▸rsa.GenerateKey(rand.Reader, size) }
        func key() (*rsa.PrivateKey, error) { return made(bits) }
        """),
      .found(
        """
        package shop
        import weak "crypto/md5"
        func seal(password []byte) [16]byte { return ▸weak.Sum(password) }
        """),
      .found(
        """
        package shop
        import "golang.org/x/crypto/md4"
        func seal(b []byte) []byte { h := ▸md4.New(); h.Write(b); return h.Sum(nil) }
        """),
      .found(
        """
        package shop
        import ("crypto"; "crypto/rand"; "crypto/rsa")
        func sign(key *rsa.PrivateKey, sum []byte) ([]byte, error) {
          return ▸rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA1, sum)
        }
        """),
      .quiet(
        """
        package shop
        import ("crypto/rand"; "crypto/rsa")
        func key() (*rsa.PrivateKey, error) {
          size := 1024
          if size >= 2048 { return rsa.GenerateKey(rand.Reader, size) }
          return rsa.GenerateKey(rand.Reader, 4096)
        }
        """),
      .quiet(
        """
        package shop
        import ("crypto/md5"; "encoding/binary")
        func place(key []byte, most uint64) uint64 {
          sum := md5.Sum(key)
          return binary.BigEndian.Uint64(sum[8:]) % most
        }
        """),
      .quiet(
        """
        package hashing
        import "crypto/sha1"
        func Of(content []byte) [20]byte { return sha1.Sum(content) }
        """),
      .quiet(
        """
        package shop
        import ("crypto/md5"; "encoding/hex")
        func short(text string) string { sum := md5.Sum([]byte(text)); return hex.EncodeToString(sum[:]) }
        func find(name string) string {
          cacheKey := short(name)
          return cacheKey
        }
        """),
      .found(
        """
        package shop
        import ("crypto/md5"; "encoding/hex")
        func short(text string) string { sum := ▸md5.Sum([]byte(text)); return hex.EncodeToString(sum[:]) }
        func find(name, password string) string {
          seal := short(password)
          return seal
        }
        """),
      .found(
        """
        package hashing
        import "crypto/sha1"
        func Of(password []byte) [20]byte { return ▸sha1.Sum(password) }
        """),
      .quiet(
        """
        package shop
        import ("crypto/md5"; "encoding/hex")
        type page struct{ assetVersion string }
        func (p *page) build(body []byte) {
          sum := md5.Sum(body)
          p.assetVersion = hex.EncodeToString(sum[:])
        }
        """),
      .quiet(
        """
        package shop
        import ("crypto/md5"; "crypto/sha1"; "fmt")
        func read(authToken string) (cacheKey string) {
          cacheKey = fmt.Sprintf("%x", sha1.Sum([]byte(authToken)))
          return cacheKey
        }
        func called(parts string) string { h := md5.New(); h.Write([]byte(parts)); return fmt.Sprintf("%.4x", h.Sum(nil)) }
        """),
      .found(
        """
        package shop
        import ("crypto"; "crypto/md5"; "hash")
        func made() func() hash.Hash { return ▸md5.New }
        func seal() { h := ▸crypto.SHA1.New(); h.Write([]byte("shop")) }
        """),
      .quiet(
        """
        package shop
        import ("crypto/hmac"; "crypto/sha1"; "hash")
        func made() func() hash.Hash { return sha1.New }
        func seal(secret []byte) hash.Hash { return hmac.New(made(), secret) }
        """),
      .quiet("func etag(body []byte) string { return fmt.Sprintf(\"%x\", md5.Sum(body)) }"),
      .quiet(
        """
        package shop
        import ("crypto/sha256"; "fmt")
        func sum(body []byte) string { return fmt.Sprintf("%x", sha256.Sum256(body)) }
        """),
    ])

  private static let ciphers: [String: Set<String>] = [
    "crypto/des": ["NewCipher", "NewTripleDESCipher"], "crypto/rc4": ["NewCipher"],
    "golang.org/x/crypto/blowfish": ["NewCipher", "NewSaltedCipher"], "golang.org/x/crypto/cast5": ["NewCipher"],
    "golang.org/x/crypto/tea": ["NewCipher", "NewCipherWithRounds"], "golang.org/x/crypto/xtea": ["NewCipher"],
    "crypto/dsa": ["GenerateKey", "GenerateParameters", "Sign"],
  ]
  private static let hashes: Set<String> = [
    "crypto/md5", "crypto/sha1", "golang.org/x/crypto/md4", "golang.org/x/crypto/ripemd160",
  ]
  private static let packages = Set(ciphers.keys).union(hashes).union(["crypto/rsa"])
  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for call in subject.calls(into: Self.packages) where subject.ships(call.file) {
      let name = call.path.split(separator: "/").last.map(String.init) ?? call.path
      if call.path == "crypto/rsa" {
        if let message = Self.weakness(ofRSA: call, subject) {
          findings.append(call.file.finding(Self.card.id, at: call.node, message))
        }
      } else if Self.ciphers[call.path]?.contains(call.name) ?? false {
        findings.append(call.file.finding(Self.card.id, at: call.node, "\(name) is broken"))
      } else if Self.hashes.contains(call.path), call.name == "New" || call.name == "Sum", let use = HashUse(call),
        use == .seal || !HashUse.isHelperForNames(call, subject)
      {
        findings.append(
          call.file.finding(
            Self.card.id, at: call.node, "\(name) is broken as a seal", confidence: use == .seal ? .medium : .low))
      }
    }
    for value in HashValues.all(of: Self.hashes, subject) {
      guard let use = HashUse(value), use == .seal || !HashUse.isHelperForNames(value, subject) else { continue }
      let name = value.path.split(separator: "/").last.map(String.init) ?? value.path
      findings.append(
        value.file.finding(
          Self.card.id, at: value.node, "\(name) is broken as a seal", confidence: use == .seal ? .medium : .low))
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["weak": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: Self.packages.sorted()))
  }

  /// A key that is too short, or a signature over a broken hash.
  private static func weakness(ofRSA call: PackageCall, _ subject: Subject) -> String? {
    let arguments = Array(call.node.arguments)
    switch call.name {
    case "GenerateKey", "GenerateMultiPrimeKey":
      guard let bits = arguments.last, call.name == "GenerateKey" ? arguments.count == 2 : arguments.count == 3 else {
        return nil
      }
      var numbers = NumberValue(subject)
      let sizes = numbers.values(of: bits, in: call.file).known
      guard let size = sizes.filter({ $0 > 0 && $0 < 2048 }).min(), !isLongEnough(bits, at: call.node) else {
        return nil
      }
      return "an RSA key of \(size) bits is too short"
    case "SignPKCS1v15", "SignPSS":
      guard arguments.count > 2 else { return nil }
      let hash = arguments[2].unparenthesized
      guard hash.kind == .selectorExpr, hash.operand?.isText("crypto") ?? false, let name = hash.name else {
        return nil
      }
      return name.isText("SHA1") || name.isText("MD5") ? "a signature over \(name.text) can be forged" : nil
    default: return nil
    }
  }

  /// Inside a branch that asks for 2048 bits or more.
  private static func isLongEnough(_ bits: Node, at call: Node) -> Bool {
    guard bits.kind == .ident else { return false }
    let name = bits.text
    return call.ancestors.contains { around in
      let asked: [Node] =
        switch around.kind {
        case .ifStmt: around.body?.contains(call) ?? false ? [around.condition].compactMap { $0 } : []
        case .caseClause: Array(around.caseExpressions)
        default: []
        }
      return asked.contains { condition in
        ([condition] + condition.descendants(of: .binaryExpr)).contains { comparison in
          guard comparison.kind == .binaryExpr, comparison.left?.text == name, let right = comparison.right,
            let limit = NumberValue.integer(right.text)
          else { return false }
          return comparison.token == .greaterOrEqual && limit >= 2048 || comparison.token == .greater && limit >= 2047
            || comparison.token == .equal && limit >= 2048
        }
      }
    }
  }
}
