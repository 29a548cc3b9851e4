import Evidence
import Testing

@testable import Checklists

/// The list `silenced` of `.assay.yml`: how it is read, and how entries are put in and taken out.
@Suite struct SilencedTests {
  static let digits = "0123456789abcdef0123456789abcdef"

  static func decision(
    _ last: Character = "f", probe: ProbeID = "errors/ignored", path: String = "internal/a.go",
    reason: String = "may be gone"
  ) -> SilencingDecision {
    SilencingDecision(
      probe: probe, fingerprint: String(digits.dropLast()) + String(last), path: path, reason: reason, by: "ada",
      at: "2026-11-28")
  }

  static func settings(_ bytes: [UInt8]) throws -> ProjectSettings {
    try ProjectSettings(reading: ChecklistFile(name: ".assay.yml", bytes: bytes))
  }

  static let entry = """
    silenced:
      - probe: errors/ignored
        fingerprint: "\(digits)"
        path: "internal/a.go"
        reason: "may be gone"
        by: "ada"
        at: 2026-11-28

    """

  @Test func `an entry is read with its line and what that line says`() throws {
    let settings = try Self.settings(Array("kind: cli\n\(Self.entry)".utf8))
    #expect(settings.silenced.map(\.decision) == [Self.decision()])
    #expect(settings.silenced.map(\.line) == [3])
    #expect(settings.silenced.map(\.text) == ["- probe: errors/ignored"])
  }

