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
