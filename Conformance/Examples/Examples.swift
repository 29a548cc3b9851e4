import BundledChecklists
import Checklists
import Probes

/// Prints every Go example of the checklists and of the probes' cards.
///
/// Each is an id, what it is (`fragment` of the guide, `file`, `files` with `-- path --` sections, `snippet` of a card) and
/// its text, all three ended by a zero byte: what `Conformance/Go/examples` reads.
@main
enum Examples {
  static func main() {
    let catalogue = Catalogue(compiled: BundledChecklists.compiled)
    for item in catalogue.items where item.remediation.language == "go" {
      let text = item.remediation.example
      let isFile = text.split(separator: "\n").contains { $0.hasPrefix("package ") }
      tell(item.id, isFile ? "file" : "fragment", text)
    }
    for probe in AllProbes.list {
      for (index, example) in probe.card.examples.enumerated() {
        let id = "\(probe.card.id.text) \(index + 1)"
        let text = example.text.replacing("▸", with: "")
        if text.hasPrefix("-- ") {
          tell(id, "files", text)
        } else {
          tell(id, fileStarts.contains { text.hasPrefix($0) } ? "file" : "snippet", text)
        }
      }
    }
  }

  /// What a card's example begins with when it is a whole file.
  private static let fileStarts = ["package ", "//go:build", "// Code generated"]

  private static func tell(_ id: String, _ kind: String, _ text: String) {
    print(id, kind, text, separator: "\0", terminator: "\0")
  }
}
