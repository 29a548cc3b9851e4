/// Whether a name says that its value is a credential, judged by its last words.
///
/// `dbPassword`, `JWT_SECRET`, `client-secret`, `apiKeyValue` do; `passwordFile`, `tokenExpiry`, `secretName`,
/// `publicKey`, `nextPageToken` do not: their last words say what the value is instead.
struct CredentialName {
  enum Strength: Int, Comparable {
    /// `token`, `auth`, `pass`: may well be something else.
    case weak
    /// `password`, `secret`, `apiKey`: hardly anything else.
    case strong

    static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
  }

  /// Nil when the name does not speak of a credential.
  let strength: Strength?

  /// Whether a credential's word stands anywhere in the name, and none that says the value is derived from one.
  let mentions: Bool
  /// Whether the name says that the credential is one of tests: `testPassword`, `fakeToken`.
  let isOfTests: Bool

  init(_ text: some StringProtocol) { self.init(IdentifierWords(text)) }

  init(_ identifier: IdentifierWords) {
    var words = identifier.words
    while let last = words.last, words.count > 1, CredentialName.carriers.contains(last) || Int(last) != nil {
      words.removeLast()
    }
    strength = CredentialName.strength(of: words)
    isOfTests = identifier.containsAny(of: CredentialName.testWords)
    mentions =
      identifier.containsAny(of: CredentialName.mentioned) && !identifier.containsAny(of: CredentialName.derived)
  }

  /// Whether a name speaks of a token that marks a place, as in a list: `pageTokenOf`, `syncTokenPrefix`.
  static func isOfPlace(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).contains { $1 == "token" && places.contains($0) }
  }

  private static let places: Set<String> = [
    "page", "next", "continue", "continuation", "pagination", "cursor", "sync", "resume",
  ]

  private static func strength(of words: [String]) -> Strength? {
    guard let last = words.last else { return nil }
    let before = words.count > 1 ? words[words.count - 2] : ""
    if words.contains(where: { negations.contains($0) }) { return nil }
    if strongWords.contains(last) { return .strong }
    if last == "key" { return keyKinds.contains(before) ? .strong : nil }
    if last == "token" {
      if harmlessTokens.contains(before) { return nil }
      return tokenKinds.contains(before) ? .strong : .weak
    }
    if last == "pass" { return words.count == 1 || passKinds.contains(before) ? .strong : .weak }
    if last == "string", before == "connection" || before == "conn" { return .strong }
    return weakWords.contains(last) ? .weak : nil
  }

  private static let testWords: Set<String> = [
    "test", "tests", "testing", "fake", "dummy", "mock", "sample", "example",
  ]
  private static let mentioned: Set<String> = [
    "password", "passwd", "pass", "pwd", "secret", "token", "cred", "creds", "credential", "bearer", "apikey",
  ]
  private static let derived: Set<String> = [
    "hash", "hashed", "sha", "sha1", "sha256", "md5", "sum", "checksum", "digest", "fingerprint", "bcrypt", "id", "ids",
    "encrypted", "public", "etag", "uuid", "error", "err", "version", "commit", "revision", "size", "name", "url",
    "uri",
  ]
  /// Words that say how the value is held, not that it is something else.
  private static let carriers: Set<String> = [
    "value", "val", "string", "str", "text", "plain", "plaintext", "raw", "bytes", "default", "base64", "hex", "b64",
  ]
  private static let strongWords: Set<String> = [
    "password", "passwd", "passphrase", "secret", "pwd", "apikey", "secretkey", "privatekey", "accesskey", "authtoken",
    "accesstoken", "refreshtoken", "bearertoken", "credential", "credentials", "dsn", "jwtsecret", "dbpassword",
    "dbpass",
    "userpassword", "pw", "cred", "clientsecret", "apitoken", "passcode", "psk", "hmacsecret",
  ]
  private static let passKinds: Set<String> = [
    "db", "database", "user", "admin", "root", "smtp", "mail", "redis", "login", "basic", "auth", "ftp", "ssh", "proxy",
    "postgres", "mysql", "mongo", "rabbit", "amqp", "ldap",
  ]
  private static let weakWords: Set<String> = [
    "authorization", "token", "jwt", "bearer", "creds", "pepper", "apisecret",
  ]
  private static let keyKinds: Set<String> = [
    "api", "secret", "private", "access", "signing", "sign", "encryption", "encrypt", "encrypting", "auth", "jwt",
    "hmac", "aes", "master", "shared", "license", "session", "cookie", "service", "csrf",
  ]
  private static let tokenKinds: Set<String> = [
    "access", "auth", "refresh", "bearer", "id", "session", "api", "jwt", "oauth", "bot", "github", "gitlab", "slack",
    "secret", "csrf", "user", "admin", "vault", "registry", "security", "personal", "reset", "service", "app",
  ]
  private static let harmlessTokens: Set<String> = [
    "page", "next", "continue", "continuation", "pagination", "cursor", "sync", "cancel", "cancellation", "lex",
    "lexer",
    "delim", "start", "end", "open", "close", "xml", "json", "ident", "literal", "string", "current", "prev",
    "previous",
    "peek", "last", "first", "separator", "parser", "resume", "concurrency", "fencing", "left", "right", "operator",
  ]
  private static let negations: Set<String> = [
    "public", "pub", "is", "has", "no", "without", "need", "needs", "require", "requires", "required", "invalid",
    "allow",
    "enable", "enabled", "disable", "disabled", "use", "uses", "hide", "show", "mask", "masked", "redacted", "err",
    "error",
    "errors", "missing", "wrong", "incorrect", "unknown", "num", "count", "max", "min", "len", "type", "kind", "forgot",
    "hidden", "ask", "prompt", "expired", "fallback", "to", "for", "by", "via", "after", "before",
  ]
}
