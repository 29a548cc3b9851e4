/// What one command or reused action of a pipeline does for the delivery of a Go module.
///
/// A command may do several things: `goreleaser release` builds and releases. Formatters, downloads and set-up do none.
enum CommandPurpose: Hashable, Sendable {
  /// Looks for mistakes in Go code: go vet, golangci-lint, staticcheck, revive and the like.
  case lint(tool: String)
  case test(TestRun)
  case build(BuildSubject)
  case release(tool: String)
  case deploy(tool: String)
  /// Compares dependencies with known vulnerabilities; `canFail` is false where the tool only reports as it is called.
  case scan(tool: String, canFail: Bool)
  /// Shows or uploads a coverage figure.
  case coverageReport(tool: String)
  /// Starts something the module's tests can talk to: compose services, a cluster, a database.
  case system(name: String)
  /// Runs an end-to-end suite that is not `go test`.
  case suite(tool: String)

  enum BuildSubject: Hashable, Sendable { case packages, image }
}

extension CommandPurpose {
  /// What a command is for, its words split and unquoted as `PipelineStep.Action.command` has them.
  static func all(of words: [String]) -> [CommandPurpose] {
    guard let command = CommandLine(words) else { return [] }
    return all(of: command)
  }

  var lintTool: String? { if case .lint(let tool) = self { tool } else { nil } }
  var testRun: TestRun? { if case .test(let run) = self { run } else { nil } }
  var isBuild: Bool { if case .build = self { true } else { false } }
  var releaseTool: String? { if case .release(let tool) = self { tool } else { nil } }
  var deployTool: String? { if case .deploy(let tool) = self { tool } else { nil } }
  var coverageTool: String? { if case .coverageReport(let tool) = self { tool } else { nil } }
  var systemName: String? { if case .system(let name) = self { name } else { nil } }
  var suiteTool: String? { if case .suite(let tool) = self { tool } else { nil } }
}
