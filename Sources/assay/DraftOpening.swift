import Checklists
import Evidence
import Reviews
import Store

/// The draft a command works on: the one on disk, or a new one with the answers of the latest final review.
struct DraftOpening {
  let review: Review
  /// Nil when somebody else writes the draft, or the file is of a later format.
  let session: DraftSession?
  let readOnlyReason: String?
  /// Whether the review's kind is only a guess, to be settled by the first look at the code.
  let isKindGuessed: Bool
  /// What the settings say the module is for; they win over what the draft has, `--kind` wins over both.
  let settledKind: ProjectKind?
  /// The profile the settings name; `--profile` wins over it.
  let settledProfile: String?
  /// That the settings made another kind of the draft, for who looks at it.
  let kindNotice: String?
  /// Whether there was no draft yet: its observations are those of the review before, if any.
  let isNew: Bool
  /// What the user should be told of the files that were found.
  let notice: String?

  /// - Parameter needsToWrite: a draft that cannot be written is a failure rather than shown read-only.
  static func open(
    _ workspace: Workspace, catalogue: Catalogue, kind: ProjectKind?, profile: String? = nil, needsToWrite: Bool,
    at now: Instant = Clock.now
  ) throws -> DraftOpening {
    // An interface tells of mistakes in the file once its probes have read it.
    let settings = needsToWrite ? try workspace.settings() : (try? workspace.settings()) ?? ProjectSettings()
    let waivers = settings.waivers
    let wanted = kind ?? settings.kind
    let profile = profile ?? settings.profile
    do {
      let found = try find(workspace, needsToWrite: needsToWrite)
      let notice = found.session?.notice ?? found.stored?.notice
      // An interface shows it itself.
      if needsToWrite, let notice { Console.error("assay: " + notice) }
      if needsToWrite, let reason = found.readOnlyReason {
        let step = found.stored?.isReadOnly == true ? "update this one" : "close it there and try again"
        throw Failure(.review, "\(workspace.identity): \(reason); \(step)")
      }
      if var review = found.stored?.review {
        let isGuessed = wanted == nil && review.observations.isEmpty
        let kindNotice = kindNotice(of: settings.kind, asked: kind, instead: review)
        if let wanted { review.kind = wanted }
        if let profile { review.profile = profile }
        return DraftOpening(
          review: review.waived(by: waivers), session: found.session, readOnlyReason: found.readOnlyReason,
          isKindGuessed: isGuessed, settledKind: settings.kind, settledProfile: settings.profile,
          kindNotice: kindNotice,
          isNew: false, notice: notice)
      }
      let before = try workspace.store.latest(of: workspace.identity)
      let latest = before?.review
      // What this program does not understand of it would be missing from the next review without a word.
      let newer = before.flatMap { stored in
        stored.isReadOnly ? "the review before, \(stored.review.id), was written by a newer assay" : nil
      }
      if needsToWrite, let newer { throw Failure(.review, "\(workspace.identity): \(newer); update this one") }
      var review = Review.next(
        from: latest, id: ReviewID.make(at: now, random: UInt16.random(in: .min ... .max)),
        project: workspace.identity, kind: wanted ?? latest?.kind ?? .service, commit: nil, isDirty: false, at: now,
        catalogue: catalogue, toolVersion: Assay.toolVersion, observations: latest?.observations ?? [])
      if let profile { review.profile = profile }
      return DraftOpening(
        review: review.waived(by: waivers), session: newer == nil ? found.session : nil,
        readOnlyReason: found.readOnlyReason ?? newer, isKindGuessed: wanted == nil && latest == nil,
        settledKind: settings.kind, settledProfile: settings.profile,
        kindNotice: latest.flatMap { kindNotice(of: settings.kind, asked: kind, instead: $0) }, isNew: true,
        notice: notice)
    } catch let error as StoreError {
      throw Failure(.review, "\(error)")
    }
  }

  private static func kindNotice(of settled: ProjectKind?, asked: ProjectKind?, instead review: Review) -> String? {
    guard asked == nil, let settled, settled != review.kind else { return nil }
    return
      "The module counts as a \(settled.rawValue), as \(ProjectSettings.fileName) says; it was a \(review.kind.rawValue)."
  }

  private static func find(
    _ workspace: Workspace, needsToWrite: Bool
  ) throws -> (stored: StoredReview?, session: DraftSession?, readOnlyReason: String?) {
    let session: DraftSession
    do {
      session = try workspace.store.openDraft(of: workspace.identity, owner: Workspace.owner)
    } catch {
      let reason: String
      if case .locked(_, let owner) = error {
        reason = "the draft is open elsewhere (\(owner.printable))"
      } else if error.isRefusal, !needsToWrite {
        // A full disk, a read-only one, somebody else's folder: what is there can be looked at.
        reason = error.description
      } else {
        throw error
      }
      return (try workspace.store.draft(of: workspace.identity), nil, reason)
    }
    if let stored = session.stored, stored.isReadOnly {
      return (stored, nil, "the draft was written by a newer assay")
    }
    return (session.stored, session, nil)
  }
}
