import Foundation
import Synchronization

/// One run of a program with its output in files.
///
/// Files, not pipes: a tmux server started meanwhile would inherit a pipe's end and keep its reader waiting for ever.
enum ChildProcess {
  struct Result {
    let code: Int32
    let output: String
    let errors: String
  }

  struct NotStarted: Error {
    let program: String
    let reason: Int32
  }

  static func run(_ words: [String], environment: [String: String]) throws -> Result {
    let scratch = try TemporaryFolder()
    let outputPath = scratch.path + "/out"
    let errorPath = scratch.path + "/err"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT, 0o600)

    let child = try spawn(words, environment: environment, actions: &actions)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return Result(code: shellStatus(status), output: try text(outputPath), errors: try text(errorPath))
  }

  /// The same on a thread of its own: the test's thread, of which there are as many as processors, is free meanwhile.
  static func runAside(_ words: [String], environment: [String: String]) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Swift.Result { try run(words, environment: environment) })
      }
    }
  }

  /// As a shell says it: the exit status, or 128 and the signal.
  static func shellStatus(_ status: Int32) -> Int32 {
    status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
  }

  /// Starts a program found by `PATH`, in a session of its own when a terminal is to become its own.
  static func spawn(
    _ words: [String], environment: [String: String], actions: inout posix_spawn_file_actions_t,
    isSessionLeader: Bool = false
  ) throws -> pid_t {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { word in strdup(word) } + [nil]
    let settings = environment.map { "\($0.key)=\($0.value)" }.sorted()
    var variables: [UnsafeMutablePointer<CChar>?] = settings.map { setting in strdup(setting) } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals a test runner ignores or blocks must reach the child as they reach a program started by a shell.
    var standard = sigset_t()
    var none = sigset_t()
    sigemptyset(&none)
    sigfillset(&standard)
    posix_spawnattr_setsigdefault(&attributes, &standard)
    posix_spawnattr_setsigmask(&attributes, &none)
    let sessionFlag = isSessionLeader ? 0x80 : 0
    posix_spawnattr_setflags(&attributes, Int16(Int(POSIX_SPAWN_SETSIGDEF) | Int(POSIX_SPAWN_SETSIGMASK) | sessionFlag))
    let (child, result) = descriptors.withLock { _ in
      var child: pid_t = 0
      let result = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &variables)
      return (child, result)
    }
    guard result == 0 else { throw NotStarted(program: words[0], reason: result) }
    return child
  }

  /// Held while a program starts and while a pipe is made that no other program may inherit.
  private static let descriptors = Mutex(())

  struct NoPipe: Error {}

  /// A pipe that children do not inherit: its end for reading and its end for writing.
  static func pipe() throws -> (reading: Int32, writing: Int32) {
    try descriptors.withLock { _ in
      var ends: [Int32] = [0, 0]
      guard Glibc.pipe(&ends) == 0 else { throw NoPipe() }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return (ends[0], ends[1])
    }
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}

/// A folder that is gone when its owner is.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }

  func write(_ text: String, to name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
