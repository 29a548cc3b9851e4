import ArgumentParser
import Checklists
import Reviews
import Store

/// `assay finish`: makes the draft a final review, which never changes again.
struct FinishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finish", abstract: "Makes the draft a final review; the next review starts from it.",
    discussion: "It says what is still open and asks for one line of confirmation on standard input, unless --yes.")

  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions
  @OptionGroup var person: AuthorOptions
  @Argument(help: "The repository's folder.")
  var path: String = "."
  @Flag(help: "Do not ask.")
  var yes = false

  func run() throws {
    let catalogue = try checklists.catalogue(of: path)
    let workspace = try Workspace(path, storage)
    let author = try person.author(at: workspace.root)
    let opening = try DraftOpening.open(workspace, catalogue: catalogue, kind: nil, needsToWrite: true)
    guard let session = opening.session, !opening.isNew else {
      throw Failure(.usage, "\(workspace.identity) has no draft to finish; begin one with `assay review \(path)`")
    }
    let draft = opening.review
    guard !draft.observations.isEmpty else {
      throw Failure(
        .usage, "the draft of \(workspace.identity) has seen no code yet; open it with `assay review \(path)`")
    }
    let evaluation = draft.evaluated(under: catalogue, at: Clock.now)
    Console.error("\(workspace.identity): \(evaluation.stillOpen).")
    guard yes || FinishCommand.isConfirmed() else {
      throw Failure(.usage, "nothing was made final; answer yes, or give --yes")
    }
    do {
      let entry = try session.finish(draft.finalized(at: Clock.now, by: author, under: catalogue))
      Console.write("\(entry.id)\n")
    } catch {
      throw Failure(.review, "\(error)")
    }
  }

  private static func isConfirmed() -> Bool {
    Console.error("Type yes to make it final: it never changes again.")
    return readLine()?.lowercased() == "yes"
  }
}
