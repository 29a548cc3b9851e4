import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds how the product tells who is calling: tokens and their checks, sessions, passwords, certificates.
///
/// Limits: a check is seen where it is written or where a library's option asks for it; whether every route passes it
/// is not followed.
struct TokenValidationProbe: Probe {
  static let card = ProbeCard(
    id: "http/token-validation",
    version: 9,
    sign: .signal,
    looksFor: "tokens checked for algorithm, expiry and a key that can be changed; passwords hashed to be slow",
    because: "a token that is only decoded proves nothing, and one shared key for ever cannot be withdrawn",
    instead: "name the allowed algorithms, require an expiry and look the key up by its id",
    examples: tokenValidationExamples)

  static let jwtLibraries = [
    "github.com/golang-jwt/jwt", "github.com/dgrijalva/jwt-go", "github.com/lestrrat-go/jwx",
    "github.com/go-jose/go-jose",
    "gopkg.in/square/go-jose.v2", "github.com/go-chi/jwtauth", "github.com/gofiber/contrib/jwt",
    "github.com/labstack/echo-jwt", "github.com/appleboy/gin-jwt", "github.com/auth0/go-jwt-middleware",
    "github.com/cristalhq/jwt",
  ]
  private static let keySets = ["github.com/MicahParks/keyfunc", "github.com/MicahParks/jwkset"]
  private static let oidc = [
    "github.com/coreos/go-oidc", "github.com/zitadel/oidc", "github.com/okta/okta-jwt-verifier-golang",
    "google.golang.org/api/idtoken",
  ]
  private static let oidcCalls: Set<String> = [
    "Verify", "Verifier", "VerifierContext", "NewVerifier", "VerifyIDToken", "VerifyTokens", "VerifyAccessToken",
    "NewRelyingPartyOIDC", "NewIDTokenVerifier",
  ]
  private static let hashes = [
    "golang.org/x/crypto/bcrypt", "golang.org/x/crypto/argon2", "golang.org/x/crypto/scrypt",
    "github.com/alexedwards/argon2id", "golang.org/x/crypto/pbkdf2", "crypto/pbkdf2",
  ]
  private static let sessions = [
    "github.com/gorilla/sessions", "github.com/alexedwards/scs", "github.com/gin-contrib/sessions",
    "github.com/gofiber/fiber/v2/middleware/session", "github.com/gofiber/fiber/v3/middleware/session",
    "github.com/gorilla/securecookie",
  ]
  private static let parseCalls: Set<String> = [
    "Parse", "ParseWithClaims", "ParseSigned", "ParseString", "ParseRequest", "Verifier", "VerifyToken", "Verify",
  ]

  private static let comparing: Set<String> = ["BasicAuth", "ConstantTimeCompare", "Equal"]

  func examine(_ subject: Subject) -> Outcome {
    var seen = TokenChecks()
    let calls = subject.productCalls(inFiles: Self.comparing)
    for file in subject.snapshot.productFiles { seen.read(file, calls[file], subject.types, probe: Self.card.id) }
    let isNothing = seen.findings.isEmpty
    var measures = subject.servingSurface.measures
    for (name, flag) in seen.flags { measures[name] = .flag(flag) }
    let isWhole =
      seen["oidc"] || (seen["jwt"] && seen["algorithm"] && seen["rotation"]) || seen["mutualTLS"]
      || (seen["passwordHash"] && !seen["jwt"])
    return Outcome(
      probe: Self.card.id, answer: isNothing ? .notFound : isWhole ? .found : .partial, findings: seen.findings,
      measures: measures,
      scope: Scope(
        files: subject.snapshot.productFiles.count,
        patterns: Self.jwtLibraries + Self.oidc + Self.hashes + Self.sessions + [
          "BasicAuth", "ClientAuth of tls.Config",
        ]))
  }

  /// What has been seen of authentication so far.
  private struct TokenChecks {
    var flags: [String: Bool] = [:]
    var findings: [Finding] = []

    subscript(name: String) -> Bool { flags[name] ?? false }

    mutating func note(_ name: String, _ finding: Finding? = nil) {
      flags[name] = true
      if let finding { findings.append(finding) }
    }

