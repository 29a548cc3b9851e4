import CCurses

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard input read by lines and what is known of standard output; both may be pipes.
///
/// No mode of a terminal is changed: the reader's own line editing, `^C`, `^D` and `^Z` work as in a shell.
package struct LineTerminal {
  /// What reading gave.
  package enum Input: Hashable, Sendable {
    /// Without its end.
    case line(String)
    /// A line of more than `byteCountMax` bytes, which nobody typed; it is passed over.
    case tooLong
    /// The end of the input, or input that can no longer be read.
    case end
  }

  package static let byteCountMax = 1 << 16

  /// Whether somebody types: else a script or another program is at the other end.
  package let readsTerminal: Bool
  package let writesTerminal: Bool
  /// Whether the locale's encoding is UTF-8.
  package let isUnicode: Bool

  private let descriptor: Int32
  private var buffer: ArraySlice<UInt8> = []

  package init(reading descriptor: Int32 = STDIN_FILENO) {
    self.descriptor = descriptor
    readsTerminal = isatty(descriptor) == 1
    writesTerminal = isatty(STDOUT_FILENO) == 1
    isUnicode = screen_locale_is_utf8()
  }

  /// Columns to wrap at: the terminal's, 80 when it does not say; nil when standard output is no terminal.
  package var width: Int? {
    guard writesTerminal else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Waits for the next line. A last line without an end counts.
  package mutating func read() -> Input {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        line += buffer[..<end]
        buffer = buffer[(end + 1)...]
        return isTooLong || line.count > Self.byteCountMax ? .tooLong : .line(String(decoding: line, as: UTF8.self))
      }
      line += buffer
      buffer = []
      if line.count > Self.byteCountMax {
        isTooLong = true
        line = []
      }
      guard fill() else {
        if isTooLong { return .tooLong }
        return line.isEmpty ? .end : .line(String(decoding: line, as: UTF8.self))
      }
    }
  }

  /// Brings more bytes; false at the end.
  private mutating func fill() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = systemRead(descriptor, &bytes, bytes.count)
      if count > 0 {
        buffer = bytes[..<count]
        return true
      }
      if count < 0, errno == EINTR { continue }
      return false
    }
  }
}

/// read(2), whose name the type above uses.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
  read(descriptor, bytes, count)
}
