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
  @OptionGroup var person: AuthorOptions
  @Argument(help: "The repository's folder.")
  var path: String = "."
  @Option(help: "service, cli or library, where the code's own look misleads.")
  var kind: ProjectKind?
  @Option(name: .customLong("color"), help: "When to use colour; NO_COLOR counts too.")
  var colour: Colour = .auto
  @Flag(help: "Only characters every terminal has.")
  var ascii = false
  @Flag(help: "By lines instead of on the whole screen: for screen readers, dumb terminals and pipes.")
  var plain = false
  @Flag(help: "With --plain: places in files as links, for terminals that know OSC 8.")
  var links = false

  // Hidden: keys are not promised to stay what they are, so scripts belong to the tests of this version. Who wants to
  // automate a review has `assay answer` and `assay review --plain`.
  @Option(help: .hidden)
  var script: String?
  @Flag(help: .hidden)
  var renewPictures = false

  @OptionGroup var measuring: ProfileOptions

  func validate() throws {
    if links, !plain { throw ValidationError("--links goes with --plain; on the whole screen o opens a place.") }
  }

  func run() throws {
    let catalogue = try checklists.catalogue(of: path)
    let workspace = try Workspace(path, storage)
    let author = try person.author(at: workspace.root)
    let profile = try measuring.chosen(from: catalogue)
    if let script { return try play(script, workspace, profile, author: author) }
    let opening = try DraftOpening.open(
      workspace, catalogue: catalogue, kind: kind, profile: profile, needsToWrite: false)
    guard !plain else { return try reviewByLines(opening, workspace, catalogue, author: author) }
    let terminal: Terminal
    do {
      terminal = try Terminal(TerminalSettings(hasColour: colour.isOn, isASCII: ascii))
    } catch {
      throw Failure(.usage, error.text)
    }
    var sitting = Sitting(
      opening, in: workspace, author: author, catalogue: catalogue, checklists: checklists, size: terminal.size,
      doorbell: terminal.doorbell, now: { Clock.now })
    terminal.run(&sitting.reviewing)
    terminal.close()
    try sitting.close()
    switch terminal.ending {
    case .gone?:
      throw Failure(.usage, "the terminal hung up; everything is saved, and assay review --plain works without one")
    case .asked(let signal)?: throw ExitCode(Int32(128 + signal))
    case nil: break
    }
  }

  private func reviewByLines(
    _ opening: DraftOpening, _ workspace: Workspace, _ catalogue: Catalogue, author: String
  ) throws {
    guard let doorbell = Doorbell.alone() else { throw Failure(.usage, TerminalProblem.noPipe.text) }
    let terminal = LineTerminal()
    let base = links && terminal.writesTerminal ? "file://\(Machine.name)\(workspace.root.percentEncoded)" : nil
    let look = PlainLook(width: terminal.width, isASCII: ascii || !terminal.isUnicode, linkBase: base)
    let session = PlainSession(
      review: opening.review, catalogue: catalogue,
      session: Session(
        author: author, readOnlyReason: opening.readOnlyReason, settledKind: opening.settledKind,
        settledProfile: opening.settledProfile,
        notice: opening.kindNotice), look: look, at: Clock.now)
    let keeping = ReviewKeeping(workspace: workspace, draft: opening.session, catalogue: catalogue)
    var reviewing = PlainReviewing(
      session, keeping: keeping, checklists: checklists, terminal: terminal, doorbell: doorbell,
      notice: opening.notice)
    try reviewing.run(
      kind: opening.isKindGuessed ? nil : opening.review.kind, settlesKind: opening.isKindGuessed)
  }

  private func play(
    _ script: String, _ workspace: Workspace, _ profile: String?, author: String
  ) throws {
    var run = try ScriptRun(script, root: workspace.root, renews: renewPictures) { size, doorbell, now in
      // A script may have written some before it opens the review again.
      let catalogue = try checklists.catalogue(of: workspace.root)
      let opening = try DraftOpening.open(
        workspace, catalogue: catalogue, kind: kind, profile: profile, needsToWrite: false, at: now())
      return Sitting(
        opening, in: workspace, author: author, catalogue: catalogue, checklists: checklists, size: size,
        doorbell: doorbell, now: now)
    }
    try run.play()
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
