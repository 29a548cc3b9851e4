import Checklists
import Testing

/// Reading as a whole: all problems at once, several files, a team's own lists, and inputs that are no checklist.
@Suite struct ReadingTests {
  @Test func `all problems of all files are told at once, by file and place`() {
    let first = Sample.file(
      Sample.text.replacing("title: Races", with: "titel: Races").replacing("testing/race", with: "testing/rase"))
    let second = Sample.file(
      Sample.text.replacing("checklist: team", with: "checklist: other").replacing(
        "effort: small", with: "effort: tiny"
      )
      .replacing("team.races", with: "other.races"), name: "other.yml")
    #expect(
      Sample.problems([first, second]) == [
        #"team.yml:6:5: item "team.races" lacks the key "title""#,
        #"team.yml:7:5: item "team.races" has the unknown key "titel". Did you mean "title"?"#,
        #"team.yml:16:23: "probes" of item "team.races" names the probe "testing/rase", which does not exist. Did you mean "testing/race"?"#,
        #"other.yml:14:39: "effort" of "mend" of item "other.races" is "tiny"; it must be one of small, medium, large."#,
      ])
  }

  @Test func `only lists of rules have a phase and feed others`() {
    let scored = Sample.text.replacing("scoring: rules", with: "scoring: health\nphase: 2")
      .replacing("title: Races", with: "title: Races\n    feeds: [team.races]")
    #expect(
      Sample.problems([Sample.file(scored)]) == [
        #"team.yml:5:8: only checklists with "scoring: rules" belong to a phase of the guide"#,
        #"team.yml:9:12: item "team.races" feeds other items, but only those of checklists with "scoring: rules" do"#,
      ])
  }

  @Test func `lists of rules come in the order of their phases, those without one last`() throws {
    func list(_ id: String, _ phase: String) -> ChecklistFile {
      let text = Sample.text.replacing("checklist: team", with: "checklist: \(id)")
        .replacing("team.races", with: "\(id).races").replacing("scoring: rules", with: "scoring: rules\(phase)")
      return Sample.file(text, name: "\(id).yml")
    }
    let read = try Catalogue.read(
      [list("last", ""), list("third", "\nphase: 12"), list("first", "\nphase: 1"), list("second", "\nphase: 1")],
      probes: Sample.probes)
    #expect(read.checklists.map(\.id) == ["first", "second", "third", "last"])
    #expect(read.checklists.map(\.phase) == [1, 1, 12, nil])
    #expect(Catalogue(compiled: read.compiled) == read)
  }

  @Test func `ids are unique over all files`() {
    let problems = Sample.problems([Sample.file(), Sample.file(name: "again.yml")])
    #expect(
      problems == [
        #"again.yml:1:12: the checklist id "team" is taken by team.yml"#,
        #"again.yml:6:9: the item id "team.races" is taken by team.yml:6"#,
      ])
  }

  @Test func `a team's list joins the built-in ones and may borrow their rules`() throws {
    let base = try Catalogue.read([Sample.everyRule], probes: Sample.probes)
    let own = Sample.text.replacing("checklist: team", with: "checklist: own")
      .replacing("id: team.races", with: "id: own.races\n    siblings: [team.races-0]")
      .replacing("{ worst: [testing/race] }", with: "{ named: [testing/race], rule: team.races-3 }")
    let both = try Catalogue.read([Sample.file(own)], onto: base, probes: Sample.probes)
    #expect(both.checklists.map(\.id) == ["team", "own"])
    #expect(both.item("own.races")?.suggestion == .named("team.races-3", ["testing/race"]))
    #expect(both.item("team.races-0")?.siblings == ["own.races"])
    #expect(both.checklists[0].digest == base.checklists[0].digest, "a new sibling leaves the digest alone")
  }

  @Test func `a team's list cannot ask for a rule that is not there`() throws {
    let base = try Catalogue.read([Sample.everyRule], probes: Sample.probes)
    let own = Sample.text.replacing("checklist: team", with: "checklist: own")
      .replacing("team.races", with: "own.races").replacing(
        "{ worst: [testing/race] }", with: "{ named: [testing/race] }")
    let problems = Sample.problems([Sample.file(own)], onto: base)
    #expect(problems.count == 1)
    #expect(
      problems[0].hasPrefix(
        #"team.yml:16:22: "probes" of item "own.races" asks for the rule "own.races", which does not exist."#))
  }

  @Test func `weights must sum to 100 and criteria must be items that exist`() {
    let dimension = Sample.text.replacing("scoring: rules", with: "scoring: quality")
      .replacing("    probes: { worst: [testing/race] }", with: "    weight: 90\n    criteria: [team.races, team.gone]")
    #expect(
      Sample.problems([Sample.file(dimension)]) == [
        #"team.yml:5:1: the weights of "team" sum to 90; they must sum to 100"#,
        #"team.yml:17:16: item "team.races" has the dimension "team.races" as a criterion; name its items"#,
        #"team.yml:17:28: item "team.races" names the criterion "team.gone", which does not exist."#,
      ])
  }

  @Test func `a dimension needs weight and criteria and has no probes`() {
    #expect(
      Sample.problems([Sample.replacing("scoring: rules", with: "scoring: quality")]) == [
        #"team.yml:6:5: item "team.races" lacks the key "weight""#,
        #"team.yml:6:5: item "team.races" lacks the key "criteria""#,
        #"team.yml:16:13: item "team.races" is a dimension: its suggestion comes from its criteria, not from probes"#,
      ])
  }

  @Test func `a gate needs a priority`() {
    let gate = Sample.text.replacing("scoring: rules", with: "scoring: readiness")
    #expect(Sample.problems([Sample.file(gate)]) == [#"team.yml:6:5: item "team.races" lacks the key "priority""#])
    let none = gate.replacing("title: Races", with: "title: Races\n    priority: none")
    #expect(
      Sample.problems([Sample.file(none)]) == [
        #"team.yml:8:15: item "team.races" is a gate and needs a priority: P0, P1 or P2"#
      ])
  }

  @Test func `an alias is reported at its anchor and never followed`() {
    var text = "checklist: team\ntitle: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...40 {
      text += "k\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    let problems = Sample.problems([Sample.file(text)])
    #expect(problems.count == 41)
    #expect(problems.first == "team.yml:2:8: anchors and aliases are not allowed in a checklist; write the value out")
  }

  @Test func `a file that is too large, not UTF-8, empty or no mapping is refused whole`() {
    let large = ChecklistFile(name: "large.yml", bytes: Array(repeating: 32, count: ChecklistFile.byteCountMax + 1))
    let latin = ChecklistFile(name: "latin.yml", bytes: [0x74, 0xE9, 0x0A])
    #expect(
      Sample.problems([large, latin, Sample.file("", name: "empty.yml"), Sample.file("- a\n", name: "list.yml")]) == [
        "large.yml: the file has 1048577 bytes; a checklist may have at most 1048576",
        "latin.yml:1:2: the file is not UTF-8; save it in that encoding",
        #"empty.yml:1:1: the file is empty; a checklist begins with "checklist: <id>""#,
        "list.yml:1:1: the checklist must be a mapping of keys to values, this is a list",
      ])
  }

  @Test func `lists nested without end are refused, not followed`() {
    let text = "checklist: " + String(repeating: "[", count: 200_000)
    #expect(Sample.problems([Sample.file(text)]).count == 1)
  }

  @Test func `a second document in the file is refused`() {
    let problems = Sample.problems([Sample.file(Sample.text + "---\nchecklist: more\n")])
    #expect(problems.count == 1)
    #expect(problems[0].hasPrefix("team.yml:17:1: not readable as YAML: "))
  }

  @Test func `line ends of Windows and a byte order mark do not matter`() throws {
    let plain = try Catalogue.read([Sample.file()], probes: Sample.probes)
    let windows = "\u{FEFF}" + Sample.text.replacing("\n", with: "\r\n")
    #expect(try Catalogue.read([Sample.file(windows)], probes: Sample.probes) == plain)
  }
}