    /// `calls` are those of the names in `comparing`.
    mutating func read(
      _ file: GoFile, _ calls: [(node: Node, name: String)], _ types: ModuleTypes, probe: ProbeID
    ) {
      if let imported = TokenValidationProbe.oidc.lazy.compactMap({ file.importing($0) }).first {
        let all = file.tree.nodes(of: .callExpr).filter { call in
          call.calledName.map(TokenValidationProbe.oidcCalls.contains) ?? false
            || call.calledOperandName == imported.name && call.calledName == "Validate"
        }
        let verifying = all.first { !TokenChecks.skipsSignature($0) }
        if let verifying {
          note("oidc", file.finding(probe, at: verifying, "identity tokens are verified by \(imported.path)"))
        } else if all.isEmpty {
          // One that is told to look at nothing proves nothing.
          note("oidc")
        }
      }
      if let imported = TokenValidationProbe.sessions.lazy.compactMap({ file.importing($0) }).first {
        note("sessions", file.finding(probe, at: imported.node, "sessions by \(imported.path)"))
      }
      if TokenValidationProbe.keySets.contains(where: { file.importing($0) != nil }) { note("rotation") }
      let jwt = TokenValidationProbe.jwtLibraries.lazy.compactMap { file.importing($0) }.first
      if let jwt { readTokens(file, jwt, probe) }
      for path in TokenValidationProbe.hashes {
        guard let imported = file.importing(path) else { continue }
        for call in file.tree.nodes(of: .callExpr)
        where call.calledOperandName == imported.name && call.calledName != "Cost" && !TokenChecks.isClientHalf(call)
          && !TokenChecks.isThrownAway(call) && TokenChecks.isOfPassword(call, path)
        {
          note("passwordHash", file.finding(probe, at: call.function?.name ?? call, "passwords are hashed by \(path)"))
        }
      }
      for (call, name) in calls {
        if name == "BasicAuth", call.function?.kind == .selectorExpr, !TokenChecks.goesOut(call, in: file, types),
          !TokenChecks.dropsPassword(call)
        {
          note("basicAuth", file.finding(probe, at: call, "basic authentication"))
        } else if name == "ConstantTimeCompare" || (name == "Equal" && call.calledOperandName == "hmac"),
          !TokenChecks.comparesTwoEntries(call), !TokenChecks.comparesChecksum(call, in: file),
          !TokenChecks.comparesAddress(call), !TokenChecks.onlyChooses(call),
          TokenChecks.comparesCredential(call, in: file)
        {
          note("constantTime", file.finding(probe, at: call, "compared in constant time", confidence: .medium))
        }
      }
      for pair in file.tree.nodes(of: .keyValueExpr) where pair.key?.isText("ClientAuth") ?? false {
        if pair.value?.text.contains("RequireAndVerifyClientCert") ?? false {
          note("mutualTLS", file.finding(probe, at: pair, "client certificates are required and verified"))
        }
      }
    }

    /// `_, _ = bcrypt.GenerateFromPassword(name, cost)`: to lose time, whatever was asked.
    private static func isThrownAway(_ call: Node) -> Bool {
      guard let taken = call.parent?.leftSide, !taken.isEmpty else { return false }
      return taken.allSatisfy { $0.isText("_") }
    }

    /// `name, _, _ := r.BasicAuth()`: who says so is not asked for a proof.
    private static func dropsPassword(_ call: Node) -> Bool {
      guard let taken = call.parent?.leftSide, taken.count == 3 else { return false }
      return taken.dropFirst().first?.isText("_") ?? false
    }

    /// In a function whose verifier is told to skip the signature.
    private static func skipsSignature(_ call: Node) -> Bool {
      call.outermostFunction?.descendants(of: .keyValueExpr).contains {
        $0.key?.isText("InsecureSkipSignatureCheck") ?? false && $0.value?.isText("true") ?? false
      } ?? false
    }

