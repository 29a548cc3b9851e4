import Checklists
import Evidence
import Testing

@Suite struct DeclaredReadingTests {
  static let own = OwnChecklists { $0.contains("$bad") ? "$bad is bad" : nil }

  static func read(_ probes: String) throws -> Checklist {
    try #require(try catalogue(probes).checklists.first)
  }

  private static func catalogue(_ probes: String) throws(ChecklistProblems) -> Catalogue {
    try Catalogue.read(
      [Sample.replacing("{ worst: [testing/race] }", with: probes)], probes: Sample.probes, own: own)
  }

  static func problems(_ probes: String) -> [String] {
    do throws(ChecklistProblems) {
      _ = try catalogue(probes)
      return []
    } catch {
      return error.list.map(\.description)
    }
  }

  @Test func `an item names probes and declares others beside them`() throws {
    let list = try DeclaredReadingTests.read(
      "{ worst: [testing/race, { file: docs/runbook.md }, { name: notes, text: TODO, in: ['*.py', src/**], sense: absent, atMost: 2, partial: 5 }] }"
    )
    #expect(list.isOwn)
    #expect(list.items[0].suggestion == .worst(["testing/race", "own/team.races.1", "own/team.races.notes"]))
    #expect(list.declared.map(\.id) == ["own/team.races.1", "own/team.races.notes"])
    #expect(list.declared[1].limits == DeclaredProbe.Limits(sense: .absent, atMost: 2, partial: 5))
    #expect(list.declared[1].places.within.map(\.text) == ["*.py", "src/**"])
    #expect(list.declared[1].because == "They bite")
    #expect(list.declared[1].instead == "Add -race")
  }

  @Test func `the only probe an item declares has the item's name`() throws {
    let list = try DeclaredReadingTests.read("{ best: [{ ci: pytest --cov }] }")
    #expect(list.declared.map(\.id) == ["own/team.races"])
    #expect(list.declared[0].subject == .command(["pytest", "--cov"]))
  }

  @Test func `a threshold may declare the probe it measures`() throws {
    let list = try DeclaredReadingTests.read(
      "{ threshold: { probe: { content: x, in: '*' }, measure: matches, of: files, solid: 0.9, partial: 0.5 } }")
    #expect(list.items[0].suggestion.probes == ["own/team.races"])
  }

  @Test func `another definition is another version and another list`() throws {
    let one = try DeclaredReadingTests.read("{ worst: [{ file: a }] }")
    let same = try DeclaredReadingTests.read("{ worst: [{ file: [a], says: here it is }] }")
    let other = try DeclaredReadingTests.read("{ worst: [{ file: a, atLeast: 2 }] }")
    #expect(one.declared[0].version == same.declared[0].version)
    #expect(one.declared[0].version != other.declared[0].version)
    #expect(one.digest != other.digest)
  }

