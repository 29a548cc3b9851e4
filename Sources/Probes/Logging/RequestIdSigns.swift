import Evidence
import GoSyntax
import Repository

/// Collects where a request or trace id is taken or made, kept in a context, and written on log lines.
struct RequestIdSigns: FileFact {
  private(set) var accepted: [Finding] = []
  private(set) var kept: [Finding] = []
  /// The id becomes part of a logger that many lines are written with.
  private(set) var scoped: [Finding] = []
  private(set) var accessLines: [Finding] = []
  private(set) var errorLines: [Finding] = []
  /// On a line below the info level only.
  private(set) var debugLines: [Finding] = []

  private let id = RequestIdProbe.card.id

  init() {}

  /// Those of one file.
  init(_ file: GoFile) {
    read(file)
    readEntries(file)
  }

  mutating func add(_ other: RequestIdSigns) {
    accepted += other.accepted
    kept += other.kept
    scoped += other.scoped
    accessLines += other.accessLines
    errorLines += other.errorLines
    debugLines += other.debugLines
  }

  private mutating func read(_ file: GoFile) {
    for imported in file.imports {
      if let (what, also) = RequestIdSigns.middleware(imported.path), RequestIdSigns.serves(imported, file) {
        accepted.append(file.finding(id, at: imported.node, what, confidence: .medium))
        kept.append(file.finding(id, at: imported.node, what, confidence: .medium))
        if also {
          scoped.append(
            file.finding(
              id, at: imported.node, "\(imported.path) writes the trace id on log lines", confidence: .medium))
        }
      }
    }
    for call in file.tree.nodes(of: .callExpr) {
      guard let function = call.function?.unparenthesized, let name = function.lastName else { continue }
      read(call, function, name, file)
    }
    for selector in file.tree.nodes(of: .selectorExpr) {
      // `r.Use(middleware.RequestID)`: the function as a value.
      guard selector.name?.isText("RequestID") == true || selector.name?.isText("RequestIDHandler") == true,
        let operand = selector.operand, operand.kind == .ident
      else { continue }
      let written = operand.text
      guard file.imports.contains(where: { $0.name == written }), !isGetter(selector) else { continue }
      if selector.parent?.kind == .callExpr, selector.parent?.function == selector {
        if selector.name?.isText("RequestIDHandler") == true {
          scoped.append(file.finding(id, at: selector, "the request id is put on the request's logger"))
        }
      }
      accepted.append(file.finding(id, at: selector, "requests get an id"))
      kept.append(file.finding(id, at: selector, "the id is put into the request's context"))
    }
  }

  /// `ctxutil.RequestID(ctx)` reads the id that somebody else has put there.
  private func isGetter(_ selector: Node) -> Bool {
    if selector.isType { return true }
    guard let call = selector.parent, call.kind == .callExpr, call.function == selector,
      let first = call.arguments.first
    else {
      return false
    }
    return first.isText("ctx") || first.isText("c") || first.kind == .callExpr && first.function?.lastName == "Context"
  }

