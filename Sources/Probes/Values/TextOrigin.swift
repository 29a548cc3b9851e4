/// Where a text comes from, besides what the program's author wrote; empty for the author's own text and for numbers.
struct TextOrigin: OptionSet, Hashable {
  let rawValue: UInt8

  /// An environment variable.
  static let environment = TextOrigin(rawValue: 1)
  /// The program's arguments and flags.
  static let commandLine = TextOrigin(rawValue: 2)
  /// A field, a result or a variable nobody can tell more about.
  static let unknown = TextOrigin(rawValue: 4)
  /// A parameter of the function looked at.
  static let parameter = TextOrigin(rawValue: 8)
  /// A request, a connection, the terminal or a stored record.
  static let foreign = TextOrigin(rawValue: 16)

  static let authored: TextOrigin = []

  /// What it is called in a message.
  var name: String {
    if contains(.foreign) { return "a value from outside" }
    if contains(.parameter) { return "a parameter" }
    if contains(.commandLine) { return "an argument of the program" }
    if contains(.environment) { return "an environment variable" }
    return "a value"
  }
}
