import Terminal

/// What a script has in place of a terminal: it notes what it is asked for and plays the reader's editor.
final class ScriptStage: Display {
  var wasSuspended = false
  var wasRedrawn = false
  private(set) var copied: String?
  /// `PATH:LINE`, the path below the repository.
  private(set) var opened: String?
  /// What the reader writes into the next text; nil leaves it as it is.
  var writing: String?
  /// The next editor ends badly.
  var fails = false
  private let root: String

  init(root: String) { self.root = root }

  func suspend() { wasSuspended = true }
  func forget() { wasRedrawn = true }
  func copy(_ text: String) { copied = text }
  func setMouse(_ isOn: Bool) -> Bool { true }

  func edit(path: [CChar], line: Int?) -> Editor.Ending {
    let path = String(cString: path)
    let shown = path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    opened = line.map { "\(shown):\($0)" } ?? shown
    return ending()
  }

  func edit(text: String) -> (ending: Editor.Ending, text: String?) {
    let ending = ending()
    defer { writing = nil }
    return (ending, ending == .well ? writing ?? text : nil)
  }

  private func ending() -> Editor.Ending {
    defer { fails = false }
    return fails ? .badly(status: 1) : .well
  }
}
