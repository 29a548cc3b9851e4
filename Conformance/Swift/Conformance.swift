import GoSyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Prints what Assay's parser makes of Go files, in the format of `Conformance/Go`.
///
/// Reads paths from standard input, one a line, and answers each with one line: `ok`, the tokens' hash and the facts of
/// the tree, or `rejected`, the hash and the first error. With `-nodes` it prints every node, with `-tokens` every token,
/// with `-time` how long the parser took over all files. Parsing runs on a thread with the 512 KB of
/// stack that a worker thread may have, so that a stack overflow shows here.
@main
enum Conformance {
  static func main() {
    exit(
      runOnSmallStack { _ in
        Conformance.answerPaths()
        return nil
      })
  }

  private static func runOnSmallStack(
    _ body: @escaping @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
  ) -> Int32 {
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    let thread = UnsafeMutablePointer<pthread_t>.allocate(capacity: 1)
    pthread_attr_init(attributes)
    pthread_attr_setstacksize(attributes, 512 * 1024)
    guard pthread_create(thread, attributes, body, nil) == 0 else { return 2 }
    pthread_join(thread.pointee, nil)
    return 0
  }

  private static func answerPaths() {
    let printsNodes = CommandLine.arguments.contains("-nodes")
    let printsTokens = CommandLine.arguments.contains("-tokens")
    let isTimed = CommandLine.arguments.contains("-time")
    var bytes = 0
    var nanoseconds: UInt64 = 0
    while let path = readLine() {
      guard let source = contents(path) else {
        tell("\(path)\tunreadable\t\t\n")
        continue
      }
      if printsTokens {
        for line in TokenHash.lines(of: source) { tell(line + "\n") }
        continue
      }
      let start = now()
      let tree = GoParser.parse(source)
      nanoseconds += now() - start
      bytes += source.count
      if isTimed { continue }
      if printsNodes {
        for line in Facts(tree, keepsLines: true).lines { tell(line + "\n") }
      } else if let error = tree.errors.first {
        tell("\(path)\trejected\t\(TokenHash(source).line)\t\(tree.line(at: error.offset)): \(error.message)\n")
      } else {
        tell("\(path)\tok\t\(TokenHash(source).line)\t\(Facts(tree, keepsLines: false).line)\n")
      }
    }
    if isTimed {
      let seconds = Double(nanoseconds) / 1e9
      tell("\(bytes) bytes, \(seconds) s in the parser, \(Double(bytes) / 1e6 / seconds) MB/s\n")
    }
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private static func contents(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return nil }
    let size = Int(status.st_size)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = read(file, buffer.baseAddress.map { $0 + count }, size - count)
        if got <= 0 { return }
        count += got
      }
    }
  }

  private static func tell(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let written = write(1, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if written <= 0 { exit(2) }
        done += written
      }
    }
  }
}
