import GoSyntax
import Repository

/// What is known of libraries that make, keep or log ids of requests.
extension RequestIdSigns {
  /// Whether an instrumentation of both sides is used where requests come in: `otelhttp.NewHandler`, and no transport.
  static func serves(_ imported: GoImport, _ file: GoFile) -> Bool {
    guard imported.path.hasSuffix("/otelhttp") || imported.path.hasSuffix("/otelgrpc") else { return true }
    return file.tree.nodes(of: .selectorExpr).contains { selector in
      guard let name = selector.name?.text, selector.operand?.kind == .ident,
        selector.operand?.text == imported.name
      else { return false }
      return name.contains("Server") || name.hasPrefix("NewHandler") || name.hasPrefix("NewMiddleware")
        || name.hasPrefix("WithRouteTag")
    }
  }

  /// Whole middlewares by import path, and whether they write the id on log lines too.
  static func middleware(_ path: String) -> (String, Bool)? {
    // Filters only choose what is traced.
    if path.hasSuffix("/filters") { return nil }
    for (part, what, logs) in middlewares where path.contains(part) { return (what, logs) }
    return nil
  }

  static let middlewares: [(String, String, Bool)] = [
    ("go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp", "otelhttp takes over trace context", false),
    ("go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc", "otelgrpc takes over trace context", false),
    ("go.opentelemetry.io/contrib/instrumentation/github.com/", "otel instrumentation takes over trace context", false),
    ("otelfiber", "otelfiber takes over trace context", false), ("otelchi", "otelchi takes over trace context", false),
    ("gin-contrib/requestid", "gin-contrib/requestid gives requests an id", false),
    ("gofiber/fiber/v2/middleware/requestid", "fiber gives requests an id", false),
    ("gofiber/fiber/v3/middleware/requestid", "fiber gives requests an id", false),
    ("go.opentelemetry.io/contrib/bridges/otelslog", "otelslog carries trace context into log records", true),
    ("slog-otel", "the log handler adds trace context", true),
    ("go-chi/httplog", "httplog logs with the request id", true),
    ("samber/slog-chi", "slog-chi logs with the request id", true),
    ("samber/slog-gin", "slog-gin logs with the request id", true),
    ("samber/slog-echo", "slog-echo logs with the request id", true),
    ("samber/slog-fiber", "slog-fiber logs with the request id", true),
    ("otelzap", "otelzap carries trace context into log records", false),
    ("otellogrus", "otellogrus carries trace context", true),
    ("ctxzap", "ctxzap carries a request's logger", false),
  ]

  /// Whether a call is of something that makes ids: a value's method, or a package that is named for them.
  ///
  /// `errNoRequestID := errors.New("…")` makes none.
  static func makesIDs(_ call: Node, _ file: GoFile) -> Bool {
    guard let operand = call.calledOperandName, let imported = file.imports.first(where: { $0.name == operand }) else {
      return true
    }
    return imported.path.lowercased().contains("id") || call.calledName?.contains("ID") ?? false
  }

  /// `for correlationID, found := range answers`: the number of one entry of many, not of the request they belong to.
  static func isEntry(_ value: Node) -> Bool {
    value.kind == .ident
      && value.ancestors.contains { loop in
        loop.kind == .rangeStmt && [loop.key, loop.value].contains { $0?.isSameText(as: value) ?? false }
      }
  }

  /// Whether a call stands in a function that gives the answer to a request it sends: a RoundTripper, a policy of an SDK.
  static func goesOut(_ call: Node) -> Bool {
    call.ancestors.contains { around in
      guard around.kind == .funcDecl || around.kind == .funcLit, let given = around.type?.results?.fields.first?.type
      else { return false }
      return given.isText("*http.Response")
    }
  }

  static let fieldMakers: Set<String> = [
    "String", "Str", "Stringer", "Any", "Strs", "ByteString", "Group", "Field", "Interface", "Hex", "AddAttrs",
    "Append",
  ]
  static let notFields: Set<String> = [
    "Get", "Set", "Add", "Del", "GetHeader", "Header", "WithValue", "Locals", "Peek", "SetHeader",
    "AppendToOutgoingContext", "Pairs",
    "NewOutgoingContext", "SetAttributes", "append", "Param", "Query", "Getenv", "Errorf", "Sprintf", "Int64",
    "Contains", "HasPrefix", "EqualFold",
  ]
}
