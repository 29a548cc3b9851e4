extension Suggestions {
  static let operationRules: [String: NamedRule] = [:]
}
