import Foundation

/// The program in a pseudo-terminal of ours: every byte it writes, the picture they make, and the modes of the line.
///
/// All waiting is for a condition, by poll on the terminal and on the program's end. When the last reference goes, or
/// the test process dies, the terminal is gone, and with it whatever ran in it.
final class PseudoTerminal {
  private(set) var screen: TerminalEmulator
  /// All that was written, from the start.
  private(set) var bytes: [UInt8] = []
  /// What the line was like before the program.
  let modesBefore: LineModes
  let process: pid_t
  private let lifeline: Lifeline
  private var controller: Int32
  /// Held open so that the line keeps its modes when the program has ended.
  private var line: Int32
  private var status: Int32?

  struct NoTerminal: Error {}

  /// How long a condition may take before the test gives up; no test passes or fails by being slow.
  static let patienceMilliseconds: Int32 = 10_000

  static func with<Result>(
    _ command: [String], columns: Int = 80, rows: Int = 24, environment: [String: String],
    errorsTo errors: String? = nil,
    _ body: (PseudoTerminal) throws -> Result
  ) throws -> Result {
    let terminal = try PseudoTerminal(
      command, columns: columns, rows: rows, environment: environment, errorsTo: errors)
    defer { terminal.close() }
    return try body(terminal)
  }

  private init(
    _ command: [String], columns: Int, rows: Int, environment: [String: String], errorsTo errors: String?
  ) throws {
    screen = TerminalEmulator(width: columns, height: rows)
    // What posix_openpt and unlockpt do, which Swift does not import.
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var number: Int32 = 0
    var locked: Int32 = 0
    let unlock: UInt = 0x4004_5431
    let tellNumber: UInt = 0x8004_5430
    guard controller >= 0, ioctl(controller, unlock, &locked) == 0, ioctl(controller, tellNumber, &number) == 0 else {
      throw NoTerminal()
    }
    let name = "/dev/pts/\(number)"
    line = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard line >= 0, let modes = LineModes(line) else { throw NoTerminal() }
    modesBefore = modes
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that a session's leader opens becomes its own.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    if let errors {
      posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    } else {
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
    lifeline = try Lifeline()
    lifeline.give(to: &actions)
    PseudoTerminal.setSize(controller, columns, rows)
    process = try ChildProcess.spawn(command, environment: environment, actions: &actions, isSessionLeader: true)
    lifeline.letGo()
  }

  private static func setSize(_ descriptor: Int32, _ columns: Int, _ rows: Int) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  /// Ends what is left.
  private func close() {
    vanish()
    if status == nil, !lifeline.wait(seconds: 0) {
      kill(-process, SIGKILL)
      kill(process, SIGKILL)
    }
    _ = reap()
  }

  // MARK: Doing

  func resize(_ columns: Int, _ rows: Int) {
    guard (columns, rows) != (screen.width, screen.height) else { return }
    screen.resize(width: columns, height: rows)
    PseudoTerminal.setSize(controller, columns, rows)
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(controller, bytes, bytes.count)
  }

  /// Keys as people write them: `j j <Enter> :goto <Tab>`; arrows in the form the program asked for.
  func press(_ script: String) {
    for token in script.split(separator: " ") {
      guard token.hasPrefix("<"), token.hasSuffix(">") else {
        send(String(token))
        continue
      }
      let name = String(token.dropFirst().dropLast())
      if name.hasPrefix("C-"), let letter = name.utf8.last {
        send(String(Unicode.Scalar(letter & 0x1F)))
      } else {
        send(PseudoTerminal.named(name, isApplication: screen.modes.hasApplicationCursorKeys))
      }
    }
  }

