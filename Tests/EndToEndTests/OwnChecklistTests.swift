import Foundation
import Testing

/// A team's own checklists as a shell meets them: in a repository of another language, and with mistakes.
@Suite struct OwnChecklistTests {
  /// A small service in Python with the checklist `assay checklist new` writes.
  private struct Project {
    let folder: TemporaryFolder
    var path: String { folder.path }

    init(withList: Bool = true) throws {
      folder = try TemporaryFolder()
      try write("README.md", "# Shop\n\n## Install\n\npip install .\n")
      try write("src/shop.py", "print(1)\n# TODO: later\n")
      try write(
        ".github/workflows/ci.yml",
        "on: [push]\njobs:\n  t:\n    runs-on: x\n    steps:\n      - run: poetry run pytest -q\n")
      guard withList else { return }
      let made = try run("checklist", "new", "-")
      try write(".assay/checklists/team.yml", made.output)
    }

    func write(_ name: String, _ text: String) throws { try folder.write(text, to: name) }

    func run(_ arguments: String...) throws -> ChildProcess.Result {
      try Program.run(arguments, environment: ["ASSAY_STORE": path + "/store"])
    }

    /// In the project's folder.
    func runInside(_ command: String) throws -> ChildProcess.Result {
      try ChildProcess.run(
        ["/bin/sh", "-c", "cd \"$1\" && \(command)", "sh", path, Program.path],
        environment: ["PATH": "/usr/bin:/bin", "HOME": path, "LC_ALL": "C.UTF-8", "ASSAY_STORE": path + "/store"])
    }
  }

  @Test func `a repository without Go is reviewed by its own checklist alone`() throws {
    let project = try Project()
    let probe = try project.run("probe", project.path)
    #expect(probe.code == 0, "\(probe.errors)")
    #expect(probe.output.contains("src/shop.py:2:3: a note to finish it later [own/team.no-leftovers]"))
    #expect(probe.output.contains("team.tests-in-ci   2 ") && !probe.output.contains("health."))
    let plain = try project.runInside("printf '%s\\n' quit | \"$2\" review --plain .")
    #expect(plain.code == 0 && plain.output.contains("What our team expects"), "\(plain.errors)\(plain.output)")
    let report = try project.run("report", "--format", "json", project.path)
    #expect(report.output.contains("\"team.no-leftovers\"") && report.output.contains("own/team.no-leftovers"))
    let sarif = try project.run("probe", "--format", "sarif", project.path)
    #expect(sarif.code == 0 && sarif.output.contains("\"own/team.no-leftovers\""))
    let check = try project.run("check", project.path)
    #expect(check.code == 3 && check.output.contains("no checklist has a P0 gate"))
  }

  @Test func `without a checklist such a repository is refused with the way out`() throws {
    let project = try Project(withList: false)
    let probe = try project.run("probe", project.path)
    #expect(probe.code == 4 && probe.errors.contains("assay checklist new"))
  }

  @Test func `a new checklist is valid, and is not written over another`() throws {
    let project = try Project(withList: false)
    let made = try project.runInside("\"$2\" checklist new && \"$2\" checklist validate")
    #expect(made.code == 0, "\(made.errors)")
    #expect(made.output.hasSuffix("team: 3 items, 6 probes of its own, no problem\n"))
    let schema = try String(contentsOfFile: project.path + "/.assay/checklists/checklist.schema.json", encoding: .utf8)
    #expect(try project.run("checklist", "schema").output == schema)
    let again = try project.runInside("\"$2\" checklist new")
    #expect(again.code == 2 && again.errors.contains("exists; name another file"))
  }

  @Test func `a new checklist makes nothing behind a link that leads out of the project`() throws {
    for link in [".assay", ".assay/checklists"] {
      let (project, outside) = (try Project(withList: false), try TemporaryFolder())
      if link != ".assay" { try project.write(".assay/.keep", "") }
      try FileManager.default.createSymbolicLink(
        atPath: "\(project.path)/\(link)", withDestinationPath: outside.path)
      let made = try project.runInside("\"$2\" checklist new")
      #expect(
        made.code == 2 && made.errors.contains("\(link) is a link; nothing is written through it"), "\(made.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
    }
    let project = try Project(withList: false)
    try project.write(".assay", "a file")
    let made = try project.runInside("\"$2\" checklist new")
    #expect(made.code == 2 && made.errors.contains(".assay is no folder; remove it"), "\(made.errors)")
  }

