import CDescriptors
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A second Assay that probes a repository beside the review.
///
/// What probing takes of memory goes back to the system when it ends, nothing it does can harm the review, and it can be
/// stopped at once. It ends by itself when nobody reads what it says: writing to a closed pipe ends a process.
final class ProbeProcess: Sendable {
  private let output: Int32
  private let child: Mutex<pid_t?>

  /// Starts this same program; nil when the system refuses.
  init?(arguments: [String]) {
    var ends: [Int32] = [-1, -1]
    guard private_pipe(&ends) else { return nil }
    guard let child = ProbeProcess.spawn(arguments, output: ends[1]) else {
      for end in ends { close(end) }
      return nil
    }
    close(ends[1])
    output = ends[0]
    self.child = Mutex(child)
  }

  deinit { close(output) }

  /// Calls back with each line until the process has said all, and waits for its end: 0 when it ended well.
  func read(_ take: ([UInt8]) -> Void) -> Int32 {
    var rest: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(output, &buffer, buffer.count)
      #elseif canImport(Musl)
        let count = Musl.read(output, &buffer, buffer.count)
      #else
        let count = Darwin.read(output, &buffer, buffer.count)
      #endif
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      var start = 0
      while let end = buffer[start..<count].firstIndex(of: UInt8(ascii: "\n")) {
        take(rest + buffer[start..<end])
        rest.removeAll(keepingCapacity: true)
        start = end + 1
      }
      rest += buffer[start..<count]
    }
    return wait()
  }

  /// Ends the process at once; `read` returns soon after.
  func stop() {
    child.withLock { child in
      if let child { _ = kill(child, SIGKILL) }
    }
  }

  /// The number is free for other processes once it was waited for, so it is forgotten under the same lock.
  private func wait() -> Int32 {
    guard let number = child.withLock({ $0 }) else { return 0 }
    // Without taking its status away: until then `stop` still finds this process behind the number.
    var information = siginfo_t()
    while waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return child.withLock { child in
      var status: Int32 = 0
      while waitpid(number, &status, 0) < 0, errno == EINTR {}
      child = nil
      return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }
  }

  private static func spawn(_ arguments: [String], output: Int32) -> pid_t? {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The terminal is the review's alone.
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own: what the keyboard sends goes to the review. The signals mean again what they mean everywhere.
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGPIPE, SIGWINCH, SIGXFSZ] {
      sigaddset(&signals, number)
    }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var words: [UnsafeMutablePointer<CChar>?] = (["assay"] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    guard let program, posix_spawn(&child, program, &actions, &attributes, &words, environ) == 0 else { return nil }
    return child
  }

  /// The file of this program.
  private static var program: String? {
    #if canImport(Darwin)
      var size: UInt32 = 4096
      var path = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&path, &size) == 0 else { return nil }
      return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #else
      // Also when an update has replaced the file meanwhile.
      return "/proc/self/exe"
    #endif
  }
}
