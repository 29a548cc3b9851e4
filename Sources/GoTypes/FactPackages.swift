import BundledFacts
import GoSyntax
import Synchronization

/// Packages outside the module that the bundled facts describe, parsed when first asked for.
///
/// Facts are Go declarations without bodies, read by the same parser as everything else, so a fact is added by writing
/// one line of Go. Parsed once for the process, because they never change.
final class FactPackages: Sendable {
  static let shared = FactPackages(texts: [BundledFacts.standardLibrary, BundledFacts.librarySignatures])

  /// Section by import path without version.
  private let sections: [String: Section]
  private let parsed = Mutex<[String: PackageScope]>([:])

  private struct Section {
    let path: String
    let text: Substring
  }

  init(texts: [String]) {
    var sections: [String: Section] = [:]
    for text in texts {
      for section in FactPackages.split(text) {
        sections[FactPackages.key(section.path)] = section
      }
    }
    self.sections = sections
  }

  /// The path under which the facts describe a package; nil when they do not.
  func path(of importPath: String) -> String? {
    (sections[importPath] ?? sections[FactPackages.key(importPath)])?.path
  }

  /// The package with this import path, whatever its major version.
  func package(_ path: String) -> PackageScope? {
    guard let section = sections[path] ?? sections[FactPackages.key(path)] else { return nil }
    if let known = parsed.withLock({ $0[section.path] }) { return known }
    let tree = GoParser.parse(Array(section.text.utf8))
    var imports: [String: String] = [:]
    for declaration in tree.root.declarations where declaration.token == .import {
      for spec in declaration.specs {
        guard let path = spec.path?.text.dropFirst().dropLast() else { continue }
        let last = LibraryFact.withoutVersion(String(path)).split(separator: "/").last.map(String.init) ?? ""
        imports[spec.name?.text ?? last] = String(path)
      }
    }
    let isPartial = FactPackages.isLibrary(section.path)
    let package = PackageScope(
      path: section.path, files: [SourceFile(tree: tree, imports: imports)], isPartial: isPartial)
    return parsed.withLock { all in
      if let known = all[section.path] { return known }
      all[section.path] = package
      return package
    }
  }

  /// Standard library paths have no dot in their first element, and versions of theirs are packages of their own.
  private static func key(_ path: String) -> String { isLibrary(path) ? LibraryFact.withoutVersion(path) : path }

  private static func isLibrary(_ path: String) -> Bool { path.prefix { $0 != "/" }.contains(".") }

  private static func split(_ text: String) -> [Section] {
    var sections: [Section] = []
    let bytes = text.utf8
    var path: String?
    var begin = text.startIndex
    var line = text.startIndex
    while line < text.endIndex {
      let end = bytes[line...].firstIndex(of: 10) ?? text.endIndex
      if bytes[line...].starts(with: "-- ".utf8) {
        if let path { sections.append(Section(path: path, text: text[begin..<line])) }
        path = String(text[text.index(line, offsetBy: 3)..<end].prefix { $0 != " " })
        begin = end
      }
      line = end < text.endIndex ? bytes.index(after: end) : end
    }
    if let path { sections.append(Section(path: path, text: text[begin...])) }
    return sections
  }
}
