import Foundation
import Testing

/// Holds a report against what was last read and found good. `ASSAY_RECORD=1 swift test` renews it.
func expectRecorded(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Recorded/\(name)")
  if ProcessInfo.processInfo.environment["ASSAY_RECORD"] == "1" {
    try text.write(to: file, atomically: true, encoding: .utf8)
    return
  }
  let recorded = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
  let now = text.split(separator: "\n", omittingEmptySubsequences: false)
  for index in 0..<max(recorded.count, now.count) {
    let before = recorded.indices.contains(index) ? String(recorded[index]) : "nothing"
    let after = now.indices.contains(index) ? String(now[index]) : "nothing"
    guard before != after else { continue }
    Issue.record(
      "Recorded/\(name):\(index + 1)\n  recorded: \(before)\n  now:      \(after)\n  ASSAY_RECORD=1 swift test renews it",
      sourceLocation: sourceLocation)
    return
  }
}
