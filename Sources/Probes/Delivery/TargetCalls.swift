import Evidence
import Repository

/// Make calls that the pipeline's reader could not follow, as in a folder known only at run time.
///
/// A call is followed here only where no other step came through it and the root's build files define its target.
struct TargetCalls: Sendable {
  private let followed: Set<Location>
  private let targets: [String: BuildTarget]

  private static let depthMax = 8

  init(_ snapshot: Snapshot) {
    followed = Set(snapshot.pipeline.steps.flatMap(\.via))
    let atRoot = snapshot.buildTargets.filter { !$0.location.path.contains("/") }
    targets = Dictionary(atRoot.map { ($0.name, $0) }) { first, _ in first }
  }

  func steps(behind step: PipelineStep) -> [PipelineStep] {
    guard case .command(let words) = step.action, !followed.contains(step.location) else { return [] }
    return names(in: words).flatMap { steps(of: $0, called: step, isAdvisory: step.isAdvisory, depth: 0) }
  }

  private func names(in words: [String]) -> [String] {
    guard words.contains(where: { targets[$0] != nil }), let command = CommandLine(words),
      ["make", "gmake", "task", "just"].contains(command.program),
      !command.has("-C"), !command.has("-f")
    else { return [] }
    return command.arguments.filter { targets[$0] != nil }
  }

  private func steps(of name: String, called step: PipelineStep, isAdvisory: Bool, depth: Int) -> [PipelineStep] {
    guard depth < Self.depthMax, let target = targets[name] else { return [] }
    let needed = target.dependencies.flatMap {
      steps(of: $0, called: step, isAdvisory: isAdvisory, depth: depth + 1)
    }
    return needed
      + target.commands.flatMap { command -> [PipelineStep] in
        let place = Location(path: target.location.path, line: command.line)
        let own = PipelineStep(
          action: .command(command.words), system: step.system, job: step.job, triggers: step.triggers,
          isAdvisory: isAdvisory || command.isAdvisory, location: place, via: step.via + [step.location],
          folder: step.folder)
        return [own]
          + names(in: command.words).filter { $0 != name }.flatMap {
            steps(of: $0, called: step, isAdvisory: own.isAdvisory, depth: depth + 1)
          }
      }
  }
}
