import CCurses
import Canvas

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The terminal: opens it, shows frames, listens, and gives it back however the process ends.
///
/// One at a time, on the main thread. Other threads reach the loop through a `Mailbox`.
package final class Terminal: Display {
  /// What this terminal can show.
  package let look: Look
  package let doorbell: Doorbell

  /// Nil where writing is left to curses.
  private let dialect: TerminalDialect?
  private var shown: Frame?
  private var keyReader = KeyReader()
  private var isOpen = true
  private var emptyReadCount = 0
  private var isGone = false

  /// Why the conversation ended when it was not the reader who ended it.
  package var ending: Ending? {
    let signal = Int(screen_asked_to_end())
    if isGone || signal == Int(SIGHUP) { return .gone }
    return signal == 0 ? nil : .asked(signal: signal)
  }

  package enum Ending: Hashable, Sendable {
    case asked(signal: Int)
    /// The terminal hung up.
    case gone
  }

  /// Takes the terminal over, or says in one line why it cannot.
  package init(_ settings: TerminalSettings = TerminalSettings()) throws(TerminalProblem) {
    let name = environmentValue("TERM") ?? ""
    guard screen_is_interactive() else { throw .notInteractive }
    guard !name.isEmpty else { throw .unknown(name: name) }
    guard name != "dumb" else { throw .dumb }
    let isUnicode = screen_locale_is_utf8() && !settings.isASCII
    let bell = screen_bell_open()
    guard bell >= 0 else { throw .noPipe }
    let wantsColour = settings.hasColour ?? (environmentValue("NO_COLOR") ?? "").isEmpty
    if !screen_open(name, wantsColour) {
      guard name.hasPrefix("xterm-"), screen_open("xterm-256color", wantsColour) else { throw .unknown(name: name) }
    }
    doorbell = Doorbell(descriptor: bell)
    look = Look(glyphs: isUnicode ? .unicode : .ascii, hasColour: screen_has_colour())
    dialect = TerminalDialect(hasColour: screen_has_colour()) { screen_capability($0).map { String(cString: $0) } }
  }

  package var size: Size {
    var width: Int32 = 0
    var height: Int32 = 0
    screen_size(&width, &height)
    return Size(width: max(1, Int(width)), height: max(1, Int(height)))
  }

  /// Draws what differs from the picture before, in one write.
  package func show(_ frame: Frame) {
    if let dialect {
      send(FramePainter.bytes(from: shown, to: frame, in: dialect))
      shown = frame
      return
    }
    let previous = shown?.size == frame.size ? shown : nil
    for y in 0..<frame.size.height where previous == nil || !frame.hasSameRow(y, as: previous ?? frame) {
      screen_clear_row(Int32(y))
      for run in frame.runs(y) {
        screen_put(
          Int32(y), Int32(run.x), run.scalars, Int32(run.scalars.count), run.style.attributes, run.style.screenColour)
      }
    }
    shown = frame
    screen_flush(Int32(frame.cursor.y), Int32(frame.cursor.x))
  }

  /// The next frame is drawn anew from the first cell to the last.
  package func forget() {
    shown = nil
    screen_forget()
  }

  /// Waits for keys, mail or the end; nil waits without limit. Never returns empty but after the time given.
  package func wait(milliseconds: Int? = nil) -> [Input] {
    while true {
      let seen = Int(screen_wait(Int32(milliseconds ?? -1)))
      var inputs: [Input] = []
      if seen & SCREEN_INPUT != 0 || seen & SCREEN_INTERRUPTED != 0 {
        inputs = keys()
        let isEmptyRead = inputs.isEmpty && seen & SCREEN_INPUT != 0 && !keyReader.isPasting
        emptyReadCount = isEmptyRead ? emptyReadCount + 1 : 0
      }
      if seen & SCREEN_BELL != 0 { inputs += rung() }
      if seen & SCREEN_GONE != 0 || emptyReadCount > 2 {
        isGone = true
        inputs.append(.key(.endOfInput))
      }
      if !inputs.isEmpty || (seen == 0 && milliseconds != nil) { return inputs }
    }
  }

  /// Whether neither a key nor mail comes within so many milliseconds.
  func isQuiet(for milliseconds: Int32) -> Bool { screen_wait(milliseconds) == 0 }

  /// Stops the process as `^Z` does everywhere, and repaints when it goes on.
  package func suspend() {
    screen_suspend()
    shown = nil
  }

  /// Lends the terminal: `body` runs with it as the shell had it.
  package func lend<Result>(_ body: () -> Result) -> Result {
    screen_leave()
    defer {
      screen_return()
      shown = nil
    }
    return body()
  }

  /// Puts text on the reader's clipboard by OSC 52, through tmux and screen. There is no answer, so none is given.
  package func copy(_ text: String) {
    send(
      Array(
        Clipboard.sequence(text, isTmux: environmentValue("TMUX") != nil, terminal: environmentValue("TERM") ?? "").utf8
      ))
  }

  private func send(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      screen_send(buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count))
    }
  }

  /// Whether clicks and the wheel come as keys. Off at first: a terminal's own selecting needs the mouse.
  package func setMouse(_ isOn: Bool) -> Bool { screen_mouse(isOn) }

  /// Gives the terminal back. Called twice it does nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    screen_close()
  }

  deinit { close() }

  private var mousePlace: Position {
    var x: Int32 = 0
    var y: Int32 = 0
    screen_mouse_place(&x, &y)
    return Position(x: Int(x), y: Int(y))
  }

  private func keys() -> [Input] {
    var inputs: [Input] = []
    while true {
      var value: UInt32 = 0
      let kind = Int(screen_key(&value))
      if kind == SCREEN_NO_KEY { break }
      // Curses' own word for a new size comes late, and again after each look at the size; the bell has told it.
      if kind == SCREEN_SPECIAL, Int(value) == SCREEN_RESIZED { continue }
      if let key = keyReader.key(isSpecial: kind == SCREEN_SPECIAL, value, at: mousePlace) {
        inputs.append(.key(key))
      }
    }
    return inputs
  }

  /// What rang: mail, or a signal that was turned into a letter.
  private func rung() -> [Input] {
    var letters = [CChar](repeating: 0, count: 64)
    var inputs: Set<Input> = []
    while true {
      let count = screen_bell_take(&letters, Int32(letters.count))
      for letter in letters.prefix(Int(count)) {
        switch Int(letter) {
        case SCREEN_BELL_LEAVE: inputs.insert(.key(.endOfInput))
        case SCREEN_BELL_SUSPEND: inputs.insert(.key(.control("z")))
        case SCREEN_BELL_RESIZED: inputs.insert(.resized)
        case SCREEN_BELL_CONTINUED: inputs.insert(.key(.control("l")))
        default: inputs.insert(.mail)
        }
      }
      if count < letters.count { break }
    }
    return Array(inputs)
  }
}

