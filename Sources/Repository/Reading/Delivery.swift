/// How the project is built, checked and shipped: everything read from files that are not Go.
struct Delivery {
  let pipeline: Pipeline
  let buildTargets: [BuildTarget]
  let images: [ContainerImage]
  let golangci: GolangciConfiguration?
  let problems: [SnapshotProblem]

  init(files: [RepositoryFile], texts: [String: String], magefiles: [Magefile], module: GoModule?) {
    let build = BuildFiles(texts: texts, magefiles: magefiles)
    pipeline = PipelineReading.pipeline(build: build)
    buildTargets = build.allTargets()
    images = texts.keys.sorted().filter(ContainerImage.isDockerfile).compactMap(build.image)
    golangci = GolangciConfiguration.found(in: texts, module: module)
    problems = []
  }
}
