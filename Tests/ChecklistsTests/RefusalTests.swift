import Checklists
import Testing

/// What is refused, with which words, at which line and column.
@Suite struct RefusalTests {
  @Test func `the sample itself is fine`() throws {
    #expect(Sample.problems([Sample.file()]) == [])
    let item = try #require(try Catalogue.read([Sample.file()], probes: Sample.probes).item("team.races"))
    #expect(item.kind == .graded && item.priority == .none && item.weight == 1 && item.reviewDays == 365)
    #expect(item.allowsNotApplicable && item.revision == 1)
    #expect(item.suggestion == .worst(["testing/race"]))
  }

  /// A piece of the sample, what stands there instead, and the one problem that follows.
  static let single: [(old: String, new: String, problem: String)] = [
    ("why: They", "wy: They", #"6:5: item "team.races" lacks the key "why""#),
    ("look: The test command.", "look: ''", #"13:11: "look" of item "team.races" is empty"#),
    ("title: Races", "title: [Races]", #"7:12: "title" of item "team.races" must be text, this is a list"#),
    (
      "why: They bite.", "why: 12",
      #"9:10: "why" of item "team.races" must be text, but YAML reads `12` as a number; put it in quotes"#
    ),
    (
      "why: They bite.", "why: no",
      #"9:10: "why" of item "team.races" must be text, but YAML reads `no` as a truth value; put it in quotes"#
    ),
    (
      "why: They bite.", #"why: "a\e[2Jb""#,
      #"9:10: "why" of item "team.races" contains a control character: a\x1b[2Jb"#
    ),
    (
      "id: team.races", "id: team.Races",
      #"6:9: "team.Races" is no item id: it must be "team." and words of lower-case letters and digits, joined by "." or "-", at most 64 characters"#
    ),
    (
      "id: team.races", "id: other.races",
      #"6:9: "other.races" is no item id: it must be "team." and words of lower-case letters and digits, joined by "." or "-", at most 64 characters"#
    ),
    (
      "title: Races", "title: A title that is a good deal longer than forty",
      #"7:12: "title" of item "team.races" has 45 characters; at most 40 fit a table"#
    ),
    (
      "[service]", "[servce]",
      #"15:15: an entry of "applies" of item "team.races" is "servce"; it must be one of service, cli, library. Did you mean "service"?"#
    ),
    ("[service]", "[]", #"15:14: "applies" of item "team.races" is an empty list"#),
    ("[service]", "service", #"15:14: "applies" of item "team.races" must be a list, this is text"#),
    (
      "effort: small", "effort: smal",
      #"14:39: "effort" of "mend" of item "team.races" is "smal"; it must be one of small, medium, large. Did you mean "small"?"#
    ),
    (
      "effort: small", "effort: small, example: x, language: golang",
      #"14:68: "language" of "mend" of item "team.races" is "golang"; it must be one of go, dockerfile, yaml, make, sql, markdown."#
    ),
    ("effort: small", "effort: small, example: x", #"14:11: "mend" of item "team.races" lacks the key "language""#),
    (
      "mend: { text: Add -race., effort: small }", "mend: Add -race.",
      #"14:11: "mend" of item "team.races" must be a mapping of keys to values, this is text"#
    ),
    (
      "title: Races", "title: Races\n    priority: P3",
      #"8:15: "priority" of item "team.races" is "P3"; it must be one of P0, P1, P2, none. Did you mean "P0"?"#
    ),
    (
      "title: Races", "title: Races\n    kind: gated",
      #"8:11: "kind" of item "team.races" is "gated"; it must be one of graded, gate. Did you mean "gate"?"#
    ),
    (
      "title: Races", "title: Races\n    naAllowed: maybe",
      #"8:16: "naAllowed" of item "team.races" must be true or false"#
    ),
    (
      "title: Races", "title: Races\n    reviewDays: 0",
      #"8:17: "reviewDays" of item "team.races" must be a whole number from 1 to 3650"#
    ),
    (
      "title: Races", "title: Races\n    weight: 5",
      #"8:13: item "team.races" has a weight, but only checklists with "scoring: quality" weigh their items"#
    ),
    (
      "title: Races", "title: Races\n    criteria: [team.races]",
      #"8:15: item "team.races" has criteria, but only dimensions of checklists with "scoring: quality" do"#
    ),
    (
      "title: Races", "title: Races\n    siblings: [team.races]",
      #"8:16: item "team.races" is named as its own sibling"#
    ),
    (
      "title: Races", "title: Races\n    siblings: [team.rces]",
      #"8:16: item "team.races" names the sibling "team.rces", which does not exist. Did you mean "team.races"?"#
    ),
    (
      "title: Races", "title: Races\n    feeds: [team.races]",
      #"8:13: item "team.races" feeds "team.races", which is a rule itself"#
    ),
    (
      "title: Races", "title: Races\n    feeds: [health.testing]",
      #"8:13: item "team.races" names the scored item "health.testing", which does not exist."#
    ),
    (
      "scoring: rules", "scoring: rules\nphase: 100",
      #"5:8: "phase" of the checklist must be a whole number from 1 to 99"#
    ),
    (
      "testing/race", "testing/race-flag",
      #"16:23: "probes" of item "team.races" names the probe "testing/race-flag", which does not exist. Did you mean "testing/race"?"#
    ),
    (
      "{ worst: [testing/race] }", "{ worst: [testing/race, testing/race] }",
      #"16:37: "worst" of "probes" of item "team.races" names "testing/race" twice"#
    ),
    (
      "{ worst: [testing/race] }", "{ worst: [testing/race], best: [testing/race] }",
      #"16:13: "probes" of item "team.races" must have exactly one of worst, best, count, named and threshold, or be none"#
    ),
    (
      "{ worst: [testing/race] }", "{ worst: [testing/race], rule: x }",
      #"16:44: "probes" of item "team.races" has a "rule", which only goes with "named""#
    ),
    (
      "{ worst: [testing/race] }",
      "{ threshold: { probe: testing/race, measure: m, of: n, perThousand: n, solid: 1, partial: 0 } }",
      #"16:81: "threshold" in "probes" of item "team.races" has both "of" and "perThousand"; one of them divides"#
    ),
    (
      "{ worst: [testing/race] }",
      "{ threshold: { probe: testing/race, measure: m, solid: 1, partial: 0, says: some } }",
      #"16:89: "threshold" in "probes" of item "team.races" must say where its figure stands"#
    ),
    (
      "{ worst: [testing/race] }", "{ threshold: { probe: testing/race, measure: m, solid: much, partial: 0.8 } }",
      #"16:68: "solid" of "threshold" in "probes" of item "team.races" must be a number"#
    ),
    ("revision: 1", "revision: one", #"3:11: "revision" of the checklist must be a whole number from 1 to 9999"#),
    (
      "scoring: rules", "scoring: rule",
      #"4:10: "scoring" of the checklist is "rule"; it must be one of health, readiness, security, quality, rules. Did you mean "rules"?"#
    ),
    (
      "checklist: team", "checklist: Team",
      #"1:12: "Team" is no checklist id: use lower-case letters, digits and hyphens"#
    ),
    (
      "why: They bite.", "why: &a They bite.",
      "9:10: anchors and aliases are not allowed in a checklist; write the value out"
    ),
    (
      "why: They bite.", "why: [",
      "11:12: not readable as YAML: while parsing a flow sequence did not find expected ',' or ']'"
    ),
    (
      "why: They bite.", "why: They bite: hard",
      "9:19: not readable as YAML: mapping values are not allowed in this context; put a text that contains \": \" in quotes, or on its own lines below \">-\""
    ),
    (
      "why: They bite.", "why: They bite.\n    why: They do.",
      #"9:5: not readable as YAML: the key "why" appears twice"#
    ),
    ("why: They bite.", "why: They bite.\n    [a]: They do.", "10:5: a key must be text, this is a list"),
  ]

  @Test(arguments: single) func `one slip is one problem, at its place`(
    _ slip: (old: String, new: String, problem: String)
  ) {
    let found = Sample.problems([Sample.replacing(slip.old, with: slip.new)])
    #expect(found.contains { $0.hasPrefix("team.yml:" + slip.problem) }, "\(found.joined(separator: "\n"))")
    let follows = slip.new.hasPrefix("wy:") ? 2 : 1
    #expect(found.count == follows, "\(found.joined(separator: "\n"))")
  }
}
