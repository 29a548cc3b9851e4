import Canvas
import Checklists
import Reviews
import Screens
import Terminal

/// One sitting at a review: the interface's state, the draft it keeps, and the probes beside it.
struct Sitting {
  var reviewing: Reviewing
  let work: BackgroundProbing
  let library: PastLibrary
  let mailbox: Mailbox<ReviewMail>

  /// The probes start with the first mail that is taken, after the first frame.
  init(
    _ opening: DraftOpening, in workspace: Workspace, author: String, catalogue: Catalogue,
    checklists: CatalogueOptions, size: Size, doorbell: Doorbell, now: @escaping @Sendable () -> Instant
  ) {
    let session = Session(
      author: author, readOnlyReason: opening.readOnlyReason, settledKind: opening.settledKind,
      settledProfile: opening.settledProfile, notice: opening.kindNotice)
    let front = Front(
      review: opening.review, catalogue: catalogue, session: session, size: size, isProbing: true, at: now())
    mailbox = Mailbox(doorbell)
    work = BackgroundProbing(
      root: workspace.root, catalogue: catalogue, checklists: checklists.arguments, mailbox: mailbox)
    library = PastLibrary(workspace, catalogue: catalogue, mailbox: mailbox, now: now)
    reviewing = Reviewing(
      front: front, workspace: workspace, draft: opening.session, mailbox: mailbox, work: work, library: library,
      catalogue: catalogue, checklists: checklists, now: now)
    if let notice = opening.notice { mailbox.send(.event(.message(notice))) }
    mailbox.send(
      .begin(kind: opening.isKindGuessed ? nil : opening.review.kind, settlesKind: opening.isKindGuessed))
  }

  /// Whether nothing is being read or probed beside the interface.
  var isIdle: Bool { work.isIdle && library.isIdle }

  /// Ends the probes and closes the draft; what made the sitting end, if that was a failure.
  mutating func close() throws {
    work.cancel()
    reviewing.close()
    if let failure = reviewing.failure { throw failure }
  }
}
