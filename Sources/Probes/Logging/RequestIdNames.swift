import GoSyntax

/// How the id of a request is named: in variables, keys, headers and functions.
///
/// Limits: the id of what people ask for, a pull request or a consent, is known by a list of such deeds.
extension RequestIdSigns {
  /// Whether a name or key is a request's id: `requestID`, `req_id`, `X-Request-Id`, `trace_id`, `correlation-id`.
  static func isRequestID(_ text: some StringProtocol) -> Bool {
    guard text.utf8.count >= 5, text.utf8.count <= 48 else { return false }
    let words = IdentifierWords(text)
    let joined = words.joined
    if names.contains(where: { joined.hasSuffix($0) }) { return !joined.hasPrefix("no") && !isOfDeed(words.words) }
    // Transactions of databases and payments have ids as well: only the header's name is known to be a request's.
    return joined == "traceparent" || joined == "xtransactionid"
  }

  /// `consent_request_id`, `pullRequestID`: the key of something that people ask for, kept as data.
  private static func isOfDeed(_ words: [String]) -> Bool {
    guard let position = words.lastIndex(of: "request"), position > 0 else { return false }
    return deeds.contains(words[position - 1])
  }

  private static let deeds: Set<String> = [
    "pull", "merge", "change", "feature", "consent", "login", "logout", "device", "authorize", "authorization",
    "signing", "certificate", "payment", "refund", "order", "booking", "transfer", "withdrawal", "approval", "access",
    "join", "friend", "support", "export", "import", "deletion", "leave", "review",
    // Two that are compared: one of them may be any thing's.
    "expected", "actual",
  ]

  private static let names = [
    "requestid", "reqid", "traceid", "correlationid", "requestuid", "requestuuid",
  ]
}

extension Node {
  /// Whether the selector stands where a type does: `map[network.RequestID]*request`, `id network.RequestID`.
  var isType: Bool {
    guard let parent else { return false }
    switch parent.kind {
    case .mapType, .arrayType, .chanType, .starExpr, .typeSpec, .typeAssertExpr, .ellipsis: return true
    case .field, .valueSpec, .compositeLit: return parent.type == self
    // `event.RequestID == network.RequestID(id)` converts.
    case .callExpr: return parent.function == self && parent.parent?.kind == .binaryExpr
    default: return false
    }
  }

  /// Whether a value is the id of a message of some protocol, by the type of the parameter it is or comes from:
  /// `id network.RequestID`, or `event.RequestID` of `event *network.EventResponse`.
  var isOfProtocol: Bool {
    let isField = kind == .selectorExpr
    guard let root = isField ? operand?.unparenthesized : self, root.kind == .ident,
      let parameters = outermostFunction?.type?.parameters,
      var type = parameters.fields.first(where: { $0.names.contains { $0.isSpelled(like: root) } })?.type
    else { return false }
    if type.kind == .starExpr, let pointee = type.operand { type = pointee }
    guard type.kind == .selectorExpr, let name = type.name?.text else { return false }
    return isField ? IdentifierWords(name).contains("event") : RequestIdSigns.isRequestID(name)
  }
}
