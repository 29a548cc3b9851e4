import Foundation

/// Writes a Swift file that holds the given text files as raw string literals.
///
/// Usage: `embed-text OUTPUT FOLDER FILE...`. Each text is found under its path relative to FOLDER. A raw literal is
/// what the compiler reads fastest; line ends become line feeds, and a file that is not UTF-8 stops the build.
@main struct EmbedText {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      FileHandle.standardError.write(Data("usage: embed-text OUTPUT FOLDER FILE...\n".utf8))
      exit(2)
    }
    let folder = arguments[2] + "/"
    var names: [String] = []
    var literals = ""
    for (number, path) in arguments.dropFirst(3).enumerated() {
      let name = path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
      let text = try String(contentsOfFile: path, encoding: .utf8).replacingOccurrences(of: "\r\n", with: "\n")
      names.append(name)
      literals += "  private static let text\(number) = \(literal(text))\n\n"
    }
    let cases = names.enumerated().map { "    case \(quoted($1)): text\($0)\n" }.joined()
    let listed = names.map { "    \(quoted($0)),\n" }.joined()
    let source = """
      /// Texts embedded by the build; do not edit.
      enum EmbeddedTexts {
        static let names: [String] = [
      \(listed)  ]

        static func text(_ name: String) -> String? {
          switch name {
      \(cases)    default: nil
          }
        }

      \(literals)}

      """
    try source.write(toFile: arguments[1], atomically: true, encoding: .utf8)
  }

  /// A literal with as many `#` as no place in the text can end or interpolate.
  private static func literal(_ text: String) -> String {
    var marks = "#"
    while text.contains("\"\"\"" + marks) || text.contains("\\" + marks) { marks += "#" }
    return "\(marks)\"\"\"\n\(text)\n\"\"\"\(marks)"
  }

  private static func quoted(_ name: String) -> String { "#\"\(name)\"#" }
}
