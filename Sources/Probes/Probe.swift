import Evidence
import GoTypes
import Repository

/// One heuristic over a snapshot.
///
/// It sees the subject and nothing else: no other probe, no answer, no disk. *Not applicable* and *inconclusive* are
/// answers with a reason; neither is ever a zero.
package protocol Probe: Sendable {
  static var card: ProbeCard { get }
  init()
  func examine(_ subject: Subject) -> Outcome
}

/// What a probe examines: the snapshot, and the names and types found in it.
package final class Subject: Sendable {
  package let snapshot: Snapshot
  package let types: ModuleTypes
  let sharedSteps = SharedReading<DeliverySteps>()
  let sharedCalls = SharedReading<CallIndex>()
  let sharedSurface = SharedReading<ServingSurface>()
  let sharedLogCalls = SharedReading<LogCalls>()
  let flowGraphs = FlowGraphs()
  let sharedFunctions = SharedReading<FunctionIndex>()
  let sharedAskedMethods = SharedReading<Set<String>>()
  let sharedLoads = SharedReading<ConfigurationLoads>()
  let sharedEnvironment = SharedReading<EnvironmentReads>()
  let sharedServer = SharedReading<ServerSigns>()
  let sharedOutput = SharedReading<OutputPlaces>()
  let sharedImplementations = SharedReading<Implementations>()
  let sharedReaders = SharedReading<NamingFiles>()

  package init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    types = ModuleTypes(snapshot)
  }
}

/// What a probe is about: documentation, screen text and test at once.
package struct ProbeCard: Sendable {
  package enum Sign: String, Sendable {
    /// Something good to be found.
    case signal
    /// Something harmful to be located.
    case antiPattern
  }

  package let id: ProbeID
  /// Raised when the same code may get another outcome than before.
  package let version: Int
  package let sign: Sign
  package let looksFor: String
  package let because: String
  package let instead: String
  package let examples: [ProbeExample]

  package init(
    id: ProbeID, version: Int = 1, sign: Sign, looksFor: String, because: String, instead: String,
    examples: [ProbeExample]
  ) {
    self.id = id
    self.version = version
    self.sign = sign
    self.looksFor = looksFor
    self.because = because
    self.instead = instead
    self.examples = examples
  }
}

/// A short piece of code and what the probe says of it. `▸` stands before the token a finding must point at.
///
/// Text that begins with `-- path --` holds several files; text that begins with `package` is one Go file; anything
/// else is put inside a function body of a file whose imports are added by name.
package struct ProbeExample: Sendable {
  package let text: String
  /// Whether the probe reports it; for a signal, whether it is found.
  package let isFound: Bool

  package static func found(_ text: String) -> ProbeExample { ProbeExample(text: text, isFound: true) }
  package static func quiet(_ text: String) -> ProbeExample { ProbeExample(text: text, isFound: false) }
}
