import Evidence
import GoSyntax

/// One repository at one moment, read whole: what every probe sees, and all it sees.
///
/// A snapshot made from a working tree and one made from a git revision cannot be told apart but by `origin`.
/// Paths are relative to the reviewed folder, with `/`, without `./`.
package final class Snapshot: Sendable {
  private let parts: Parts
  /// Takes down what is looked at; nil when nobody wants to know.
  private let watch: SnapshotWatch?

  /// What was read: one for all that look at it.
  private final class Parts: Sendable {
    let origin: SnapshotOrigin
    let files: [RepositoryFile]
    let goFiles: [GoFile]
    let productFiles: [GoFile]
    let testFiles: [GoFile]
    let module: GoModule?
    let nestedModules: [GoModule]
    let packages: [GoPackage]
    let kind: ProjectKind
    let kindReason: String
    let pipeline: Pipeline
    let buildTargets: [BuildTarget]
    let images: [ContainerImage]
    let golangci: GolangciConfiguration?
    let problems: [SnapshotProblem]
    let texts: [String: String]
    let askedTexts: [String: String]
    let packageSources: PackageSources
    let leftOut: [LeftOut]
    let silenced: [ProjectSettings.Silenced]

    init(
      origin: SnapshotOrigin, files: [RepositoryFile], goFiles: [GoFile], module: GoModule?, nestedModules: [GoModule],
      packages: [GoPackage], kind: ProjectKind, kindReason: String, pipeline: Pipeline, buildTargets: [BuildTarget],
      images: [ContainerImage], golangci: GolangciConfiguration?, problems: [SnapshotProblem], texts: [String: String],
      askedTexts: [String: String], packageSources: PackageSources, leftOut: [LeftOut],
      silenced: [ProjectSettings.Silenced]
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
      self.askedTexts = askedTexts
      self.packageSources = packageSources
      self.leftOut = leftOut
      self.silenced = silenced
    }
  }

  package init(
    origin: SnapshotOrigin, files: [RepositoryFile], goFiles: [GoFile], module: GoModule?, nestedModules: [GoModule],
    packages: [GoPackage], kind: ProjectKind, kindReason: String, pipeline: Pipeline, buildTargets: [BuildTarget],
    images: [ContainerImage], golangci: GolangciConfiguration?, problems: [SnapshotProblem], texts: [String: String],
    askedTexts: [String: String] = [:], packageSources: PackageSources = .none, leftOut: [LeftOut] = [],
    silenced: [ProjectSettings.Silenced] = []
  ) {
    parts = Parts(
      origin: origin, files: files, goFiles: goFiles, module: module, nestedModules: nestedModules, packages: packages,
      kind: kind, kindReason: kindReason, pipeline: pipeline, buildTargets: buildTargets, images: images,
      golangci: golangci, problems: problems, texts: texts, askedTexts: askedTexts,
      packageSources: packageSources, leftOut: leftOut,
      silenced: silenced)
    watch = nil
  }

  /// The same snapshot, with a watch on what is looked at through it.
  package init(_ other: Snapshot, watchedBy watch: SnapshotWatch) {
    parts = other.parts
    self.watch = watch
  }

  /// Says that these areas are looked at by a way that does not lead over the snapshot's members.
  package func look(at areas: SnapshotAreas) { watch?.saw(areas) }

  private func seeing(_ areas: SnapshotAreas) -> Parts {
    watch?.saw(areas)
    return parts
  }
}

extension Snapshot {
  package var origin: SnapshotOrigin { seeing(.all).origin }
  /// Every regular file (git-ignored ones left out), sorted by path.
  package var files: [RepositoryFile] { seeing(.listing).files }
  /// Parsed Go files of the reviewed module, sorted by path; vendored ones and nested modules' left out.
  package var goFiles: [GoFile] { seeing(.go).goFiles }
  /// Hand-written, shipped Go code: no tests, no generated, vendored, example, testdata or tool files.
  package var productFiles: [GoFile] { seeing(.go).productFiles }
  /// Test files that parse.
  package var testFiles: [GoFile] { seeing(.go).testFiles }
  /// The reviewed module: the one whose go.mod stands at the root, or the only one; nil without a go.mod.
  package var module: GoModule? { seeing(.go).module }
  /// Modules below the root that are projects of their own; nothing of theirs is in `goFiles` or `packages`.
  package var nestedModules: [GoModule] { seeing(.go).nestedModules }
  /// The module's packages, test packages (`x_test`) joined to the package they test, sorted by path.
  package var packages: [GoPackage] { seeing(.go).packages }
  package var kind: ProjectKind { seeing(.kind).kind }
  /// Why `kind` was chosen, for the reviewer.
  package var kindReason: String { seeing(.all).kindReason }
  /// Every step that the CI configuration reaches, indirection through make, scripts and the like followed.
  ///
  /// Magefiles are Go, and which module is meant may depend on its size.
  package var pipeline: Pipeline { seeing([.texts, .go]).pipeline }
  /// Targets of Makefile, Taskfile, Justfile, magefile and scripts, reached by CI or not.
  package var buildTargets: [BuildTarget] { seeing([.texts, .go]).buildTargets }
  package var images: [ContainerImage] { seeing([.texts, .go]).images }
  package var golangci: GolangciConfiguration? { seeing([.texts, .go]).golangci }
  /// Files that could not be read or were left out on purpose, each with its reason.
  package var problems: [SnapshotProblem] { seeing(.all).problems }
  /// Source of packages outside the module, read when a question about types leads there.
  package var packageSources: PackageSources { seeing(.go).packageSources }
  /// What the project's settings keep from the probes, pattern by pattern.
  package var leftOut: [LeftOut] { seeing(.all).leftOut }
  /// Findings the project's settings silence.
  package var silenced: [ProjectSettings.Silenced] { seeing(.all).silenced }

  /// Text of the files that are not Go and that probes ask for (configuration, docs, SQL, scripts), by path.
  var texts: [String: String] { seeing(.texts).texts }

  /// Text of further files, which a team's own checklists ask for; probes of the program do not see them.
  package var askedTexts: [String: String] { seeing([.texts, .go]).askedTexts }

  /// The text of a file that is not Go: YAML, TOML, Markdown, SQL, shell, Makefile, Dockerfile, go.mod and the like.
  /// Nil for an absent, binary or oversized file.
  package func text(of path: String) -> String? { seeing(.texts).texts[path] }
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
