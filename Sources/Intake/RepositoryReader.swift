import Evidence
import Repository

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a repository: from a folder as it is now, or from a git revision without checking it out.
package enum RepositoryReader {
  /// What a folder holds now. Nothing from it is executed.
  package static func read(_ path: String) throws(IntakeError) -> (content: RepositoryContent, origin: SnapshotOrigin) {
    let root = try resolved(path)
    let git = GitFolder(around: root)
    var outer: [IgnoreRules] = []
    if let git, git.root == root, let excludes = git.excludes { outer.append(excludes) }
    let tree = try WorkingTree(root: root, ignoredBy: outer)
    guard tree.content.files.contains(where: { $0.path.hasSuffix(".go") }) else { throw .noGoFiles(path: path) }
    let isDirty = git.map { GitStatus.isDirty($0.root) } ?? false
    return (tree.content, .workingTree(commit: git?.headCommit, isDirty: isDirty))
  }

  /// The folder's absolute path with links resolved.
  static func resolved(_ path: String) throws(IntakeError) -> String {
    guard let real = realpath(path, nil) else {
      throw errno == ENOENT
        ? .noSuchFolder(path: path) : .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { free(real) }
    var status = stat()
    guard stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path: path) }
    return String(cString: real)
  }
}
