import Threads

extension Array where Element: Sendable {
  /// The elements mapped on all cores, order kept. `body` must not touch shared state.
  package func parallelMap<Result: Sendable>(_ body: @Sendable (Element) -> Result) -> [Result] {
    guard count > 1 else { return map(body) }
    return [Result?](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      guard let base = buffer.baseAddress else { return }
      base.initialize(repeating: nil, count: count)
      initializedCount = count
      // Each iteration writes its own slot, so the pointer may be shared.
      nonisolated(unsafe) let slots = base
      DeepThreads.perform(iterations: count, workerCount: DeepThreads.processorCount) { slots[$0] = body(self[$0]) }
    }.compactMap { $0 }
  }
}

/// Two things made side by side; neither may touch what the other touches.
func both<A: Sendable, B: Sendable>(_ first: @Sendable () -> A, _ second: @Sendable () -> B) -> (A, B) {
  let parts: [(A?, B?)] = [true, false].parallelMap { (isFirst: Bool) -> (A?, B?) in
    isFirst ? (first(), nil) : (nil, second())
  }
  guard let a = parts[0].0, let b = parts[1].1 else { preconditionFailure("the parts keep their order") }
  return (a, b)
}
