import ArgumentParser
import Canvas
import Checklists
import Evidence
import Reviews
import Screens
import Terminal

/// `assay review`: opens the review of a project in the terminal.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Opens the review of the project at PATH in the terminal.")

  enum Colour: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions
  @Argument(help: "The repository's folder.")
  var path: String = "."
  @Option(help: "service, cli or library, where the code's own look misleads.")
  var kind: ProjectKind?
  @Option(name: .customLong("color"), help: "When to use colour; NO_COLOR counts too.")
  var colour: Colour = .auto
  @Flag(help: "Only characters every terminal has.")
  var ascii = false

  func run() throws {
    let catalogue = try checklists.catalogue()
    let workspace = try Workspace(path, storage)
    let opening = try DraftOpening.open(workspace, catalogue: catalogue, kind: kind, needsToWrite: false)
    let terminal: Terminal
    do {
      terminal = try Terminal(TerminalSettings(hasColour: colour.isOn, isASCII: ascii))
    } catch {
      throw Failure(.usage, error.text)
    }
    let session = Session(author: Clock.author, readOnlyReason: opening.readOnlyReason)
    let front = Front(
      review: opening.review, catalogue: catalogue, session: session, size: terminal.size, isProbing: true,
      at: Clock.now)
    let mailbox = Mailbox<ReviewMail>(terminal.doorbell)
    let work = BackgroundProbing(root: workspace.root, catalogue: catalogue, mailbox: mailbox)
    var reviewing = Reviewing(
      front: front, workspace: workspace, draft: opening.session, mailbox: mailbox, work: work, catalogue: catalogue)
    work.start(kind: opening.isKindGuessed ? nil : opening.review.kind, settlesKind: opening.isKindGuessed)
    terminal.run(&reviewing)
    work.cancel()
    terminal.close()
    reviewing.close()
    if let failure = reviewing.failure { throw failure }
  }
}

extension ReviewCommand.Colour {
  fileprivate var isOn: Bool? {
    switch self {
    case .auto: nil
    case .always: true
    case .never: false
    }
  }
}