  private mutating func read(_ call: Node, _ function: Node, _ name: String, _ file: GoFile) {
    switch name {
    case "Get", "GetHeader", "GetReqHeaders", "Peek", "ValueFromIncomingContext", "Header":
      guard let key = headerKey(call) else { return }
      if RequestIdSigns.isRequestID(key), !readsAnswer(call), !RequestIdSigns.goesOut(call) {
        accepted.append(file.finding(id, at: call, "the id is taken from the request's \(key)"))
      }
    case "WithValue":
      if call.arguments.count == 3, call.arguments.dropFirst().contains(where: mentionsID),
        !RequestIdSigns.goesOut(call)
      {
        kept.append(file.finding(id, at: call, "the id is put into the context"))
        if call.arguments.dropFirst().contains(where: { isMade($0) }) {
          accepted.append(file.finding(id, at: call, "an id is made"))
        }
      }
    case "Set", "Locals":
      if let key = call.arguments.first.flatMap(LiteralText.of), RequestIdSigns.isRequestID(key), !key.contains("-"),
        call.arguments.count == 2
      {
        kept.append(file.finding(id, at: call, "the id is put into the request's context"))
      }
    case "SpanFromContext" where !asksForID(call): break
    case "SpanContextFromContext" where isOfProgram(call) || isOnlyAsked(call): break
    case "SpanContextFromContext", "SpanFromContext", "SetTextMapPropagator":
      if file.imports.contains(where: { $0.path.hasPrefix("go.opentelemetry.io/") }) {
        let what =
          name == "SetTextMapPropagator" ? "a propagator takes trace context over" : "trace context is taken over"
        accepted.append(file.finding(id, at: call, what))
        kept.append(file.finding(id, at: call, "trace context is carried in the context"))
      }
    default:
      // `requestID := uuid.NewString()`
      if ["NewString", "New", "NewV7", "NewRandom", "Make", "GenerateRequestID", "NewRequestID"].contains(name),
        let target = call.assignedName, RequestIdSigns.isRequestID(target), !isOnlyFilledIn(call),
        RequestIdSigns.makesIDs(call, file)
      {
        accepted.append(file.finding(id, at: call, "an id is made"))
      }
      if name.hasPrefix("With") || name.hasPrefix("Set") || name.hasPrefix("New") || name.hasPrefix("Put"),
        RequestIdSigns.isRequestID(name), !IdentifierWords(name).joined.hasSuffix("traceid") || takesFromContext(call),
        name != "SetRequestID" || call.arguments.count > 1
      {
        if name.hasPrefix("With"), givesLogger(call) {
          scoped.append(file.finding(id, at: call, "the id is put on a logger", confidence: .medium))
          return readField(call, name, file)
        }
        kept.append(file.finding(id, at: call, "the id is put into the context", confidence: .medium))
      }
    }
    readField(call, name, file)
  }

  /// A local variable whose only use is as an entry of literals: the number of a message that goes out.
  private func isOnlyFilledIn(_ call: Node) -> Bool {
    var value = call
    while let parent = value.parent, parent.kind == .callExpr || parent.kind == .selectorExpr { value = parent }
    guard let name = value.receivingVariable, name.kind == .ident, let function = name.outermostFunction else {
      return false
    }
    var uses = 0
    for use in function.descendants(of: .ident) where use.start > name.end && use.isSameText(as: name) {
      guard let parent = use.parent else { return false }
      if parent.kind == .keyValueExpr, parent.key == use { continue }
      guard parent.kind == .keyValueExpr || parent.kind == .compositeLit else { return false }
      uses += 1
    }
    return uses > 0
  }

  /// A log field: `slog.String("trace_id", ...)`, `.Str("request_id", ...)`, `logger.With("request_id", id)`.
  private mutating func readField(_ call: Node, _ name: String, _ file: GoFile) {
    let arguments = Array(call.arguments)
    guard !arguments.isEmpty, !RequestIdSigns.notFields.contains(name), !isSpanAttribute(call, file) else { return }
    // The other side's id of a call that this program made is no request's id.
    if arguments.contains(where: { $0.unparenthesized.kind == .callExpr && readsAnswer($0.unparenthesized) }) { return }
    var hasField = false
    for (i, argument) in arguments.enumerated() where i + 1 < arguments.count && !argument.isOfProtocol {
      if let key = LiteralText.of(argument) ?? constantName(argument), isOwnID(key, arguments[i + 1]) {
        hasField = true
      }
    }
    if let last = arguments.last, name == "WithFields" || name == "Fields",
      last.descendants(of: .basicLit).contains(where: { literal in
        LiteralText.of(literal).map { isOwnID($0, literal.parent?.value) } ?? false
      })
    {
      hasField = true
    }
    guard hasField, let function = call.function?.unparenthesized, function.kind == .selectorExpr else { return }
    let isField = RequestIdSigns.fieldMakers.contains(name)
    if name.hasPrefix("With") || name == "UpdateContext" || isField && isPartOfLogger(call) {
      scoped.append(file.finding(id, at: call, "the id is part of the request's logger"))
      return
    }
    if let method = LogMethod(name),
      LogCalls.receiverName(function.operand ?? function).map({ LogMethod.isLoggerName($0.name) }) ?? false
    {
      note(method.level, call, file)
    } else if isField {
      // The line is written by a call around it, or further down in the same function.
      noteLines(around: call, file)
    }
  }

  /// Whether key and value are the request's own id: a trace's id has to come from the context or the request, for
  /// traces are also data that is stored, sampled and shown.
  private func isOwnID(_ key: String, _ value: Node?) -> Bool {
    guard RequestIdSigns.isRequestID(key) else { return false }
    if let value, RequestIdSigns.isEntry(value) { return false }
    guard let value, IdentifierWords(key).joined.hasSuffix("traceid") else { return true }
    return isOfContext(value, depth: 0)
  }

