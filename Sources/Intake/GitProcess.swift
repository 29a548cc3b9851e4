#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One run of git with everything switched off by which a repository's own configuration could start a program.
struct GitProcess {
  let standardOutput: [UInt8]
  let exitCode: Int32

  /// Hooks, file-system monitors, external diffs, credential helpers, pagers and lazy fetches are off; no lock is taken.
  private static let guards = [
    "--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c",
    "core.untrackedCache=false", "-c", "credential.helper=", "-c", "protocol.allow=never", "-c", "core.pager=cat", "-c",
    "submodule.recurse=false",
  ]

  enum Failure: Error {
    case notStarted(String)
  }

  /// Runs `git -C folder arguments`, feeding `input`; output is read while input is written, so neither can block.
  static func run(_ arguments: [String], in folder: String, input: [UInt8] = []) throws(Failure) -> GitProcess {
    var toChild: [Int32] = [-1, -1]
    var fromChild: [Int32] = [-1, -1]
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw .notStarted(String(cString: strerror(errno))) }
    for descriptor in toChild + fromChild { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

    let words: [String] = ["git"] + guards + ["-C", folder] + arguments
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { word in strdup(word) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = GitProcess.environment.map { setting in strdup(setting) } + [nil]
    defer {
      for pointer in argv + environment { free(pointer) }
    }
    var child: pid_t = 0
    let result = posix_spawnp(&child, "git", &actions, nil, &argv, &environment)
    close(toChild[0])
    close(fromChild[1])
    guard result == 0 else {
      close(toChild[1])
      close(fromChild[0])
      throw .notStarted(String(cString: strerror(result)))
    }
    let output = exchange(input, write: toChild[1], read: fromChild[0])
    close(fromChild[0])
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return GitProcess(standardOutput: output, exitCode: status & 0x7F == 0 ? status >> 8 & 0xFF : 128)
  }

  /// What git may know of the outside: where programs are and whose home it is.
  private static var environment: [String] {
    let names: [String] = ["PATH", "HOME", "TMPDIR", "GIT_DIR", "GIT_OBJECT_DIRECTORY"]
    let kept: [String] = names.compactMap { name in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    return kept + [
      "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0", "GIT_CONFIG_NOSYSTEM=1",
      "GIT_ATTR_NOSYSTEM=1", "GIT_EXTERNAL_DIFF=", "GIT_PAGER=cat",
    ]
  }

  /// Writes all input (and closes it) while reading all output.
  private static func exchange(_ input: [UInt8], write target: Int32, read source: Int32) -> [UInt8] {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    var written = 0
    var isOpen = true
    _ = fcntl(target, F_SETFL, O_NONBLOCK)
    let earlier = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, earlier) }
    if input.isEmpty {
      close(target)
      isOpen = false
    }
    while true {
      var descriptors = [
        pollfd(fd: source, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isOpen ? target : -1, events: Int16(POLLOUT), revents: 0),
      ]
      guard poll(&descriptors, 2, -1) >= 0 || errno == EINTR else { break }
      if isOpen, descriptors[1].revents != 0 {
        let count = input.withUnsafeBytes { bytes in
          systemWrite(target, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        }
        if count > 0 { written += count }
        if written == input.count || (count < 0 && errno != EAGAIN && errno != EINTR) {
          close(target)
          isOpen = false
        }
      }
      if descriptors[0].revents != 0 {
        let count = systemRead(source, &buffer, buffer.count)
        if count == 0 { break }
        if count > 0 { output += buffer[..<count] } else if errno != EINTR { break }
      }
    }
    if isOpen { close(target) }
    return output
  }

  private static func systemWrite(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, base, count)
  }

  private static func systemRead(_ descriptor: Int32, _ base: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, base, count)
  }
}

/// Whether tracked files differ from HEAD.
enum GitStatus {
  /// False also where git is not at hand: then nothing is known of changes.
  static func isDirty(_ root: String) -> Bool {
    let arguments = ["status", "--porcelain", "--untracked-files=no", "--ignore-submodules=all", "-z"]
    guard let run = try? GitProcess.run(arguments, in: root), run.exitCode == 0 else { return false }
    return !run.standardOutput.isEmpty
  }
}
