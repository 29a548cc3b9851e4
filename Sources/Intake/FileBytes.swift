#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of one regular file, never more than a limit, never from anything else.
enum FileBytes {
  case bytes([UInt8])
  case refused(reason: String)

  /// `path` ends with a zero byte. Opened without waiting, so a FIFO that took the file's place cannot hold it.
  static func read(_ path: [UInt8], limit: Int) -> FileBytes {
    let descriptor = path.withUnsafeBytes { bytes in
      bytes.assumingMemoryBound(to: CChar.self).baseAddress.map {
        open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
      } ?? -1
    }
    guard descriptor >= 0 else { return .refused(reason: "cannot be opened: \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return .refused(reason: "is no regular file")
    }
    let size = Int(status.st_size)
    guard size <= limit else { return .refused(reason: "has \(size) bytes, more than the \(limit) that are read") }
    var failure: String?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        guard let base = buffer.baseAddress else { return }
        let got = systemRead(descriptor, UnsafeMutableRawPointer(base) + count, size - count)
        if got > 0 {
          count += got
        } else if got == 0 {
          return
        } else if errno != EINTR {
          failure = String(cString: strerror(errno))
          return
        }
      }
    }
    return failure.map { .refused(reason: "cannot be read: \($0)") } ?? .bytes(bytes)
  }

  private static func systemRead(_ descriptor: Int32, _ base: UnsafeMutableRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, base, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, base, count)
    #else
      Darwin.read(descriptor, base, count)
    #endif
  }
}
