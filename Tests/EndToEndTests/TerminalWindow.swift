import Foundation

/// The program in tmux: a terminal that is not ours, so that what we see does not rest on our own emulator alone.
///
/// One server for each window, spoken to in tmux's control mode through a pipe. The session lives as long as this
/// client does, so the server ends with the test whatever becomes of it, a killed test process included; its socket
/// is in a folder of its own. What happens on the screen arrives as lines on the pipe: nothing here sleeps.
final class TerminalWindow {
  private let folder: TemporaryFolder
  private let client: PipedProcess

  struct Refused: Error { let command: String }

  /// Runs a command in a window of that size; whatever happens in `body`, the server is gone afterwards.
  static func with<Result>(
    _ command: [String], columns: Int, rows: Int, environment: [String: String],
    _ body: (TerminalWindow) throws -> Result
  ) throws -> Result {
    let window = try TerminalWindow(command, columns: columns, rows: rows, environment: environment)
    defer { window.close() }
    return try body(window)
  }

  private init(_ command: [String], columns: Int, rows: Int, environment: [String: String]) throws {
    folder = try TemporaryFolder()
    client = try PipedProcess(
      ["tmux", "-S", folder.path + "/tmux", "-f", "/dev/null", "-C", "new-session", "cat"],
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"])
    // Before that there is no session a command could mean.
    while let line = client.line(), !line.hasPrefix("%session-changed") {}
    do {
      try tmux("set-option destroy-unattached on")
      try tmux("refresh-client -C \(columns)x\(rows)")
      let settings = environment.map { "\($0.key)=\($0.value)" }.sorted()
      let words = (["exec", "env"] + settings + command).map { word in quoted(word) }
      try tmux("respawn-pane -k \(quoted(words.joined(separator: " ")))")
    } catch {
      close()
      throw error
    }
  }

  private func close() {
    client.write("kill-server\n")
    isServerGone = client.close()
  }

  /// Known once the window is closed.
  private(set) var isServerGone = false

  /// Keys by tmux's names: `a`, `Enter`, `Escape`, `C-c`, `Down`.
  func press(_ keys: String...) throws { for key in keys { try tmux("send-keys \(quoted(key))") } }

  func type(_ text: String) throws { try tmux("send-keys -l \(quoted(text))") }

  /// The screen as text, one line a row.
  func screen() throws -> String { try tmux("capture-pane -p") }

  /// What stands in one column, from the top row on, as tmux counts columns: a rectangle of one column is copied.
  ///
  /// It is drawn from the bottom upwards, because the keys of the last row are ASCII: in copy mode the cursor goes to the
  /// right by characters.
  func column(_ x: Int, height: Int) throws -> [String] {
    try tmux("copy-mode")
    for step in [
      "bottom-line", "start-of-line", "begin-selection", "rectangle-on", "-N \(x) cursor-right", "begin-selection",
      "-N \(height - 1) cursor-up", "copy-selection-and-cancel",
    ] {
      try tmux("send-keys -X \(step)")
    }
    return try tmux("show-buffer").components(separatedBy: "\n")
  }

  /// The process in the window.
  func processIdentifier() throws -> Int32? { Int32(try tmux("display-message -p '#{pane_pid}'")) }

  /// Waits until the program has ended, which ends the session and this client; whether it has.
  func hasEnded() -> Bool {
    while let line = client.line() {
      if line.hasPrefix("%exit") { return true }
    }
    return client.isAtEnd
  }

  /// Waits until the screen holds a text; the last screen is the answer either way.
  func waitFor(_ text: String) throws -> String { try waitUntil { $0.contains(text) } }

  /// Waits until the screen is as wanted; the last screen is the answer either way.
  func waitUntil(_ isAsWanted: (String) -> Bool) throws -> String {
    while true {
      let seen = try screen()
      if isAsWanted(seen) { return seen }
      // The program writes, and tmux says so; the picture before may have been taken in between.
      guard hasChanged || client.line() != nil else { return seen }
      hasChanged = false
    }
  }

  /// Whether the program has written since the screen was asked for.
  private var hasChanged = false

  /// Sends a command; what it prints.
  @discardableResult
  private func tmux(_ command: String) throws -> String {
    hasChanged = false
    client.write(command + "\n")
    var answer: [String]?
    while let line = client.line() {
      // Blocks of commands that came by the pipe have the flag 1.
      if line.hasPrefix("%begin "), line.hasSuffix(" 1") {
        answer = []
      } else if let lines = answer, line.hasPrefix("%end ") {
        return lines.joined(separator: "\n")
      } else if answer != nil, line.hasPrefix("%error ") {
        break
      } else if answer != nil {
        answer?.append(line)
      } else if line.hasPrefix("%output ") {
        hasChanged = true
      }
    }
    throw Refused(command: command)
  }

  /// As both tmux and the shell read it.
  private func quoted(_ word: String) -> String { "'" + word.replacing("'", with: "'\\''") + "'" }
}

/// A child with pipes as its standard input and output, read line by line.
final class PipedProcess {
  private let child: pid_t
  private let lifeline: Lifeline
  private var input: Int32
  private let output: Int32
  private var waiting: [UInt8] = []
  private(set) var isAtEnd = false

  init(_ words: [String], environment: [String: String]) throws {
    let (inputOfChild, input) = try ChildProcess.pipe()
    let (output, outputOfChild) = try ChildProcess.pipe()
    defer {
      _ = Glibc.close(inputOfChild)
      _ = Glibc.close(outputOfChild)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputOfChild, 0)
    posix_spawn_file_actions_adddup2(&actions, outputOfChild, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    lifeline = try Lifeline()
    lifeline.give(to: &actions)
    child = try ChildProcess.spawn(words, environment: environment, actions: &actions)
    lifeline.letGo()
    self.input = input
    self.output = output
    // A child that has ended is no reason to end.
    signal(SIGPIPE, SIG_IGN)
  }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    if Glibc.write(input, bytes, bytes.count) < 0 { isAtEnd = true }
  }

  /// The next line; nil at the end, or when nothing comes for half a minute.
  func line() -> String? {
    while true {
      if let end = waiting.firstIndex(of: 0x0A) {
        defer { waiting.removeSubrange(...end) }
        return String(decoding: waiting[..<end], as: UTF8.self)
      }
      var wanted = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard !isAtEnd, poll(&wanted, 1, 30_000) > 0 else { return nil }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(output, &buffer, buffer.count)
      guard count > 0 else {
        isAtEnd = true
        return nil
      }
      waiting += buffer[..<count]
    }
  }

  /// Closes its input, reads on to its end and takes its status; whether all that it had started is gone.
  @discardableResult
  func close() -> Bool {
    guard input >= 0 else { return lifeline.wait(seconds: 0) }
    _ = Glibc.close(input)
    input = -1
    while line() != nil {}
    if !isAtEnd { kill(child, SIGKILL) }
    _ = Glibc.close(output)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return lifeline.wait()
  }

  deinit { close() }
}
