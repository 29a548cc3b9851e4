import GoSyntax
import Repository

/// Which scripts of a repository somebody names: another script, a build file, a pipeline, a page or Go code.
///
/// A script that nothing names, as one copied from a service long ago, is nobody's target. Texts are searched when first
/// asked. Limits: a name put together from parts is not seen, and a script named in its own folder's listing counts.
struct CalledScripts {
  private let snapshot: Snapshot
  private var known: [String: Bool] = [:]

  init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// Whether the target is one of a build file, or a script that is named somewhere.
  mutating func isTarget(_ target: BuildTarget) -> Bool {
    guard target.name == target.location.path, let name = target.name.split(separator: "/").last.map(String.init) else {
      return true
    }
    // What an assistant is taught is no target of the people.
    if target.name.split(separator: "/").contains("skills") { return false }
    // Hooks are found by their place.
    if target.name.hasPrefix(".") || target.name.split(separator: "/").contains("hooks") { return true }
    if let known = known[target.name] { return known }
    let answer = isNamed(name, otherThan: target.name)
    known[target.name] = answer
    return answer
  }

  private func isNamed(_ name: String, otherThan path: String) -> Bool {
    let isInText = snapshot.files.contains { file in
      file.path != path && !file.path.hasSuffix(".go")
        && (snapshot.text(of: file.path)?.contains(name) ?? false)
    }
    if isInText { return true }
    return snapshot.goFiles.contains { file in
      file.tree.nodes(of: .basicLit).contains { $0.token == .string && $0.text.contains(name) }
    }
  }
}
