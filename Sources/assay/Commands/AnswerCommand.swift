import ArgumentParser
import Checklists
import Evidence
import Reviews

/// `assay answer ITEM RATING`: records one answer without the terminal interface.
struct AnswerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Records one answer without the terminal interface.",
    discussion:
      "RATING is 0, 1, 2, n/a, accept (take the suggestion), withdraw, or a percentage such as 70% for a dimension.")

  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions
  @OptionGroup var person: AuthorOptions
  @Argument(help: "The item's id, e.g. health.testing.")
  var item: String
  @Argument(help: "0, 1, 2, n/a, accept, withdraw or a percentage.")
  var rating: String
  @Option(help: "Why; mandatory for n/a and where a probe found otherwise.")
  var reason: String = ""
  @Option(help: "A note kept with the item.")
  var note: String?
  @Option(help: "The repository's folder.")
  var path: String = "."

  func run() throws {
    let catalogue = try checklists.catalogue(of: path)
    guard let chosen = catalogue.item(item) else {
      throw Failure(
        .usage,
        "there is no item \"\(item.printable)\".\(NearestName.hint(for: item, among: catalogue.items.map(\.id)))")
    }
    let workspace = try Workspace(path, storage)
    let author = try person.author(at: workspace.root)
    let opening = try DraftOpening.open(workspace, catalogue: catalogue, kind: nil, needsToWrite: true)
    guard let session = opening.session else { throw Failure(.review, "the draft cannot be written") }
    var review = opening.review
    // A raised gate is asked again sooner.
    let measured = catalogue.used(by: review).item(item) ?? chosen
    if opening.isNew || review.observations.isEmpty { review = try observed(review, opening, workspace, catalogue) }
    do {
      try session.save(answered(review, measured, by: author))
      try session.close()
    } catch let error as AnswerError {
      throw Failure(.usage, "\(error)")
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.review, "\(error)")
    }
  }

  private func answered(_ review: Review, _ chosen: ChecklistItem, by author: String) throws -> Review {
    let now = Clock.now
    if rating == "accept" { return try review.accepting(chosen, author: author, at: now) }
    if rating == "withdraw" { return try review.withdrawing(chosen.id, author: author, at: now) }
    let value: AnswerEvent.Value
    if let known = Rating(text: rating) {
      value = .rating(known)
    } else if rating.hasSuffix("%"), let percent = Int(rating.dropLast()) {
      value = .percent(percent)
    } else {
      throw Failure(.usage, "\"\(rating.printable)\" is no rating; give 0, 1, 2, n/a, accept, withdraw or a percentage")
    }
    return try review.answering(chosen, value, reason: reason, note: note, author: author, at: now)
  }

  /// A draft's first answer is given against a look at the code as it is now.
  private func observed(
    _ review: Review, _ opening: DraftOpening, _ workspace: Workspace, _ catalogue: Catalogue
  ) throws -> Review {
    let analysis = try Analysis(
      of: workspace.root, revision: nil, kind: opening.isKindGuessed ? nil : review.kind, only: [], catalogue: catalogue
    )
    var result = try review.observed(
      anew: analysis.observations, commit: analysis.snapshot.commit, isDirty: analysis.snapshot.isDirty,
      catalogue: catalogue, toolVersion: Assay.toolVersion)
    result.kind = analysis.snapshot.kind
    result.libraries = LibraryKnowledge.used(in: analysis.outcomes) ?? result.libraries
    return result
  }
}
