extension Suggestions {
  static let servingRules: [String: NamedRule] = [:]
}
