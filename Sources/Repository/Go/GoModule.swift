import GoSyntax

/// A go.mod file.
package struct GoModule: Hashable, Sendable {
  /// Path of the go.mod file.
  package let file: String
  /// The module path, e.g. `example.org/shop`.
  package let path: String
  /// The `go` directive, nil when absent.
  package let goVersion: GoVersion?
  package let requirements: [Requirement]
  /// The `replace` directives.
  package let replacements: [Replacement]

  package struct Requirement: Hashable, Sendable {
    package let path: String
    package let version: String
    package let isIndirect: Bool
    package let line: Int
    package init(path: String, version: String, isIndirect: Bool, line: Int) {
      self.path = path
      self.version = version
      self.isIndirect = isIndirect
      self.line = line
    }
  }

  /// `replace path version => target targetVersion`: another module, or a folder when it has no version.
  package struct Replacement: Hashable, Sendable {
    package let path: String
    /// Nil: whatever version is required.
    package let version: String?
    package let target: String
    package let targetVersion: String?

    package init(path: String, version: String?, target: String, targetVersion: String?) {
      self.path = path
      self.version = version
      self.target = target
      self.targetVersion = targetVersion
    }

    /// The folder it names, relative to the snapshot's root; nil for a module's version and for a folder outside.
    func localFolder(from folder: String) -> String? {
      guard targetVersion == nil, target.hasPrefix("./") || target.hasPrefix("../") else { return nil }
      let depth = folder.isEmpty ? 0 : folder.split(separator: "/").count
      guard
        target.split(separator: "/").prefix(while: { $0 == ".." || $0 == "." }).count(where: { $0 == ".." }) <= depth
      else { return nil }
      return RelativePath.joined(folder, target)
    }
  }

  package init(
    file: String, path: String, goVersion: GoVersion?, requirements: [Requirement], replacements: [Replacement] = []
  ) {
    self.file = file
    self.path = path
    self.goVersion = goVersion
    self.requirements = requirements
    self.replacements = replacements
  }

  /// The folder the module's root lies in, "" for the snapshot's root.
  package var folder: Substring { file.lastIndex(of: "/").map { file[..<$0] } ?? "" }

  /// The direct requirement with this path or below it (`go.opentelemetry.io/otel` finds `.../otel/sdk`).
  package func directRequirement(under prefix: String) -> Requirement? {
    requirements.first { !$0.isIndirect && ($0.path == prefix || $0.path.hasPrefix(prefix + "/")) }
  }
}

/// A `go` directive's version; only major and minor matter to probes.
package struct GoVersion: Hashable, Sendable, Comparable {
  package let major: Int
  package let minor: Int
  package init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }
  package static func < (a: GoVersion, b: GoVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}

/// One package of the module: the Go files of one folder.
package struct GoPackage: Sendable {
  /// Import path.
  package let path: String
  /// Folder relative to the snapshot's root, "" for the root.
  package let folder: String
  /// The name in the package clause of its files that are not tests.
  package let name: String
  /// Indices into `Snapshot.goFiles`, test files (also of package `x_test`) included.
  package let fileIndices: [Int]
  /// Import paths of packages of the same module that its non-test files import, sorted.
  package let internalImports: [String]
  /// Import paths from outside the module that its non-test files import, sorted.
  package let externalImports: [String]

  package init(
    path: String, folder: String, name: String, fileIndices: [Int], internalImports: [String], externalImports: [String]
  ) {
    self.path = path
    self.folder = folder
    self.name = name
    self.fileIndices = fileIndices
    self.internalImports = internalImports
    self.externalImports = externalImports
  }

  package var isMain: Bool { name == "main" }
}
