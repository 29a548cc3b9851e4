import Foundation

/// The checkout as the house tests read it.
enum SourceTree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  struct File: Sendable, CustomStringConvertible {
    let path: String
    let text: String
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    /// `Sources/Probes/Errors/X.swift` has the parts `Sources`, `Probes`, `Errors`, `X.swift`.
    var parts: [Substring] { path.split(separator: "/") }
    var description: String { path }

    /// Lines with their numbers, those inside multi-line strings left out: Go examples are no Swift.
    var code: [(number: Int, text: Substring)] {
      var isString = false
      var result: [(number: Int, text: Substring)] = []
      for (index, line) in lines.enumerated() {
        let toggles = line.split(separator: "\"\"\"", omittingEmptySubsequences: false).count - 1
        if !isString { result.append((index + 1, line)) }
        if toggles % 2 == 1 { isString.toggle() }
      }
      return result
    }
  }

  /// Files below a folder whose names end as asked, sorted by path.
  static func files(under folder: String, ending: String) -> [File] {
    let start = root.appending(path: folder)
    guard let walk = FileManager.default.enumerator(atPath: start.path) else { return [] }
    var files: [File] = []
    for case let path as String in walk where path.hasSuffix(ending) {
      guard let text = try? String(contentsOf: start.appending(path: path), encoding: .utf8) else { continue }
      files.append(File(path: folder + "/" + path, text: text))
    }
    return files.sorted { $0.path < $1.path }
  }

  static let swift = files(under: "Sources", ending: ".swift")
  static let tests = files(under: "Tests", ending: ".swift")
}
