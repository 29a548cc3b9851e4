import Evidence
import GoSyntax
import GoTypes
import Repository

/// Which of the places that let every origin in open something that the browser alone guards.
///
/// `*` without credentials gives other pages what anybody may fetch, and no more: that is counted, not reported.
/// Reported are `*` or a reflected origin beside allowed credentials, a reflected origin that nothing looks at, a
/// websocket of any origin in a module that signs people in by cookies, and `*` for all that a router answers there.
/// Limits: a sign-in is known by a cookie that is read and named for one, or by a library of sessions; a comment beside
/// the place that speaks of tokens, keys or what is public is taken as the reason.
struct CorsOpenings {
  enum Judgement: Equatable {
    case credentialed, reflected, websocket, router
    /// Nothing the browser attaches is given away.
    case plain
  }

  private let signsInByCookie: Bool

  init(_ subject: Subject) {
    signsInByCookie =
      subject.snapshot.productImport(of: CorsOpenings.sessions) != nil
      || subject.productCalls(named: ["Cookie", "Cookies", "GetCookie"]).contains { CorsOpenings.isSignIn($0, subject) }
  }

  func judge(_ opening: CorsReader.Opening, in reader: CorsReader, _ file: GoFile) -> Judgement {
    let hasCredentials = reader.credentials.contains { CorsOpenings.isBeside($0, opening.node) }
    switch opening.kind {
    case .star, .reflected:
      if hasCredentials { return .credentialed }
      if opening.kind == .reflected { return .reflected }
      return signsInByCookie && isForRouter(opening.node) && !isExplained(opening.node, file) ? .router : .plain
    case .websocket:
      return signsInByCookie && !isExplained(opening.node, file) ? .websocket : .plain
    }
  }

  /// In one function or in one that it calls, in one literal of options, or in the same declaration.
  private static func isBeside(_ one: Node, _ other: Node) -> Bool {
    if let function = other.outermostFunction {
      guard let around = one.outermostFunction, around != function, let name = around.name?.text else {
        return one.outermostFunction == function
      }
      return function.descendants(of: .callExpr).contains { $0.calledName == name }
    }
    guard let declaration = other.ancestors.first(where: { $0.kind == .genDecl || $0.kind == .valueSpec }) else {
      return false
    }
    return declaration.contains(one)
  }

  private static let sessions = [
    "github.com/gorilla/sessions", "github.com/alexedwards/scs", "github.com/gin-contrib/sessions",
    "github.com/labstack/echo-contrib/session", "github.com/gofiber/fiber/v2/middleware/session",
    "github.com/gofiber/fiber/v3/middleware/session", "github.com/go-macaron/session",
  ]
  private static let signInWords: Set<String> = [
    "session", "sess", "sid", "auth", "token", "jwt", "login", "signin", "remember", "user",
  ]
  /// What a cookie carries between two steps of one form.
  private static let passingWords: Set<String> = ["state", "nonce", "csrf", "xsrf", "verifier", "redirect", "flash"]

  /// `r.Cookie("session")`, `r.Cookie(authCookie)`, `r.Cookies()` in a function that is named for signing in.
  private static func isSignIn(_ call: ProductCall, _ subject: Subject) -> Bool {
    guard call.node.function?.unparenthesized.kind == .selectorExpr, call.node.arguments.count < 2 else { return false }
    var text = ""
    if let name = call.node.arguments.first?.unparenthesized {
      text = name.text + " " + subject.constantText(name, call.file).text
    } else if call.name == "Cookies" {
      text = call.node.ancestors.first { $0.kind == .funcDecl }?.name?.text ?? ""
    }
    let words = IdentifierWords(text)
    return words.containsAny(of: signInWords) && !words.containsAny(of: passingWords)
  }

  /// Whether the header is set, or the library used, for whatever comes next, and callers do not name themselves by a
  /// header.
  private func isForRouter(_ node: Node) -> Bool {
    guard let function = node.enclosingFunction else { return !CorsOpenings.namesCallers(node) }
    let body = node.outermostFunction ?? function
    if CorsOpenings.namesCallers(body) { return false }
    // Set on one branch only: for one path, or in answer to a preflight.
    let isConditional = node.ancestors.prefix { $0 != function }.contains {
      $0.kind == .ifStmt || $0.kind == .caseClause
    }
    if isConditional { return false }
    let isSetting =
      node.ancestors.prefix { $0 != function }.contains { $0.kind == .compositeLit }
      || node.kind == .callExpr
    return isSetting
      || function.descendants(of: .callExpr).contains { call in
        switch call.calledName {
        case "ServeHTTP": call.arguments.count == 2
        case "Next", "next": call.arguments.count < 3
        default: false
        }
      }
  }

  /// `Authorization`, `X-Api-Key`: headers that no browser attaches by itself.
  private static func namesCallers(_ node: Node) -> Bool {
    node.descendants(of: .basicLit).contains { literal in
      guard let text = literal.plainString?.lowercased() else { return false }
      return text.contains("authorization") || text.contains("-token") || text.contains("api-key")
    }
  }

  private func isExplained(_ node: Node, _ file: GoFile) -> Bool {
    let around = node.ancestors.filter { node in
      node.kind == .keyValueExpr
        || node.parent.map { $0.kind == .blockStmt || $0.kind == .genDecl || $0.kind == .file } ?? false
    }
    return ([node] + around).contains { place in
      let words = file.tree.comments(besides: place).lowercased()
      return CorsOpenings.reasons.contains { words.contains($0) }
    }
  }

  private static let reasons = ["token", "api key", "api_key", "public", "extension"]
}
