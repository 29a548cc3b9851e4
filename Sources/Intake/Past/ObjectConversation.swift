import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One `git cat-file` kept open: objects are asked for by name and answered in the same order.
///
/// Many questions are sent while the answers to the first come in, so that neither side waits for the other for ever. The
/// process ends when this value does, because its input does.
final class ObjectConversation: Sendable {
  enum Question: String {
    /// The whole object.
    case contents = "--batch"
    /// Its size only.
    case sizes = "--batch-check"
  }

  /// One object; nil where this copy of the repository does not hold it.
  struct Answer {
    let byteCount: Int
    /// Empty when sizes are asked for.
    let bytes: [UInt8]
  }

  private let question: Question
  private let child: pid_t
  private let line: Mutex<Line>

  init(_ question: Question, in folder: String) throws(GitCommand.Failure) {
    self.question = question
    guard let output = GitCommand.pair(isSocket: false) else { throw .notStarted(FileBytes.reason()) }
    guard let feed = GitCommand.pair(isSocket: true) else {
      close(output.0)
      close(output.1)
      throw .notStarted(FileBytes.reason())
    }
    let silence = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { for descriptor in [output.1, feed.1, silence] where descriptor >= 0 { close(descriptor) } }
    do throws(GitCommand.Failure) {
      child = try GitCommand.spawn(
        GitCommand.words(["cat-file", question.rawValue], in: folder), input: feed.1, output: output.1,
        complaint: silence)
    } catch {
      close(output.0)
      close(feed.0)
      throw error
    }
    line = Mutex(Line(feed: feed.0, output: output.0))
  }

  deinit {
    line.withLock { $0.hangUp() }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
  }

  /// The objects in the order of their names; nil for the whole when git ends or says nothing for too long.
  func ask(_ objects: [ObjectID]) -> [Answer?]? {
    guard !objects.isEmpty else { return [] }
    return line.withLock { $0.ask(objects, withBytes: question == .contents) }
  }
}

/// Both directions of a conversation, and what has come in but was not understood yet.
private struct Line {
  let feed: Int32
  let output: Int32
  private var received: [UInt8] = []
  private var start = 0
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  private static let silenceMillisecondsMax: Int32 = 60_000

  init(feed: Int32, output: Int32) {
    self.feed = feed
    self.output = output
    for descriptor in [feed, output] { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) }
  }

  func hangUp() {
    close(feed)
    close(output)
  }

  mutating func ask(_ objects: [ObjectID], withBytes: Bool) -> [ObjectConversation.Answer?]? {
    var request: [UInt8] = []
    for object in objects { request += object.hex + [UInt8(ascii: "\n")] }
    var sent = 0
    var answers: [ObjectConversation.Answer?] = []
    while answers.count < objects.count {
      var waits = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: sent < request.count ? feed : -1, events: Int16(POLLOUT), revents: 0),
      ]
      let ready = poll(&waits, 2, Line.silenceMillisecondsMax)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return nil }
      if waits[1].revents != 0 {
        guard let count = give(request[sent...]) else { return nil }
        sent += count
      }
      if waits[0].revents != 0 {
        guard take() else { return nil }
        while answers.count < objects.count, let answer = next(withBytes: withBytes) { answers.append(answer.object) }
      }
    }
    return answers
  }

  /// How many bytes git took; nil when it is gone.
  private func give(_ bytes: ArraySlice<UInt8>) -> Int? {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    let count = bytes.withUnsafeBytes { send(feed, $0.baseAddress, $0.count, flags) }
    if count < 0 { return errno == EAGAIN || errno == EINTR ? 0 : nil }
    return count
  }

  /// False at the end.
  private mutating func take() -> Bool {
    let count = read(output, &buffer, buffer.count)
    if count < 0 { return errno == EAGAIN || errno == EINTR }
    if start > 1 << 22 || start == received.count {
      received.removeFirst(start)
      start = 0
    }
    received += buffer[..<count]
    return count > 0
  }

  /// An answer that has come in to its end.
  private struct Whole {
    let object: ObjectConversation.Answer?
  }

  /// The next whole answer of what has come in: `<object> <type> <size>`, then the bytes and a line feed, or
  /// `<object> missing`.
  private mutating func next(withBytes: Bool) -> Whole? {
    guard let end = received[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let header = received[start..<end].split(separator: UInt8(ascii: " "))
    guard header.count == 3, let size = Int(String(decoding: header[2], as: UTF8.self)) else {
      start = end + 1
      return Whole(object: nil)
    }
    guard withBytes else {
      start = end + 1
      return Whole(object: ObjectConversation.Answer(byteCount: size, bytes: []))
    }
    guard received.count > end + 1 + size else { return nil }
    let bytes = Array(received[end + 1..<end + 1 + size])
    start = end + 2 + size
    return Whole(object: ObjectConversation.Answer(byteCount: size, bytes: bytes))
  }
}
