import Checklists
import Evidence
import Reviews

/// Choosing the profile a review is measured by, and what the settings say of profile and kind.
extension Front {
  /// What the settings say by now. What was changed in them during the sitting counts from then on; what they said all
  /// along does not undo what the reviewer chose here.
  mutating func take(settledKind kind: ProjectKind?, profile: String?) -> [Effect] {
    var changes: [String] = []
    let before = review
    if let kind, kind != session.settledKind, kind != review.kind {
      changes.append("the module counts as a \(kind.rawValue), and not as a \(review.kind.rawValue)")
      review.kind = kind
    }
    if let profile, profile != session.settledProfile, profile != review.profile ?? Profile.standard {
      changes.append("the profile is \(profile), and not \(review.profile ?? Profile.standard)")
      review.profile = profile
    }
    session.settledKind = kind
    session.settledProfile = profile
    guard review != before else { return [] }
    evaluate()
    say("As \(ProjectSettings.fileName) says now: \(changes.joined(separator: "; ")).")
    message?.isHeld = true
    return session.readOnlyReason == nil ? [.save(review)] : []
  }

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
    let settled = session.settledProfile.flatMap { $0 == profile.id ? nil : $0 }
    let limit = settled.map { " \(ProjectSettings.fileName) says \($0), which counts again next time." } ?? ""
    let raised = profile.raises.count
    let moved = profile.weights.isEmpty ? "" : ", weights moved"
    say(
      raised == 0 && moved.isEmpty
        ? "Measured by the lists as they stand; u takes it back.\(limit)"
        : "Measured as \(profile.id): \(Wording.plural(raised, "gate")) raised\(moved); w lists them, u undoes.\(limit)",
      .good)
    message?.isHeld = true
    return effects ?? []
  }
}