  @Test func `a mistake in a found checklist is told with its place by every command that reads it`() throws {
    let project = try Project()
    try project.write(
      ".assay/checklists/broken.yml", "checklist: broken\ntitle: x\nrevision: 1\nscoring: rulz\nitems: []\n")
    for command in [["probe"], ["check"], ["review", "--plain"], ["report"], ["history"]] {
      let result = try Program.run(command + [project.path], environment: ["ASSAY_STORE": project.path + "/store"])
      #expect(result.code == 2, "\(command)")
      #expect(
        result.errors.contains("/.assay/checklists/broken.yml:4:10: ")
          && result.errors.contains("Did you mean \"rules\"?"))
    }
  }

  @Test func `a link out of the project and other things that are no files are refused`() throws {
    let project = try Project()
    try FileManager.default.createSymbolicLink(
      atPath: project.path + "/.assay/checklists/out.yml", withDestinationPath: "/etc/passwd")
    let linked = try project.run("probe", project.path)
    #expect(linked.code == 2 && linked.errors.contains("is a link to a file outside of the project"))
    try FileManager.default.removeItem(atPath: project.path + "/.assay/checklists/out.yml")
    mkfifo(project.path + "/.assay/checklists/pipe.yml", 0o600)
    let pipe = try project.run("probe", project.path)
    #expect(pipe.code == 2 && pipe.errors.contains("is not a regular file"))
  }

  @Test func `checklists that the settings name are read by every command, once, and not looked into`() throws {
    let project = try Project(withList: false)
    let list = try project.run("checklist", "new", "-").output
    try project.write("docs/team.yml", list)
    try project.write(".assay.yml", "checklists:\n  - docs/team.yml\n  - docs/alias.yml\n")
    try FileManager.default.createSymbolicLink(
      atPath: project.path + "/docs/alias.yml", withDestinationPath: "team.yml")
    let probe = try project.run("probe", project.path)
    #expect(probe.code == 0, "\(probe.errors)")
    #expect(probe.output.contains("src/shop.py:2:3: a note to finish it later [own/team.no-leftovers]"))
    #expect(!probe.output.contains("docs/team.yml:"))
    for command in [["review", "--plain"], ["report"], ["history"], ["check"]] {
      let result = try Program.run(command + [project.path], environment: ["ASSAY_STORE": project.path + "/store"])
      #expect(result.code != 2, "\(command) \(result.errors)")
    }
    let shown = try project.runInside("\"$2\" checklist list && \"$2\" checklist validate")
    #expect(shown.code == 0 && shown.output.contains("team: 3 items, 6 probes of its own, no problem"))
  }

  @Test func `what the settings name and is no file of the project is refused with its place in them`() throws {
    let project = try Project(withList: false)
    try project.write("docs/team.yml", try project.run("checklist", "new", "-").output)
    try FileManager.default.createSymbolicLink(
      atPath: project.path + "/docs/out.yml", withDestinationPath: "/etc/passwd")
    try FileManager.default.createSymbolicLink(atPath: project.path + "/up", withDestinationPath: "/etc")
    mkfifo(project.path + "/pipe.yml", 0o600)
    try project.write(
      ".assay.yml",
      "checklists: [docs/team.yml, docs/none.yml,\n  docs/out.yml, up/passwd, pipe.yml, docs]\nkind: servce\n")
    for command in [["probe"], ["review", "--plain"], ["report"]] {
      let result = try Program.run(command + [project.path], environment: ["ASSAY_STORE": project.path + "/store"])
      #expect(result.code == 2, "\(command)")
      for place in ["1:29: ", "2:3: ", "2:17: ", "2:28: ", "2:38: "] {
        #expect(result.errors.contains("\n.assay.yml:" + place), "\(result.errors)")
      }
      #expect(result.errors.contains("docs/none.yml does not exist") && !result.errors.contains("root:"))
    }
    try project.write(".assay.yml", "checklists:\n  - docs/team.yml\nkind: servce\n")
    let other = try project.run("probe", project.path)
    #expect(other.code == 2 && other.errors.contains(".assay.yml:3:7: "))
  }

  @Test func `a file whose name is not UTF-8 is refused by that name`() throws {
    let project = try Project()
    let made = try project.runInside(
      "cp .assay/checklists/team.yml .assay/checklists/\"$(printf 'caf\\351').yml\" && \"$2\" checklist list")
    #expect(made.code == 2)
    #expect(
      made.errors.contains(#".assay/checklists/caf\xe9.yml has a name that is not UTF-8; rename it"#), "\(made.errors)")
  }

  @Test func `a Go module has its own checklist beside the built-in ones`() throws {
    let project = try Project()
    try project.write("go.mod", "module example.org/shop\n\ngo 1.24\n")
    try project.write("main.go", "package main\n\nfunc main() { mu.Lock() } // TODO\n")
    try project.write(
      "ours.yml",
      """
      checklist: ours
      title: Ours
      revision: 1
      scoring: rules
      items:
        - id: ours.locks
          title: Locks
          asks: None?
          why: They wait.
          solid: None.
          partial: Few.
          missing: Many.
          look: Here.
          mend: { text: Do not., effort: small }
          probes: { worst: [{ go: $x.Lock(), sense: absent, says: waits }] }

      """)
    let probe = try project.run("probe", "--checklist", project.path + "/ours.yml", project.path)
    #expect(
      probe.code == 0 && probe.output.contains("health.testing")
        && probe.output.contains("main.go:3:15: waits [own/ours.locks]"))
    let only = try project.run("probe", "--only", "own/*", project.path)
    #expect(only.output.contains("main.go:3:30: a note to finish it later") && !only.output.contains("[errors/"))
    let page = try project.runInside("\"$2\" explain own/team.no-leftovers && \"$2\" checklist show team")
    #expect(page.code == 0 && page.output.contains("TODO|FIXME"))
  }
}
