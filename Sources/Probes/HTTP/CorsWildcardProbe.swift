import Evidence
import GoSyntax
import Repository

/// Finds answers that let pages of any origin read the service's responses.
///
/// Limits: an origin list that comes from configuration is taken as an allow-list; its default is looked at when it
/// stands in the same literal.
struct CorsWildcardProbe: Probe {
  static let card = ProbeCard(
    id: "http/cors-wildcard",
    sign: .antiPattern,
    looksFor: "any origin allowed to read responses, or a websocket that accepts every origin",
    because: "any page a user has open may then act with what the browser attaches",
    instead: "list the origins that are yours",
    examples: [
      .found(
        """
        func allow(w http.ResponseWriter) {
          w.Header().Set("Access-Control-Allow-Origin", ▸"*")
        }
        """),
      .found(
        """
        package shop
        import ("net/http"; "github.com/gorilla/websocket")
        var upgrader = websocket.Upgrader{▸CheckOrigin: func(r *http.Request) bool { return true }}
        """),
      .quiet(
        """
        func allow(w http.ResponseWriter) {
          w.Header().Set("Access-Control-Allow-Origin", "https://shop.example.org")
        }
        """),
      .quiet(#"func allow(w http.ResponseWriter) { w.Header().Set("Access-Control-Allow-Methods", "*") }"#),
    ])

  static let libraries = [
    "github.com/rs/cors", "github.com/go-chi/cors", "github.com/gin-contrib/cors", "github.com/jub0bs/cors",
    "github.com/gofiber/fiber/v2/middleware/cors", "github.com/gofiber/fiber/v3/middleware/cors",
    "github.com/gorilla/handlers", "github.com/go-pkgz/rest",
  ]
  /// Libraries that do more than CORS: importing one says nothing yet.
  private static let wide: Set<String> = ["github.com/gorilla/handlers", "github.com/go-pkgz/rest"]
  private static let openCalls: Set<String> = ["AllowAll", "Default", "CORS"]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var uses = 0
    var isCredentialed = false
    for file in snapshot.productFiles {
      let library = Self.libraries.compactMap { file.importing($0) }.first
      let usesEcho = file.importing("github.com/labstack/echo") != nil
      if let library, !Self.wide.contains(library.path) { uses += 1 }
      for call in file.tree.nodes(of: .callExpr) {
        guard let name = call.calledName else { continue }
        if let library, call.calledOperandName == library.name {
          if Self.wide.contains(library.path), name == "CORS" { uses += 1 }
          if name == "CorsAllowCredentials" || name == "AllowCredentials",
            !call.arguments.contains(where: { $0.isText("false") })
          {
            isCredentialed = true
          }
          if name.hasSuffix("AllowedOrigins"),
            call.descendants(of: .basicLit).contains(where: { $0.plainString == "*" })
          {
            findings.append(file.finding(Self.card.id, at: call, "every origin is allowed"))
          }
          let isOpenByDefault = call.arguments.isEmpty && (name == "New" && library.path.contains("fiber"))
          if Self.openCalls.contains(name), call.arguments.isEmpty, name != "CORS" || library.path.contains("handlers")
          {
            findings.append(file.finding(Self.card.id, at: call, "\(name) allows every origin"))
          } else if isOpenByDefault {
            findings.append(file.finding(Self.card.id, at: call, "the middleware's default allows every origin"))
          }
        }
        if usesEcho, name == "CORSWithConfig" { uses += 1 }
        if usesEcho, name == "CORS", call.arguments.isEmpty {
          uses += 1
          findings.append(file.finding(Self.card.id, at: call, "echo's CORS() allows every origin"))
        }
        guard ["Set", "Add", "Header"].contains(name), call.arguments.count == 2,
          call.arguments.first?.plainString?.lowercased() == "access-control-allow-origin",
          let value = call.arguments.last?.unparenthesized
        else {
          if call.arguments.first?.plainString?.lowercased() == "access-control-allow-credentials",
            call.arguments.last?.plainString == "true"
          {
            isCredentialed = true
          }
          continue
        }
        uses += 1
        if value.plainString == "*" {
          findings.append(file.finding(Self.card.id, at: value, "every origin may read the response"))
        } else if Self.echoesOrigin(value, in: call) {
          findings.append(file.finding(Self.card.id, at: value, "the request's own origin is allowed without a check"))
        }
      }
      for pair in file.tree.nodes(of: .keyValueExpr) {
        guard let key = pair.key, let value = pair.value else { continue }
        let hasCORS = library != nil || usesEcho
        if key.isText("CheckOrigin") {
          uses += 1
          if Self.alwaysTrue(value) {
            isCredentialed = true
            findings.append(file.finding(Self.card.id, at: pair, "the websocket accepts every origin"))
          }
        } else if hasCORS, ["AllowedOrigins", "AllowOrigins"].contains(key.text) {
          if value.descendants(of: .basicLit).contains(where: { $0.plainString == "*" }) || value.plainString == "*" {
            findings.append(file.finding(Self.card.id, at: pair, "every origin is allowed"))
          }
        } else if hasCORS, ["AllowAllOrigins"].contains(key.text), value.isText("true") {
          findings.append(file.finding(Self.card.id, at: pair, "every origin is allowed"))
        } else if hasCORS, key.isText("AllowCredentials"), value.isText("true") {
          isCredentialed = true
        } else if hasCORS, ["AllowOriginFunc", "AllowOriginRequestFunc"].contains(key.text), Self.alwaysTrue(value) {
          findings.append(file.finding(Self.card.id, at: pair, "every origin is allowed"))
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "uses": .count(uses), "wildcards": .count(findings.count), "credentials": .flag(isCredentialed),
      ],
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: ["Access-Control-Allow-Origin", "CheckOrigin"] + Self.libraries))
  }

  /// A function literal whose only statement is `return true`.
  private static func alwaysTrue(_ value: Node) -> Bool {
    guard value.kind == .funcLit, let only = value.statements.first, value.statements.count == 1 else { return false }
    return only.kind == .returnStmt && only.returned.count == 1 && (only.returned.first?.isText("true") ?? false)
  }

  /// The value is the request's Origin header, and no condition around looks at it.
  private static func echoesOrigin(_ value: Node, in call: Node) -> Bool {
    let isDirect =
      value.kind == .callExpr && value.calledName == "Get"
      && value.arguments.first?.plainString?.lowercased() == "origin"
    guard isDirect else { return false }
    return !call.ancestors.contains { $0.kind == .ifStmt || $0.kind == .caseClause }
  }
}
