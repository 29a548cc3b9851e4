import Evidence

/// A Dockerfile (or Containerfile) and its stages.
package struct ContainerImage: Hashable, Sendable {
  package let path: String
  package let stages: [Stage]

  package struct Stage: Hashable, Sendable {
    /// The base image with build arguments' defaults filled in, or the name of an earlier stage.
    package let base: String
    package let name: String?
    package let line: Int
    package let instructions: [Instruction]
    package init(base: String, name: String?, line: Int, instructions: [Instruction]) {
      self.base = base
      self.name = name
      self.line = line
      self.instructions = instructions
    }
    /// The last USER instruction of the stage itself.
    package var user: Instruction? { instructions.last { $0.keyword == "USER" } }
  }

  package struct Instruction: Hashable, Sendable {
    /// Upper case: FROM, RUN, COPY, USER, ENTRYPOINT ...
    package let keyword: String
    /// The rest, continuation lines joined by a blank, build arguments' defaults filled in.
    package let arguments: String
    package let line: Int
    package init(keyword: String, arguments: String, line: Int) {
      self.keyword = keyword
      self.arguments = arguments
      self.line = line
    }
  }

  package init(path: String, stages: [Stage]) {
    self.path = path
    self.stages = stages
  }
}

/// A golangci-lint configuration, version 1 or 2.
package struct GolangciConfiguration: Hashable, Sendable {
  package let path: String
  /// Linters enabled by name, sorted.
  package let enabled: [String]
  package let disabled: [String]
  /// `standard`, `all`, `none`, `fast` as version 2 says it; version 1's `enable-all` is `all`, `disable-all` is `none`.
  package let defaultSet: String
  /// Line of the enable list, or of `linters`, for evidence.
  package let line: Int
  /// Why it could not be understood, nil when it could.
  package let problem: String?

  package init(path: String, enabled: [String], disabled: [String], defaultSet: String, line: Int, problem: String?) {
    self.path = path
    self.enabled = enabled
    self.disabled = disabled
    self.defaultSet = defaultSet
    self.line = line
    self.problem = problem
  }
}