  @Test func `kinds and probes may be left out in a team's own list`() throws {
    let text = Sample.text.replacing("    applies: [service]\n", with: "")
      .replacing("    probes: { worst: [testing/race] }\n", with: "    weight: 3\n")
    let list = try #require(
      try Catalogue.read([Sample.file(text)], probes: Sample.probes, own: DeclaredReadingTests.own).checklists.first)
    #expect(list.items[0].applies == ProjectKind.allCases)
    #expect(list.items[0].suggestion == .none)
    #expect(list.items[0].weight == 3)
  }

  static let mistakes: [(probes: String, problem: String)] = [
    ("{ worst: [{ fil: a }] }", "16:25: the probe of item \"team.races\" has the unknown key \"fil\"; known are"),
    ("{ worst: [{ fil: a }] }", "Did you mean \"file\"?"),
    ("{ worst: [{ sense: absent }] }", "16:23: the probe of item \"team.races\" does not say what to look for"),
    ("{ worst: [{ file: a, ci: b }] }", "has file and ci; give each a probe of its own"),
    (
      "{ worst: [{ content: 'a(b', in: '*' }] }",
      "16:34: \"content\" of the probe of item \"team.races\" is no pattern at character 2: this ( is not closed"
    ),
    ("{ worst: [{ content: a }] }", "16:34: the probe of item \"team.races\" lacks the key \"in\""),
    ("{ worst: [{ content: a, in: '/x' }] }", "16:41: \"/x\" is no pattern for paths"),
    ("{ worst: [{ content: a, in: [x, 'a{b}'] }] }", "16:45: \"a{b}\" is no pattern for paths"),
    ("{ worst: [{ file: a, in: b }] }", "\"file\" says itself where"),
    ("{ worst: [{ ci: make && make test }] }", "holds &&"),
    ("{ worst: [{ ci: a, in: b }] }", "\"in\" does not go with ci"),
    ("{ worst: [{ import: 'a b' }] }", "is no import path"),
    ("{ worst: [{ target: a b }] }", "is no target's name"),
    ("{ worst: [{ file: a, code: tests }] }", "\"code\" goes with import and go only"),
    ("{ worst: [{ file: a, ignoreCase: true }] }", "\"ignoreCase\" goes with content and text only"),
    ("{ worst: [{ file: a, sense: absnt }] }", "Did you mean \"absent\"?"),
    ("{ worst: [{ file: a, sense: absent, atLeast: 1 }] }", "\"atLeast\" goes with \"sense: present\""),
    ("{ worst: [{ file: a, atMost: 0 }] }", "for what is forbidden write sense: absent"),
    ("{ worst: [{ file: a, partial: 1 }] }", "must be less than \"atLeast\" (1)"),
    ("{ worst: [{ file: a, sense: absent, atMost: 3, partial: 2 }] }", "must be more than \"atMost\" (3)"),
    ("{ worst: [{ file: a, atLeast: 0 }] }", "must be a whole number from 1 to 1000000"),
    ("{ worst: [{ file: a, atLeast: 99999999999999999999 }] }", "must be a whole number from 1 to 1000000"),
    ("{ worst: [{ name: A b, file: a }] }", "is no probe's name"),
    (
      "{ worst: [{ name: x, file: a }, { name: x, file: b }] }",
      "has \"own/team.races.x\" twice; give one of them another name"
    ),
    ("{ worst: [testing/race, testing/race, { file: a }] }", "has \"testing/race\" twice"),
    ("{ worst: [{ file: true }] }", "but YAML reads `true` as a truth value"),
    ("{ worst: [{ file: { a: b } }] }", "must be text, this is a mapping"),
    ("{ best: [{ file: a, says: found, as it should be }] }", "put a text with a comma in quotes"),
    ("{ worst: [{ go: 'f($bad)' }] }", "16:29: \"go\" of the probe of item \"team.races\" is no pattern: $bad is bad"),
    ("{ worst: [{ file: a, sense: absent, notFound: n/a }] }", "\"notFound\" goes with \"sense: present\""),
    ("{ worst: [{ file: a, noFile: n/a }] }", "\"noFile\" goes with what looks into files"),
    ("{ worst: [{ text: a, in: b, noFile: missing, sense: absent }] }", "is unknown or n/a"),
    ("{ worst: [{ file: a, worth: 3 }] }", "must be a whole number from 1 to 2"),
    ("{ worst: [[a]] }", "must be text, this is a list"),
    (
      "{ threshold: { probe: { content: x, in: '*' }, measure: match, solid: 2, partial: 1 } }",
      #"16:69: "measure" of "threshold" in "probes" of item "team.races" is "match"; a probe that is declared like this one has matches, files, matchingFiles. Did you mean "matches"?"#
    ),
    (
      "{ threshold: { probe: { file: x }, measure: matches, of: matchingFiles, solid: 2, partial: 1 } }",
      #"16:70: "of" of "threshold" in "probes" of item "team.races" is "matchingFiles"; a probe that is declared like this one has matches, files."#
    ),
    (
      "{ threshold: { probe: { ci: x }, measure: weak, perThousand: lines, solid: 2, partial: 1 } }",
      #"16:74: "perThousand" of "threshold" in "probes" of item "team.races" is "lines"; a probe"#
    ),
  ]

  @Test(arguments: mistakes) func `a mistake is told with its place and the way out`(
    _ mistake: (probes: String, problem: String)
  ) {
    let problems = DeclaredReadingTests.problems(mistake.probes)
    #expect(problems.contains { $0.contains(mistake.problem) }, "\(problems)")
  }

  @Test func `a built-in list declares no probes`() {
    let problems = Sample.problems([
      Sample.replacing("{ worst: [testing/race] }", with: "{ worst: [{ file: a }] }")
    ])
    #expect(problems.contains { $0.contains("only a team's own checklists do") }, "\(problems)")
  }

  @Test func `the start is right as it stands`() throws {
    for file in ["team.yml", ".assay/checklists/Our Release (2).yaml", "-", "9.yml", "on.yml"] {
      let id = ChecklistStart.id(ofFile: file)
      let text = ChecklistStart.text(id: id, hasSchema: true)
      let list = try #require(
        try Catalogue.read(
          [ChecklistFile(name: file, text: text)], probes: Sample.probes, own: DeclaredReadingTests.own
        ).checklists.first)
      #expect(list.id == id)
      #expect(list.items.count == 3)
      #expect(list.declared.count == 6)
    }
    #expect(ChecklistStart.id(ofFile: ".assay/checklists/Our Release (2).yaml") == "our-release-2")
  }
}
