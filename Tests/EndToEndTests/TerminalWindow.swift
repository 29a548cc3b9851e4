import Foundation

/// The program in a real terminal: a tmux server of its own, keys in, the screen out.
final class TerminalWindow {
  private let socket = "assay-\(UUID().uuidString.prefix(8))"

  /// Starts a command in a window of a size; the window stays when the command ends.
  init(_ command: [String], columns: Int, rows: Int, environment: [String: String]) throws {
    let settings = environment.map { "\($0.key)=\($0.value)" }.sorted()
    try tmux(
      ["-f", "/dev/null", "new-session", "-d", "-s", "assay", "-x", "\(columns)", "-y", "\(rows)", "env"] + settings
        + command)
    try tmux(["set-option", "-g", "remain-on-exit", "on"])
  }

  deinit { _ = try? tmux(["kill-server"]) }

  /// Keys by tmux's names: `a`, `Enter`, `Escape`, `C-c`, `Down`.
  func press(_ keys: String...) throws { for key in keys { try tmux(["send-keys", "-t", "assay", key]) } }

  func type(_ text: String) throws { try tmux(["send-keys", "-t", "assay", "-l", text]) }

  /// The screen as text, one line a row.
  func screen() throws -> String { try tmux(["capture-pane", "-p", "-t", "assay"]) }

  /// The process in the window.
  func processIdentifier() throws -> Int32? {
    Int32(
      try tmux(["display-message", "-p", "-t", "assay", "#{pane_pid}"]).trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Waits until the program has ended; whether it has.
  func hasEnded(within seconds: Double = 30) throws -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if try tmux(["display-message", "-p", "-t", "assay", "#{pane_dead}"]).hasPrefix("1") { return true }
      Thread.sleep(forTimeInterval: 0.05)
    }
    return false
  }

  /// Waits until the screen holds a text; the last screen is the answer either way.
  func waitFor(_ text: String, within seconds: Double = 30) throws -> String {
    let end = Date().addingTimeInterval(seconds)
    var seen = ""
    while Date() < end {
      seen = try screen()
      if seen.contains(text) { return seen }
      Thread.sleep(forTimeInterval: 0.05)
    }
    return seen
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]
    return try ChildProcess.run(["tmux", "-L", socket] + arguments, environment: environment).output
  }
}
