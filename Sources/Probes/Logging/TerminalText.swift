import GoSyntax
import Repository

/// Text that is laid out for the person at the terminal and speaks to them: several paragraphs on a standard stream,
/// which ask for something.
///
/// Limits: one paragraph may as well be a line of a log, whatever it asks for.
enum TerminalText {
  static func isGiven(to call: Node) -> Bool {
    guard call.calledName?.hasPrefix("Fprint") ?? false || call.calledName?.hasPrefix("Print") ?? false,
      let text = call.arguments.lazy.compactMap({ LiteralText.of($0) }).first
    else { return false }
    let lines = text.replacing("\\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.firstIndex(where: isWritten), let last = lines.lastIndex(where: isWritten),
      lines[first...last].contains(where: { !isWritten($0) })
    else { return false }
    let words = text.lowercased().split { !$0.isLetter }
    return words.contains { asking.contains($0) }
  }

  private static func isWritten(_ line: Substring) -> Bool { line.contains { !$0.isWhitespace } }

  private static let asking: Set<Substring> = ["please", "press", "visit", "enter"]
}
