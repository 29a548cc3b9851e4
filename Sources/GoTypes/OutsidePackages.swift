import Repository
import Synchronization

/// Packages outside the reviewed module: the standard library from the bundled facts, others from their source where it
/// is at hand (nested modules, `vendor`, the module cache), else from what the facts say of widely used ones.
///
/// A package is read when first asked for, declarations only, and then kept. A package the facts describe has the path
/// they give it, whatever major version the module imports, so that probes know it by one name. What the module cache
/// holds differs between machines: `asked` says what came from where, for a report to tell.
package final class OutsidePackages: Sendable {
  private let sources: PackageSources
  /// Import path used in the module by the path its facts have, where these differ in the version.
  private let used: [String: String]
  private let known = Mutex<[String: Answer]>([:])

  private struct Answer: Sendable {
    let package: PackageScope?
    let origin: Origin
  }

  /// Where a package's declarations came from.
  package enum Origin: Hashable, Sendable {
    case source(PackageSources.Origin)
    /// The facts built into the program.
    case facts
    /// Nothing is known of it.
    case nowhere
  }

  init(_ snapshot: Snapshot) {
    sources = snapshot.packageSources
    var imported: Set<String> = []
    for package in snapshot.packages { imported.formUnion(package.externalImports) }
    var used: [String: String] = [:]
    for path in imported.sorted() {
      guard let canonical = FactPackages.shared.path(of: path), canonical != path, !imported.contains(canonical),
        used[canonical] == nil
      else { continue }
      used[canonical] = path
    }
    self.used = used
  }

  func package(_ path: String) -> PackageScope? {
    if let answer = known.withLock({ $0[path] }) { return answer.package }
    let answer = look(for: path)
    return known.withLock { all in
      if let earlier = all[path] { return earlier.package }
      all[path] = answer
      return answer.package
    }
  }

  /// The packages that were asked for until now, by where they came from; the standard library left out.
  package var asked: [(path: String, origin: Origin)] {
    var origins: [String: Origin] = [:]
    for (path, answer) in known.withLock({ $0 }) where path.prefix(while: { $0 != "/" }).contains(".") {
      origins[used[path] ?? path] = answer.origin
    }
    return origins.map { (path: $0.key, origin: $0.value) }.sorted { $0.path < $1.path }
  }

  private func look(for path: String) -> Answer {
    // The standard library's paths have no dot in their first element; its facts are whole.
    let isStandard = !path.prefix { $0 != "/" }.contains(".")
    if isStandard, let package = FactPackages.shared.package(path) { return Answer(package: package, origin: .facts) }
    if path.isEmpty || path == "C" || path == "unsafe" { return Answer(package: nil, origin: .nowhere) }
    // A question under the facts' path means the version that the module imports, and its answer is kept once.
    let canonical = FactPackages.shared.path(of: path) ?? path
    if canonical != path, used[canonical] == path {
      let package = package(canonical)
      return Answer(package: package, origin: known.withLock { $0[canonical]?.origin } ?? .nowhere)
    }
    let read = used[path] ?? path
    if let source = sources.source(of: read), let outline = PackageOutline(source.files) {
      let package = PackageScope(path: path, outline: outline)
      return Answer(package: package, origin: .source(source.origin))
    }
    let package = FactPackages.shared.package(path)
    return Answer(package: package, origin: package == nil ? .nowhere : .facts)
  }
}
