/// Whether a text can be a working credential, judged by its shape alone.
enum CredentialValue {
  /// A shape that only one kind of credential has.
  struct Shape {
    let name: String
  }

  /// The credential a text is by its shape: cloud keys, tokens of well-known services, private keys, JWTs.
  static func shape(of text: String) -> Shape? {
    if text.utf8.count < 16 { return nil }
    if let range = text.range(ofText: "-----BEGIN ") {
      let rest = text[range.upperBound...].prefix(40)
      if String(rest).range(ofText: "PRIVATE KEY-----") != nil, text.utf8.count > 100 {
        return Shape(name: "a private key")
      }
      return nil
    }
    for (prefix, length, alphabet, name) in shapes where text.hasPrefix(prefix) {
      let rest = text.utf8.dropFirst(prefix.utf8.count)
      if rest.count >= length, rest.allSatisfy({ alphabet.contains($0) }), !isFiller(text) { return Shape(name: name) }
    }
    if text.hasPrefix("https://hooks.slack.com/services/T"), text.utf8.count > 60, !isFiller(text) {
      return Shape(name: "a Slack webhook")
    }
    return isJWT(text) ? Shape(name: "a signed token (JWT)") : nil
  }

  /// `scheme://user:password@host` with a password that is no placeholder and no variable; the password.
  static func passwordInURL(_ text: String) -> Substring? {
    guard let scheme = text.range(ofText: "://"),
      text[..<scheme.lowerBound].allSatisfy({ $0.isLetter || $0 == "+" || $0.isNumber }),
      !text[..<scheme.lowerBound].isEmpty
    else { return nil }
    let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != " " }
    guard let at = authority.lastIndex(of: "@") else { return nil }
    let userInfo = authority[..<at]
    guard let colon = userInfo.firstIndex(of: ":") else { return nil }
    let password = userInfo[userInfo.index(after: colon)...]
    guard !password.isEmpty, !password.contains("%"), !password.contains("{"), !password.contains("$"),
      !password.contains("<"),
      !isPlaceholder(String(password))
    else { return nil }
    return password
  }

  /// Text that stands where a credential would: empty, `changeme`, `xxx`, `<token>`, `${TOKEN}`, `example`.
  static func isPlaceholder(_ text: String) -> Bool {
    let lower = text.lowercased()
    if lower.isEmpty || isFiller(lower) { return true }
    if lower.hasPrefix("<") || lower.hasPrefix("${") || lower.hasPrefix("{{") || lower.hasPrefix("$(")
      || lower.hasPrefix("%") || lower.hasPrefix("$")
    {
      return true
    }
    return placeholders.contains { lower.contains($0) }
  }

  /// Whether a text given to a credential's name can be its value: not a name, a path, a sentence or a format itself.
  static func isPlausible(_ text: String, isStrong: Bool) -> Bool {
    let length = text.utf8.count
    guard length >= 4, length <= 512, !isPlaceholder(text), !text.contains("\n") else { return false }
    if text.contains(" ") || text.contains("%") {
      // A pass phrase: no sentence has two of these beside each other.
      return isStrong && length >= 16 && text.utf8.count(where: { "!@#$^&*".utf8.contains($0) }) >= 3
    }
    if text.contains("://") || text.hasPrefix("/") || text.hasPrefix("urn:") || text.hasPrefix("./")
      || text.hasPrefix("--")
      || text.hasPrefix(".")
    {
      return false
    }
    if text.hasSuffix("/") || text.hasSuffix(":") || text.hasSuffix("=") && length < 12 || text.hasPrefix("$") {
      return false
    }
    if text.contains("{") || text.contains("(") || text.contains("[") || text.contains("*") || text.contains("<")
      || text.contains("|")
    {
      return false
    }
    for suffix in [".pem", ".key", ".crt", ".json", ".yaml", ".yml", ".txt", ".go", ".html"]
    where text.hasSuffix(suffix) { return false }
    if text.contains("/"), text.split(separator: "/").count > 1, entropy(text) < 3.8 { return false }
    let words = IdentifierWords(text)
    // The name of a credential, a header or a variable: `access_token`, `X-Auth-Token`, `JWT_SECRET`.
    if words.words.allSatisfy({ $0.utf8.allSatisfy { (97...122).contains($0) } }) {
      if words.words.contains(where: { credentialWords.contains($0) }) { return false }
      if words.words.count > 1 { return isStrong && text.utf8.contains { !isWordByte($0) } && false }
      // One word of letters: a known weak password, or long enough not to be a word.
      return isStrong && weakPasswords.contains(text.lowercased())
    }
    if text.contains("."), words.words.count > 2, entropy(text) < 3.8 { return false }
    let hasDigit = text.utf8.contains { (48...57).contains($0) }
    let hasLetter = text.utf8.contains { (65...90).contains($0) || (97...122).contains($0) }
    guard hasLetter || length >= 6 && isStrong else { return false }
    if isStrong { return hasDigit || text.utf8.contains { "!@#^&+?".utf8.contains($0) } }
    return hasDigit && length >= 16 && entropy(text) >= 3.2
  }

  /// Digits and letters without a word in them: a key, a hash, a random token.
  static func isRandom(_ text: String) -> Bool {
    guard text.utf8.count >= 24, text.utf8.count <= 256, entropy(text) >= 3.2, !isPlaceholder(text) else {
      return false
    }
    let lowered = text.lowercased()
    if lowered.range(ofText: "abcdef") != nil || lowered.range(ofText: "234567") != nil { return false }
    guard text.utf8.allSatisfy({ isWordByte($0) || [43, 45, 47, 61].contains($0) }) else { return false }
    return text.utf8.count { (48...57).contains($0) } >= 4 && text.utf8.contains { (97...122).contains($0 | 32) }
  }

  /// The text behind `Bearer `, `Bearer: `, `Basic `, `token `.
  static func withoutScheme(_ text: String) -> String {
    for scheme in ["Bearer: ", "Bearer ", "bearer ", "Basic ", "Token ", "token "] where text.hasPrefix(scheme) {
      return String(text.dropFirst(scheme.utf8.count))
    }
    return text
  }

  /// The shape of a cloud key, even one that calls itself an example.
  static func exampleKey(_ text: String) -> Bool {
    guard text.utf8.count == 20, text.hasPrefix("AKIA") || text.hasPrefix("ASIA") else { return false }
    return text.utf8.dropFirst(4).allSatisfy { upper.contains($0) } && Set(text.utf8).count > 6
  }

  /// Shannon entropy in bits per byte.
  static func entropy(_ text: String) -> Double {
    var counts: [UInt8: Int] = [:]
    for byte in text.utf8 { counts[byte, default: 0] += 1 }
    let total = Double(text.utf8.count)
    return counts.values.reduce(0.0) { sum, count in
      let share = Double(count) / total
      return sum - share * binaryLogarithm(share)
    }
  }

  /// log2 by squaring: the core has no Foundation.
  private static func binaryLogarithm(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    var result = Double(value.exponent)
    var mantissa = value.significand
    var bit = 0.5
    for _ in 0..<20 {
      mantissa *= mantissa
      if mantissa >= 2 {
        mantissa /= 2
        result += bit
      }
      bit /= 2
    }
    return result
  }

  private static func isJWT(_ text: String) -> Bool {
    guard text.hasPrefix("eyJ") else { return false }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 3 && parts[1].hasPrefix("eyJ") && parts[2].utf8.count >= 20
      && text.utf8.allSatisfy { isWordByte($0) || $0 == 46 || $0 == 45 }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte) || byte == 95
  }

  /// One or two bytes over and over, or a run such as `1234567890abcdef`.
  private static func isFiller(_ text: String) -> Bool {
    let lower = text.lowercased()
    if Set(lower.utf8).count <= 2 && lower.utf8.count > 2 { return true }
    return lower.range(ofText: "xxxx") != nil || lower.range(ofText: "0000000") != nil
      || lower.range(ofText: "...") != nil
      || lower.range(ofText: "example") != nil || lower.range(ofText: "****") != nil
  }

  private static let placeholders = [
    "changeme", "change-me", "change_me", "change-in-production", "change_in_production", "changethis", "change-this",
    "replace", "your-", "your_", "yourpass",
    "example", "placeholder", "redacted", "dummy", "sample", "todo", "fixme", "insert", "not-a-", "notreal", "fake",
    "test", "mock",
    "foobar", "unused", "undefined", "***", "...", "enter-", "my-secret", "mysecret",
  ]
  private static let credentialWords: Set<String> = [
    "password", "passwd", "pass", "pwd", "secret", "secrets", "token", "tokens", "key", "keys", "auth", "credential",
    "credentials", "bearer", "apikey",
    "cookie", "jwt", "session", "oauth", "login", "passphrase", "dsn", "header", "csrf", "certificate", "cert",
    "signature", "access",
  ]
  private static let weakPasswords: Set<String> = [
    "admin", "root", "postgres", "guest", "qwerty", "letmein", "welcome", "hunter", "swordfish", "monkey", "dragon",
    "superuser", "toor", "mysql",
    "minioadmin", "administrator", "default", "rabbitmq", "iloveyou", "sunshine",
  ]

  private static let alphanumeric: Set<UInt8> = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
  private static let upper: Set<UInt8> = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
  private static let dashed: Set<UInt8> = alphanumeric.union("_-".utf8)
  private static let dotted: Set<UInt8> = dashed.union(".".utf8)
  private static let shapes: [(String, Int, Set<UInt8>, String)] = [
    ("AKIA", 16, upper, "an AWS access key"), ("ASIA", 16, upper, "an AWS access key"),
    ("ghp_", 36, alphanumeric, "a GitHub token"),
    ("gho_", 36, alphanumeric, "a GitHub token"), ("ghs_", 36, alphanumeric, "a GitHub token"),
    ("ghu_", 36, alphanumeric, "a GitHub token"),
    ("github_pat_", 40, dashed, "a GitHub token"), ("glpat-", 20, dashed, "a GitLab token"),
    ("xoxb-", 24, dashed, "a Slack token"),
    ("xoxp-", 24, dashed, "a Slack token"), ("xoxa-", 24, dashed, "a Slack token"),
    ("xoxs-", 24, dashed, "a Slack token"),
    ("AIza", 35, dashed, "a Google API key"), ("sk_live_", 20, alphanumeric, "a Stripe key"),
    ("rk_live_", 20, alphanumeric, "a Stripe key"),
    ("SG.", 40, dotted, "a SendGrid key"), ("npm_", 36, alphanumeric, "an npm token"),
    ("dop_v1_", 60, alphanumeric, "a DigitalOcean token"),
    ("sk-ant-", 40, dashed, "an API key"), ("sk-proj-", 40, dashed, "an API key"),
    ("hvs.", 24, dashed, "a Vault token"),
    ("ya29.", 40, dashed, "a Google OAuth token"), ("shpat_", 32, alphanumeric, "a Shopify token"),
    ("pypi-", 50, dashed, "a PyPI token"),
  ]
}
