import Evidence
import Synchronization
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One line on standard error that says how far a replay is, when a person looks at it; gone when it is done.
final class ReplayProgress: Sendable {
  private let isShown: Bool
  private let state = Mutex(State())

  private struct State {
    var done = 0
    var total = 0
  }

  init() { isShown = isatty(STDERR_FILENO) == 1 }

  func begin(of total: Int, kept: Int) {
    state.withLock { $0 = State(done: kept, total: total) }
    show("\(kept)/\(total) commits, reading the history")
  }

  func ended(_ commit: PastCommit, parsed: Int) {
    let (done, total) = state.withLock { state in
      state.done += 1
      return (state.done, state.total)
    }
    show("\(done)/\(total) commits, now at \(commit.day.text) \(commit.shortID), \(parsed) files parsed")
  }

  func end() { clear() }

  /// What is kept of the run so far, for whoever stops it.
  var summary: String { state.withLock { "\($0.done) of \($0.total) commits" } }

  func clear() { if isShown { Console.raw("\r\u{1b}[K") } }

  private func show(_ text: String) {
    // Cut, so that the line never wraps: a wrapped one cannot be taken back.
    if isShown { Console.raw("\r\u{1b}[K" + text.prefix(78)) }
  }
}

/// Ends the program at once when it is told to, with a line about what is kept.
///
/// A probe at work cannot be asked to stop, and needs not: what is done is on the disk. The signals are held back from
/// every other thread and from git, which ends when nobody listens to it.
struct Interruption {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP]

  /// To be called before any thread is started.
  static func end(saying words: @escaping @Sendable () -> String) {
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    DeepThreads.start {
      var waited = sigset_t()
      sigemptyset(&waited)
      for number in numbers { sigaddset(&waited, number) }
      var number: Int32 = 0
      while sigwait(&waited, &number) != 0 {}
      Console.error(words())
      _exit(number == SIGINT ? Failure.Code.interrupted.rawValue : 128 + number)
    }
  }
}
