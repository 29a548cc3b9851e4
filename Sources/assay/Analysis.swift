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
  let outcomes: [Outcome]
  let observations: [Observation]
  /// Where the signatures of other modules' packages came from.
  let signatures: SignatureSources

  /// Reads a folder (or a revision of it) and runs the probes whose id matches one of `globs`; none means all.
  init(of path: String, revision: String?, kind: ProjectKind?, only globs: [String], catalogue: Catalogue)
    throws(Failure)
  {
    snapshot = try Analysis.read(path, revision: revision, kind: kind)
    let probes = try Analysis.probes(matching: globs)
    let subject = Subject(snapshot)
    let found = ProbeRun(probes: probes, subject: subject, workerCount: Machine.processorCount).outcomes()
    signatures = SignatureSources(subject.types.outside)
    outcomes = Silencing.settled(found, of: snapshot) { id in
      globs.isEmpty || globs.contains { ProbeGlob($0).matches(id.text) }
    }
    observations = Analysis.observations(of: outcomes, kind: snapshot.kind, catalogue: catalogue)
  }

  static func read(_ path: String, revision: String?, kind: ProjectKind?) throws(Failure) -> Snapshot {
    let content: RepositoryContent
    let origin: SnapshotOrigin
    do {
      (content, origin) =
        if let revision { try RepositoryReader.read(path, revision: revision) } else { try RepositoryReader.read(path) }
    } catch {
      throw Failure(.unreadable, "\(error)")
    }
    let settings = try SettingsFile.settings(in: content)
    let snapshot = DeepThreads.run { Snapshot(reading: content, origin: origin, kind: kind, settings: settings) }
    guard snapshot.leftOut.isEmpty || snapshot.files.contains(where: { $0.path.hasSuffix(".go") }) else {
      throw Failure(.usage, "\(ProjectSettings.fileName): its excluded paths leave no Go file; exclude less")
    }
    return snapshot
  }

  static func observations(of outcomes: [Outcome], kind: ProjectKind, catalogue: Catalogue) -> [Observation] {
    let antiPatterns = AllProbes.list.filter { $0.card.sign == .antiPattern }.map { $0.card.id }
    return Suggestions(catalogue: catalogue, kind: kind)
      .observations(of: outcomes, versions: ProbeRun.versions, antiPatterns: Set(antiPatterns))
  }

  private static func probes(matching globs: [String]) throws(Failure) -> [any Probe.Type] {
    guard !globs.isEmpty else { return AllProbes.list }
    let chosen = AllProbes.list.filter { type in globs.contains { ProbeGlob($0).matches(type.card.id.text) } }
    let isAboutComments = SilencingCards.all.contains { card in globs.contains { ProbeGlob($0).matches(card.id.text) } }
    guard !chosen.isEmpty || isAboutComments else {
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
