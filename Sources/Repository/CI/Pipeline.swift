import Evidence

/// Everything the repository's CI configuration runs, with indirection already followed.
package struct Pipeline: Sendable {
  /// Configuration files found, with the system each belongs to.
  package let configurations: [Configuration]
  /// Flattened steps of all jobs in file order. A step reached through make, task, a script, a Dockerfile, a composite
  /// action or a reusable workflow stands here too, with the way in `via`.
  package let steps: [PipelineStep]

  package struct Configuration: Hashable, Sendable {
    package let path: String
    package let system: CISystem
    /// Why the file could not be understood, nil when it could.
    package let problem: String?
    package init(path: String, system: CISystem, problem: String?) {
      self.path = path
      self.system = system
      self.problem = problem
    }
  }

  package init(configurations: [Configuration], steps: [PipelineStep]) {
    self.configurations = configurations
    self.steps = steps
  }
}

package enum CISystem: String, Hashable, Sendable, CaseIterable {
  case githubActions = "GitHub Actions"
  case gitlab = "GitLab CI"
  case circle = "CircleCI"
  case jenkins = "Jenkins"
  case travis = "Travis CI"
  case azure = "Azure Pipelines"
  case drone = "Drone"
  case woodpecker = "Woodpecker"
  case buildkite = "Buildkite"
  case tekton = "Tekton"
  case prow = "Prow"
}

package struct PipelineStep: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    /// One shell command as words, quotes removed, variables left as written, leading `VAR=x`, `sudo`, `time`, `env` dropped:
    /// `["go", "test", "-race", "./..."]`. Lines are split at `&&`, `||`, `;` and `|`; comments are gone.
    case command([String])
    /// A reused action or orb, e.g. `golangci/golangci-lint-action`, its version and inputs.
    case uses(name: String, version: String, inputs: [String: String])
    /// A service container that runs beside the job, e.g. `postgres:16-alpine`.
    case service(image: String)
  }

  package let action: Action
  package let system: CISystem
  /// The job (or pipeline stage) the step belongs to, named so that a reader finds it.
  package let job: String
  package let triggers: Triggers
  /// The step cannot fail the job: `|| true`, `continue-on-error`, `allow_failure`, a `-` before a make command.
  package let isAdvisory: Bool
  /// Where the command stands; for an indirect step the line in the Makefile or script.
  package let location: Location
  /// The places the call went through, outermost first; empty for a step in the CI file itself.
  package let via: [Location]
  /// The folder of the repository it runs in, as far as `cd` and settings tell; "" for the root.
  package let folder: String

  package struct Triggers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let push = Triggers(rawValue: 1)
    package static let pullRequest = Triggers(rawValue: 2)
    package static let tag = Triggers(rawValue: 4)
    package static let schedule = Triggers(rawValue: 8)
    package static let manual = Triggers(rawValue: 16)
  }

  package init(
    action: Action, system: CISystem, job: String, triggers: Triggers, isAdvisory: Bool, location: Location,
    via: [Location], folder: String = ""
  ) {
    self.action = action
    self.system = system
    self.job = job
    self.triggers = triggers
    self.isAdvisory = isAdvisory
    self.location = location
    self.via = via
    self.folder = folder
  }

  /// Runs on push to a branch or on each update of a pull request: what "CI runs X" asks for.
  package var runsOnChange: Bool { !triggers.isDisjoint(with: [.push, .pullRequest]) }
}

/// A target of a Makefile, Taskfile, Justfile or a script file as one target.
package struct BuildTarget: Hashable, Sendable {
  /// File that defines it, and the line of the definition.
  package let location: Location
  package let name: String
  /// Names of targets it needs first.
  package let dependencies: [String]
  /// Its commands, as `PipelineStep.Action.command` splits them, variables expanded where the file defines them.
  package let commands: [Command]

  package struct Command: Hashable, Sendable {
    package let words: [String]
    package let isAdvisory: Bool
    package let line: Int
    /// The folder it runs in, relative to where the target's commands begin; a `cd` before it changes that.
    package let folder: String
    package init(words: [String], isAdvisory: Bool, line: Int, folder: String = "") {
      self.words = words
      self.isAdvisory = isAdvisory
      self.line = line
      self.folder = folder
    }
  }

  package init(location: Location, name: String, dependencies: [String], commands: [Command]) {
    self.location = location
    self.name = name
    self.dependencies = dependencies
    self.commands = commands
  }
}