    /// Functions that make keys of anything hash a password only where somebody speaks of one.
    private static func isOfPassword(_ call: Node, _ path: String) -> Bool {
      guard path.hasSuffix("/pbkdf2") || path.hasSuffix("/scrypt") else { return true }
      var names = call.descendants(of: .ident).map(\.text)
      if let function = call.ancestors.first(where: { $0.kind == .funcDecl }) {
        // A key that is made of a passphrase to encrypt something stores no password.
        if IdentifierWords(function.name?.text ?? "").containsAny(of: ["key", "derive", "encrypt", "decrypt", "cipher"])
        {
          return false
        }
        names += [function.name?.text ?? "", function.type?.parameters?.text ?? ""]
      }
      return names.contains { IdentifierWords($0).containsAny(of: passwords) }
    }

    private static let passwords: Set<String> = [
      "password", "passwords", "passwd", "passphrase", "pwd", "pass", "pw", "login", "credential", "credentials",
      "user", "token",
    ]

    /// A method of a client that proves to a server that it knows a password, as SCRAM does.
    private static func isClientHalf(_ call: Node) -> Bool {
      guard let function = call.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
      let receiver = function.receiver?.text ?? function.name?.text ?? ""
      return receiver.contains("client") || receiver.contains("Client")
    }

    /// A password that was typed twice is compared with itself, not with a known one.
    private static func comparesTwoEntries(_ call: Node) -> Bool {
      call.arguments.contains { argument in
        let name = argument.unparenthesized.lastName?.lowercased() ?? ""
        return name.hasPrefix("confirm") || name.hasPrefix("repeat")
      }
    }

    /// Which of the addresses known to the service a form names: no secret is proved.
    private static func comparesAddress(_ call: Node) -> Bool {
      let words = call.arguments.flatMap { argument in
        ([argument] + argument.descendants(of: .ident)).filter { $0.kind == .ident }.flatMap {
          IdentifierWords($0.text).words
        }
      }
      let secrets: Set<String> = [
        "token", "secret", "password", "key", "code", "signature", "sig", "mac", "hmac", "otp", "nonce", "csrf",
      ]
      return words.contains("address") && !words.contains(where: secrets.contains)
    }

    /// In a loop over what may be chosen, whose function gives another one where nothing fits: nobody is refused.
    private static func onlyChooses(_ call: Node) -> Bool {
      guard let function = call.enclosingFunction, let results = function.type?.results?.fields, results.count == 1,
        let type = results.first?.type, type.kind == .starExpr || type.kind == .selectorExpr,
        let loop = call.ancestors.prefix(while: { $0 != function }).first(where: { $0.kind == .rangeStmt }),
        let chosen = loop.value
      else { return false }
      let returns = function.descendants(of: .returnStmt).filter { $0.enclosingFunction == function }
      return returns.contains { loop.contains($0) && $0.returned.first?.isSpelled(like: chosen) ?? false }
        && returns.contains { $0.start > loop.end }
        && returns.allSatisfy { $0.returned.count == 1 && !($0.returned.first?.isText("nil") ?? true) }
    }

    /// Credentials of an outgoing call: written into a header, or made by a client library or as text.
    private static func goesOut(_ call: Node, in file: GoFile, _ types: ModuleTypes) -> Bool {
      if call.arguments.isEmpty { return false }
      if let around = call.parent, around.kind == .callExpr,
        around.arguments.contains(where: { $0.plainString?.lowercased().hasSuffix("authorization") ?? false })
      {
        return true
      }
      if types.signature(calledBy: call, in: file)?.results == [.basic("string")] { return true }
      guard let name = call.calledOperandName, let imported = file.imports.first(where: { $0.name == name }) else {
        return false
      }
      return imported.path.split(separator: "/").contains { $0 == "client" || $0 == "transport" }
    }

    /// What was copied into a hash is a file, whose checksum says nothing about who is calling.
    private static func comparesChecksum(_ call: Node, in file: GoFile) -> Bool {
      guard !file.imports.contains(where: { $0.path == "crypto/hmac" }), let function = call.outermostFunction else {
        return false
      }
      let calls = function.descendants(of: .callExpr)
      return calls.contains { $0.function?.isText("io.Copy") ?? false } && calls.contains { $0.calledName == "Sum" }
    }

