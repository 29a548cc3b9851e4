import Foundation
import Testing

/// Text as it was last looked at and found good; `ASSAY_RECORD=1` renews it.
enum Recording {
  /// Compares with the file of that name in a folder beside the tests, or writes it.
  static func compare(
    _ text: String, _ name: String, in folder: String, renewedBy filter: String,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let folderURL = URL(filePath: #filePath).deletingLastPathComponent().appending(path: folder)
    let file = folderURL.appending(path: name + ".txt")
    if ProcessInfo.processInfo.environment["ASSAY_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: folderURL, withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    let change = firstDifference(recorded, text)
    #expect(
      change == nil, "\(folder)/\(name).txt: \(change ?? ""); ASSAY_RECORD=1 swift test --filter \(filter) renews it",
      sourceLocation: location)
  }

  private static func firstDifference(_ a: String, _ b: String) -> String? {
    let old = a.split(separator: "\n", omittingEmptySubsequences: false)
    let new = b.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(old.count, new.count) {
      let (before, after) = (
        old.indices.contains(index) ? old[index] : "", new.indices.contains(index) ? new[index] : ""
      )
      if before != after { return "line \(index + 1)\n  recorded: \(before)\n  now:      \(after)" }
    }
    return nil
  }
}
