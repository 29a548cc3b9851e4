#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files a user names on the command line: checklists to read, reports to write.
enum TextFile {
  static let byteCountMax = 16 << 20

  /// The bytes of a regular file; a folder, a FIFO or a file that is too large is refused.
  static func bytes(of path: String, what: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(.usage, "\(what) \(path): \(reason()); check the path")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.usage, "\(what) \(path) is not a regular file; name a file")
    }
    guard status.st_size <= byteCountMax else {
      throw Failure(.usage, "\(what) \(path) has \(status.st_size) bytes; at most \(byteCountMax) are read")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw Failure(.usage, "\(what) \(path): \(reason())")
      }
      bytes += buffer[..<count]
    }
  }

  /// Writes a file whole or not at all: a temporary file beside it takes its place.
  static func replace(_ path: String, with text: String) throws(Failure) {
    try replace(path, with: Array(text.utf8), mode: 0o644, advice: "choose another folder with -o")
  }

  /// - Parameter advice: what to do when the folder takes no file.
  static func replace(_ path: String, with bytes: [UInt8], mode: mode_t, advice: String) throws(Failure) {
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw Failure(.usage, "cannot write \(path): \(reason()); \(advice)") }
    var written = 0
    var isWhole = true
    bytes.withUnsafeBytes { buffer in
      while written < buffer.count, let base = buffer.baseAddress {
        let count = write(descriptor, base + written, buffer.count - written)
        if count > 0 {
          written += count
        } else if errno != EINTR {
          isWhole = false
          return
        }
      }
    }
    isWhole = isWhole && fsync(descriptor) == 0
    close(descriptor)
    guard isWhole, rename(temporary, path) == 0 else {
      let why = reason()
      unlink(temporary)
      throw Failure(.usage, "cannot write \(path): \(why)")
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
