import Evidence
import GoSyntax

/// The bytes a snapshot is made from, as an edge (or a test) read them: which files exist, and what the wanted ones hold.
package struct RepositoryContent: Sendable {
  /// Every regular file that is not git-ignored, in any order.
  package var files: [RepositoryFile]
  /// Bytes of the files that `isWanted` asked for, by path.
  package var contents: [String: [UInt8]]
  package var problems: [SnapshotProblem]
  /// Bytes of files that only a team's own checklists ask for, by path: built-in probes do not see them.
  package var asked: [String: [UInt8]] = [:]
  /// What was asked for.
  package var asking = AskedFiles.none
  /// Problems that an edge still waits for while the snapshot is made.
  package var lateProblems: @Sendable () -> [SnapshotProblem] = { [] }
  /// Trees of Go files that were parsed before; nil has the bytes parsed. Each path has a tree of its own.
  package var parsed: @Sendable (_ path: String) -> SyntaxTree? = { _ in nil }
  /// How further files are read when a question about types needs them.
  package var reader: PackageSources.Reader = .none

  package init(files: [RepositoryFile] = [], contents: [String: [UInt8]] = [:], problems: [SnapshotProblem] = []) {
    self.files = files
    self.contents = contents
    self.problems = problems
  }
}
