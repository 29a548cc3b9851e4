import Evidence

/// Finds the CI files of a repository, reads each in its system's way and follows what they call.
enum PipelineReading {
  static func pipeline(build: BuildFiles) -> Pipeline {
    var files: [DraftFile] = []
    var actions = GitHubActions(texts: build.texts)
    for path in build.texts.keys.sorted() {
      guard let system = system(of: path, text: build.texts[path] ?? "") else { continue }
      if system == .githubActions {
        files.append(actions.file(path))
      } else {
        files.append(OtherSystems.file(path, system: system, texts: build.texts))
      }
    }
    return Pipeline(
      configurations: files.map { .init(path: $0.path, system: $0.system, problem: $0.problem) },
      steps: StepFollower.steps(of: files.flatMap(\.steps), build: build))
  }

  /// Which system a file configures, by its place.
  static func system(of path: String, text: String) -> CISystem? {
    if GitHubActions.isWorkflow(path) { return .githubActions }
    let name = RelativePath.name(of: path)
    let isYAML = name.hasSuffix(".yml") || name.hasSuffix(".yaml")
    switch path {
    case ".gitlab-ci.yml", ".gitlab-ci.yaml": return .gitlab
    case ".circleci/config.yml", ".circleci/config.yaml", "circle.yml": return .circle
    case ".travis.yml", ".travis.yaml": return .travis
    case "azure-pipelines.yml", "azure-pipelines.yaml", ".azure-pipelines.yml", ".azure/pipelines.yml": return .azure
    case ".drone.yml", ".drone.yaml": return .drone
    case ".woodpecker.yml", ".woodpecker.yaml": return .woodpecker
    default: break
    }
    if name.hasPrefix("Jenkinsfile") || name.hasSuffix(".jenkinsfile") || name.hasSuffix(".Jenkinsfile") {
      return .jenkins
    }
    if path.hasPrefix(".woodpecker/"), isYAML { return .woodpecker }
    if path.hasPrefix(".buildkite/"), isYAML, name.contains("pipeline") { return .buildkite }
    if name.hasPrefix("azure-pipelines"), isYAML { return .azure }
    if path.hasPrefix(".azure-pipelines/") || path.hasPrefix(".azuredevops/"), isYAML, text.contains("trigger:") {
      return .azure
    }
    if path.hasPrefix(".tekton/") || path.hasPrefix("tekton/"), isYAML { return .tekton }
    if path.hasPrefix(".prow/") || name == ".prow.yaml" || path.hasPrefix(".prow"), isYAML || name.hasSuffix(".sh") {
      return .prow
    }
    return nil
  }
}
