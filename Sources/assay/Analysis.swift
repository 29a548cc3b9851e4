import Checklists
import Evidence
import GoTypes
import Intake
import Probes
import Reports
import Repository
import Reviews
import Threads

/// A repository read and probed: what every command but the interface starts from.
struct Analysis: Sendable {
  let snapshot: Snapshot
  let settings: ProjectSettings
  let outcomes: [Outcome]
  let observations: [Observation]
  /// Probes that the repository's own checklists declare.
  let declared: [DeclaredProbe]
  /// Where the signatures of other modules' packages came from.
  let signatures: SignatureSources
  /// What was probed; kept because freeing names and types takes time that nobody needs to wait for.
  private let subject: Subject

  /// Reads a folder (or a revision of it) and runs the probes whose id matches one of `globs`; none means all.
  init(
    of path: String, revision: String?, kind: ProjectKind?, only globs: [String], catalogue: Catalogue,
    timings: Timings? = nil
  ) throws(Failure) {
    let (snapshot, settings) = try Analysis.read(
      path, revision: revision, kind: kind, asking: catalogue.askedFiles, timings: timings)
    try self.init(snapshot, settings, only: globs, catalogue: catalogue, timings: timings)
  }

  /// The same of a snapshot that was read already.
  init(
    _ snapshot: Snapshot, _ settings: ProjectSettings, only globs: [String], catalogue: Catalogue,
    timings: Timings? = nil, memory: OutcomeMemory.Reading? = nil
  ) throws(Failure) {
    let isAsked: (ProbeID) -> Bool = { id in globs.isEmpty || globs.contains { ProbeGlob($0).matches(id.text) } }
    let probes = try Analysis.probes(isAsked, globs: globs, catalogue)
    let subject = timings.stage("names and types") { Subject(snapshot) }
    let run = ProbeRun(
      probes: probes, subject: subject, workerCount: Machine.processorCount, timings: timings, memory: memory)
    let found = timings.stage("probes") { run.outcomes() }
    let outcomes = timings.stage("comments") {
      Silencing(snapshot).applied(to: found, isAsked: isAsked).filter { isAsked($0.probe) }
    }
    observations = timings.stage("suggestions") {
      Analysis.observations(of: outcomes, kind: snapshot.kind, catalogue: catalogue)
    }
    declared = catalogue.declared
    self.snapshot = snapshot
    self.settings = settings
    self.subject = subject
    self.outcomes = outcomes
    signatures = SignatureSources(subject.types.outside)
  }

  /// Keeps trees, names and types until the program ends, which frees them at once instead of one by one.
  func leaveToTheSystem() {
    _ = Unmanaged.passRetained(snapshot)
    _ = Unmanaged.passRetained(subject)
  }

  static func read(
    _ path: String, revision: String?, kind: ProjectKind?, asking: AskedFiles, timings: Timings? = nil
  ) throws(Failure) -> (snapshot: Snapshot, settings: ProjectSettings) {
    let content: RepositoryContent
    let origin: @Sendable () -> SnapshotOrigin
    do {
      (content, origin) = try timings.stage("read") { () throws(IntakeError) in
        guard let revision else { return try RepositoryReader.readAhead(path, asking: asking) }
        let (content, origin) = try RepositoryReader.read(path, revision: revision, asking: asking)
        return (content, { origin })
      }
    } catch {
      throw Failure(.unreadable, "\(error)")
    }
    return try snapshot(of: content, origin, kind: kind, timings: timings)
  }

  /// Parses what was read, under the settings that lie in it.
  static func snapshot(
    of content: RepositoryContent, _ origin: @Sendable () -> SnapshotOrigin, kind: ProjectKind?,
    timings: Timings? = nil
  ) throws(Failure) -> (snapshot: Snapshot, settings: ProjectSettings) {
    let settings = try SettingsFile.settings(in: content)
    let snapshot = timings.stage("parse") {
      DeepThreads.run { Snapshot(reading: content, origin: origin(), kind: kind, settings: settings) }
    }
    guard
      !content.asking.needsGo || snapshot.leftOut.isEmpty
        || snapshot.files.contains(where: { $0.path.hasSuffix(".go") })
    else {
      throw Failure(.usage, "\(ProjectSettings.fileName): its excluded paths leave no Go file; exclude less")
    }
    return (snapshot, settings)
  }

  static func observations(of outcomes: [Outcome], kind: ProjectKind, catalogue: Catalogue) -> [Observation] {
    let antiPatterns =
      AllProbes.list.filter { $0.card.sign == .antiPattern }.map { $0.card.id }
      + catalogue.declared.filter(\.isHarmful).map(\.id)
    return Suggestions(catalogue: catalogue, kind: kind)
      .observations(of: outcomes, versions: ProbeRun.versions(catalogue), antiPatterns: Set(antiPatterns))
  }

  /// The probes to run. What is wrong with silencing comments can only be told when all have.
  private static func probes(
    _ isAsked: (ProbeID) -> Bool, globs: [String], _ catalogue: Catalogue
  ) throws(Failure) -> [RunnableProbe] {
    let all = catalogue.runnableProbes
    if SilencingCards.all.contains(where: { isAsked($0.id) }) { return all }
    let chosen = all.filter { isAsked($0.id) }
    guard !chosen.isEmpty else {
      throw Failure(.usage, "no probe matches \(globs.joined(separator: ", ").printable); try errors/* or */race")
    }
    return chosen
  }
}

extension SignatureSources {
  /// Of the packages that the probes asked for.
  init(_ outside: OutsidePackages) {
    self.init()
    for (path, origin) in outside.asked {
      switch origin {
      case .source(.nested), .source(.vendored): repository.append(path)
      case .source(.moduleCache): moduleCache.append(path)
      case .facts: facts.append(path)
      case .nowhere: unknown.append(path)
      }
    }
  }
}

/// `errors/*`, `*/race`, `errors/unwrapped`: a star stands for any run of characters.
struct ProbeGlob {
  let text: String
  init(_ text: String) { self.text = text }

  func matches(_ id: String) -> Bool { ProbeGlob.matches(Substring(text), Substring(id)) }

  private static func matches(_ glob: Substring, _ id: Substring) -> Bool {
    guard let star = glob.firstIndex(of: "*") else { return glob == id }
    guard id.hasPrefix(glob[..<star]) else { return false }
    let rest = glob[glob.index(after: star)...]
    var tail = id[id.index(id.startIndex, offsetBy: glob[..<star].count)...]
    if rest.isEmpty { return true }
    while true {
      if matches(rest, tail) { return true }
      guard !tail.isEmpty else { return false }
      tail = tail.dropFirst()
    }
  }
}

extension Snapshot {
  /// The commit the snapshot was made from.
  var commit: String? {
    switch origin {
    case .workingTree(let commit, _): commit
    case .revision(let commit): commit
    }
  }

  var isDirty: Bool {
    switch origin {
    case .workingTree(_, let isDirty): isDirty
    case .revision: false
    }
  }

  /// The project's identity: its module path; the folder's name where there is no go.mod.
  func identity(of folder: String) -> String {
    if let module { return module.path }
    return folder.split(separator: "/").last.map(String.init) ?? "repository"
  }

  /// Lines of all Go files of the module, tests included.
  var goLineCount: Int { goFiles.reduce(0) { $0 + $1.tree.lineCount } }
}
