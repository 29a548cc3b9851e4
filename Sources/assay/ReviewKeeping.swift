import Checklists
import Evidence
import Intake
import Reports
import Reviews
import Screens
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The review's files while an interface works on it: saving, reports and source, each told as an event.
struct ReviewKeeping {
  let workspace: Workspace
  /// Nil in a read-only session.
  let draft: DraftSession?
  /// What reports are written by.
  var catalogue: Catalogue
  /// A save that failed: it is tried again with every change and once more at the end.
  private var isUnsaved = false

  /// Lines read around a finding; the interfaces cut what fits.
  private static let excerptLineCount = 400

  init(workspace: Workspace, draft: DraftSession?, catalogue: Catalogue) {
    self.workspace = workspace
    self.draft = draft
    self.catalogue = catalogue
  }

  /// Hands a review to the system, which is enough for it to outlive this program. Nil in a read-only session.
  ///
  /// - Parameter waits: whether to return only when it is on the disk. Otherwise `unsaved` is told later should the disk
  ///   refuse it.
  mutating func save(_ review: Review, waitingForDisk waits: Bool) -> Event? {
    guard let draft else { return nil }
    do {
      try draft.save(review)
      if waits { try draft.settle() }
      isUnsaved = false
      return .saved
    } catch {
      isUnsaved = true
      return ReviewKeeping.unsaved(error)
    }
  }

  static func unsaved(_ error: StoreError) -> Event { .unsaved("Not saved: \(error.reasonFirst)") }

  /// Whether something on the screen is not on the disk, or may not be.
  var isBehind: Bool { isUnsaved || draft?.isBehind == true }

  /// The same for who wants to see it: nothing would be lost without it, and it says so.
  mutating func write(_ review: Review) -> [Event] {
    switch save(review, waitingForDisk: true) {
    case nil: []
    case .saved?: [.saved, .message("Saved in \(workspace.store.folder), as every change is at once.")]
    case let refused?: [refused]
    }
  }

  /// Nil in a read-only session.
  mutating func finish(_ review: Review) -> Event? {
    guard let draft else { return nil }
    do {
      try draft.finish(review)
      isUnsaved = false
      return .finished(review)
    } catch {
      return .failed("Not made final: \(error.reasonFirst)")
    }
  }

  func export(_ review: Review, _ format: String, _ path: String, at now: Instant) -> Event {
    let report = ReviewReport(
      review: review, catalogue: catalogue.used(by: review), now: now, purposes: LibraryKnowledge.purposes)
    let target = path.hasPrefix("/") ? path : workspace.root + "/" + path
    do {
      let text =
        switch format {
        case "json": report.json.text
        case "html": report.html
        case "badge": report.badge
        default: report.markdown
        }
      guard Self.isFree(target) else {
        return .failed("Not written: \(path) exists and is no report; name another file behind the format.")
      }
      try TextFile.replace(target, with: Array(text.utf8), advice: "name another file behind the format")
      return .message("Written: \(target)")
    } catch {
      return .failed("Not written: \(error.message)")
    }
  }

  /// Whether writing there loses nothing: there is no file, none that keeps anything, or a report.
  private static func isFree(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return true }
    guard let bytes = try? TextFile.bytes(of: path, what: "report") else { return false }
    return ReviewReport.isReport(String(decoding: bytes.prefix(ReviewReport.beginningLength), as: UTF8.self))
  }

  /// What the project's files say by now, to be told in this order before the probes run again. All of it or nothing:
  /// where something is wrong with one of them, the review goes on as it was.
  ///
  /// - Parameter takesSettings: whether their kind and profile are told. Where the reviewer has just chosen, they are
  ///   only read, as the probes would stop at a mistake in them.
  mutating func reread(_ checklists: CatalogueOptions, takesSettings: Bool) throws(Failure) -> [Event] {
    let settings = try workspace.settings()
    let changed = try checklists.changed(of: workspace.root, since: catalogue)
    var events: [Event] = takesSettings ? [.settled(kind: settings.kind, profile: settings.profile)] : []
    if let changed {
      catalogue = changed
      events.append(.checklistsRead(changed))
    }
    return events
  }

  func source(_ location: Location) -> Event {
    let (first, lines) = SourceExcerpt.sourceLines(
      root: workspace.root, path: location.path, around: location.line, count: Self.excerptLineCount)
    return .source(path: location.path, firstLine: first, lines: lines)
  }

  /// The draft in one file again, and a last try for what could not be saved; what still cannot be is kept elsewhere.
  mutating func close(_ review: Review) -> Failure? {
    guard let draft, review.state == .draft else { return nil }
    do {
      if isUnsaved { try draft.save(review) }
      isUnsaved = false
      try draft.close()
      return nil
    } catch {
      return Failure(.review, "\(error)" + (isBehind ? keptAside(review, draft) : ""))
    }
  }

  private func keptAside(_ review: Review, _ draft: DraftSession) -> String {
    do {
      let folder = Clock.environment("TMPDIR").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
      let path = try draft.keepAside(review, in: folder)
      let place = workspace.store.draftPath(workspace.identity)
      let journal = workspace.store.journalPath(workspace.identity)
      // The journal's lines lead on from the draft beside it, not from the file kept elsewhere, which holds them already.
      return
        ". All answers are in \(path.printable); to go on with them, remove \(journal.printable) if it is there and "
        + "move the file to \(place.printable)"
    } catch {
      return ". The answers since the last save are lost: \(error)"
    }
  }
}
