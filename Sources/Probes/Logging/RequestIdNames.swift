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
    return joined == "traceparent"
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
  ]

  private static let names = [
    "requestid", "reqid", "traceid", "correlationid", "requestuid", "transactionid", "requestuuid",
  ]
}
