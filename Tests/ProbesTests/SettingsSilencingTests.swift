import Evidence
import Repository
import Testing

@testable import Probes

/// Findings the list in `.assay.yml` silences: what becomes of them and of entries that match nothing.
@Suite struct SettingsSilencingTests {
  static let source =
    "package shop\n\nimport \"os\"\n\nfunc remove(path string) {\n\tos.Remove(path)\n\tos.RemoveAll(path)\n}\n"

  static func named(_ text: String = source) -> [Outcome] {
    let subject = ExampleSubject(text).subject
    let outcome = Fingerprints(subject.snapshot).applied(to: IgnoredProbe().examine(subject))
    return Silencing(subject.snapshot).appliedComments(to: [outcome])
  }

  static func entry(_ probe: ProbeID, _ fingerprint: String, line: Int = 3) -> ProjectSettings.Silenced {
    ProjectSettings.Silenced(
      decision: SilencingDecision(
        probe: probe, fingerprint: fingerprint, path: "shop.go", reason: "may be gone", by: "ada", at: "2026-11-28"),
      line: line, text: "- probe: \(probe)")
  }

  @Test func `a finding that is named leaves the findings and the figures`() throws {
    let outcomes = Self.named()
    let first = try #require(outcomes[0].findings.first)
    let applied = SettingsSilencing([Self.entry("errors/ignored", first.fingerprint)]).applied(to: outcomes)
    #expect(applied[0].findings == Array(outcomes[0].findings.dropFirst()))
    #expect(applied[0].count("ignored") == outcomes[0].count("ignored") - 1)
    let silenced = try #require(applied[0].silenced.first)
    #expect(silenced.finding == first && silenced.by == .settings && silenced.reason == "may be gone")
    #expect(silenced.author == "ada" && silenced.day == "2026-11-28" && silenced.commentLine == 3)
    #expect(SilencedFinding.summary(applied[0].silenced) == "1 finding is silenced (1 by .assay.yml)")
    #expect(applied.dropFirst().allSatisfy { $0.findings.isEmpty })
  }

  @Test func `a moved line keeps its entry, a changed one loses it`() throws {
    let name = try #require(Self.named()[0].findings.first).fingerprint
    let moved = Self.named(Self.source.replacing("func remove", with: "// Words.\n\nfunc remove"))
    let list = SettingsSilencing([Self.entry("errors/ignored", name)])
    #expect(list.applied(to: moved)[0].silenced.count == 1)
    let changed = Self.named(Self.source.replacing("os.Remove(path)", with: "os.Remove(path + path)"))
    let applied = list.applied(to: changed)
    #expect(applied[0] == changed[0])
    let unused = try #require(applied.first { $0.probe == "silencing/unused" })
    #expect(unused.findings.map(\.location) == [Location(path: ".assay.yml", line: 3)])
    #expect(
      unused.findings.map(\.message) == [
        "errors/ignored no longer finds what was silenced in shop.go; remove the entry"
      ])
    #expect(SilencingDecision.isFingerprint(unused.findings.first?.fingerprint ?? ""))
  }

  @Test func `an entry beside a comment, one for no probe and one for a probe that did not run`() throws {
    let name = try #require(Self.named()[0].findings.first).fingerprint
    let commented = Self.named(Self.source.replacing("Remove(path)\n", with: "Remove(path) //nolint:errcheck // why\n"))
    #expect(commented[0].silenced.count == 1)
    let entries = [
      Self.entry("errors/ignored", name, line: 3), Self.entry("error/ignored", name, line: 9),
      Self.entry("errors/panic", name, line: 15),
    ]
    let applied = SettingsSilencing(entries).applied(to: commented)
    let findings = applied.filter { $0.probe.family == "silencing" }.flatMap(\.findings)
    #expect(
      findings.map(\.message).sorted() == [
        "a comment in shop.go silences this finding of errors/ignored already; remove the entry",
        "no probe is called error/ignored; did you mean errors/ignored?",
      ])
  }

  @Test func `the list of a snapshot is honoured beside its comments`() throws {
    let name = try #require(Self.named()[0].findings.last).fingerprint
    let subject = ExampleSubject(Self.source).subject
    var content = RepositoryContent()
    content.files = [RepositoryFile(path: "shop.go", byteCount: 1), RepositoryFile(path: "go.mod", byteCount: 1)]
    content.contents = ["shop.go": Array(Self.source.utf8), "go.mod": Array("module example.org/shop\n".utf8)]
    let snapshot = Snapshot(
      reading: content, origin: .workingTree(commit: nil, isDirty: false),
      settings: ProjectSettings(silenced: [Self.entry("errors/ignored", name)]))
    let outcome = Fingerprints(snapshot).applied(to: IgnoredProbe().examine(subject))
    let applied = Silencing(snapshot).applied(to: [outcome])
    #expect(applied[0].findings.count == 1 && applied[0].silenced.map(\.finding.fingerprint) == [name])
  }
}
