import Evidence
import GoSyntax
import Repository

/// Finds the response headers that tell browsers to be careful, and where they are set.
///
/// Limits: a header counts for all responses when it is set in a function that wraps a handler; in a handler or a
/// helper that writes one kind of answer it covers some responses only.
struct SecurityHeadersProbe: Probe {
  static let card = ProbeCard(
    id: "http/security-headers",
    version: 2,
    sign: .signal,
    looksFor: "security headers on responses, set by middleware",
    because: "browsers guess types, allow framing and send referrers unless they are told not to",
    instead: "wrap the router in a middleware that sets the six headers",
    examples: [
      .found(
        """
        package shop
        import "net/http"
        func careful(next http.Handler) http.Handler {
          return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
            w.Header().Set(▸"X-Content-Type-Options", "nosniff")
            next.ServeHTTP(w, r)
          })
        }
        """),
      .found(
        """
        package shop
        import ▸"github.com/unrolled/secure"
        var careful = secure.New(secure.Options{ContentTypeNosniff: true})
        """),
      .quiet(
        """
        package shop
        import ("net/http"; "github.com/unrolled/secure")
        func nonce(r *http.Request) string { return secure.CSPNonce(r.Context()) }
        """),
      .quiet(
        """
        package shop
        import "net/http"
        func isCareful(r *http.Response) bool { return r.Header.Get("X-Content-Type-Options") != "" }
        """),
    ])

  static let headers = [
    "x-content-type-options", "x-frame-options", "strict-transport-security", "content-security-policy",
    "referrer-policy", "x-xss-protection",
  ]
  private static let libraries: [(path: String, covers: [String])] = [
    ("github.com/unrolled/secure", Array(headers.prefix(5))),
    ("github.com/gofiber/fiber/v2/middleware/helmet", Array(headers.prefix(5))),
    ("github.com/gofiber/fiber/v3/middleware/helmet", Array(headers.prefix(5))),
    ("github.com/gofiber/helmet", Array(headers.prefix(5))),
    ("github.com/gin-contrib/secure", Array(headers.prefix(5))),
    ("github.com/danielkov/gin-helmet", Array(headers.prefix(5))),
    ("github.com/goddtriffin/helmet", Array(headers.prefix(5))),
  ]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var everywhere: Set<String> = []
    var somewhere: Set<String> = []
    var findings: [Finding] = []
    var isOptional = true
    for file in snapshot.productFiles {
      for library in Self.libraries {
        guard let imported = file.importing(library.path), Self.usesMoreThanNonce(file, imported) else { continue }
        everywhere.formUnion(library.covers)
        isOptional = false
        findings.append(file.finding(Self.card.id, at: imported.node, "\(library.path) sets the headers"))
      }
      if file.importing("github.com/labstack/echo") != nil {
        for call in file.tree.nodes(of: .callExpr) where ["Secure", "SecureWithConfig"].contains(call.calledName ?? "")
        {
          everywhere.formUnion(["x-content-type-options", "x-frame-options", "x-xss-protection"])
          if call.arguments.first != nil {
            everywhere.formUnion(["content-security-policy", "strict-transport-security", "referrer-policy"])
          }
          isOptional = false
          findings.append(file.finding(Self.card.id, at: call, "echo's Secure middleware sets headers"))
        }
      }
      for (literal, header) in file.tree.fact(SetHeaders.self).all {
        if Self.isMiddleware(around: literal) {
          everywhere.insert(header)
          isOptional = isOptional && Self.isConditional(literal)
        } else {
          somewhere.insert(header)
        }
        findings.append(file.finding(Self.card.id, at: literal, "the header is set"))
      }
    }
    let sets = everywhere.union(somewhere)
    var measures = subject.servingSurface.measures
    measures["everywhere"] = .count(everywhere.count)
    measures["everywhereFive"] = .count(everywhere.subtracting(["x-xss-protection"]).count)
    measures["anywhere"] = .count(sets.count)
    measures["optional"] = .flag(!everywhere.isEmpty && isOptional)
    measures["headers"] = .list(sets.sorted())
    return Outcome(
      probe: Self.card.id, answer: everywhere.count >= 4 ? .found : sets.isEmpty ? .notFound : .partial,
      findings: findings, measures: measures,
      scope: Scope(files: snapshot.productFiles.count, patterns: Self.headers + Self.libraries.map(\.path)))
  }

  private struct SetHeaders: TreeFact {
    let all: [(literal: Node, header: String)]

    init(_ tree: SyntaxTree) {
      all = tree.nodes(of: .basicLit).compactMap { literal in
        guard let header = literal.plainString?.lowercased(), SecurityHeadersProbe.headers.contains(header),
          let call = literal.parent, call.kind == .callExpr || call.kind == .keyValueExpr || call.kind == .indexExpr,
          call.kind != .callExpr || ["Set", "Add", "Header", "SetHeader", "SetBytesK"].contains(call.calledName ?? "")
        else { return nil }
        return (literal, header)
      }
    }
  }

  /// Whether the file asks the library for more than the nonce of a response whose headers are set elsewhere.
  private static func usesMoreThanNonce(_ file: GoFile, _ imported: GoImport) -> Bool {
    file.tree.nodes(of: .selectorExpr).contains { selector in
      selector.operand?.text == imported.name && !(selector.name?.text.hasSuffix("Nonce") ?? false)
    }
  }

  /// A function that takes or gives back a handler, or is one of a router's middlewares.
  private static func isMiddleware(around literal: Node) -> Bool {
    literal.ancestors.contains { function in
      guard function.kind == .funcDecl || function.kind == .funcLit, let type = function.type else { return false }
      let results = type.results?.text ?? ""
      let parameters = type.parameters?.text ?? ""
      if ["http.Handler", "HandlerFunc", "MiddlewareFunc", "fiber.Handler"].contains(where: results.contains) {
        return parameters.contains("Handler") || results.contains("gin.") || results.contains("Middleware")
          || results.contains("fiber.")
      }
      return function.descendants(of: .callExpr).contains {
        ["ServeHTTP", "Next"].contains($0.calledName ?? "") && !(($0.calledOperandName ?? "").contains("rows"))
      }
    }
  }

  private static func isConditional(_ literal: Node) -> Bool {
    literal.ancestors.contains { ancestor in
      guard ancestor.kind == .ifStmt, let text = ancestor.condition?.text.lowercased() else { return false }
      return ["cfg", "config", "option", "enable", "setting", "opts"].contains { text.contains($0) }
    }
  }
}
