import Checklists
import Evidence

/// Rules for how a module is laid out and how its goroutines live.
extension Suggestions {
  static let structureRules: [String: NamedRule] = [
    "health.project-structure": projectStructure
  ]

  /// Four clauses: orderly mains, hidden code, no catch-all package, no cycle. All 2, one or two broken 1, else 0.
  private static func projectStructure(_ facts: RuleFacts) -> Suggested {
    let layout = facts["project/standard-layout"]
    let catchAlls = facts["project/catch-all-package"].count("catchAlls")
    let cycles = facts["project/import-cycle"].count("cycles")
    let packages = layout.count("packages")
    guard packages > 0 else { return Suggested(nil, .low, "No hand-written package was found.") }
    let isLumped = facts.kind != .library && packages <= 2 && layout.count("lines") > 1_000
    if isLumped {
      return Suggested(
        .missing, .high,
        "\(layout.count("lines")) lines in \(packages) package(s): there are no boundaries to speak of.")
    }
    var broken: [String] = []
    if !layout.flag("orderlyMains") && facts.kind != .library {
      broken.append("\(layout.count("strayMains")) main package(s) outside cmd/")
    }
    if !layout.flag("hidesItsCode") {
      broken.append(
        "\(layout.count("openLines")) lines outside internal/ against \(layout.count("internalLines")) inside")
    }
    if catchAlls > 0 { broken.append("\(catchAlls) catch-all package(s)") }
    if cycles > 0 { broken.append("\(cycles) import cycle(s)") }
    let rating: Rating = broken.isEmpty ? .solid : broken.count <= 2 ? .partial : .missing
    let reason =
      broken.isEmpty
      ? "\(packages) packages: mains in their place, code under internal/ where it must be, no catch-all, no cycle."
      : "Broken: " + broken.joined(separator: "; ") + "."
    return Suggested(rating, .high, reason)
  }
}
