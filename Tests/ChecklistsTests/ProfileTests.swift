import Checklists
import Evidence
import Testing

/// Profiles raise gates and shift weights; whatever else one would do is refused with its place.
@Suite struct ProfileTests {
  static func problems(_ text: String) throws -> [String] {
    let catalogue = try BuiltIn.catalogue()
    do throws(ChecklistProblems) {
      _ = try Profile.read(ChecklistFile(name: "p.yml", text: text), for: catalogue)
      return []
    } catch {
      return error.list.map(\.description)
    }
  }

  static let head =
    "profiles:\n  - {id: standard, title: S, says: As it stands.}\n  - id: own\n    title: Own\n    says: Ours.\n"

  @Test func `the built-in profiles raise gates only, and their weights sum to 100`() throws {
    let catalogue = try BuiltIn.catalogue()
    #expect(catalogue.profiles.map(\.id) == ["standard", "critical", "exposed", "internal"])
    let order = ChecklistItem.Priority.allCases
    for profile in catalogue.profiles {
      let under = catalogue.under(profile.id)
      #expect(under.items.map(\.id) == catalogue.items.map(\.id))
      for (before, after) in zip(catalogue.items, under.items) {
        let ranks = [before, after].compactMap { order.firstIndex(of: $0.priority) }
        #expect(ranks[1] <= ranks[0], "\(profile.id) lowers \(before.id)")
        #expect(after.criterionDigest == before.criterionDigest && after.suggestion == before.suggestion)
        if before.priority != after.priority { #expect(after.reviewDays < before.reviewDays, "\(before.id)") }
      }
      #expect(under.items.filter { $0.suggestion == .criteria }.reduce(0) { $0 + $1.weight } == 100, "\(profile.id)")
      #expect(under.profileMoves.isEmpty == (profile.id == "standard"))
    }
  }

  @Test func `a profile changes the digest of the lists it touches, and taking it away brings them back`() throws {
    let catalogue = try BuiltIn.catalogue()
    let critical = catalogue.under("critical")
    let changed = zip(catalogue.checklists, critical.checklists).filter { $0.digest != $1.digest }.map(\.0.id)
    #expect(changed == ["readiness", "security", "quality"])
    #expect(critical.under("exposed") == catalogue.under("exposed"))
    #expect(critical.under(nil).checklists == catalogue.checklists && critical.under("standard").profile == nil)
    #expect(catalogue.under("no such").checklists == catalogue.checklists)
    let moves = critical.profileMoves
    #expect(moves.contains { $0.item == "readiness.p1.tracing" && $0.text == "P1 to P0" })
    #expect(moves.contains { $0.item == "security.logging" && $0.text == "P2 to P1" })
    #expect(moves.contains { $0.item == "quality.security" && $0.text == "weight 10 to 15" })
  }

  @Test(arguments: [
    (
      "    raises: {P0: [readiness.p1.tracin]}\n", "p.yml:6:19: ",
      "does not exist. Did you mean \"readiness.p1.tracing\"?"
    ),
    ("    raises: {P0: [readiness.p0.coverage]}\n", "p.yml:6:19: ", "which is not above its P0"),
    ("    raises: {P1: [readiness.p0.coverage]}\n", "p.yml:6:19: ", "a profile only raises gates"),
    ("    raises: {P0: [health.testing]}\n", "p.yml:6:19: ", "a profile only raises gates"),
    ("    raises:\n      P0: [security.logging]\n      P1: [security.logging]\n", "p.yml:8:12: ", "twice"),
    ("    raises: {P2: [security.logging]}\n", "p.yml:6:14: ", "unknown key \"P2\""),
    ("    weights: {quality.security: 100}\n", "p.yml:6:14: ", "lacks the key \"quality.error-handling\""),
    ("    lowers: {}\n", "p.yml:6:5: ", "unknown key \"lowers\""),
  ])
  func `what a profile cannot do is refused at its place`(_ lines: String, _ place: String, _ says: String) throws {
    let problems = try Self.problems(Self.head + lines)
    #expect(problems.contains { $0.hasPrefix(place) && $0.contains(says) }, "\(problems)")
  }

  @Test func `weights that do not sum to 100 and a first profile that changes something are refused`() throws {
    let names = try BuiltIn.catalogue().items.filter { $0.suggestion == .criteria }.map(\.id)
    let weights = names.map { "      \($0): 12\n" }.joined()
    let problems = try Self.problems(Self.head + "    weights:\n" + weights)
    #expect(
      problems.count == 1 && problems[0].hasPrefix("p.yml:7:") && problems[0].contains("sum to 96"), "\(problems)")
    let first = try Self.problems("profiles:\n  - {id: own, title: O, says: Ours.}\n")
    #expect(first.count == 1 && first[0].contains("the first profile must be \"standard\""))
    #expect(try Self.problems(Self.head) == [])
  }

  @Test func `the settings name a profile that exists`() throws {
    func problems(_ text: String) -> [String] {
      do throws(ChecklistProblems) {
        _ = try ProjectSettings(
          reading: ChecklistFile(name: ".assay.yml", text: text), profiles: { ["standard", "critical"] })
        return []
      } catch {
        return error.list.map(\.description)
      }
    }
    #expect(problems("profile: critical\n") == [])
    #expect(
      problems("kind: cli\nprofile: critcal\n") == [
        ".assay.yml:2:10: there is no profile \"critcal\"; known are standard, critical. Did you mean \"critical\"?"
      ])
    let settings = try ProjectSettings(reading: ChecklistFile(name: ".assay.yml", text: "profile: critical\n"))
    #expect(settings.profile == "critical")
  }
}
