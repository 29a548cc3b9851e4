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

  /// Writes a file whole or not at all: a temporary file beside it takes its place and has the rights it had.
  ///
  /// A link goes on leading to the file. What is no regular file, such as `/dev/null`, is written to and stays what it is.
  /// - Parameter advice: what to do when the folder takes no file.
  static func replace(
    _ path: String, with bytes: [UInt8], advice: String = "choose another folder with -o"
  ) throws(Failure) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG { return try fill(path, with: bytes, advice) }
    let target = exists ? resolved(path) : path
    let temporary = "\(target).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(0o644))
    guard descriptor >= 0 else { throw Failure(.usage, "cannot write \(path): \(reason()); \(advice)") }
    let hasRights = !exists || fchmod(descriptor, status.st_mode & 0o777) == 0
    let isWhole = hasRights && Descriptor.write(bytes, to: descriptor) && fsync(descriptor) == 0
    close(descriptor)
    guard isWhole, rename(temporary, target) == 0 else {
      let why = reason()
      unlink(temporary)
      throw Failure(.usage, "cannot write \(path): \(why)")
    }
  }

  static func replace(_ path: String, with text: String) throws(Failure) { try replace(path, with: Array(text.utf8)) }

  private static func fill(_ path: String, with bytes: [UInt8], _ advice: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw Failure(.usage, "cannot write \(path): \(reason()); \(advice)") }
    defer { close(descriptor) }
    guard Descriptor.write(bytes, to: descriptor) else { throw Failure(.usage, "cannot write \(path): \(reason())") }
  }

  /// Where links lead to.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
