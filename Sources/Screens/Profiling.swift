import Checklists

/// Choosing the profile a review is measured by.
extension Front {
  mutating func changeProfile(_ words: [String]) -> [Effect] {
    let known = catalogue.profiles
    let name = words.first?.lowercased() ?? ""
    guard let profile = known.first(where: { $0.id == name }) else {
      say("Profiles are \(known.map(\.id).joined(separator: ", ")).", .bad)
      return []
    }
    if let reason = session.readOnlyReason {
      say("Nothing can be changed: \(reason)")
      return []
    }
    guard profile.id != (review.profile ?? Profile.standard) else {
      say("The review is measured by the profile \(profile.id) already.")
      return []
    }
    let effects = make("profile \(profile.id)") { review, _, _ in
      var changed = review
      changed.profile = profile.id
      return changed
    }
    let raised = profile.raises.count
    let moved = profile.weights.isEmpty ? "" : ", weights moved"
    say(
      raised == 0 && moved.isEmpty
        ? "Measured by the lists as they stand; u takes it back."
        : "Measured as \(profile.id): \(Wording.plural(raised, "gate")) raised\(moved); w lists them, u undoes.",
      .good)
    message?.isHeld = true
    return effects ?? []
  }
}
