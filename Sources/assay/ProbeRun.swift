import Checklists
import Evidence
import Probes
import Synchronization
import Threads

/// Runs probes over one subject, side by side, and reports each as it ends.
struct ProbeRun: Sendable {
  let probes: [RunnableProbe]
  let subject: Subject
  /// Threads used; the interface leaves one processor for the keys.
  let workerCount: Int
  /// Takes the time of each probe when somebody wants to know.
  var timings: Timings?
  /// What may be taken over from other commits.
  var memory: OutcomeMemory.Reading?

  /// Outcomes in the order of the list, each finding with its fingerprint. `ended` is called from the workers with how many are done and the probe's id;
  /// `isCancelled` is asked before each probe.
  func outcomes(
    isCancelled: @Sendable () -> Bool = { false },
    ended: @Sendable (_ done: Int, _ probe: ProbeID) -> Void = { _, _ in }
  ) -> [Outcome] {
    let results = Mutex<[Int: Outcome]>([:])
    // A replay keeps no findings: theirs are named only where the settings silence some by their names.
    let fingerprints = memory == nil || !subject.snapshot.silenced.isEmpty ? Fingerprints(subject.snapshot) : nil
    let order = order
    DeepThreads.perform(iterations: probes.count, workerCount: max(1, workerCount)) { turn in
      guard !isCancelled() else { return }
      let index = order[turn]
      let probe = probes[index]
      let outcome = timings.probe(probe.id) {
        let outcome = self.outcome(of: probe)
        return fingerprints?.applied(to: outcome) ?? outcome
      }
      let done = results.withLock { results in
        results[index] = outcome
        return results.count
      }
      ended(done, probe.id)
    }
    return results.withLock { results in probes.indices.compactMap { results[$0] } }
  }

  private func outcome(of probe: RunnableProbe) -> Outcome {
    guard let memory else { return probe.examine(subject) }
    return memory.outcome(of: probe.id) { probe.examine(Subject(subject, watchedBy: $0)) }
  }

  /// The first probe of each family, then the second of each, and so on: what probes of a family share the first of them
  /// makes, while the others would wait for it. Several of testing wait for the pipeline's steps, so delivery begins.
  private var order: [Int] {
    var counts: [Substring: Int] = [:]
    var turns: [(turn: Int, isLater: Int, index: Int)] = []
    for index in probes.indices {
      let family = probes[index].id.family
      counts[family, default: 0] += 1
      turns.append((counts[family, default: 0], family == "delivery" ? 0 : 1, index))
    }
    return turns.sorted { ($0.turn, $0.isLater, $0.index) < ($1.turn, $1.isLater, $1.index) }.map(\.index)
  }

  /// `errors/unwrapped@1` by probe: what an observation remembers of the rule that made it.
  static let versions: [ProbeID: Int] = Dictionary(
    uniqueKeysWithValues: AllProbes.list.map { ($0.card.id, $0.card.version) })

  /// With those that a catalogue's own lists declare.
  static func versions(_ catalogue: Catalogue) -> [ProbeID: Int] {
    versions.merging(catalogue.declared.map { ($0.id, $0.version) }) { first, _ in first }
  }
}
