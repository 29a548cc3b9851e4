import Checklists
import Evidence
import Reports
import Reviews
import Store

/// The two reviews a merge brings together, and where its result goes.
struct MergeSources {
  let mine: MergeReport.Source
  let theirs: MergeReport.Source
  /// What the merged review goes on from: the project's draft, or a new one.
  let base: Review
  /// Whether that is from elsewhere: what it says of the code is not taken, the code is looked at instead.
  let isBaseForeign: Bool
  /// Nil when nothing is to be written.
  let session: DraftSession?

  /// Finds them by what the command line names.
  struct Finder {
    let workspace: Workspace
    let catalogue: Catalogue
    let now: Instant
    let writes: Bool

    func find(_ names: [String]) throws -> MergeSources {
      switch names.count {
      case 0: try conflicted()
      case 1:
        if let sides = try conflictedFile(names[0]) { sides } else { try pair("draft", names[0]) }
      default: try pair(names[0], names[1])
      }
    }

    /// The project's draft, in which git left a conflict.
    private func conflicted() throws -> MergeSources {
      let project = workspace.identity
      let store = workspace.store
      let opened = try writes ? store.openConflictedDraft(of: project, owner: Workspace.owner) : nil
      let found = try writes ? opened?.sides : store.conflictedDraft(of: project)
      guard let sides = found else {
        throw Failure(
          .usage, "the draft of \(project) is in no conflict; name the reviews to merge, as in `assay merge FILE`")
      }
      try check(sides.mine)
      try checkForeign(sides.theirs, named: "the draft's other side")
      return MergeSources(
        mine: MergeReport.Source("the draft here", sides.mine.review),
        theirs: MergeReport.Source("the draft of the other branch", sides.theirs.review), base: sides.mine.review,
        isBaseForeign: false, session: opened?.session)
    }

    /// One file that holds both; nil when it holds no conflict.
    private func conflictedFile(_ name: String) throws -> MergeSources? {
      guard ReviewChoice.isFile(name) else { return nil }
      if workspace.store.isDraft(name, of: workspace.identity) {
        return try workspace.store.conflictedDraft(of: workspace.identity) == nil ? nil : try conflicted()
      }
      guard let sides = try ConflictedReview(parsing: TextFile.bytes(of: name, what: "review"), path: name) else {
        return nil
      }
      try checkForeign(sides.mine, named: "\(name), the side here")
      try checkForeign(sides.theirs, named: "\(name), the other side")
      return try onto(
        mine: MergeReport.Source("\(name), the side here", sides.mine.review),
        theirs: MergeReport.Source("\(name), the other side", sides.theirs.review), isForeign: true)
    }

    private func pair(_ first: String, _ second: String) throws -> MergeSources {
      // A draft is locked before it is read: what is merged is what is written over.
      if first == "draft" {
        let theirs = try source(second)
        let session = try writes ? workspace.store.openDraft(of: workspace.identity, owner: Workspace.owner) : nil
        let stored = try writes ? session?.stored : workspace.store.draft(of: workspace.identity)
        guard let stored else {
          throw Failure(
            .usage, "\(workspace.identity) has no draft; begin one with `assay review`, or name two reviews to merge")
        }
        try check(stored)
        return MergeSources(
          mine: MergeReport.Source(first, stored.review), theirs: theirs, base: stored.review,
          isBaseForeign: false, session: session)
      }
      return try onto(mine: source(first), theirs: source(second), isForeign: ReviewChoice.isFile(first))
    }

    /// A new draft from two reviews of which none is the draft.
    private func onto(
      mine: MergeReport.Source, theirs: MergeReport.Source, isForeign: Bool
    ) throws -> MergeSources {
      let session = try writes ? workspace.store.openDraft(of: workspace.identity, owner: Workspace.owner) : nil
      guard !workspace.store.hasDraft(of: workspace.identity) else {
        throw Failure(
          .usage,
          "\(workspace.identity) has a draft, which a merge of two other reviews would replace; merge into it with "
            + "`assay merge draft REVIEW`, or finish it first")
      }
      var base = mine.review
      base.id = ReviewID.make(at: now, random: UInt16.random(in: .min ... .max))
      base.state = .draft
      base.createdAt = now
      base.finalizedAt = nil
      base.finalizedBy = nil
      base.ruler = nil
      base.waivers = []
      return MergeSources(mine: mine, theirs: theirs, base: base, isBaseForeign: isForeign, session: session)
    }

    /// A review by id or word, or a file, which is anybody's.
    private func source(_ name: String) throws -> MergeReport.Source {
      guard ReviewChoice.isFile(name) else {
        let stored = try ReviewChoice(workspace: workspace).stored(name)
        try check(stored)
        return MergeReport.Source(name, stored.review)
      }
      let stored = try StoredReview(parsing: TextFile.bytes(of: name, what: "review"), path: name)
      try checkForeign(stored, named: name)
      return MergeReport.Source(name, stored.review)
    }

    private func check(_ stored: StoredReview) throws(Failure) {
      guard stored.review.project == workspace.identity else {
        throw Failure(
          .usage,
          "review \(stored.review.id.printable) is of \(stored.review.project.printable), not of "
            + "\(workspace.identity.printable); merge reviews of one project")
      }
      guard !stored.isReadOnly else {
        throw Failure(.review, "review \(stored.review.id) was written by a newer assay; update this one")
      }
    }

    private func checkForeign(_ stored: StoredReview, named name: String) throws(Failure) {
      try check(stored)
      let problems = stored.review.foreignProblems(at: now)
      guard let first = problems.first else { return }
      let more = problems.count > 1 ? ", and \(problems.count - 1) more" : ""
      throw Failure(.review, "\(name.printable): \(first)\(more); nothing was taken from it")
    }
  }
}
