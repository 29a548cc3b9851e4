import Evidence
import Repository
import Testing

@testable import Probes

@Suite struct DeclaredProbeTests {
  static func outcome(
    _ subject: DeclaredProbe.Subject, _ limits: DeclaredProbe.Limits = DeclaredProbe.Limits(), in globs: [String] = [],
    except: [String] = [], code: DeclaredProbe.Code = .product, files: [String: String]
  ) throws -> Outcome {
    let places = DeclaredProbe.Places(
      within: try globs.map { try PathGlob($0, knowsRoot: true) }, except: try except.map { try PathGlob($0) },
      code: code)
    let probe = DeclaredProbe(id: "own/team.it", subject: subject, places: places, limits: limits)
    return DeclaredProbeTests.outcome(probe, files)
  }

  static func outcome(_ probe: DeclaredProbe, _ files: [String: String]) -> Outcome {
    var content = RepositoryContent()
    content.asking = AskedFiles([probe], needsGo: false)
    for (path, text) in files {
      let bytes = Array(text.utf8)
      content.files.append(RepositoryFile(path: path, byteCount: bytes.count))
      if RepositoryContent.isWanted(path: path, byteCount: bytes.count) {
        content.contents[path] = bytes
      } else if content.asking.isAsked(path: path, byteCount: bytes.count) {
        content.asked[path] = bytes
      }
    }
    let snapshot = Snapshot(reading: content, origin: .workingTree(commit: nil, isDirty: false))
    return RunnableProbe(probe).examine(Subject(snapshot))
  }

  static func places(_ outcome: Outcome) -> [String] {
    outcome.findings.map { "\($0.location.path):\($0.location.line):\($0.location.column)" }
  }

  @Test func `a file counts where its pattern leads`() throws {
    let files = ["README.md": "x", "docs/README.md": "y", ".assay/README.md": "z"]
    let anywhere = try DeclaredProbeTests.outcome(.file, in: ["README*"], files: files)
    #expect(anywhere.answer == .found)
    #expect(DeclaredProbeTests.places(anywhere) == ["README.md:1:1", "docs/README.md:1:1"])
    let atRoot = try DeclaredProbeTests.outcome(.file, in: ["./README*"], files: files)
    #expect(DeclaredProbeTests.places(atRoot) == ["README.md:1:1"])
    let missing = try DeclaredProbeTests.outcome(.file, in: ["RUNBOOK*"], files: files)
    #expect(missing.answer == .notFound)
    #expect(missing.scope.patterns == ["a file RUNBOOK*"])
  }

  @Test func `what is found may decide in part, and what is not may say nothing`() throws {
    let part = DeclaredProbe.Limits(isPartOnly: true, notFound: .unknown)
    #expect(try DeclaredProbeTests.outcome(.file, part, in: ["a"], files: ["a": "", "b": ""]).answer == .partial)
    let outcome = try DeclaredProbeTests.outcome(.file, part, in: ["c"], files: ["a": ""])
    #expect(outcome.answer == .inconclusive(reason: "it was not found, which says nothing by itself"))
    #expect(DeclaredProbe.Limits(outcome.measures) == part)
  }

  @Test func `a forbidden file is harm`() throws {
    let limits = DeclaredProbe.Limits(sense: .absent)
    let harm = try DeclaredProbeTests.outcome(.file, limits, in: ["*.pem"], files: ["keys/a.pem": "", "a.py": ""])
    #expect(harm.answer == .found)
    #expect(try DeclaredProbeTests.outcome(.file, limits, in: ["*.pem"], files: ["a.py": ""]).answer == .notFound)
  }

