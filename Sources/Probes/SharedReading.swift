import Synchronization

/// Something several probes read off one subject: made once, by the first that asks, while the others wait for it.
final class SharedReading<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  func value(_ make: () -> Value) -> Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}

extension Subject {
  /// What the pipeline's steps and the build targets are for.
  var deliverySteps: DeliverySteps { sharedSteps.value { DeliverySteps(snapshot) } }

  /// Every log call of the product.
  var logCalls: LogCalls { sharedLogCalls.value { LogCalls(self) } }

  /// Where the product takes requests; its findings are those of `http/graceful-shutdown`.
  var servingSurface: ServingSurface {
    sharedSurface.value { ServingSurface(snapshot, probe: GracefulShutdownProbe.card.id) }
  }
}
