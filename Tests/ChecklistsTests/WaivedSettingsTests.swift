import Evidence
import Testing

@testable import Checklists

/// `waivers` and `check` of `.assay.yml`.
@Suite struct WaivedSettingsTests {
  static func settings(_ text: String, today: String = "2026-11-28") throws -> ProjectSettings {
    try ProjectSettings(reading: SettingsTests.file(text), today: CalendarDay(text: today))
  }

  static func problems(_ text: String) -> [String] {
    do throws(ChecklistProblems) {
      _ = try ProjectSettings(reading: SettingsTests.file(text), today: CalendarDay(text: "2026-11-28"))
      return []
    } catch {
      return error.list.map(\.description)
    }
  }

  static func entry(_ changes: [String: String?] = [:]) -> String {
    let plain = [
      ("item", "readiness.p0.graceful-shutdown"), ("kind", "fixLater"), ("reason", "the queue moves in May, see 412"),
      ("owner", "ann"), ("created", "2026-11-01"), ("expires", "2027-04-30"),
    ]
    let lines = plain.compactMap { key, value in
      (changes[key] ?? value).map { "\(key): \($0)" }
    }
    return "  - " + lines.joined(separator: "\n    ") + "\n"
  }

  @Test func `a waiver is read whole, with its line`() throws {
    let settings = try Self.settings("kind: cli\nwaivers:\n" + Self.entry())
    let waived = try #require(settings.waivers.first)
    #expect(waived.line == 3 && waived.terms.kind == .fixLater && waived.terms.owner == "ann")
    #expect(waived.terms.expires.text == "2027-04-30" && waived.terms.created.text == "2026-11-01")
  }

  @Test(
    arguments: [
      (["expires": "2027-02-30"], #"3:14: "2027-02-30" is no day; write it as 2026-12-31"#),
      (["expires": "2027/02/20"], #"3:14: "2027/02/20" is no day; write it as 2026-12-31"#),
      (["expires": nil], #"2:5: an entry of "waivers" lacks the key "expires""#),
      (["created": nil], #"2:5: an entry of "waivers" lacks the key "created""#),
      (
        ["expires": "2027-05-01"],
        "3:14: 2027-05-01 is more than 180 days after it was created; 2027-04-30 is the last day"
      ),
      (["expires": "2026-10-31"], "3:14: 2026-10-31 is before the day it was created, 2026-11-01"),
      (
        ["created": "2026-11-30"], "3:14: 2026-11-30 is yet to come; write the day the waiver was agreed on"
      ),
      (["reason": "soon"], "3:13: a reason takes 5 to 500 characters"),
      (
        ["kind": "never"],
        #"3:11: "kind" of an entry of "waivers" is "never"; it must be one of wontFix, fixLater."#
      ),
    ] as [([String: String?], String)])
  func `a mistake in a waiver is told with its place`(_ changes: [String: String?], _ expected: String) {
    let problems = Self.problems("waivers:\n" + Self.entry(changes))
    let message = expected.drop { $0 != " " }.dropFirst()
    #expect(problems.count == 1 && problems[0].hasSuffix(message), "\(problems)")
    let key = changes.keys.first ?? ""
    let line = ["item": 2, "kind": 3, "reason": 4, "owner": 5, "created": 6, "expires": 7][key] ?? 0
    let isLacking = changes[key] == .some(nil)
    #expect(problems[0].hasPrefix(".assay.yml:\(isLacking ? 2 : line):"), "\(problems)")
  }

  @Test func `all mistakes are told at once, and a gate is waived once`() {
    let text =
      "waivers:\n" + Self.entry(["reason": "no", "expires": "soon"]) + Self.entry() + Self.entry()
      + "check:\n  min-qality: 80\n"
    let problems = Self.problems(text)
    #expect(problems.count == 4, "\(problems)")
    #expect(problems[2].contains(":14:") && problems[2].contains("is waived in line 8 already"), "\(problems)")
    #expect(problems[3].hasSuffix("Did you mean \"min-quality\"?"), "\(problems)")
  }

  @Test func `a waiver of tomorrow's date is somewhere of today`() throws {
    let text = "waivers:\n" + Self.entry(["created": "2026-11-29"])
    #expect(try Self.settings(text).waivers.count == 1)
  }

  @Test func `limits are read as the options take them`() throws {
    let check = try Self.settings(
      """
      check:
        require-ready: false
        min-health: 12
        min-quality: 79.5
        min-coverage: 0
        max-open-p1: 0
        max-stale: 3
        no-regress: true
        strict-probes: true
      """
    ).check
    #expect(check.requireReady == false && check.strictProbes == true && check.noRegress == "latest")
    #expect(check.minHealth == "12" && check.minQuality == "79.5" && check.minCoverage == "0")
    #expect(check.maxOpenP1 == 0 && check.maxStale == 3)
    #expect(try Self.settings("check:\n  no-regress: false\n").check.noRegress == "off")
    #expect(try Self.settings("check: {}\n").check == GateSettings())
  }

  @Test(arguments: [
    ("min-health: 16.1", "\"min-health\" of \"check\" must be a number from 0 to 16"),
    ("min-quality: -1", "\"min-quality\" of \"check\" must be a number from 0 to 100"),
    ("min-quality: 1e1", "\"min-quality\" of \"check\" must be a number from 0 to 100"),
    ("min-coverage: \"80\"", "\"min-coverage\" of \"check\" must be a number from 0 to 100"),
    ("min-coverage: 79.1234567891", "\"min-coverage\" of \"check\" must be a number from 0 to 100"),
    ("max-stale: 1.5", "\"max-stale\" of \"check\" must be a whole number from 0 to 100000"),
    ("require-ready: maybe", "\"require-ready\" of \"check\" must be true or false"),
  ])
  func `a limit that is none is refused with its place`(_ line: String, _ message: String) {
    let column = (line.firstIndex(of: ":")?.utf16Offset(in: line) ?? 0) + 5
    #expect(Self.problems("check:\n  \(line)\n") == [".assay.yml:2:\(column): \(message)"])
  }

  @Test func `silencing a finding leaves waivers and limits as they are`() throws {
    let text = "waivers:\n" + Self.entry() + "check:\n  max-stale: 0\n"
    let decision = SilencingDecision(
      probe: "errors/ignored", fingerprint: String(repeating: "a", count: 32), path: "a.go", reason: "looked at it",
      by: "ann", at: "2026-11-28")
    let bytes = try SettingsText(Array(text.utf8)).adding(decision)
    let settings = try Self.settings(String(decoding: bytes, as: UTF8.self))
    #expect(settings.waivers.count == 1 && settings.check.maxStale == 0 && settings.silenced.count == 1)
  }
}
