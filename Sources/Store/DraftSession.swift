import Evidence
import Reviews

/// The one writer of a project's draft, from opening to closing.
///
/// `save` returns when the review is on the disk. Answers alone are appended to the journal; anything else writes the
/// draft whole and then removes the journal. Between these two steps the journal holds what the draft holds too, which
/// replaying notices.
package final class DraftSession {
  private let store: ReviewStore
  private let project: String
  private let lock: FileLock
  /// As it is on the disk; nil while there is no draft.
  package private(set) var stored: StoredReview?
  private var mark: Disk.FileMark?
  /// Whether the file holds a conflict of version control, to which nothing can be appended.
  private var isConflicted = false

  init(store: ReviewStore, project: String, lock: FileLock) throws(StoreError) {
    self.store = store
    self.project = project
    self.lock = lock
    mark = Disk.mark(of: store.draftPath(project))
    stored = try store.draft(of: project)
    guard let stored, !stored.isReadOnly else { return }
    let finalPath = "\(store.reviewsFolder(project))/\(stored.review.id).json"
    if Disk.mark(of: finalPath) != nil {
      // Killed after the final review was written and before its draft was removed.
      try removeDraft()
    } else if Disk.mark(of: store.journalPath(project)) != nil {
      try writeWhole(stored)
    }
  }

  /// Over a draft in conflict: the first save puts a whole review in its place, `mine` grown.
  init(store: ReviewStore, project: String, lock: FileLock, inPlaceOf mine: StoredReview) {
    self.store = store
    self.project = project
    self.lock = lock
    mark = Disk.mark(of: store.draftPath(project))
    stored = mine
    isConflicted = true
  }

  /// Brings a review to the disk. It becomes the draft, whatever was the draft before.
  package func save(_ review: Review) throws(StoreError) {
    guard let stored else { return try writeWhole(StoredReview(review)) }
    try check(stored)
    var withoutNew = review
    withoutNew.events = stored.review.events
    let appendsOnly = withoutNew == stored.review && review.events.starts(with: stored.review.events)
    guard appendsOnly, !isConflicted else { return try writeWhole(stored.holding(review)) }
    let new = review.events[stored.review.events.count...]
    guard !new.isEmpty else { return }
    try EventJournal.append(new, of: review.id, to: store.journalPath(project))
    self.stored?.review = review
  }

  /// Writes a final review under its id, once, and removes the draft.
  @discardableResult
  package func finish(_ review: Review) throws(StoreError) -> ReviewStore.Entry {
    precondition(review.state == .final, "only a review that was made final can be stored as one")
    guard ReviewID.isValid(review.id) else { throw .invalidID(review.id) }
    if let stored { try check(stored) }
    let path = "\(store.reviewsFolder(project))/\(review.id).json"
    let document = stored?.holding(review) ?? StoredReview(review)
    try Disk.replace(path, with: document.bytes, mayExist: false)
    try removeDraft()
    return ReviewStore.Entry(id: review.id, path: path)
  }

  /// Throws the draft away.
  package func discard() throws(StoreError) {
    if let stored { try check(stored) }
    try removeDraft()
  }

  /// Writes the draft whole, so that one file holds it all; the lock goes with the session.
  package func close() throws(StoreError) {
    guard let stored, !stored.isReadOnly, !isConflicted, Disk.mark(of: store.journalPath(project)) != nil else {
      return
    }
    try check(stored)
    try writeWhole(stored)
  }

  private func check(_ stored: StoredReview) throws(StoreError) {
    let path = store.draftPath(project)
    if stored.isReadOnly { throw .newer(path: path, version: stored.raw["schemaVersion"]?.integerValue ?? 0) }
    guard Disk.mark(of: path) == mark else { throw .changedBehind(path: path) }
  }

  private func writeWhole(_ stored: StoredReview) throws(StoreError) {
    let path = store.draftPath(project)
    try Disk.replace(path, with: stored.bytes)
    mark = Disk.mark(of: path)
    isConflicted = false
    self.stored = stored
    try Disk.remove(store.journalPath(project))
  }

  private func removeDraft() throws(StoreError) {
    try Disk.remove(store.draftPath(project))
    try Disk.remove(store.journalPath(project))
    mark = nil
    stored = nil
  }
}

extension StoredReview {
  /// Another state of the same file: what this program did not understand stays in it.
  fileprivate func holding(_ review: Review) -> StoredReview {
    guard review.id == self.review.id else { return StoredReview(review) }
    return StoredReview(review: review, isReadOnly: isReadOnly, raw: raw, odd: odd)
  }
}
