#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads files with open(2) and pread(2), never waiting for a pipe or following a link it was not told to.
enum FileBytes {
  enum Failure: Error {
    case reason(String)
  }

  /// The bytes of a regular file of at most `max` bytes.
  static func read(_ path: [CChar], followsLink: Bool, max: Int) throws(Failure) -> [UInt8] {
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | (followsLink ? 0 : O_NOFOLLOW)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else { throw .reason(reason()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .reason(reason()) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .reason("is not a regular file") }
    let size = Int(status.st_size)
    guard size <= max else { throw .reason("grew while it was read") }
    var failure: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = 0
      guard let base = buffer.baseAddress else { return }
      while count < size {
        let got = pread(descriptor, base + count, size - count, off_t(count))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = .reason(reason()) }
        if got <= 0 { return }
        count += got
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// A small file's bytes, nil when it is absent or unreadable.
  static func optional(_ path: String, max: Int = 1 << 20) -> [UInt8]? {
    optional(Array(path.utf8CString), max: max)
  }

  static func optional(_ path: [CChar], max: Int = 1 << 20) -> [UInt8]? {
    try? read(path, followsLink: true, max: max)
  }

  /// What errno says now.
  static func reason() -> String { String(cString: strerror(errno)) }
}
