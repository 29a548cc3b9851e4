import Evidence

extension Profile {
  private static let keys = ["id", "title", "says", "raises", "weights"]
  private static let priorities: [ChecklistItem.Priority] = [.p0, .p1]

  /// Reads the profiles of a catalogue; throws everything that is wrong with them, at once.
  package static func read(_ file: ChecklistFile, for catalogue: Catalogue) throws(ChecklistProblems) -> [Profile] {
    let log = ProblemLog(file: file.name)
    let profiles = Reading(catalogue: catalogue, log: log).profiles(of: file)
    guard log.problems.isEmpty else { throw ChecklistProblems(list: log.sorted) }
    return profiles
  }

  private struct Reading {
    let catalogue: Catalogue
    let log: ProblemLog

    func profiles(of file: ChecklistFile) -> [Profile] {
      guard let text = ChecklistReading.text(of: file, log: log),
        let root = MarkedValue.read(text, of: "the profiles", report: log.report),
        let fields = Fields(root, owner: "the file", known: ["profiles"], log: log),
        let values = fields.list("profiles")
      else { return [] }
      var profiles: [Profile] = []
      for value in values {
        guard let fields = Fields(value, owner: "a profile", known: Profile.keys, log: log),
          let profile = profile(fields)
        else { continue }
        if profiles.contains(where: { $0.id == profile.id }) {
          fields.report("id", "the profile \"\(profile.id)\" stands in the file twice")
        }
        profiles.append(profile)
      }
      if let first = profiles.first, first.id != Profile.standard || !first.raises.isEmpty || !first.weights.isEmpty {
        log.report(root.mark, "the first profile must be \"\(Profile.standard)\" and change nothing")
      }
      return profiles
    }

    private func profile(_ fields: Fields) -> Profile? {
      let id = fields.text("id")
      if let id, !ItemReader.isID(id) || id.contains(".") {
        fields.report("id", "\"\(id)\" is no name of a profile: use lower-case letters, digits and hyphens")
      }
      let title = fields.text("title")
      let says = fields.text("says").map(Digests.collapsed)
      let raises = fields.value("raises").map { self.raises($0, of: id ?? "") } ?? [:]
      let weights = fields.value("weights").map { self.weights($0, of: id ?? "") } ?? [:]
      guard let id, let title, let says else { return nil }
      return Profile(id: id, title: title, says: says, raises: raises, weights: weights)
    }

    private func raises(_ value: MarkedValue, of profile: String) -> [String: ChecklistItem.Priority] {
      let owner = "\"raises\" of \"\(profile)\""
      guard let fields = Fields(value, owner: owner, known: Profile.priorities.map(\.rawValue), log: log) else {
        return [:]
      }
      var raises: [String: ChecklistItem.Priority] = [:]
      for priority in Profile.priorities where fields.has(priority.rawValue) {
        for (name, mark) in fields.names(priority.rawValue) ?? [] {
          guard let item = catalogue.item(name) else {
            let hint = NearestName.hint(for: name, among: catalogue.items.map(\.id))
            log.report(mark, "\(owner) names the item \"\(name)\", which does not exist.\(hint)")
            continue
          }
          guard item.kind == .gate, Profile.rank(priority) < Profile.rank(item.priority) else {
            log.report(
              mark,
              "\(owner) gives \"\(name)\" \(priority.rawValue), which is not above its \(item.priority.rawValue); a "
                + "profile only raises gates")
            continue
          }
          if raises.updateValue(priority, forKey: name) != nil { log.report(mark, "\(owner) names \"\(name)\" twice") }
        }
      }
      return raises
    }

    private func weights(_ value: MarkedValue, of profile: String) -> [String: Int] {
      let dimensions = catalogue.items.filter { $0.suggestion == .criteria }.map(\.id)
      let owner = "\"weights\" of \"\(profile)\""
      guard let fields = Fields(value, owner: owner, known: dimensions, log: log) else { return [:] }
      var weights: [String: Int] = [:]
      for dimension in dimensions { weights[dimension] = fields.number(dimension, in: 0...100) }
      let sum = weights.values.reduce(0, +)
      if weights.count == dimensions.count, sum != 100 {
        log.report(value.mark, "\(owner) sum to \(sum); they must sum to 100")
      }
      return weights
    }
  }

  /// Smaller is more urgent.
  private static func rank(_ priority: ChecklistItem.Priority) -> Int {
    ChecklistItem.Priority.allCases.firstIndex(of: priority) ?? Int.max
  }
}
