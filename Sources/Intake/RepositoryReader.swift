import Evidence
import Repository

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a repository's bytes from a working tree or from a revision's objects; nothing of it is executed.
package enum RepositoryReader {
  /// The files of a folder as they are now, and the commit they stand on.
  package static func read(_ path: String) throws(IntakeError) -> (
    content: RepositoryContent, origin: SnapshotOrigin
  ) {
    var (content, origin) = try readAhead(path)
    let known = origin()
    content.problems += content.lateProblems()
    content.lateProblems = { [] }
    return (content, known)
  }

  /// The same without waiting for git: `origin` and the content's late problems do, when they are asked for.
  package static func readAhead(_ path: String, asking: AskedFiles = .none) throws(IntakeError) -> (
    content: RepositoryContent, origin: @Sendable () -> SnapshotOrigin
  ) {
    let root = try folder(path)
    let git = GitFolder(above: root)
    // Git takes as long as the walk: both at a time.
    let status = git.map { _ in Meanwhile { WorkingTreeStatus(root) } }
    let walk = try FolderWalk(root: root, above: git?.rulesAbove ?? []) { git?.tracked ?? .none }
    guard !asking.needsGo && !walk.found.isEmpty || walk.found.contains(where: { $0.path.hasSuffix(".go") }) else {
      if walk.found.isEmpty, let problem = walk.problems.first(where: { $0.path.isEmpty }) {
        throw .unreadable(path: path, reason: problem.reason)
      }
      throw .noGoFiles(path: path)
    }
    var content = RepositoryContent(problems: walk.problems)
    content.files = walk.found.map { RepositoryFile(path: $0.path, byteCount: $0.byteCount) }
    content.asking = asking
    let wanted = walk.found.filter { RepositoryContent.isWanted(path: $0.path, byteCount: $0.byteCount) }
    let asked = asking.chosen(from: walk.found, path: \.path, byteCount: \.byteCount)
    for (index, (file, outcome)) in zip(wanted + asked, read(wanted + asked)).enumerated() {
      switch outcome {
      case .success(let bytes):
        if index < wanted.count { content.contents[file.path] = bytes } else { content.asked[file.path] = bytes }
      case .failure(.reason(let reason)):
        content.problems.append(SnapshotProblem(path: file.path, reason: "cannot be read (\(reason))"))
      }
    }
    content.reader = .init(repositoryFiles: laterFiles(of: root, isLink: Set(walk.found.filter(\.isLink).map(\.path))))
    guard let git, let status else { return (content, { .workingTree(commit: nil, isDirty: false) }) }
    let commit = git.headCommit ?? WorkingTreeStatus.headCommit(root)
    content.lateProblems = { status.value.problem.map { [SnapshotProblem(path: "", reason: $0)] } ?? [] }
    return (content, { .workingTree(commit: commit, isDirty: status.value.isDirty) })
  }

  /// Reads files that the walk listed when they are asked for.
  private static func laterFiles(of root: String, isLink: Set<String>)
    -> @Sendable ([String], () -> [String]) -> [[UInt8]?]
  {
    { paths, _ in
      paths.map { path in
        try? FileBytes.read(
          Array((root + "/" + path).utf8CString), followsLink: isLink.contains(path),
          max: RepositoryContent.goFileByteCountMax)
      }
    }
  }

  /// The files of a folder as a revision of its repository has them; bare repositories work too.
  package static func read(
    _ path: String, revision: String, asking: AskedFiles = .none
  ) throws(IntakeError) -> (content: RepositoryContent, origin: SnapshotOrigin) {
    try RevisionReader(folder: folder(path), path: path, asking: asking).read(revision)
  }

  /// Whether a folder holds Go that git would list.
  package static func holdsGo(_ path: String) throws(IntakeError) -> Bool {
    let root = try folder(path)
    let git = GitFolder(above: root)
    let walk = try FolderWalk(root: root, above: git?.rulesAbove ?? []) { git?.tracked ?? .none }
    return walk.found.contains { $0.path.hasSuffix(".go") }
  }

  /// The path made absolute, and what it names made sure to be a folder.
  static func folder(_ path: String) throws(IntakeError) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { throw .noSuchFolder(path: path) }
      if errno == ENOTDIR { throw .notAFolder(path: path) }
      throw .unreadable(path: path, reason: FileBytes.reason())
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path: path) }
    guard let resolved = realpath(path, nil) else { throw .unreadable(path: path, reason: FileBytes.reason()) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private typealias Outcome = Result<[UInt8], FileBytes.Failure>

  /// The bytes of all files, on all cores, in order.
  private static func read(_ files: [FolderWalk.Found]) -> [Outcome] {
    files.parallelMap { file in
      Outcome { () throws(FileBytes.Failure) in
        try FileBytes.read(file.absolute, followsLink: file.isLink, max: RepositoryContent.goFileByteCountMax)
      }
    }
  }
}

/// Whether tracked files differ from HEAD, asked of git with every configured program switched off.
struct WorkingTreeStatus: Sendable {
  let isDirty: Bool
  /// Why it is unknown, nil when it is known.
  let problem: String?

  init(_ root: String) {
    do throws(GitCommand.Failure) {
      let filters = try GitCommand.run(["config", "--null", "--name-only", "--get-regexp", "^filter\\."], in: root)
      let settings = filters.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) + "=" }
      // A review kept in the repository changes with every answer and says nothing about the code.
      let status = try GitCommand.run(
        [
          "status", "--porcelain", "-z", "--untracked-files=no", "--ignore-submodules=all", "--", ".",
          ":(exclude).assay",
        ], in: root,
        settings: settings)
      isDirty = !status.output.isEmpty
      problem = status.status == 0 ? nil : "git does not say whether files differ from the commit (\(status.complaint))"
    } catch {
      isDirty = false
      switch error {
      case .notStarted(let reason):
        problem = "whether files differ from the commit is unknown: git cannot be started (\(reason))"
      case .timedOut: problem = "whether files differ from the commit is unknown: git took too long"
      }
    }
  }

  /// HEAD where refs are kept in a way that only git reads.
  static func headCommit(_ root: String) -> String? {
    guard let result = try? GitCommand.run(["rev-parse", "--verify", "--quiet", "HEAD"], in: root), result.status == 0
    else {
      return nil
    }
    return result.text
  }
}
