import Evidence
import GoSyntax

/// One repository at one moment, read whole: what every probe sees, and all it sees.
///
/// A snapshot made from a working tree and one made from a git revision cannot be told apart but by `origin`.
/// Paths are relative to the reviewed folder, with `/`, without `./`.
package final class Snapshot: Sendable {
  package let origin: SnapshotOrigin
  /// Every regular file (git-ignored ones left out), sorted by path.
  package let files: [RepositoryFile]
  /// Parsed Go files of the reviewed module, sorted by path; vendored ones and nested modules' left out.
  package let goFiles: [GoFile]
  /// Hand-written, shipped Go code: no tests, no generated, vendored, example, testdata or tool files.
  package let productFiles: [GoFile]
  /// Test files that parse.
  package let testFiles: [GoFile]
  /// The reviewed module: the one whose go.mod stands at the root, or the only one; nil without a go.mod.
  package let module: GoModule?
  /// Modules below the root that are projects of their own; nothing of theirs is in `goFiles` or `packages`.
  package let nestedModules: [GoModule]
  /// The module's packages, test packages (`x_test`) joined to the package they test, sorted by path.
  package let packages: [GoPackage]
  package let kind: ProjectKind
  /// Why `kind` was chosen, for the reviewer.
  package let kindReason: String
  /// Every step that the CI configuration reaches, indirection through make, scripts and the like followed.
  package let pipeline: Pipeline
  /// Targets of Makefile, Taskfile, Justfile, magefile and scripts, reached by CI or not.
  package let buildTargets: [BuildTarget]
  package let images: [ContainerImage]
  package let golangci: GolangciConfiguration?
  /// Files that could not be read or were left out on purpose, each with its reason.
  package let problems: [SnapshotProblem]
  /// Source of packages outside the module, read when a question about types leads there.
  package let packageSources: PackageSources

  /// What the project's settings keep from the probes, pattern by pattern.
  package let leftOut: [LeftOut]
  /// Findings the project's settings silence.
  package let silenced: [ProjectSettings.Silenced]

  /// Text of the files that are not Go and that probes ask for (configuration, docs, SQL, scripts), by path.
  let texts: [String: String]

  package init(
    origin: SnapshotOrigin, files: [RepositoryFile], goFiles: [GoFile], module: GoModule?, nestedModules: [GoModule],
    packages: [GoPackage], kind: ProjectKind, kindReason: String, pipeline: Pipeline, buildTargets: [BuildTarget],
    images: [ContainerImage], golangci: GolangciConfiguration?, problems: [SnapshotProblem], texts: [String: String],
    packageSources: PackageSources = .none, leftOut: [LeftOut] = [], silenced: [ProjectSettings.Silenced] = []
  ) {
    self.origin = origin
    self.files = files
    self.goFiles = goFiles
    productFiles = goFiles.filter(\.isProduct)
    testFiles = goFiles.filter { $0.isTest && $0.tree.errors.isEmpty && !$0.isAside }
    self.module = module
    self.nestedModules = nestedModules
    self.packages = packages
    self.kind = kind
    self.kindReason = kindReason
    self.pipeline = pipeline
    self.buildTargets = buildTargets
    self.images = images
    self.golangci = golangci
    self.problems = problems
    self.texts = texts
    self.packageSources = packageSources
    self.leftOut = leftOut
    self.silenced = silenced
  }

  /// The text of a file that is not Go: YAML, TOML, Markdown, SQL, shell, Makefile, Dockerfile, go.mod and the like.
  /// Nil for an absent, binary or oversized file.
  package func text(of path: String) -> String? { texts[path] }

}

package enum SnapshotOrigin: Hashable, Sendable {
  /// A folder; `commit` is git's HEAD when the folder is in a repository, `isDirty` when tracked files differ from it.
  case workingTree(commit: String?, isDirty: Bool)
  case revision(commit: String)
}

package struct RepositoryFile: Hashable, Sendable {
  package let path: String
  package let byteCount: Int
  package init(path: String, byteCount: Int) {
    self.path = path
    self.byteCount = byteCount
  }
  package var name: Substring { path[(lastSlash.map { path.utf8.index(after: $0) } ?? path.startIndex)...] }
  /// The folder, "" for the root.
  package var folder: Substring { lastSlash.map { path[..<$0] } ?? "" }
  private var lastSlash: String.Index? { path.utf8.lastIndex(of: UInt8(ascii: "/")) }
}

package struct SnapshotProblem: Hashable, Sendable {
  package let path: String
  package let reason: String
  package init(path: String, reason: String) {
    self.path = path.printable
    self.reason = reason.printable
  }
}
