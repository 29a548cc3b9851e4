import ArgumentParser
import Checklists
import Evidence
import Reports
import Reviews
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `assay merge`: two people's reviews of one project become one draft.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Brings two reviews of one project together, item by item, as the draft.",
    discussion: """
      REVIEWS are two of draft, latest, previous, review ids and files; one alone is merged into the draft, and none \
      resolves a draft in which git left a conflict. What one side alone answered is taken, what both answered alike is \
      agreed, and where they differ somebody decides: by --take, or when asked on a terminal. Nothing is written while \
      a conflict is undecided, and the exit code is 3 then. Who decides is kept with the answer (--as). Of a review from elsewhere only answers are taken, never \
      scores. The agreement figure counts items both rated on their own.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions
  @OptionGroup var authors: AuthorOptions
  @Argument(help: "Mine and theirs.")
  var reviews: [String] = []
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Decides conflicts: mine or theirs, then the items' ids; may be repeated.", valueName: "side item"))
  var take: [String] = []
  @Option(help: "The repository's folder.")
  var path: String = "."
  @Flag(help: "Say what would come of it, and how far both agree; write nothing and ask nothing.")
  var dryRun = false
  @Option(help: "text for people, json for programs.")
  var format: Format = .text
  @Option(name: [.customShort("o"), .long], help: "A file to write to, instead of standard output.")
  var output: String?

  func validate() throws {
    if reviews.count > 2 { throw ValidationError("A merge is of two reviews; merge a third one afterwards.") }
    if !take.isEmpty, Merge.Side(rawValue: take[0]) == nil {
      throw ValidationError("--take begins with mine or theirs, not \"\(take[0].printable)\".")
    }
  }

  func run() throws {
    let catalogue = try checklists.catalogue(of: path)
    let workspace = try Workspace(path, storage)
    let now = Clock.now
    do {
      let finder = MergeSources.Finder(workspace: workspace, catalogue: catalogue, now: now, writes: !dryRun)
      let sources = try finder.find(reviews)
      let merge = Merge(sources.mine.review, with: sources.theirs.review, under: catalogue, at: now)
      var decisions = try taken(of: merge)
      if !dryRun, isatty(STDIN_FILENO) == 1 { ask(about: merge, &decisions) }
      let events = dryRun ? nil : merge.events(deciding: decisions, by: try authors.author(at: workspace.root))
      if let events { try write(events, to: sources, in: workspace, catalogue) }
      let report = MergeReport(
        mine: sources.mine, theirs: sources.theirs, merge: merge, decisions: decisions,
        written: events == nil ? nil : sources.base.id)
      try show(report)
      let undecided = merge.conflicts.count { decisions[$0.id] == nil }
      guard undecided == 0 else {
        let items = undecided == 1 ? "1 item is" : "\(undecided) items are"
        throw Failure(.undecided, "\(items) answered differently; decide with --take mine ITEM or --take theirs ITEM")
      }
    } catch let error as StoreError {
      throw Failure(.review, "\(error)")
    }
  }

  private func write(
    _ events: [AnswerEvent], to sources: MergeSources, in workspace: Workspace, _ catalogue: Catalogue
  ) throws {
    guard let session = sources.session else { return }
    var review = sources.base
    review.events = events
    if sources.isBaseForeign {
      let analysis = try Analysis(of: workspace.root, revision: nil, kind: nil, only: [], catalogue: catalogue)
      let snapshot = analysis.snapshot
      review = try review.observed(
        anew: analysis.observations, commit: snapshot.commit, isDirty: snapshot.isDirty, catalogue: catalogue,
        toolVersion: Assay.toolVersion)
      review.kind = snapshot.kind
    }
    try session.save(review)
    try session.close()
  }

  private func show(_ report: MergeReport) throws {
    let text =
      switch format {
      case .text: report.text
      case .json: report.json.text
      }
    if let output { try TextFile.replace(output, with: text) } else { Console.write(text) }
  }

  /// What the command line decides. A name that is no conflict is a mistake: it would decide something else.
  private func taken(of merge: Merge) throws(Failure) -> [String: Merge.Side] {
    let conflicts = merge.conflicts.map(\.id)
    var decisions: [String: Merge.Side] = [:]
    var side = Merge.Side.mine
    for word in take {
      if let named = Merge.Side(rawValue: word) {
        side = named
        continue
      }
      guard conflicts.contains(word) else {
        let hint = NearestName.hint(for: word, among: conflicts)
        throw Failure(.usage, "\"\(word.printable)\" is no item in conflict.\(hint) Conflicts: \(list(conflicts))")
      }
      guard decisions[word] == nil || decisions[word] == side else {
        throw Failure(.usage, "\(word) is to be taken from both; name it once")
      }
      decisions[word] = side
    }
    return decisions
  }

  private func list(_ items: [String]) -> String { items.isEmpty ? "none" : items.joined(separator: " ") }

  /// Asks by lines, one conflict after the other; an empty line leaves one undecided, the end of the input all.
  private func ask(about merge: Merge, _ decisions: inout [String: Merge.Side]) {
    let open = merge.conflicts.filter { decisions[$0.id] == nil }
    for (index, item) in open.enumerated() {
      Console.error("")
      Console.error("Conflict \(index + 1) of \(open.count): " + MergeReport.conflict(item).joined(separator: "\n"))
      question: while true {
        Console.error("Whose answer counts? mine, theirs, or Enter to leave it undecided:")
        guard let line = readLine() else { return }
        switch line.lowercased() {
        case "mine", "m": decisions[item.id] = .mine
        case "theirs", "t": decisions[item.id] = .theirs
        case "": break
        default: continue question
        }
        break
      }
    }
  }
}