  @Test func `lines are found in files that no other probe reads`() throws {
    let files = [
      "src/a.py": "x = 1\nprint(x)\n", "src/b.py": "  print('b')", "test/c.py": "print()", "go.go": "package x\n",
    ]
    let limits = DeclaredProbe.Limits(sense: .absent, atMost: 1, partial: 2)
    let outcome = try DeclaredProbeTests.outcome(
      .line(LinePattern(#"\bprint\("#)), limits, in: ["*.py"], except: ["test"], files: files)
    #expect(outcome.answer == .partial)
    #expect(DeclaredProbeTests.places(outcome) == ["src/a.py:2:1", "src/b.py:1:3"])
    #expect(outcome.findings.map(\.message) == [#"matches /\bprint\(/"#, #"matches /\bprint\(/"#])
    #expect(outcome.count("matches") == 2)
    #expect(outcome.count("files") == 2)
  }

  @Test func `lines of Go are found, with and without a module around them`() throws {
    let files = ["a.go": "package x\n// TODO\n", "other/go.mod": "module o\n", "other/b.go": "package o\n\n// TODO"]
    let outcome = try DeclaredProbeTests.outcome(.line(LinePattern(literal: "TODO")), in: ["*.go"], files: files)
    #expect(DeclaredProbeTests.places(outcome) == ["a.go:2:4", "other/b.go:3:4"])
  }

  @Test func `where no file lies nothing is said`() throws {
    func answer(_ limits: DeclaredProbe.Limits, _ noFile: DeclaredProbe.Absence?) throws -> Outcome.Answer {
      let places = DeclaredProbe.Places(within: [try PathGlob("*.rb")])
      let probe = DeclaredProbe(
        id: "own/team.it", subject: .line(try LinePattern("x")), places: places, limits: limits, noFile: noFile)
      return DeclaredProbeTests.outcome(probe, ["a.py": "x"]).answer
    }
    let unknown = Outcome.Answer.inconclusive(reason: "no file lies at *.rb")
    #expect(try answer(DeclaredProbe.Limits(sense: .absent), nil) == unknown)
    #expect(try answer(DeclaredProbe.Limits(), nil) == .notFound)
    #expect(try answer(DeclaredProbe.Limits(notFound: .unknown), nil) == unknown)
    #expect(try answer(DeclaredProbe.Limits(), .unknown) == unknown)
    #expect(try answer(DeclaredProbe.Limits(), .notApplicable) == .notApplicable(reason: "no file lies at *.rb"))
  }

  @Test func `what could not be read keeps an absence from being one`() throws {
    let large = String(repeating: "x\n", count: AskedFiles.byteCountMax)
    let files = ["a.py": "b", "big.py": large, "bin.py": "a\0b"]
    let wanted = try DeclaredProbeTests.outcome(.line(LinePattern("b")), in: ["*.py"], files: files)
    #expect(wanted.answer == .found)
    #expect(wanted.scope.skipped.count == 2)
    let forbidden = try DeclaredProbeTests.outcome(
      .line(LinePattern("c")), DeclaredProbe.Limits(sense: .absent), in: ["*.py"], files: files)
    guard case .inconclusive(let reason) = forbidden.answer else {
      Issue.record("\(forbidden.answer)")
      return
    }
    #expect(reason.contains("big.py has 8388608 bytes") && reason.contains("and 1 more"))
  }

  @Test func `imports count in the code they are asked of`() throws {
    let files = [
      "go.mod": "module example.org/shop\n\ngo 1.24\n",
      "a.go": "package x\n\nimport (\n\t\"fmt\"\n\t\"github.com/aws/sdk/s3\"\n)\n",
      "a_test.go": "package x\n\nimport \"testing\"\n",
    ]
    let exact = try DeclaredProbeTests.outcome(.goImport("fmt"), files: files)
    #expect(DeclaredProbeTests.places(exact) == ["a.go:4:2"])
    let below = try DeclaredProbeTests.outcome(.goImport("github.com/aws/..."), files: files)
    #expect(DeclaredProbeTests.places(below) == ["a.go:5:2"])
    #expect(try DeclaredProbeTests.outcome(.goImport("testing"), files: files).answer == .notFound)
    #expect(try DeclaredProbeTests.outcome(.goImport("testing"), code: .tests, files: files).answer == .found)
    let none = try DeclaredProbeTests.outcome(.goImport("fmt"), files: ["a.py": ""])
    #expect(none.answer == .inconclusive(reason: "there is no Go file that ships"))
  }

  @Test func `Go that is like a pattern is found`() throws {
    let files = [
      "a.go": "package x\n\nfunc f() {\n\tmu.Lock()\n}\n", "a_test.go": "package x\n\nfunc g() { mu.Lock() }\n",
    ]
    let outcome = try DeclaredProbeTests.outcome(.goPattern("$x.Lock()"), files: files)
    #expect(DeclaredProbeTests.places(outcome) == ["a.go:4:2"])
    #expect(outcome.findings.map(\.message) == ["like `$x.Lock()`"])
    let both = try DeclaredProbeTests.outcome(.goPattern("$x.Lock()"), code: .all, files: files)
    #expect(both.count("matches") == 2)
    let broken = try DeclaredProbeTests.outcome(.goPattern("$x.Lock()"), files: ["a.go": "package x\nfunc {"])
    #expect(broken.answer == .inconclusive(reason: "not everything could be looked into: a.go does not parse"))
  }

  static let workflow = """
    on: [push]
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - run: |
              poetry run pytest --cov=shop -q
              python -m ruff check .
              npm run lint:all -- --fix
              mypy . || true
              uv run --locked --group dev tox run -e typing
          - run: make e2e

    """

  static let commands: [(words: String, answer: Outcome.Answer)] = [
    ("pytest", .found), ("pytest --cov=*", .found), ("pytest -q --cov=shop", .notFound), ("ruff check", .found),
    ("lint:*", .found), ("npm run lint:all", .found), ("mypy", .partial), ("actions/checkout", .found),
    ("checkout", .notFound), ("--cov=shop", .notFound), ("tox", .found), ("tox run -e typing", .found),
    ("typing", .notFound), ("nox", .notFound), ("playwright test", .found),
  ]

  @Test(arguments: commands) func `a command counts as the pipeline runs it`(
    _ example: (words: String, answer: Outcome.Answer)
  ) throws {
    let words = example.words.split(separator: " ").map(String.init)
    let files = [
      ".github/workflows/ci.yml": DeclaredProbeTests.workflow, "Makefile": "e2e:\n\tnpx playwright test\n",
    ]
    let outcome = try DeclaredProbeTests.outcome(.command(words), files: files)
    #expect(outcome.answer == example.answer, "\(example.words): \(DeclaredProbeTests.places(outcome))")
  }

  @Test func `a forbidden command is harm even where it cannot fail`() throws {
    let outcome = try DeclaredProbeTests.outcome(
      .command(["mypy"]), DeclaredProbe.Limits(sense: .absent),
      files: [".github/workflows/ci.yml": DeclaredProbeTests.workflow])
    #expect(outcome.answer == .found)
    #expect(DeclaredProbeTests.places(outcome).count == 1)
  }

  @Test func `a target counts in whatever file defines it`() throws {
    let files = [
      "Makefile": "release: build\n\t./go\n\nbuild:\n\tcc\n",
      "Taskfile.yml": "version: '3'\ntasks:\n  lint:\n    cmds: [x]\n",
    ]
    #expect(
      DeclaredProbeTests.places(try DeclaredProbeTests.outcome(.target("release"), files: files)) == ["Makefile:1:1"])
    #expect(try DeclaredProbeTests.outcome(.target("lint"), files: files).answer == .found)
    #expect(try DeclaredProbeTests.outcome(.target("deploy"), files: files).answer == .notFound)
  }

  @Test func `silencing does not make solid what was not looked into`() throws {
    let probe = DeclaredProbe(
      id: "own/team.it", subject: .line(try LinePattern("foo")), places: DeclaredProbe.Places(),
      limits: DeclaredProbe.Limits(sense: .absent))
    var content = RepositoryContent()
    content.asking = AskedFiles([probe], needsGo: false)
    let text = "package x\n\nvar foo = 1 // assay:ignore own/team.it known\n"
    content.files = [
      RepositoryFile(path: "a.go", byteCount: text.utf8.count),
      RepositoryFile(path: "b.py", byteCount: AskedFiles.byteCountMax + 1),
    ]
    content.contents = ["a.go": Array(text.utf8)]
    let snapshot = Snapshot(reading: content, origin: .workingTree(commit: nil, isDirty: false))
    let found = RunnableProbe(probe).examine(Subject(snapshot))
    #expect(found.answer == .found && found.count("unread") == 1)
    let outcome = try #require(Silencing(snapshot).applied(to: [found]).first)
    #expect(outcome.findings.isEmpty && outcome.count("matches") == 0)
    #expect(!outcome.canFind, "\(outcome.answer)")
  }

  @Test func `a command that cannot fail still counts in part when its like is silenced`() throws {
    let limits = DeclaredProbe.Limits()
    var outcome = Outcome(
      probe: "own/team.ci", answer: .partial,
      findings: (1...2).map {
        Finding(
          probe: "own/team.ci", location: Location(path: "ci.yml", line: $0), snippet: "pytest || true",
          message: "cannot fail")
      }, measures: limits.measures, scope: Scope(files: 1))
    outcome.measures["matches"] = .count(0)
    outcome.measures["weak"] = .count(2)
    let one = SilencedFinding(
      finding: outcome.findings[0], by: .settings, rule: "own/team.ci", reason: "known", commentLine: 1)
    let rest = outcome.silencing([one])
    #expect(rest.answer == .partial && rest.findings.count == 1)
  }

  @Test func `an answer that more places would move is none`() throws {
    let limits = DeclaredProbe.Limits(atLeast: 5, atMost: 10, partial: 1)
    #expect(limits.answer(to: 2) == .partial && limits.answer(to: .max) == .partial)
    #expect(!limits.isSettled(at: 2) && !limits.isSettled(at: 7) && limits.isSettled(at: 11))
    #expect(DeclaredProbe.Limits().isSettled(at: 1) && !DeclaredProbe.Limits().isSettled(at: 0))
    let forbidden = DeclaredProbe.Limits(sense: .absent, atMost: 1, partial: 2)
    #expect(!forbidden.isSettled(at: 0) && !forbidden.isSettled(at: 2) && forbidden.isSettled(at: 3))
  }

  @Test func `what is silenced is not counted`() throws {
    let files = [
      "go.mod": "module example.org/shop\n",
      "a.go": "package x\n\nvar a = 1 // assay:ignore own/team.it measured once\nvar b = 1\n",
    ]
    let probe = DeclaredProbe(
      id: "own/team.it", subject: .line(try LinePattern("= 1")),
      places: DeclaredProbe.Places(within: [try PathGlob("*.go")]),
      limits: DeclaredProbe.Limits(sense: .absent, partial: 1))
    var content = RepositoryContent()
    content.asking = AskedFiles([probe], needsGo: false)
    for (path, text) in files {
      content.files.append(RepositoryFile(path: path, byteCount: text.utf8.count))
      content.contents[path] = Array(text.utf8)
    }
    let snapshot = Snapshot(reading: content, origin: .workingTree(commit: nil, isDirty: false))
    let found = RunnableProbe(probe).examine(Subject(snapshot))
    #expect(found.answer == .found)
    let results = Silencing(snapshot).applied(to: [found])
    let outcome = try #require(results.first)
    #expect(outcome.answer == .partial)
    #expect(outcome.count("matches") == 1)
    #expect(results.dropFirst().allSatisfy { $0.answer == .notFound }, "\(results.dropFirst().flatMap(\.findings))")
  }
}
