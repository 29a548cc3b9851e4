import Foundation
import Testing

/// Folders that are not what one hopes for: a clear line or a result, never a hang or a crash.
@Suite struct HostileInputTests {
  @Test func `a folder that is not there, or is a file, ends with code 4`() throws {
    let missing = try Program.run("probe", "/nonexistent/repository")
    #expect(missing.code == 4 && missing.errorLines.count == 1)
    let file = try Program.run("probe", Program.example + "/go.mod")
    #expect(file.code == 4 && file.errors.contains("not a folder"))
  }

  @Test func `a folder without Go ends with code 4`() throws {
    let folder = try TemporaryFolder()
    try folder.write("hello\n", to: "README.md")
    let result = try Program.run("probe", folder.path)
    #expect(result.code == 4 && result.errors.contains("no Go files"))
  }

  @Test func `Go without a go.mod is probed all the same`() throws {
    let folder = try TemporaryFolder()
    try folder.write("package main\n\nfunc main() {}\n", to: "main.go")
    #expect(try Program.run("probe", folder.path).code == 0)
  }

  @Test func `FIFOs, link loops, binary Go and broken Go do not stop it`() throws {
    let folder = try TemporaryFolder()
    try folder.write("module example.org/odd\n\ngo 1.24\n", to: "go.mod")
    try folder.write("package odd\n", to: "fine.go")
    try folder.write("package odd\nfunc (((\n", to: "broken.go")
    try Data([0x7F, 0x45, 0x4C, 0x46, 0, 0, 1]).write(to: folder.url.appending(path: "binary.go"))
    #expect(mkfifo(folder.path + "/pipe.go", 0o600) == 0)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/loop", withDestinationPath: folder.path)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/gone.go", withDestinationPath: "/nonexistent")
    let result = try Program.run("probe", "--format", "json", folder.path)
    #expect(result.code == 0, "\(result.errors)")
    for name in ["binary.go", "pipe.go", "gone.go"] { #expect(result.output.contains(name), "\(name) is not named") }
  }

  @Test func `no control character of the repository reaches the output raw`() throws {
    let folder = try TemporaryFolder()
    try folder.write("module example.org/odd\n\ngo 1.24\n", to: "go.mod")
    let name = "evil\u{1B}[31m\u{202E}.go"
    try folder.write(
      "package odd\n\nimport \"fmt\"\n\nfunc f(err error) error { return fmt.Errorf(\"\u{1B}]0;owned\u{07}\u{9B}2J: %v\", err) }\n",
      to: name)
    for format in ["text", "json"] {
      let output = try Program.run("probe", "--format", format, folder.path).output
      let raw = output.unicodeScalars.filter {
        ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E
      }
      #expect(raw.isEmpty, "\(format): \(raw.map(\.value))")
      #expect(output.contains("evil"))
    }
  }

  @Test func `a revision is probed without being checked out`() throws {
    let folder = try TemporaryFolder()
    try folder.write("module example.org/past\n\ngo 1.24\n", to: "go.mod")
    try folder.write("package past\n", to: "past.go")
    for arguments in [
      ["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first"],
    ] {
      let git = ["git", "-C", folder.path] + arguments
      #expect(try ChildProcess.run(git, environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path]).code == 0)
    }
    try FileManager.default.removeItem(atPath: folder.path + "/past.go")
    #expect(try Program.run("probe", folder.path).code == 4)
    let past = try Program.run("probe", "--rev", "HEAD", "--format", "json", folder.path)
    #expect(past.code == 0 && past.output.contains("example.org/past"), "\(past.errors)")
    let unknown = try Program.run("probe", "--rev", "nowhere", folder.path)
    #expect(unknown.code == 4 && unknown.errors.contains("nowhere"))
  }

  @Test func `settings leave files out on purpose, and wrong ones end with code 2`() throws {
    let folder = try TemporaryFolder()
    try folder.write("module example.org/odd\n\ngo 1.24\n", to: "go.mod")
    try folder.write("package odd\n", to: "fine.go")
    try folder.write("package odd\n", to: "gen/a.go")
    try folder.write("kind: nonsense\n", to: "gen/.assay.yml")
    try folder.write("exclude: [gen]\nkind: cli\n", to: ".assay.yml")
    let text = try Program.run("probe", folder.path)
    #expect(text.code == 0 && text.output.contains("left out on purpose: gen/.assay.yml, gen/a.go (.assay.yml:1: gen)"))
    #expect(text.output.contains("example.org/odd: cli, "))
    let json = try Program.run("probe", "--format", "json", folder.path)
    #expect(json.output.contains("\"excluded\": [") && json.output.contains("gen/a.go"))
    for settings in ["exclude: [\"**\"]\n", "kind: odd\n", "a: b\n", "exclude: [\"\u{1B}[31m\"]\n", "{"] {
      try folder.write(settings, to: ".assay.yml")
      let result = try Program.run("probe", folder.path)
      #expect(result.code == 2 && result.output.isEmpty && result.errors.contains(".assay.yml"), "\(settings)")
      #expect(!result.errors.contains("\u{1B}"))
    }
    try FileManager.default.removeItem(at: folder.url.appending(path: ".assay.yml"))
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/.assay.yml", withDestinationPath: "/etc/hosts")
    #expect(try Program.run("probe", folder.path).code == 2)
  }
}
