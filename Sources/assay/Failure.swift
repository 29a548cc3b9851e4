import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What ends a command early: one line for standard error, naming thing, place and next step, and the exit code.
struct Failure: Error {
  /// Exit codes of `spec/interfaces.md`.
  enum Code: Int32 {
    case gateFailed = 1
    case usage = 2
    case undecided = 3
    case unreadable = 4
    case review = 5
    case interrupted = 130
  }

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Of several problems the first one, in one line, its files named from the project's folder.
  func firstProblem(in folder: String) -> String {
    let lines = message.split(separator: "\n")
    return String(lines.dropFirst().first ?? lines.first ?? "").replacing(folder + "/", with: "")
  }

  /// Prints the line and gives ArgumentParser the code.
  var exit: ExitCode {
    Console.error("assay: " + message)
    return ExitCode(code.rawValue)
  }
}

/// Standard output and standard error by file descriptor; data goes to the first, everything else to the second.
enum Console {
  static func write(_ text: String) { write(Array(text.utf8), to: STDOUT_FILENO) }
  static func write(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }
  /// Messages name folders, files and what stands in them: none of it may steer the terminal.
  static func error(_ line: String) { write(Array((line.printable + "\n").utf8), to: STDERR_FILENO) }
  /// To standard error, as it is.
  static func raw(_ text: String) { write(Array(text.utf8), to: STDERR_FILENO) }

  /// Whoever stopped reading is told nothing: the exit code says how it went.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) { _ = Descriptor.write(bytes, to: descriptor) }
}
