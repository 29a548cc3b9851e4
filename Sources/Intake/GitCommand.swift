import CDescriptors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs git so that nothing a repository configures is executed: no hooks, filters, monitors, pagers or fetching.
struct GitCommand {
  struct Result {
    let status: Int32
    let output: [UInt8]
    let complaint: String
    var text: String {
      let text = String(decoding: output, as: UTF8.self)
      return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
  }

  enum Failure: Error {
    case notStarted(String)
    case timedOut
  }

  private static let guards = [
    "--no-pager", "--no-optional-locks", "--no-replace-objects", "-c", "core.fsmonitor=false", "-c",
    "core.hooksPath=/dev/null",
    "-c", "core.untrackedCache=false", "-c", "protocol.allow=never", "-c", "core.attributesFile=/dev/null", "-c",
    "diff.external=",
    "-c", "submodule.recurse=false", "-c", "core.quotePath=false",
  ]

  /// - Parameter settings: further `name=value` pairs given with `-c`.
  static func run(
    _ arguments: [String], in folder: String, settings: [String] = [], input: [UInt8] = [], timeLimitSeconds: Int = 60
  ) throws(Failure) -> Result {
    let words = words(arguments, in: folder, settings: settings)
    var output: (Int32, Int32) = (-1, -1)
    var complaint: (Int32, Int32) = (-1, -1)
    var feed: (Int32, Int32) = (-1, -1)
    defer {
      for descriptor in [output.0, output.1, complaint.0, complaint.1, feed.0, feed.1] where descriptor >= 0 {
        close(descriptor)
      }
    }
    // A socket for the input: writing to one that is closed is an error, not a signal.
    guard let first = pair(isSocket: false), let second = pair(isSocket: false), let third = pair(isSocket: true) else {
      throw .notStarted(FileBytes.reason())
    }
    (output, complaint, feed) = (first, second, third)
    let child = try spawn(words, input: feed.1, output: output.1, complaint: complaint.1)
    for descriptor in [output.1, complaint.1, feed.1] { close(descriptor) }
    (output.1, complaint.1, feed.1) = (-1, -1, -1)

    var exchange = Exchange(input: input, feed: feed.0, output: output.0, complaint: complaint.0)
    feed.0 = -1
    let isDone = exchange.run(until: now() + timeLimitSeconds)
    if !isDone { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard isDone else { throw .timedOut }
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    if code == 127, exchange.received.isEmpty { throw .notStarted("not found") }
    return Result(
      status: code, output: exchange.received,
      complaint: String(decoding: exchange.complaints.prefix(400), as: UTF8.self).split(whereSeparator: \.isNewline)
        .first
        .map(String.init) ?? "")
  }

  /// The whole command line, with everything switched off that a repository could configure.
  static func words(_ arguments: [String], in folder: String, settings: [String] = []) -> [String] {
    ["git", "-C", folder] + guards + settings.flatMap { ["-c", $0] } + arguments
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }

  static func pair(isSocket: Bool) -> (Int32, Int32)? {
    var descriptors: [Int32] = [-1, -1]
    guard isSocket ? private_sockets(&descriptors) : private_pipe(&descriptors) else { return nil }
    return (descriptors[0], descriptors[1])
  }

  static func spawn(_ words: [String], input: Int32, output: Int32, complaint: Int32) throws(Failure) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, complaint, 2)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = self.environment().map { strdup($0) } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, "git", &actions, nil, &arguments, &environment)
    guard code == 0 else { throw .notStarted(String(cString: strerror(code))) }
    return child
  }

  /// Only what git needs: variables such as GIT_DIR or GIT_EXTERNAL_DIFF do not get through.
  private static func environment() -> [String] {
    let kept = ["PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR"].compactMap { name in
      getenv(name).map { name + "=" + String(cString: $0) }
    }
    return kept + [
      "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0", "GIT_ATTR_NOSYSTEM=1",
    ]
  }
}

/// Feeds a child and takes what it says at the same time, so that neither waits for the other for ever.
private struct Exchange {
  let input: [UInt8]
  var feed: Int32
  let output: Int32
  let complaint: Int32
  private var sent = 0
  private(set) var received: [UInt8] = []
  private(set) var complaints: [UInt8] = []

  init(input: [UInt8], feed: Int32, output: Int32, complaint: Int32) {
    self.input = input
    self.feed = feed
    self.output = output
    self.complaint = complaint
    for descriptor in [feed, output, complaint] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  /// False when the time was up first.
  mutating func run(until end: Int) -> Bool {
    var isOpen = (output: true, complaint: true)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    defer { if feed >= 0 { close(feed) } }
    if input.isEmpty { stopFeeding() }
    while isOpen.output || isOpen.complaint {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      if time.tv_sec >= end { return false }
      var waits = [
        pollfd(fd: isOpen.output ? output : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isOpen.complaint ? complaint : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: feed, events: Int16(POLLOUT), revents: 0),
      ]
      guard poll(&waits, 3, 500) >= 0 || errno == EINTR else { return false }
      if waits[0].revents != 0 { isOpen.output = take(from: output, &buffer, into: &received) }
      if waits[1].revents != 0 { isOpen.complaint = take(from: complaint, &buffer, into: &complaints) }
      if waits[2].revents != 0 { give() }
    }
    return true
  }

  private mutating func stopFeeding() {
    close(feed)
    feed = -1
  }

  private mutating func give() {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    let count = input.withUnsafeBytes { send(feed, $0.baseAddress.map { $0 + sent }, input.count - sent, flags) }
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    if count > 0 { sent += count }
    if count <= 0 || sent == input.count { stopFeeding() }
  }

  /// False at the end.
  private func take(from descriptor: Int32, _ buffer: inout [UInt8], into bytes: inout [UInt8]) -> Bool {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0 { return errno == EAGAIN || errno == EINTR }
    bytes += buffer[..<count]
    return count > 0
  }
}
