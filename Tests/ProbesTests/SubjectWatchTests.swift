import Evidence
import Repository
import Testing

@testable import Probes

/// What a probe is seen to look at: outcomes of other commits are taken over by it.
@Suite struct SubjectWatchTests {
  static let subject = Subject(
    Snapshot(
      reading: RepositoryContent(
        files: contents.map { RepositoryFile(path: $0.key, byteCount: $0.value.utf8.count) },
        contents: contents.mapValues { Array($0.utf8) }), origin: .revision(commit: "c")))
  static let contents = [
    "go.mod": "module example.org/shop\n", "README.md": "# Shop\n",
    "main.go": "package main\n\nimport \"log\"\n\nfunc main() { log.Fatal(1) }\n",
  ]

  static func areas(_ look: (Subject) -> Void) -> SnapshotAreas {
    let watch = SnapshotWatch()
    look(Subject(subject, watchedBy: watch))
    return watch.areas
  }

  @Test func `each member of a snapshot is seen as its area`() {
    #expect(Self.areas { _ in }.isEmpty)
    #expect(Self.areas { _ = $0.snapshot.productFiles } == .go)
    #expect(Self.areas { _ = $0.types } == .go)
    #expect(Self.areas { _ = $0.snapshot.text(of: "README.md") } == .texts)
    #expect(Self.areas { _ = $0.snapshot.files } == .listing)
    #expect(Self.areas { _ = $0.snapshot.kind } == .kind)
    #expect(Self.areas { _ = $0.snapshot.pipeline } == [.go, .texts])
    #expect(Self.areas { _ = $0.deliverySteps } == .all)
    #expect(Self.areas { _ = $0.shippedPrograms } == [.go, .texts])
  }

  @Test func `a subject that is not watched looks at the same things`() {
    let watch = SnapshotWatch()
    let watched = Subject(Self.subject, watchedBy: watch)
    #expect(watched.snapshot.goFiles.map(\.path) == Self.subject.snapshot.goFiles.map(\.path))
    #expect(watched.types === Self.subject.types && watched.snapshot.files == Self.subject.snapshot.files)
  }

  /// The first probe that asks makes them, and its watched subject is gone when the next one asks.
  @Test func `readings that keep a subject keep the one that all share`() {
    let fresh = Subject(Self.subject.snapshot)
    let watched = Subject(Subject(fresh, watchedBy: SnapshotWatch()), watchedBy: SnapshotWatch())
    #expect(watched.implementations.subject === fresh)
    #expect(watched.configurationLoads.subject === fresh)
  }

  /// Whoever asks second sees nothing of what the first one's making looked at, so the making may look at Go code only.
  @Test func `readings that probes share rest on Go code alone`() throws {
    #expect(Self.areas { _ = LogCalls($0) } == .go)
    #expect(Self.areas { _ = FunctionIndex($0.snapshot) } == .go)
    #expect(Self.areas { _ = CallIndex($0.snapshot.productFiles) } == .go)
    #expect(Self.areas { _ = $0.askedMethods } == .go)
    #expect(Self.areas { _ = TestedPackages($0.snapshot) } == .go)
    #expect(Self.areas { _ = TestOnlyPackages($0.snapshot) } == .go)
    #expect(Self.areas { _ = EndlessFunctions($0) } == .go)
    #expect(Self.areas { _ = ServingSurface($0.snapshot, probe: GracefulShutdownProbe.card.id) } == .go)
    let fresh = Subject(Self.subject.snapshot)
    let watch = SnapshotWatch()
    let watched = Subject(fresh, watchedBy: watch)
    for file in watched.snapshot.goFiles {
      for function in file.tree.nodes(of: .funcDecl) { _ = watched.flow(of: function, in: file) }
    }
    #expect(watch.areas == .go)
  }

  @Test func `an outcome rests on what its probe looked at: another area changes nothing`() {
    for probe in AllProbes.list {
      let watch = SnapshotWatch()
      let outcome = probe.init().examine(Subject(Self.subject, watchedBy: watch))
      guard !watch.areas.contains(.texts) else { continue }
      var changed = Self.contents
      changed["README.md"] = "# Another\n\nmake test\n"
      let other = Subject(
        Snapshot(
          reading: RepositoryContent(
            files: changed.map {
              RepositoryFile(path: $0.key, byteCount: Self.contents[$0.key, default: ""].utf8.count)
            },
            contents: changed.mapValues { Array($0.utf8) }), origin: .revision(commit: "d")))
      #expect(probe.init().examine(other) == outcome, "\(probe.card.id)")
    }
  }
}
