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
  private let readings: Readings
  /// Nil for the subject that is not watched.
  private let whole: Subject?
  /// The subject without a watch. It lives as long as the readings that all share, so those that keep a subject keep it.
  var unwatched: Subject { whole ?? self }

  package init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    readings = Readings(snapshot)
    whole = nil
  }

  /// The same subject for one probe, with a watch on what of the snapshot the probe looks at.
  package init(_ other: Subject, watchedBy watch: SnapshotWatch) {
    snapshot = Snapshot(other.snapshot, watchedBy: watch)
    readings = other.readings
    whole = other.unwatched
  }

  package var types: ModuleTypes { seeing(.go).types }

  /// Readings are made by whoever asks first. They rest on the module's Go code; those that may rest on more say so to
  /// everybody who takes them.
  private func seeing(_ areas: SnapshotAreas) -> Readings {
    snapshot.look(at: areas)
    return readings
  }

  /// What is read off the snapshot once, for all probes.
  private final class Readings: Sendable {
    let types: ModuleTypes
    let steps = SharedReading<DeliverySteps>()
    let calls = SharedReading<CallIndex>()
    let surface = SharedReading<ServingSurface>()
    let logCalls = SharedReading<LogCalls>()
    let flowGraphs = FlowGraphs()
    let saidErrors = SaidErrors()
    let functions = SharedReading<FunctionIndex>()
    let askedMethods = SharedReading<Set<String>>()
    let panickingPrograms = SharedReading<PanickingPrograms>()
    let testOnlyPackages = SharedReading<TestOnlyPackages>()
    let shippedPrograms = SharedReading<ShippedPrograms>()
    let loads = SharedReading<ConfigurationLoads>()
    let environment = SharedReading<EnvironmentReads>()
    let server = SharedReading<ServerSigns>()
    let output = SharedReading<OutputPlaces>()
    let implementations = SharedReading<Implementations>()
    let readers = SharedReading<NamingFiles>()
    let ground = SharedReading<DeclaredGround>()
    let tested = SharedReading<TestedPackages>()
    let calledScripts = SharedReading<CalledScripts>()

    init(_ snapshot: Snapshot) { types = ModuleTypes(snapshot) }
  }

  var sharedSteps: SharedReading<DeliverySteps> { seeing(.all).steps }
  var sharedCalls: SharedReading<CallIndex> { seeing(.go).calls }
  var sharedSurface: SharedReading<ServingSurface> { seeing(.go).surface }
  var sharedLogCalls: SharedReading<LogCalls> { seeing(.go).logCalls }
  var flowGraphs: FlowGraphs { seeing(.go).flowGraphs }
  var saidErrors: SaidErrors { seeing(.go).saidErrors }
  var sharedFunctions: SharedReading<FunctionIndex> { seeing(.go).functions }
  var sharedAskedMethods: SharedReading<Set<String>> { seeing(.go).askedMethods }
  var sharedPanickingPrograms: SharedReading<PanickingPrograms> { seeing(.go).panickingPrograms }
  var sharedTestOnlyPackages: SharedReading<TestOnlyPackages> { seeing(.go).testOnlyPackages }
  /// Settings of releases, build files and READMEs say what ships.
  var sharedShippedPrograms: SharedReading<ShippedPrograms> { seeing([.go, .texts]).shippedPrograms }
  var sharedLoads: SharedReading<ConfigurationLoads> { seeing(.all).loads }
  var sharedEnvironment: SharedReading<EnvironmentReads> { seeing(.all).environment }
  var sharedServer: SharedReading<ServerSigns> { seeing(.all).server }
  var sharedOutput: SharedReading<OutputPlaces> { seeing(.all).output }
  var sharedImplementations: SharedReading<Implementations> { seeing(.all).implementations }
  var sharedReaders: SharedReading<NamingFiles> { seeing(.all).readers }
  var sharedGround: SharedReading<DeclaredGround> { seeing(.all).ground }
  var sharedTested: SharedReading<TestedPackages> { seeing(.go).tested }
  var sharedCalledScripts: SharedReading<CalledScripts> { seeing(.all).calledScripts }
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
