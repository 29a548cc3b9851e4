extension Suggestions {
  static let errorRules: [String: NamedRule] = [:]
}