    /// The names around say whose secret is compared; padding and records of a protocol are compared like that too.
    private static func comparesCredential(_ call: Node, in file: GoFile) -> Bool {
      // A copy of the standard library's cryptography.
      let folders = file.path.split(separator: "/").dropLast().suffix(2)
      if folders.first == "crypto", folders.count == 2 { return false }
      // Whether what was stored is still what was stored.
      if call.ancestors.first(where: { $0.kind == .funcDecl })?.receiver.map({
        IdentifierWords($0.text).containsAny(of: ["integrity", "checksum"])
      }) ?? false {
        return false
      }
      var names = call.descendants(of: .ident).map(\.text) + [file.packageName]
      names += call.descendants(of: .basicLit).map(\.text)
      if let function = call.ancestors.first(where: { $0.kind == .funcDecl }) {
        names += [function.name?.text ?? "", function.receiver?.text ?? ""]
      }
      return names.contains { IdentifierWords($0).containsAny(of: credentialWords) }
    }

    private static let credentialWords: Set<String> = [
      "auth", "authenticate", "authenticator", "authorization", "authorize", "authorized", "authn", "authz", "token",
      "tokens", "secret", "secrets", "password", "passwords", "passwd", "pass", "pwd", "passphrase", "key", "apikey",
      "signature",
      "sig", "sign", "signed", "hmac", "mac", "csrf", "xsrf", "nonce", "session", "cookie", "credential",
      "credentials", "user", "username", "login", "webhook", "bearer", "code", "otp", "jwt", "basic", "hash", "hashed",
      "state", "verify", "challenge",
    ]

    /// What an answer to an own call holds proves nothing about who is calling.
    private static func isOfAnswer(_ call: Node) -> Bool {
      call.arguments.contains { argument in
        IdentifierWords(argument.text).containsAny(of: ["response", "resp", "res", "reply"])
      }
    }

    /// A value's method, or a function of a package that is about tokens: `url.Parse` and `time.Parse` are not, nor is
    /// what a chain of calls begins with there: `template.New(name).Parse`.
    private static func canParseTokens(_ call: Node, in file: GoFile) -> Bool {
      var head = call.function?.unparenthesized.operand?.unparenthesized
      while let node = head, node.kind == .callExpr || node.kind == .selectorExpr {
        head = (node.kind == .callExpr ? node.function : node.operand)?.unparenthesized
      }
      if isOfAnswer(call) { return false }
      let passed = call.arguments.map(\.text)
      func speaksOfTokens() -> Bool {
        // What it is called on, not what it is called: a certificate is verified, too.
        let names = passed + [head?.text ?? "", call.function?.unparenthesized.operand?.text ?? ""]
        return names.contains { IdentifierWords($0).containsAny(of: tokenWords) }
      }
      guard let head, head.kind == .ident else { return speaksOfTokens() }
      let name = head.text
      guard let imported = file.imports.first(where: { $0.name == name }) else { return speaksOfTokens() }
      let path = imported.path.lowercased()
      return ["jwt", "jws", "jwx", "jose", "token", "oidc"].contains { path.contains($0) }
    }

    private static let tokenWords: Set<String> = [
      "token", "tokens", "jwt", "jws", "jwk", "jwks", "claims", "bearer", "raw", "signed", "access", "refresh", "auth",
      "verifier", "parser", "assertion", "session", "idtoken", "authorization", "cookie", "verify", "credential",
    ]

    /// `jwt.Parse(text, jwt.WithVerify(false))`: what the token says is believed as it stands.
    private static func asksForNoCheck(_ call: Node) -> Bool {
      call.arguments.contains { argument in
        argument.calledName == "WithVerify" && argument.arguments.first?.isText("false") ?? false
      }
    }

    /// `token.AccessToken`: what the program was given to show to others tells it who it is; no request brought it.
    private static func isOwnToken(_ call: Node) -> Bool {
      guard let token = call.arguments.first?.unparenthesized, token.kind == .selectorExpr,
        ["AccessToken", "AuthToken", "RefreshToken"].contains(token.name?.text ?? ""),
        let holder = token.operand?.lastName
      else { return false }
      return !IdentifierWords(holder).containsAny(of: [
        "req", "request", "r", "body", "input", "form", "payload", "params",
      ])
    }

