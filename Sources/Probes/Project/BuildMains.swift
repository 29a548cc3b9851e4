import Repository

extension GoPackage {
  /// Whether its folder says that it is run while building or by maintainers, and shipped to nobody: `internal/gendocs`,
  /// `cmd/codegen`, `scripts/release`.
  var servesTheBuild: Bool {
    let parts = folder.split(separator: "/")
    guard let last = parts.last else { return false }
    if let first = parts.first, GoPackage.aside.contains(first) { return true }
    return parts.contains("internal") || last.hasPrefix("gen") || last.hasSuffix("gen")
      || last.hasPrefix("prepare-release") || last.hasPrefix("build-release")
  }

  /// Folders at the root for what maintainers run: scripts that build and release.
  private static let aside: Set<Substring> = [
    "hack", "scripts", "script", "tools", "helpers", "build", "ci", "release",
  ]
}
