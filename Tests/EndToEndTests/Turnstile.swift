import Foundation
import Synchronization

/// Lets so many in at a time; the others wait without holding a thread.
final class Turnstile: Sendable {
  /// A script waits for the disk and for its own probes half of its time: two for a processor keep it busy.
  static let scripts = Turnstile(2 * ProcessInfo.processInfo.activeProcessorCount)

  private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

  init(_ count: Int) { state = Mutex((count, [])) }

  func enter() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if state.free == 0 {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}
