import ArgumentParser
import Evidence
import Intake
import Reviews

/// Who answers: what the command line says, else the environment, else git, else the login.
struct AuthorOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who answers, instead of ASSAY_AUTHOR, git's user.name or the login name.", valueName: "name"))
  var name: String?

  /// A name somebody gave is taken or refused; one that was only found is passed over where it is none.
  func author(at root: String) throws(Failure) -> String {
    for (place, given) in [("--as", name), ("ASSAY_AUTHOR", Clock.environment("ASSAY_AUTHOR"))] {
      guard let given, place == "--as" || !given.isEmpty else { continue }
      guard let cleaned = AuthorName.cleaned(given) else {
        let problem = AuthorName.problem(of: given) ?? "is no name"
        throw Failure(.usage, "the name in \(place) \(problem); give one such as --as \"Ann Lee\"")
      }
      return cleaned
    }
    if let found = GitIdentity.name(in: root).flatMap(AuthorName.cleaned) { return found }
    return AuthorName.cleaned(Clock.login) ?? "reviewer"
  }
}
