import BundledChecklists
import Checklists
import Probes

/// Prints every Go example of the checklists, and those of the probes' cards that are whole files.
///
/// Each is an id, what it is (`fragment`, `file` or `files` with `-- path --` sections) and its text, all three ended by
/// a zero byte: what `Conformance/Go/examples` reads.
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
        } else if text.hasPrefix("package ") {
          tell(id, "file", text)
        }
      }
    }
  }

  private static func tell(_ id: String, _ kind: String, _ text: String) {
    print(id, kind, text, separator: "\0", terminator: "\0")
  }
}
