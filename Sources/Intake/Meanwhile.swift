import Dispatch
import Synchronization

/// Something made on another thread while the caller goes on.
final class Meanwhile<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let isDone = DispatchGroup()

  init(_ make: @escaping @Sendable () -> Value) {
    DispatchQueue.global(qos: .userInitiated).async(group: isDone) { [made = self] in
      let value = make()
      made.made.withLock { $0 = value }
    }
  }

  /// The value, waited for.
  var value: Value {
    isDone.wait()
    guard let value = made.withLock({ $0 }) else { preconditionFailure("the work ended with a value") }
    return value
  }
}