  private func takesFromContext(_ call: Node) -> Bool { call.arguments.contains { isOfContext($0, depth: 0) } }

  private func isOfContext(_ value: Node, depth: Int) -> Bool {
    let names = value.kind == .ident ? [value] : Array(value.descendants(of: .ident))
    return names.contains { name in
      let text = name.text
      if RequestIdSigns.contexts.contains(text) || text.hasSuffix("Context") || text.hasSuffix("Ctx") {
        return !isOnlyHandedOn(name)
      }
      guard depth < 2, let function = name.outermostFunction else { return false }
      return function.descendants(of: .assignStmt).contains { assignment in
        assignment.start < name.start && assignment.leftSide.contains { $0.kind == .ident && $0.isSameText(as: name) }
          && assignment.rightSide.contains { isOfContext($0, depth: depth + 1) }
      }
    }
  }

  private static let contexts: Set<String> = ["ctx", "context", "c", "r", "req", "request", "Context", "uuid"]

  /// `span := trace.SpanFromContext(ctx)` takes an id only where the function asks the span for it.
  private func asksForID(_ call: Node) -> Bool {
    // `trace.SpanFromContext(ctx).TracerProvider()` asks for something else, and keeps nothing.
    if let asked = call.parent, asked.kind == .selectorExpr { return asked.name?.isText("SpanContext") ?? false }
    return call.outermostFunction?.descendants(of: .selectorExpr).contains { $0.name?.isText("SpanContext") ?? false }
      ?? true
  }

  /// `logger.With().Str("request_id", id).Logger()`, `logger = logger.With(slog.String(...))`, `AddAttrs` of a handler.
  private func isPartOfLogger(_ call: Node) -> Bool {
    var node = call
    while let parent = node.parent {
      switch parent.kind {
      case .selectorExpr, .keyValueExpr, .compositeLit: break
      case .callExpr:
        guard let name = parent.function?.unparenthesized.lastName else { return false }
        if name == "Logger" || name.hasPrefix("With") || name == "AddAttrs" { return true }
        if LogMethod(name) != nil || name == "Msg" || name == "Send" || name == "Msgf" { return false }
      default: return false
      }
      node = parent
    }
    return false
  }

  private mutating func noteLines(around call: Node, _ file: GoFile) {
    for ancestor in call.ancestors {
      if ancestor.kind == .callExpr, let name = ancestor.function?.unparenthesized.lastName {
        if name == "Msg" || name == "Send" || name == "Msgf" { return note(chainLevel(of: ancestor), ancestor, file) }
        if let method = LogMethod(name) { return note(method.level, ancestor, file) }
      }
      if ancestor.kind == .funcDecl {
        var levels: Set<LogMethod.Level> = []
        for line in ancestor.descendants(of: .callExpr) {
          guard let function = line.function?.unparenthesized, function.kind == .selectorExpr,
            let name = function.name?.text,
            let method = LogMethod(name), let operand = function.operand,
            LogCalls.receiverName(operand).map({ LogMethod.isLoggerName($0.name) }) ?? false
          else { continue }
          levels.insert(method.level)
        }
        for level in levels { note(level, call, file) }
        if levels.isEmpty, handsFieldsToLogger(ancestor) {
          scoped.append(file.finding(id, at: call, "the id is part of the request's logger"))
        }
        return
      }
    }
  }

  /// `fields = append(fields, zap.String("request_id", id))`, and later `logger.With(fields...)`.
  private func handsFieldsToLogger(_ function: Node) -> Bool {
    function.descendants(of: .callExpr).contains { call in
      call.function?.kind == .selectorExpr && call.function?.lastName?.hasPrefix("With") == true
        && !call.arguments.isEmpty
        && call.function?.lastName != "WithValue" && call.function?.lastName != "WithContext"
    }
  }

  private func chainLevel(of call: Node) -> LogMethod.Level {
    var level = LogMethod.Level.info
    var node = call.function?.unparenthesized.operand?.unparenthesized
    while let current = node, current.kind == .callExpr, let function = current.function?.unparenthesized {
      if let name = function.lastName, let method = LogMethod(name), current.arguments.count <= 1 {
        level = method.level
      }
      node = function.operand?.unparenthesized
    }
    return level
  }

