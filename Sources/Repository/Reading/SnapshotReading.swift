import Evidence
import GoSyntax

extension Snapshot {
  /// Parses and reads everything a snapshot holds. Pure, and parallel over files.
  ///
  /// - Parameters:
  ///   - origin: asked for at the end, because it may have to wait for git.
  ///   - kind: what the reviewer says the module is; nil asks the settings, then decides from the code.
  ///   - settings: what to leave out, and the kind the team says the module is.
  package convenience init(
    reading whole: RepositoryContent, origin: @autoclosure () -> SnapshotOrigin, kind asked: ProjectKind? = nil,
    settings: ProjectSettings = ProjectSettings()
  ) {
    var content = whole
    content.leaveOut(settings.checklists)
    let leftOut = content.leaveOut(settings.exclude)
    let kind = asked ?? settings.kind
    let files = content.files.sorted { $0.path < $1.path }
    var problems = content.problems
    problems += leftOut.filter(\.paths.isEmpty).map {
      SnapshotProblem(
        path: ProjectSettings.fileName,
        reason: "excludes \"\($0.exclusion.glob.text)\" in line "
          + "\($0.exclusion.line), which names no file")
    }
    let texts = TextDecoding.texts(of: content.contents)

    let goPaths = files.map(\.path).filter { $0.hasSuffix(".go") && content.contents[$0] != nil }
    let choice = ModuleChoice(texts: texts, goPaths: goPaths) { path in
      content.contents[path]?.reduce(0) { $0 + ($1 == 10 ? 1 : 0) } ?? 0
    }
    if let problem = choice.problem { problems.append(problem) }
    let nestedFolders = choice.nested.map { String($0.folder) }
    let folder = choice.reviewed.map { String($0.folder) } ?? ""
    let owned = goPaths.filter { path in
      RelativePath.isInside(path, folder)
        && !nestedFolders.contains { RelativePath.isInside(path, $0) && $0.count > folder.count }
    }
    problems += files.filter { $0.path.hasSuffix(".go") && $0.byteCount > RepositoryContent.goFileByteCountMax }.map {
      SnapshotProblem(path: $0.path, reason: "is larger than 16 MB and was not parsed")
    }
    // Go that is not the module's has no tree here; own checklists may ask for its text.
    let isOwned = Set(content.asking.globs.isEmpty ? [] : owned)
    for path in goPaths where !content.asking.globs.isEmpty && !isOwned.contains(path) {
      guard let bytes = content.contents[path], content.asking.isAsked(path: path, byteCount: bytes.count) else {
        continue
      }
      content.asked[path] = bytes
    }
    let askedTexts = TextDecoding.askedTexts(of: content.asked)
    let module = choice.reviewed
    let paths = files.map(\.path)
    let contents = content.contents
    let parsed = content.parsed
    let ((reading, packages, decision), delivery) = both {
      let reading = GoFileReading(paths: owned, contents: contents, module: module, known: parsed)
      let packages = PackageGraph.packages(of: reading.files, module: module)
      return (
        reading, packages,
        KindDecision(files: reading.files, packages: packages, module: module, paths: paths, texts: texts)
      )
    } _: {
      Delivery(files: files, texts: texts, magefiles: Magefile.found(in: owned, contents), module: module)
    }
    problems += reading.problems
    self.init(
      origin: origin(), files: files, goFiles: reading.files, module: choice.reviewed, nestedModules: choice.nested,
      packages: packages, kind: kind ?? decision.kind,
      kindReason: kind == nil
        ? decision.reason
        : "\(asked == nil ? "written in \(ProjectSettings.fileName)" : "chosen by the reviewer"); the code looks like a \(decision.kind.rawValue): \(decision.reason)",
      pipeline: delivery.pipeline, buildTargets: delivery.buildTargets, images: delivery.images,
      golangci: delivery.golangci, problems: problems + delivery.problems + content.lateProblems(), texts: texts,
      askedTexts: askedTexts,
      packageSources: PackageSources(
        files: files, module: choice.reviewed, nested: choice.nested,
        imports: Set(packages.flatMap(\.externalImports)).sorted(), reader: content.reader),
      leftOut: leftOut.filter { !$0.paths.isEmpty }, silenced: settings.silenced)
  }
}
