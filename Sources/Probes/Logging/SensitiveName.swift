/// Kinds of sensitive values that a name says by two words together, or by a word no other kind of value has.
enum SensitiveName {
  static func kind(of identifier: IdentifierWords) -> SensitiveValue.Kind? {
    let words = identifier.words
    guard let last = words.last else { return nil }
    if isConnection(words) { return .connection }
    if alone.contains(last) || datesOfBirth.contains(identifier.joined) { return .person }
    let before = words.count > 1 ? words[words.count - 2] : ""
    if last == "card", before == "credit" || before == "debit" { return .person }
    if last == "date", before == "birth" { return .person }
    if codes.contains(last) { return .code }
    return nil
  }

  /// `connString`, `databaseURL`, `DATABASE_URL`: the password of the database is in it.
  private static func isConnection(_ words: [String]) -> Bool {
    guard words.count > 1, let last = words.last else { return false }
    let before = words[words.count - 2]
    if last == "str" || last == "string" { return before == "conn" || before == "connection" || before == "connect" }
    return (last == "url" || last == "uri") && databases.contains(before)
  }

  private static let databases: Set<String> = [
    "database", "db", "postgres", "postgresql", "pg", "mysql", "mongo", "mongodb", "amqp", "rabbitmq",
  ]
  private static let alone: Set<String> = ["phone", "iban", "dob"]
  private static let datesOfBirth: Set<String> = ["dateofbirth"]
  private static let codes: Set<String> = ["otp", "cvv", "cvc", "totp"]
}