  private mutating func note(_ level: LogMethod.Level, _ node: Node, _ file: GoFile) {
    switch level {
    case .trace, .debug: debugLines.append(file.finding(id, at: node, "the id is on a debug line", confidence: .medium))
    case .info, .none, .warn: accessLines.append(file.finding(id, at: node, "the id is on a log line"))
    case .error, .fatal: errorLines.append(file.finding(id, at: node, "the id is on an error line"))
    }
  }

  /// Lines put together by hand in functions that make log entries: `cW(entry.buf, "[%s]", reqID)`.
  private mutating func readEntries(_ file: GoFile) {
    for function in file.tree.nodes(of: .funcDecl) {
      guard let name = function.name?.text,
        IdentifierWords(name).containsAny(of: ["log", "logger", "logging", "entry", "accesslog"])
      else { continue }
      for call in function.descendants(of: .callExpr)
      where call.arguments.contains(where: { $0.kind == .ident && isOwnID($0.text, $0) }) {
        guard let callee = call.function?.lastName, !RequestIdSigns.isRequestID(callee), !callee.hasPrefix("With"),
          callee != "Set", callee != "WithValue"
        else { continue }
        accessLines.append(file.finding(id, at: call, "the id is written on the access line", confidence: .medium))
        errorLines.append(file.finding(id, at: call, "the id is written on the access line", confidence: .medium))
        return
      }
    }
  }

  /// `attribute.String("request_id", id)` is put on a span, and reaches no log line.
  private func isSpanAttribute(_ call: Node, _ file: GoFile) -> Bool {
    guard let package = call.calledOperandName else { return false }
    return file.imports.contains { $0.name == package && $0.path == "go.opentelemetry.io/otel/attribute" }
  }

  /// `resp.Header.Get(...)`: the field `Header` of the answer to a call that goes out, which a request taken in never is.
  private func readsAnswer(_ call: Node) -> Bool {
    // `responseHeaders.Get("X-Request-ID")`
    if let headers = call.function?.unparenthesized.operand?.unparenthesized, headers.kind == .ident,
      IdentifierWords(headers.text).containsAny(of: ["response", "resp"])
    {
      return true
    }
    guard let header = call.function?.unparenthesized.operand?.unparenthesized, header.kind == .selectorExpr,
      header.name?.isText("Header") == true || header.name?.isText("Trailer") == true,
      let holder = header.operand?.unparenthesized
    else { return false }
    if holder.kind == .selectorExpr, holder.name?.isText("Response") == true { return true }
    guard let name = holder.lastName?.lowercased() else { return false }
    return name.hasPrefix("resp") || name.hasSuffix("resp") || name.hasSuffix("response") || name == "res"
      || name == "rsp"
  }

  private func headerKey(_ call: Node) -> String? {
    for argument in call.arguments {
      if let text = LiteralText.of(argument) ?? constantName(argument) { return text }
    }
    return nil
  }

  /// A constant's name says what it holds well enough: `RequestIDHeader`, `headerRequestID`, `echo.HeaderXRequestID`.
  private func constantName(_ node: Node) -> String? {
    if node.kind == .callExpr, node.arguments.count == 1, node.function?.isText("string") == true,
      let inner = node.arguments.first
    {
      return constantName(inner)
    }
    guard let name = node.lastName, node.kind == .ident || node.kind == .selectorExpr else { return nil }
    for suffix in ["Header", "Key", "HeaderName", "Field", "HeaderKey", "CtxKey"] where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  private func mentionsID(_ node: Node) -> Bool {
    if let name = constantName(node), RequestIdSigns.isRequestID(name) { return true }
    if let text = LiteralText.of(node), RequestIdSigns.isRequestID(text) { return true }
    if node.kind == .compositeLit, let type = node.type?.lastName {
      return constantNameText(type).map(RequestIdSigns.isRequestID) ?? false
    }
    return node.kind == .callExpr && (node.function?.lastName.map(RequestIdSigns.isRequestID) ?? false)
  }

  private func constantNameText(_ name: String) -> String? {
    for suffix in ["Key", "CtxKey", "ContextKey"] where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  private func isMade(_ node: Node) -> Bool { node.kind == .callExpr && node.text.contains("uuid") }
}
