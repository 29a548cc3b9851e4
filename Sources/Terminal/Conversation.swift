import Canvas

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What talks with the reader: the program's side of the loop.
///
/// ```swift
/// struct Reviewing: Conversation {
///   var front: Front
///   let mailbox: Mailbox<Event>
///
///   func frame(at size: Size, in look: Look) -> Frame { front.frame(at: size, in: look) }
///
///   mutating func hear(_ key: Key, on terminal: any Display) -> Bool {
///     perform(front.handle(key, at: now()), on: terminal)
///   }
///
///   mutating func takeMail(on terminal: any Display) -> Bool {
///     mailbox.takeAll().allSatisfy { perform(front.receive($0, at: now()), on: terminal) }
///   }
///
///   mutating func prepare(on terminal: any Display) -> Bool { false }
///
///   /// Does what the screens ask for; false once they want to leave.
///   mutating func perform(_ effects: [Effect], on terminal: any Display) -> Bool {
///     for effect in effects {
///       switch effect {
///       case .quit: return false
///       case .suspend: terminal.suspend()
///       case .redraw: terminal.forget()
///       case .copy(let text): terminal.copy(text)
///       case .openEditor(let place): _ = terminal.edit(path: real(place.path), line: place.line)
///       ...
///       }
///     }
///     return true
///   }
/// }
///
/// let terminal = try Terminal()
/// defer { terminal.close() }
/// var reviewing = Reviewing(front: ..., mailbox: Mailbox(terminal.doorbell))
/// terminal.run(&reviewing)
/// ```
package protocol Conversation {
  func frame(at size: Size, in look: Look) -> Frame
  /// Takes a key; false ends the conversation.
  mutating func hear(_ key: Key, on terminal: any Display) -> Bool
  /// Takes what other threads have sent; false ends the conversation.
  mutating func takeMail(on terminal: any Display) -> Bool
  /// Does a piece of work ahead of the next key, which changes nothing that is seen; false when there is none left.
  mutating func prepare(on terminal: any Display) -> Bool
}

extension Terminal {
  /// Work ahead begins this long after a frame: later than a terminal takes to draw, sooner than a held key comes again.
  private static let prepareAfterMilliseconds: Int32 = 5

  /// Frames that mail alone asks for come at most this often; keys are answered at once.
  static let mailPauseMilliseconds = 33

  /// Shows, listens and answers until the conversation ends. Blocks without a timeout while nothing happens.
  package func run(_ conversation: inout some Conversation) {
    var size = self.size
    guard conversation.hear(.resize(size), on: self) else { return }
    show(conversation.frame(at: size, in: look))
    prepare(&conversation)
    var lastShown = Terminal.milliseconds
    var isOwed = false
    while true {
      let left = isOwed ? max(0, Terminal.mailPauseMilliseconds - (Terminal.milliseconds - lastShown)) : nil
      let inputs = wait(milliseconds: left)
      var isUrgent = false
      for input in inputs {
        switch input {
        // A terminal that shrank and grew again before we looked has the old size and has lost cells.
        case .resized:
          forget()
          isUrgent = true
        case .mail:
          isOwed = true
          guard conversation.takeMail(on: self) else { return }
        case .key(let key):
          isUrgent = true
          guard conversation.hear(key, on: self) else { return }
        }
      }
      // While the terminal was lent or the process stopped, its size may have changed without a word.
      let newSize = self.size
      if newSize != size {
        size = newSize
        forget()
        guard conversation.hear(.resize(size), on: self) else { return }
      }
      let isDue = isOwed && Terminal.milliseconds - lastShown >= Terminal.mailPauseMilliseconds
      guard isUrgent || isDue else { continue }
      show(conversation.frame(at: size, in: look))
      lastShown = Terminal.milliseconds
      isOwed = false
      prepare(&conversation)
    }
  }

  /// Nobody waits for what is done now, and whoever comes ends it. The terminal's own program draws first: on a busy
  /// machine it may have no other processor than this one.
  private func prepare(_ conversation: inout some Conversation) {
    guard isQuiet(for: Terminal.prepareAfterMilliseconds) else { return }
    while conversation.prepare(on: self), isQuiet(for: 0) {}
  }

  private static var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