    /// Inside a function that says yes or no to what kind of token it is: `isProfileToken(text) (bool, error)`.
    private static func tellsKind(_ call: Node) -> Bool {
      guard let function = call.ancestors.first(where: { $0.kind == .funcDecl }), let name = function.name?.text,
        function.type?.results?.fields.first?.type?.isText("bool") ?? false
      else { return false }
      let words = IdentifierWords(name)
      return words.words.first == "is" && ["token", "jwt", "jws"].contains(words.last)
        && !words.containsAny(of: ["valid", "verified", "authorized", "authenticated", "allowed", "trusted", "signed"])
    }

    /// Only when the token ends is asked, as by the one it was given to.
    private static func asksOnlyForExpiry(_ call: Node) -> Bool {
      guard let claims = call.arguments.last?.unparenthesized, call.arguments.count > 1,
        let name = claims.kind == .unaryExpr ? claims.operand?.lastName : claims.lastName,
        let function = call.enclosingFunction
      else { return false }
      let parts = function.descendants(of: .selectorExpr).filter { $0.operand?.text == name }
      return !parts.isEmpty
        && parts.allSatisfy {
          ["ExpiresAt", "GetExpirationTime", "exp", "Exp", "Expiry"].contains($0.name?.text ?? "")
        }
    }

    private mutating func readTokens(_ file: GoFile, _ jwt: GoImport, _ probe: ProbeID) {
      for call in file.tree.nodes(of: .callExpr) {
        guard let name = call.calledName else { continue }
        if TokenValidationProbe.parseCalls.contains(name), call.function?.kind == .selectorExpr,
          !TokenChecks.asksForNoCheck(call), TokenChecks.canParseTokens(call, in: file)
        {
          note("jwt", file.finding(probe, at: call.function?.name ?? call, "a token is parsed"))
        }
        switch name {
        case "WithValidMethods", "WithAlgorithm", "WithVerify", "WithKeySet", "Alg": note("algorithm")
        case "WithExpirationRequired": note("expiryRequired")
        case "ParseUnverified"
        where !TokenChecks.asksOnlyForExpiry(call) && !TokenChecks.tellsKind(call) && !TokenChecks.isOfAnswer(call)
          && !TokenChecks.isOwnToken(call):
          note("unverified", file.finding(probe, at: call, "a token is read without verifying it"))
        default: break
        }
        if name == "NewCache" || name == "Fetch" || name == "NewCachedSet", jwt.path.contains("jwk") {
          note("rotation")
        }
        if name == "New", call.calledOperandName == jwt.name.filter({ $0 != "-" }),
          jwt.path.contains("jwtauth") || jwt.path.contains("contrib/jwt") || jwt.path.contains("echo-jwt")
        {
          note("jwt", file.finding(probe, at: call, "tokens are checked by \(jwt.path)"))
          note("algorithm")
        }
      }
      for assertion in file.tree.nodes(of: .typeAssertExpr) {
        if assertion.type?.text.contains("SigningMethod") ?? false { note("algorithm") }
      }
      for selector in file.tree.nodes(of: .selectorExpr) {
        guard let name = selector.name else { continue }
        if name.isText("ExpiresAt") || name.isText("StandardClaims") || name.isText("RegisteredClaims") {
          note("expiry")
        }
        if name.isText("SigningKeys") || name.isText("JWKSetURLs") || name.isText("KeySet") || name.isText("KeyID") {
          note("rotation")
        }
        if name.isText("SigningMethod") || name.isText("SignatureAlgorithm") { note("algorithm") }
        if name.isText("UnsafeAllowNoneSignatureType") {
          note("unverified", file.finding(probe, at: selector, "unsigned tokens are accepted"))
        }
      }
      for literal in file.tree.nodes(of: .basicLit) {
        if literal.plainString == "kid" { note("rotation") }
        if literal.plainString == "exp" { note("expiry") }
      }
    }
  }
}