  @Test(
    arguments: [
      ("probe: errors/ignored", "probe: ignored", #"3:12: "ignored" is no probe's name; write family/name"#),
      (
        "\"\(digits)\"", "\"beef\"",
        #"4:18: "beef" is no fingerprint: it has 32 digits from 0 to f"#
      ),
      ("may be gone", "ok", "6:13: a reason takes 5 to 500 characters"),
      ("may be gone", "  o k y ", "6:13: a reason takes 5 to 500 characters"),
      ("2026-11-28", "2026-13-28", #"8:9: "2026-13-28" is no day; write it as 2026-11-28"#),
      ("2026-11-28", "today", #"8:9: "today" is no day; write it as 2026-11-28"#),
      ("    by: \"ada\"\n", "", #"3:5: an entry of "silenced" lacks the key "by""#),
      (
        "by:", "who:",
        #"3:5: an entry of "silenced" lacks the key "by"|7:5: an entry of "silenced" has the unknown key "who"; known are probe, fingerprint, path, reason, by, at."#
      ),
      (
        "\"\(digits)\"", "1234",
        #"4:18: "fingerprint" of an entry of "silenced" must be text, but YAML reads `1234` as a number; put it in quotes"#
      ),
    ] as [(String, String, String)])
  func `every mistake of an entry is told with its place`(_ old: String, _ new: String, _ expected: String) {
    let text = "kind: cli\n" + Self.entry.replacing(old, with: new)
    let problems = SettingsTests.problems(SettingsTests.file(text))
    #expect(problems == expected.split(separator: "|").map { ".assay.yml:" + $0 })
  }

  @Test func `a finding silenced twice is a mistake`() {
    let text = Self.entry + Self.entry.dropFirst("silenced:\n".count)
    #expect(
      SettingsTests.problems(SettingsTests.file(text)) == [
        ".assay.yml:8:5: the finding is silenced in line 2 already; remove one of the entries"
      ])
  }

  /// Texts an entry is put into, and what comes out; `+` stands for the entry's six lines.
  static let additions: [(before: String, after: String)] = [
    ("", "silenced:\n+"),
    ("kind: cli\n", "kind: cli\n\nsilenced:\n+"),
    ("kind: cli", "kind: cli\n\nsilenced:\n+"),
    ("# ours\nkind: cli # really\n\n", "# ours\nkind: cli # really\n\nsilenced:\n+"),
    ("---\nkind: cli\n...\n", "---\nkind: cli\n\nsilenced:\n+...\n"),
    ("\u{FEFF}kind: cli\n", "\u{FEFF}kind: cli\n\nsilenced:\n+"),
    (
      "silenced: # agreed in May\n  # first\n  - {a}\n\n# the kind\nkind: cli\n",
      "silenced: # agreed in May\n  # first\n  - {a}\n+\n# the kind\nkind: cli\n"
    ),
    (
      "silenced:\n  - {a}\n    # of a\n  # of the list\nkind: cli\n",
      "silenced:\n  - {a}\n    # of a\n+  # of the list\nkind: cli\n"
    ),
    ("silenced:\n  - {a}", "silenced:\n  - {a}\n+"),
    ("exclude:\n  - gen\nsilenced:\n  - {a}\n", "exclude:\n  - gen\nsilenced:\n  - {a}\n+"),
  ]

  static func text(_ text: String, indent: String = "  ") -> String {
    func block(_ last: Character, _ left: String) -> String {
      """
      \(left)- probe: errors/ignored
      \(left)  fingerprint: "\(String(digits.dropLast()))\(last)"
      \(left)  path: "internal/a.go"
      \(left)  reason: "may be gone"
      \(left)  by: "ada"
      \(left)  at: 2026-11-28

      """
    }
    return text.replacing("  - {a}\n", with: block("a", "  ")).replacing("  - {a}", with: block("a", "  ").dropLast())
      .replacing("- {a}\n", with: block("a", "")).replacing("+", with: block("f", indent))
  }

  @Test(arguments: additions.indices) func `an entry goes behind the others and nothing else is touched`(
    _ index: Int
  ) throws {
    let (before, after) = Self.additions[index]
    for lineEnd in ["\n", "\r\n"] {
      let old = Self.text(before).replacing("\n", with: lineEnd)
      let new = try SettingsText(Array(old.utf8)).adding(Self.decision())
      let expected = before.contains("\n") ? lineEnd : "\n"
      #expect(String(decoding: new, as: UTF8.self) == Self.text(after).replacing("\n", with: expected))
      #expect(try Self.settings(new).silenced.last?.decision == Self.decision())
    }
  }

  @Test func `a list at the left margin and one written deeper keep their columns`() throws {
    let flush = Self.text("silenced:\n- {a}\nkind: cli\n")
    let new = try SettingsText(Array(flush.utf8)).adding(Self.decision())
    #expect(String(decoding: new, as: UTF8.self) == Self.text("silenced:\n- {a}\n+kind: cli\n", indent: ""))
    let deep = "  kind: cli\n  exclude:\n    - gen\n"
    let grown = try SettingsText(Array(deep.utf8)).adding(Self.decision())
    #expect(String(decoding: grown, as: UTF8.self) == deep + "\n  silenced:\n" + Self.text("+", indent: "    "))
  }

  @Test(arguments: additions.indices) func `what was put in can be taken out again`(_ index: Int) throws {
    let before = Array(Self.text(Self.additions[index].before).utf8)
    let with = try SettingsText(before).adding(Self.decision())
    let without = try SettingsText(with).removing("errors/ignored", Self.digits)
    let text = String(decoding: without, as: UTF8.self)
    // A line end that was missing stays, and so may an empty line that was there before the list.
    let old = String(decoding: before, as: UTF8.self)
    #expect(text == old || text == old + "\n" || text + "\n" == old)
  }

  @Test func `the first of several entries goes and its neighbours stay`() throws {
    let both = Self.text("# top\nsilenced:\n  # of a\n  - {a}\n\n  # of f\n+kind: cli\n")
    let without = try SettingsText(Array(both.utf8)).removing("errors/ignored", Self.decision("a").fingerprint)
    #expect(
      String(decoding: without, as: UTF8.self) == Self.text("# top\nsilenced:\n  # of a\n\n  # of f\n+kind: cli\n"))
  }

  @Test func `a comment behind the key stays when the list goes`() throws {
    let only = Self.text("silenced: # agreed in May\n  # first\n  - {a}\n\n# the kind\nkind: cli\n")
    let without = try SettingsText(Array(only.utf8)).removing("errors/ignored", Self.decision("a").fingerprint)
    #expect(String(decoding: without, as: UTF8.self) == "# agreed in May\n  # first\n\n# the kind\nkind: cli\n")
  }

  @Test func `odd paths and reasons come back as they were`() throws {
    let odd = Self.decision(path: #"a"b\x1b: #.go"#, reason: "it's \"fine\" \\ really: {yes} # no\u{1B}[31m\nas is")
    let bytes = try SettingsText([]).adding(odd)
    #expect(try Self.settings(bytes).silenced.map(\.decision) == [odd])
  }

  static let refusals: [(text: String, reason: String)] = [
    ("knd: cli\n", ".assay.yml:1:1: the file has the unknown key \"knd\""),
    ("kind: [\n", "the settings have mistakes, mend them first"),
    ("{kind: cli}\n", "is written in a way that is not changed for you"),
    (
      "silenced: [{probe: errors/ignored, fingerprint: \"\(String(digits.dropLast()))a\", path: a, reason: may be gone, by: ada, at: 2026-11-28}]\n",
      ".assay.yml:1 is written in a way"
    ),
    (entry, "silences this finding in line 2 already"),
  ]

  @Test(arguments: refusals.indices) func `a file that cannot be changed safely is left alone with a reason`(
    _ index: Int
  ) {
    let (text, reason) = Self.refusals[index]
    do throws(SettingsText.Refusal) {
      _ = try SettingsText(Array(text.utf8)).adding(Self.decision())
      Issue.record("\(text) was changed")
    } catch {
      #expect(error.description.contains(reason), "\(error)")
    }
  }

  @Test func `an entry that is gone cannot be taken out`() {
    #expect(throws: SettingsText.Refusal.self) {
      try SettingsText(Array("kind: cli\n".utf8)).removing("errors/ignored", Self.digits)
    }
  }
}
