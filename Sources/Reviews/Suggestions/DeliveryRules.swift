extension Suggestions {
  static let deliveryRules: [String: NamedRule] = [:]
}