/// What `wait` brings.
package enum Input: Hashable, Sendable {
  case key(Key)
  /// The size may have changed.
  case resized
  /// Another thread has put something into a mailbox.
  case mail
}

/// What the command line and the settings say about the terminal.
package struct TerminalSettings: Hashable, Sendable {
  /// Nil: as the terminal can and NO_COLOR allows.
  package var hasColour: Bool?
  package var isASCII: Bool

  package init(hasColour: Bool? = nil, isASCII: Bool = false) {
    self.hasColour = hasColour
    self.isASCII = isASCII
  }
}

/// Why there is no terminal to work in; each text names the way without one.
package enum TerminalProblem: Error, Hashable, Sendable {
  case notInteractive
  case dumb
  case unknown(name: String)
  case noPipe

  package var text: String {
    switch self {
    case .notInteractive:
      "standard input and output are not both a terminal; assay review --plain works without one"
    case .dumb: "TERM=dumb has no cursor; set TERM to your terminal's name, or use assay review --plain"
    case .unknown(let name) where name.isEmpty:
      "TERM is not set; set it to your terminal's name, or use assay review --plain"
    case .unknown(let name):
      "the terminal \"\(name.clean)\" is not described on this machine; try TERM=xterm-256color, or use assay review --plain"
    case .noPipe: "no pipe could be opened; too many files are open"
    }
  }
}

extension String {
  /// Without what could steer a terminal: the name of one comes from the environment.
  fileprivate var clean: String {
    String(unicodeScalars.prefix(60).map { (0x21..<0x7F).contains($0.value) ? Character($0) : "?" })
  }
}

/// The environment as the process has it.
func environmentValue(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
