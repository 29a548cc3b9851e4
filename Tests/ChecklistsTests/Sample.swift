import Checklists
import Evidence

/// Small checklists to break in one place at a time.
enum Sample {
  static let probes: [ProbeID] = ["testing/race", "testing/coverage", "errors/unwrapped"]

  /// A correct list of one item; line 6 is the item's id.
  static let text = """
    checklist: team
    title: Team rules
    revision: 1
    scoring: rules
    items:
      - id: team.races
        title: Races
        asks: Are races looked for?
        why: They bite.
        solid: Everywhere.
        partial: In places.
        missing: Nowhere.
        look: The test command.
        mend: { text: Add -race., effort: small }
        applies: [service]
        probes: { worst: [testing/race] }

    """

  static func file(_ text: String = text, name: String = "team.yml") -> ChecklistFile {
    ChecklistFile(name: name, text: text)
  }

  /// The sample with one piece of its text replaced.
  static func replacing(_ old: String, with new: String) -> ChecklistFile {
    guard let range = text.firstRange(of: old) else { return file("the sample has no \(old)") }
    return file(text[..<range.lowerBound] + new + text[range.upperBound...])
  }

  /// What reading says of the files; empty when they are fine.
  static func problems(_ files: [ChecklistFile], onto base: Catalogue = Catalogue(checklists: [])) -> [String] {
    do throws(ChecklistProblems) {
      _ = try Catalogue.read(files, onto: base, probes: probes)
      return []
    } catch {
      return error.list.map(\.description)
    }
  }

  /// One item for each way to make a suggestion.
  static var everyRule: ChecklistFile {
    let rules = [
      "{ worst: [testing/race] }", "{ best: [testing/race, testing/coverage] }", "{ count: [testing/race] }",
      "{ named: [errors/unwrapped] }", "none",
      "{ threshold: { probe: testing/coverage, measure: share, solid: 0.8, partial: 0.5 } }",
      "{ threshold: { probe: errors/unwrapped, measure: lost, of: wraps, solid: 0.1, partial: 0.5 } }",
      "{ threshold: { probe: errors/unwrapped, measure: lost, perThousand: lines, solid: 0, partial: 1, says: '{count} lost' } }",
    ]
    let (head, item) = (text[..<start], text[start...])
    let items = rules.enumerated().map { number, rule in
      item.replacing("team.races", with: "team.races-\(number)")
        .replacing("{ worst: [testing/race] }", with: rule)
    }
    return file(head + items.joined())
  }

  private static var start: String.Index { text.firstRange(of: "  - id")?.lowerBound ?? text.startIndex }
}
