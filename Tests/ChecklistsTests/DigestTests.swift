import Checklists
import Testing

/// What changes a fingerprint and what does not: an answer is stale when its question has changed, and only then.
@Suite struct DigestTests {
  private func item(_ file: ChecklistFile) throws -> ChecklistItem {
    try #require(try Catalogue.read([file], probes: Sample.probes).items.first)
  }

  private func digest(_ file: ChecklistFile) throws -> String {
    try #require(try Catalogue.read([file], probes: Sample.probes).checklists.first).digest
  }

  @Test func `a criterion digest is the SHA-256 of id, question and the three descriptions`() throws {
    // printf 'team.races\0Are races looked for?\0Everywhere.\0In places.\0Nowhere.' | sha256sum
    let expected = "d1058ba759b739d6d0aebca26b95f8dd2663581810fa54ea4142fd834690c95f"
    #expect(try item(Sample.file()).criterionDigest == expected)
  }

  @Test(arguments: ["asks: Are races looked for?", "solid: Everywhere.", "partial: In places.", "missing: Nowhere."])
  func `wrapping a text anew keeps the digest, another word changes it`(_ line: String) throws {
    let key = line.prefix { $0 != ":" }
    let words = line.dropFirst(key.count + 2)
    let before = try item(Sample.file()).criterionDigest
    let wrapped = "\(key): >-\n      \(words.replacing(" ", with: "\n      "))\n"
    #expect(try item(Sample.replacing(line, with: wrapped)).criterionDigest == before)
    #expect(try item(Sample.replacing(line, with: line + " Really.")).criterionDigest != before)
  }

  @Test(arguments: [
    ("why: They bite.", "why: They sting."), ("look: The test command.", "look: The Makefile."),
    ("text: Add -race.", "text: Add it."), ("title: Races", "title: Data races"),
  ])
  func `guidance may be reworded without making answers stale`(_ old: String, _ new: String) throws {
    let changed = Sample.replacing(old, with: new)
    #expect(try item(changed).criterionDigest == item(Sample.file()).criterionDigest)
    #expect(try digest(changed) == digest(Sample.file()))
  }

  @Test(arguments: [
    ("solid: Everywhere.", "solid: Anywhere."), ("[service]", "[service, cli]"), ("worst:", "best:"),
    ("revision: 1", "revision: 2"), ("scoring: rules", "scoring: health"), ("look:", "naAllowed: false\n    look:"),
  ])
  func `whatever bears on ratings changes the digest of the list`(_ old: String, _ new: String) throws {
    #expect(try digest(Sample.replacing(old, with: new)) != digest(Sample.file()))
  }
}
