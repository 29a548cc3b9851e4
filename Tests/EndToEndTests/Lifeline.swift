import Foundation

/// A pipe that a child and all its descendants inherit: its end tells that the last of them is gone.
///
/// The kernel closes it however a process ends, so waiting for it needs neither polling nor sleeping.
final class Lifeline {
  /// The descriptor of the inherited end in the child.
  private static let inherited: Int32 = 9
  private let watched: Int32
  private var held: Int32

  init() throws {
    (watched, held) = try ChildProcess.pipe()
  }

  deinit {
    letGo()
    close(watched)
  }

  /// Lets the child inherit it.
  func give(to actions: inout posix_spawn_file_actions_t) {
    posix_spawn_file_actions_adddup2(&actions, held, Lifeline.inherited)
  }

  /// To be called once the child is there: from now on only the child and its descendants hold it.
  func letGo() {
    if held >= 0 { close(held) }
    held = -1
  }

  /// To be given to poll, beside what else one waits for.
  var pollDescriptor: pollfd { pollfd(fd: watched, events: Int16(POLLIN), revents: 0) }

  /// Waits until all are gone; false when somebody is left after that time.
  func wait(seconds: Int32 = 30) -> Bool {
    var wanted = pollDescriptor
    while true {
      let count = poll(&wanted, 1, seconds * 1000)
      if count >= 0 || errno != EINTR { return count > 0 }
    }
  }
}