  private static func named(_ name: String, isApplication: Bool) -> String {
    let start = isApplication ? "\u{1B}O" : "\u{1B}["
    let keys = [
      "Enter": "\r", "Esc": "\u{1B}", "Tab": "\t", "S-Tab": "\u{1B}[Z", "BS": "\u{7F}", "Space": " ",
      "Up": start + "A", "Down": start + "B", "Right": start + "C", "Left": start + "D", "Home": start + "H",
      "End": start + "F", "PgUp": "\u{1B}[5~", "PgDn": "\u{1B}[6~", "Del": "\u{1B}[3~", "F1": "\u{1B}OP",
    ]
    guard let bytes = keys[name] else { preconditionFailure("no key is called \(name)") }
    return bytes
  }

  func signal(_ number: Int32) { kill(process, number) }

  /// The terminal goes away, as when its window is closed.
  func vanish() {
    if controller >= 0 { _ = Glibc.close(controller) }
    if line >= 0 { _ = Glibc.close(line) }
    controller = -1
    line = -1
  }

  // MARK: Waiting

  /// Waits until the screen is as wanted; false when the program ended or patience did.
  func wait(until isAsWanted: (TerminalEmulator) -> Bool) -> Bool {
    while !isAsWanted(screen) {
      guard readMore() else { return isAsWanted(screen) }
    }
    return true
  }

  func waitFor(_ text: String) -> Bool { wait { $0.text.contains(text) } }

  /// Waits until `count` bytes have been written since `start` that hold a text.
  func waitForBytes(_ text: String, since start: Int = 0) -> Bool {
    let wanted = Array(text.utf8)
    while !bytes[start...].contains(wanted) {
      guard readMore() else { return bytes[start...].contains(wanted) }
    }
    return true
  }

  /// Waits until the program and all it started are gone; how it ended, as a shell says it.
  func waitForEnd() -> Int32? {
    while readMore() {}
    let patience = controller < 0 ? PseudoTerminal.patienceMilliseconds / 1000 : 0
    guard lifeline.wait(seconds: patience) else { return nil }
    takeRest()
    return reap()
  }

  /// Takes what the program wrote last: the kernel's workers may bring it here after its end. A mark written behind it
  /// takes the same way, so nothing is missing once the mark is here.
  private func takeRest() {
    guard controller >= 0 else { return }
    var mark: UInt8 = 0x05
    guard Glibc.write(line, &mark, 1) == 1 else { return }
    while bytes.last != mark {
      var wanted = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
      guard poll(&wanted, 1, PseudoTerminal.patienceMilliseconds) > 0, take() else { return }
    }
    bytes.removeLast()
  }

  /// The process group that has the terminal.
  var foregroundGroup: pid_t? {
    let group = tcgetpgrp(controller)
    return group > 0 ? group : nil
  }

  /// What the line is like now.
  var modes: LineModes? { LineModes(line) }

  /// Reads what comes next; false when nothing more can come, or patience ends.
  private func readMore() -> Bool {
    guard controller >= 0 else { return false }
    var wanted = [pollfd(fd: controller, events: Int16(POLLIN), revents: 0), lifeline.pollDescriptor]
    let count = poll(&wanted, 2, PseudoTerminal.patienceMilliseconds)
    if count < 0 { return errno == EINTR }
    guard count > 0, wanted[0].revents & Int16(POLLIN) != 0 else { return false }
    return take()
  }

  private func take() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let read = Glibc.read(controller, &buffer, buffer.count)
    guard read > 0 else { return false }
    bytes += buffer[..<read]
    screen.take(buffer[..<read])
    return true
  }

  private func reap() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(process, &raw, 0) < 0 && errno == EINTR {}
    let ended = ChildProcess.shellStatus(raw)
    status = ended
    return ended
  }
}

/// All settings of a line, to be compared.
struct LineModes: Hashable {
  private let flags: [UInt32]
  private let characters: [UInt8]
  /// Whether the line is edited by the system and echoed, as a shell's programs expect it.
  let isCooked: Bool

  init?(_ descriptor: Int32) {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { return nil }
    flags = [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag, modes.c_ispeed, modes.c_ospeed]
    characters = withUnsafeBytes(of: modes.c_cc) { Array($0) }
    isCooked = modes.c_lflag & UInt32(ICANON) != 0 && modes.c_lflag & UInt32(ECHO) != 0
  }
}
