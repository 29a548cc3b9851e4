extension Suggestions {
  static let structureRules: [String: NamedRule] = [:]
}
