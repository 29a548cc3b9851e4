import Foundation
import Testing

/// Every script of `Scripts/`, played against the built program; `Scripts/README.md` says how to write one.
@Suite struct ScriptTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts")
  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".txt") }.sorted()

  @Test(arguments: names) func `a script is played to its end`(_ name: String) async throws {
    await Turnstile.scripts.enter()
    defer { Turnstile.scripts.leave() }
    let script = ScriptTests.folder.appending(path: name)
    let text = try String(contentsOf: script, encoding: .utf8)
    let store = try TemporaryFolder()
    let repository = try repository(of: text)
    let isRecording = ProcessInfo.processInfo.environment["ASSAY_RECORD"] == "1"
    let words =
      [Program.path, "review", "--script", script.path, "--store", store.path]
      + (isRecording ? ["--renew-pictures"] : [])
      + [repository?.path ?? Program.example]
    let result = try await ChildProcess.runAside(
      words,
      environment: ["PATH": "/usr/bin:/bin", "HOME": store.path, "LC_ALL": "C.UTF-8", "ASSAY_AUTHOR": "ann"])
    #expect(result.code == 0, "\(result.errors)")
  }

  @Test func `every script says in its first line what it shows, and looks at something`() throws {
    #expect(ScriptTests.names.count >= 150)
    let looks = [
      "see ", "not ", "cursor ", "screen", "opened ", "copied ", "ended", "suspended", "redrawn", "holds ", "lacks ",
    ]
    for name in ScriptTests.names {
      let text = try String(contentsOf: ScriptTests.folder.appending(path: name), encoding: .utf8)
      let lines = text.split(separator: "\n")
      #expect(lines.first?.hasPrefix("# ") == true && lines.first?.hasSuffix(".") == true, "\(name)")
      #expect(lines.contains { line in looks.contains { line.hasPrefix($0) } }, "\(name)")
      let changesFiles = lines.contains { $0.hasPrefix("write ") || $0.hasPrefix("holds ") }
      #expect(!changesFiles || text.contains("\n-- "), "\(name) changes the example that all share")
    }
  }

  @Test func `a script that finds something else ends with code 1, the line and the picture`() throws {
    let folder = try TemporaryFolder()
    try folder.write("# Wrong.\npress <Enter>\nsee Never to be seen\n", to: "wrong.txt")
    try folder.write("# No step.\nprss <Enter>\n", to: "mistaken.txt")
    let wrong = try Program.run(
      "review", "--script", folder.path + "/wrong.txt", "--store", folder.path, Program.example)
    #expect(wrong.code == 1 && wrong.errors.contains("wrong.txt:3: not on the screen: Never to be seen"))
    #expect(wrong.errors.contains("Project structure"))
    let mistaken = try Program.run(
      "review", "--script", folder.path + "/mistaken.txt", "--store", folder.path, Program.example)
    #expect(mistaken.code == 2 && mistaken.errors.contains("mistaken.txt:2: "))
  }

  /// The files behind the script, in a folder of their own; nil when there are none.
  private func repository(of text: String) throws -> TemporaryFolder? {
    var files: [(name: String, lines: [Substring])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        files.append((String(line.dropFirst(3).dropLast(3)), []))
      } else if !files.isEmpty {
        files[files.count - 1].lines.append(line)
      }
    }
    guard !files.isEmpty else { return nil }
    let folder = try TemporaryFolder()
    for file in files { try folder.write(file.lines.joined(separator: "\n"), to: file.name) }
    return folder
  }
}
