import Evidence
import Synchronization

/// How long the stages of a probe run took, by the wall clock: what `--timings` prints.
///
/// Probes run side by side, so their times do not add up to their stage's. Names, types and other readings that several
/// probes share are made when first asked for, and count for the probe that asks first.
final class Timings: Sendable {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let stages = Mutex<[Entry]>([])
  private let probes = Mutex<[Entry]>([])

  struct Entry: Sendable {
    let name: String
    let duration: Duration
  }

  init() { start = clock.now }

  /// Runs a stage and keeps how long it took, also when it throws.
  func stage<Value, Problem: Error>(_ name: String, _ body: () throws(Problem) -> Value) throws(Problem) -> Value {
    let begin = clock.now
    defer {
      let entry = Entry(name: name, duration: clock.now - begin)
      stages.withLock { $0.append(entry) }
    }
    return try body()
  }

  /// The same for one probe.
  func probe(_ id: ProbeID, _ body: () -> Outcome) -> Outcome {
    let begin = clock.now
    let outcome = body()
    let entry = Entry(name: id.text, duration: clock.now - begin)
    probes.withLock { $0.append(entry) }
    return outcome
  }

  /// Stages in their order and their whole, then probes, the slowest first; milliseconds in front.
  var text: String {
    let total = Entry(name: "total", duration: clock.now - start)
    let slowest = probes.withLock { $0.sorted { ($1.duration, $0.name) < ($0.duration, $1.name) } }
    let lines = stages.withLock { $0 } + [total]
    return lines.map(Timings.line).joined(separator: "\n") + "\n\n" + slowest.map(Timings.line).joined(separator: "\n")
  }

  private static func line(_ entry: Entry) -> String {
    let (seconds, attoseconds) = entry.duration.components
    let tenths = seconds * 10_000 + attoseconds / 100_000_000_000_000
    let number = "\(tenths / 10).\(tenths % 10)"
    return String(repeating: " ", count: max(0, 9 - number.count)) + number + " ms  " + entry.name
  }
}

extension Timings? {
  /// The stage measured, or just run when nobody wants to know.
  func stage<Value, Problem: Error>(_ name: String, _ body: () throws(Problem) -> Value) throws(Problem) -> Value {
    if let self { try self.stage(name, body) } else { try body() }
  }

  func probe(_ id: ProbeID, _ body: () -> Outcome) -> Outcome { self?.probe(id, body) ?? body() }
}
