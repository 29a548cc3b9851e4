import Evidence
import Testing

@testable import Checklists

/// `.assay.yml`: what it may say, and what is said of everything else.
@Suite struct SettingsTests {
  static func file(_ text: String) -> ChecklistFile { ChecklistFile(name: ".assay.yml", text: text) }

  static func problems(_ file: ChecklistFile) -> [String] {
    do throws(ChecklistProblems) {
      _ = try ProjectSettings(reading: file)
      return []
    } catch {
      return error.list.map(\.description)
    }
  }

  @Test func `the kind and the excluded paths are read with their lines`() throws {
    let settings = try ProjectSettings(
      reading: Self.file("# ours\nkind: library\nexclude:\n  - gen\n  - \"*.pb.go\"\n"))
    #expect(settings.kind == .library)
    #expect(settings.exclude.map(\.glob.text) == ["gen", "*.pb.go"])
    #expect(settings.exclude.map(\.line) == [4, 5])
  }

  @Test func `checklists are read with their places, also beside mistakes in other keys`() throws {
    let text = "checklists:\n  - docs/release.yml\n  - ./team.yml\n"
    let expected = [
      ProjectSettings.ListedChecklist(path: "docs/release.yml", line: 2, column: 5),
      ProjectSettings.ListedChecklist(path: "team.yml", line: 3, column: 5),
    ]
    #expect(try ProjectSettings(reading: Self.file(text)).checklists == expected)
    #expect(try ProjectSettings.checklists(in: Self.file(text + "kind: servce\nexlude: [a]\n")) == expected)
    #expect(try ProjectSettings.checklists(in: Self.file("kind: servce\n")).isEmpty)
    #expect(try ProjectSettings.checklists(in: Self.file("")).isEmpty)
    #expect(throws: ChecklistProblems.self) { try ProjectSettings.checklists(in: Self.file("checklists: [/a]\n")) }
    #expect(throws: ChecklistProblems.self) { try ProjectSettings.checklists(in: Self.file("checklists: [a\n")) }
  }

  @Test func `more checklists than are read are refused`() {
    let names = (0...100).map { "l\($0).yml" }.joined(separator: ", ")
    #expect(
      Self.problems(Self.file("checklists: [\(names)]\n"))
        == [#".assay.yml:1:13: "checklists" names 101 files; at most 100 are read"#])
  }

  @Test(arguments: ["", "\n\n", "# nothing\n", "---\n", "\u{FEFF}# nothing\r\n"])
  func `a file that says nothing is no mistake`(_ text: String) throws {
    #expect(try ProjectSettings(reading: Self.file(text)) == ProjectSettings())
  }

  @Test(
    arguments: [
      (
        "exlude: [a]\nkind: servce\n",
        [
          #".assay.yml:1:1: the file has the unknown key "exlude"; known are exclude, kind, profile, checklists, silenced, waivers, check. Did you mean "exclude"?"#,
          #".assay.yml:2:7: "kind" of the file is "servce"; it must be one of service, cli, library. Did you mean "service"?"#,
        ]
      ),
      ("exclude: x\n", [#".assay.yml:1:10: "exclude" of the file must be a list, this is text"#]),
      ("kind: [cli]\n", [#".assay.yml:1:7: "kind" of the file must be text, this is a list"#]),
      ("- kind\n", [".assay.yml:1:1: the file must be a mapping of keys to values, this is a list"]),
      (
        "exclude: [12, \"c\\u001b[31m\"]\n",
        [
          #".assay.yml:1:11: an entry of "exclude" of the file must be text, but YAML reads `12` as a number; put it in quotes"#,
          #".assay.yml:1:15: an entry of "exclude" of the file contains a control character: c\x1b[31m"#,
        ]
      ),
      (
        "exclude: [/a, \"[a\", a**b]\n",
        [
          #".assay.yml:1:11: "/a" is no pattern for paths: it begins with /; write the path as seen from the root"#,
          #".assay.yml:1:15: "[a" is no pattern for paths: [ has no ]"#,
          #".assay.yml:1:21: "a**b" is no pattern for paths: ** stands alone between slashes: dir/**/name"#,
        ]
      ),
      (
        "checklists: [/a.yml, ../b.yml, docs/, a//b.yml, ./c.yml, c.yml, c.yml]\n",
        [
          #".assay.yml:1:14: "/a.yml" is no checklist of the repository: it begins with /; write the path as seen from the root"#,
          #".assay.yml:1:22: "../b.yml" is no checklist of the repository: it leads out of the folder; copy the list, or give it with --checklist"#,
          #".assay.yml:1:32: "docs/" is no checklist of the repository: it is a folder; name each file"#,
          #".assay.yml:1:39: "a//b.yml" is no checklist of the repository: it has an empty part; write it as dir/name.yml"#,
          #".assay.yml:1:58: "checklists" of the file names "c.yml" twice"#,
          #".assay.yml:1:65: "checklists" of the file names "c.yml" twice"#,
        ]
      ),
      ("checklists: a.yml\n", [#".assay.yml:1:13: "checklists" of the file must be a list, this is text"#]),
      (
        "a: &a [x]\nkind: *a\n",
        [".assay.yml:1:4: anchors and aliases are not allowed in the settings; write the value out"]
      ),
    ] as [(String, [String])])
  func `every mistake is told with its place`(_ text: String, _ expected: [String]) {
    #expect(Self.problems(Self.file(text)).filter { !$0.contains("unknown key \"a\"") } == expected)
  }

  @Test func `a pattern that YAML takes for an alias is explained`() {
    for pattern in ["*.pb.go", "*gen"] {
      let problems = Self.problems(Self.file("exclude:\n  - \(pattern)\n"))
      #expect(
        problems.count == 1 && problems[0].hasSuffix("a pattern that begins with * stands in quotes: \"*.pb.go\""))
    }
  }

  @Test func `hostile files are refused cleanly`() {
    let large = ChecklistFile(name: ".assay.yml", bytes: Array(repeating: 35, count: ProjectSettings.byteCountMax + 1))
    #expect(Self.problems(large) == [".assay.yml: the file has 524289 bytes; settings may have at most 524288"])
    let latin = ChecklistFile(name: ".assay.yml", bytes: [0x6B, 0xE9, 0x0A])
    #expect(Self.problems(latin) == [".assay.yml:1:2: the file is not UTF-8; save it in that encoding"])
    #expect(Self.problems(Self.file("exclude: " + String(repeating: "[", count: 60_000))).count == 1)
    #expect(Self.problems(Self.file(String(repeating: "- ", count: 30_000))).count == 1)
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...60 {
      bomb += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(Self.problems(Self.file(bomb)).contains { $0.contains("anchors and aliases are not allowed") })
  }
}
