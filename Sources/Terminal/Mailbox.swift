import CCurses
import Synchronization

/// Wakes the loop from another thread. Ringing never blocks and may be done as often as one likes.
package struct Doorbell: Hashable, Sendable {
  let descriptor: Int32

  /// One that rings without a terminal, for scripts; nil when no pipe can be had.
  package static func alone() -> Doorbell? {
    let descriptor = screen_bell_open()
    return descriptor < 0 ? nil : Doorbell(descriptor: descriptor)
  }

  /// Waits until somebody rings.
  package func wait() { screen_bell_wait() }

  package func ring() { screen_bell_ring(descriptor, CChar(SCREEN_BELL_MAIL)) }
}

/// Messages from other threads to the loop: an array under a lock, and the doorbell.
///
/// Messages come out in the order they went in. The lock is held for an append or a swap and never while one works.
package final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  private let doorbell: Doorbell

  package init(_ doorbell: Doorbell) { self.doorbell = doorbell }

  package func send(_ message: Message) {
    let isFirst = messages.withLock { waiting in
      waiting.append(message)
      return waiting.count == 1
    }
    if isFirst { doorbell.ring() }
  }

  /// Takes back what nobody has taken yet.
  package func remove(where isUnwanted: (Message) -> Bool) {
    messages.withLock { $0.removeAll(where: isUnwanted) }
  }

  package var isEmpty: Bool { messages.withLock(\.isEmpty) }

  /// Wakes the loop without a message: something it can ask about has changed.
  package func ring() { doorbell.ring() }

  package func takeAll() -> [Message] {
    messages.withLock { waiting in
      let taken = waiting
      waiting = []
      return taken
    }
  }
}
