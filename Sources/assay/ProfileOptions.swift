import ArgumentParser
import Checklists
import Evidence

/// The profile a command measures by: the option, else the project's settings, else what the review has.
struct ProfileOptions: ParsableArguments {
  @Option(help: "What priorities and weights are measured by: standard, critical, exposed or internal.")
  var profile: String?

  /// Nil without the option; a name that is not known is refused.
  func chosen(from catalogue: Catalogue) throws(Failure) -> String? {
    guard let profile else { return nil }
    let known = catalogue.profiles.map(\.id)
    guard known.contains(profile) else {
      throw Failure(
        .usage,
        "there is no profile \"\(profile.printableLine)\"; known are \(known.joined(separator: ", "))."
          + NearestName.hint(for: profile, among: known))
    }
    return profile
  }
}
