import Foundation
import Testing

/// Many projects at a glance: as last reviewed, and as their code is now.
@Suite(.serialized) struct ProjectsTests {
  /// Three tiny modules, the first with a final review and a draft.
  static func portfolio() throws -> (folder: TemporaryFolder, environment: [String: String], paths: [String]) {
    let folder = try TemporaryFolder()
    for name in ["one", "two", "three"] {
      try folder.write("module example.org/\(name)\n\ngo 1.24\n", to: "\(name)/go.mod")
      try folder.write("// Package main starts.\npackage main\n\nfunc main() {}\n", to: "\(name)/main.go")
    }
    let environment = ["ASSAY_STORE": folder.path + "/store", "ASSAY_AUTHOR": "ann"]
    let one = folder.path + "/one"
    for words in [
      ["answer", "health.testing", "1", "--reason", "some of it", "--path", one], ["finish", "--yes", one],
      ["answer", "health.observability", "2", "--reason", "in the sidecar", "--path", one],
      ["answer", "health.testing", "0", "--reason", "none at all", "--path", folder.path + "/two"],
    ] {
      let result = try Program.run(words, environment: environment)
      #expect(result.code == 0, "\(words): \(result.errors)")
    }
    return (folder, environment, ["one", "two", "three"].map { folder.path + "/" + $0 })
  }

  static func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func `known projects are listed with scores, trend and age in every format`() throws {
    let (folder, environment, _) = try Self.portfolio()
    defer { withExtendedLifetime(folder) {} }
    let text = try Program.run("projects", environment: environment)
    #expect(text.code == 0, "\(text.errors)")
    let lines = text.output.split(separator: "\n")
    #expect(lines.count == 3 && lines[0].hasPrefix("Project"), "\(text.output)")
    for column in ["Kind", "Verdict", "Health", "Ready P0", "Secure P0", "Quality", "Trend", "Age", "Stale"] {
      #expect(lines[0].contains(column))
    }
    #expect(lines[1].hasPrefix("example.org/one") && lines[1].contains("0 d, draft"))
    #expect(lines[1].contains { "▁▂▃▄▅▆▇█".contains($0) })
    let ascii = try Program.run("projects", "--ascii", environment: environment)
    #expect(ascii.output.utf8.allSatisfy { $0 < 0x80 })
    let json = try JSONSerialization.jsonObject(
      with: Data(try Program.run("projects", "--format", "json", environment: environment).output.utf8))
    let projects = (json as? [String: Any])?["projects"] as? [[String: Any]] ?? []
    #expect(projects.map { $0["project"] as? String } == ["example.org/one", "example.org/two"])
    #expect((projects.first?["trend"] as? [Any])?.count == 2)
    let csv = Self.rows(try Program.run("projects", "--format", "csv", "--reverse", environment: environment).output)
    #expect(csv.count == 3 && Set(csv.map(\.count)).count == 1 && csv[1][0] == "example.org/two")
    let sorted = Self.rows(
      try Program.run("projects", "--format", "csv", "--sort", "health", environment: environment).output)
    let health = try sorted.dropFirst().map { try #require(Int($0[4])) }
    #expect(health == health.sorted())
  }

  @Test func `folders are probed with their answers, and one that fails does not stop the others`() throws {
    let (folder, environment, paths) = try Self.portfolio()
    let query = "func add(a, b int) int { return a + b }\n"
    try folder.write("package main\n\n" + query, to: "one/add.go")
    let all = try Program.run(
      ["projects", "--format", "json", "--jobs", "2"] + paths + [folder.path + "/none"], environment: environment)
    #expect(all.code == 4 && all.errorLines.count == 1 && all.errors.contains("/none"), "\(all.errors)")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(all.output.utf8)) as? [String: Any])
    let projects = json["projects"] as? [[String: Any]] ?? []
    #expect(projects.map { $0["project"] as? String } == ["example.org/one", "example.org/three", "example.org/two"])
    #expect((json["failed"] as? [[String: Any]])?.first?["name"] as? String == folder.path + "/none")
    #expect(projects[0]["path"] as? String == paths[0] && projects[0]["review"] is NSNull)
    #expect(projects[1]["reviewedAt"] is NSNull && projects[1]["ageDays"] is NSNull)
    // The settings of one folder are its own; a mistake in them is a mistake in the command's configuration.
    try folder.write("kind: nonsense\n", to: "two/.assay.yml")
    let mixed = try Program.run(
      ["projects", "--format", "csv"] + paths + [folder.path + "/none"], environment: environment)
    #expect(mixed.code == 2 && Self.rows(mixed.output).count == 3, "\(mixed.output)\(mixed.errors)")
    #expect(mixed.errors.contains("/none") && mixed.errors.contains("/two: 1 problem(s) in the settings"))
  }

  @Test func `a waiver in a probed folder's settings counts, one at a time or many`() throws {
    let (folder, environment, paths) = try Self.portfolio()
    func verdicts(_ jobs: String) throws -> [String] {
      let result = try Program.run(
        ["projects", "--format", "json", "--jobs", jobs] + paths, environment: environment)
      #expect(result.code == 0, "\(result.errors)")
      let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      return (json?["projects"] as? [[String: Any]] ?? []).map { project in
        "\(project["project"] ?? "") \((project["heldBy"] as? [String] ?? []).joined(separator: " "))"
      }
    }
    let before = try verdicts("1")
    #expect(try verdicts("3") == before)
    let held = try #require(before.first?.split(separator: " ").dropFirst().first)
    let today = Date.now.formatted(.iso8601.year().month().day())
    let later = Date.now.addingTimeInterval(86_400 * 30).formatted(.iso8601.year().month().day())
    try folder.write(
      """
      waivers:
        - item: \(held)
          kind: fixLater
          reason: agreed on with the team
          owner: ann
          created: \(today)
          expires: \(later)

      """, to: "one/.assay.yml")
    let after = try verdicts("2")
    #expect(after.first?.split(separator: " ").contains(held) == false, "\(after)")
    #expect(after.dropFirst() == before.dropFirst())
  }

  @Test func `limits of the command line are said, not guessed at`() throws {
    for words in [["--jobs", "0", "."], ["--jobs", "65", "."], ["--jobs", "2"], ["--sort", "colour"]] {
      #expect(try Program.run(["projects"] + words, environment: ["ASSAY_STORE": "/nonexistent"]).code == 2, "\(words)")
    }
  }
}
