import Evidence
import Reviews

/// The one writer of a project's draft, from opening to closing.
///
/// Order of calls: `save` any number of times, then `finish`, `discard` or `close`. Answers alone, given or taken back, are
/// a line of the journal: `save` returns when the system has it, and `settle` when the disk has. Anything else writes the
/// draft whole, removes the journal, and returns when the disk has it. Between these two steps the journal holds what the
/// draft holds too, which replaying notices.
///
/// A call that throws has changed nothing that a reader sees, or all of it (when only the last sync failed); it can be
/// made again in either case. After a failure the next save writes the draft whole, because nobody knows how much of an
/// append has reached the disk.
package final class DraftSession {
  private let store: ReviewStore
  private let project: String
  private let lock: FileLock
  private let disk: Disk
  /// As it is on the disk; nil while there is no draft.
  package private(set) var stored: StoredReview?
  /// The draft file as this session knows it, and as a replacement that failed late may have left it.
  private var mark: FileMark?
  private var pendingMark: FileMark?
  private var journalMark: FileMark?
  /// Open once there was something to append.
  private var journal: JournalWriter?
  /// Called on another thread when the disk refuses what was saved.
  package var whenNotSynced: (@Sendable (StoreError) -> Void)?
  /// After a failure: the journal's end is unknown, or the draft's.
  private var needsWhole = false
  /// Whether the file holds a conflict of version control: only a merged review takes its place.
  private var isConflicted = false
  private var finishedID: String?
  /// What the user should be told of the files that were found.
  package private(set) var notice: String?

  init(store: ReviewStore, project: String, lock: FileLock) throws(StoreError) {
    self.store = store
    self.project = project
    self.lock = lock
    disk = store.disk
    try removeLeftovers()
    mark = try disk.mark(of: store.draftPath(project))
    journalMark = try disk.mark(of: store.journalPath(project))
    let found = try store.readDraft(of: project)
    stored = found
    notice = found?.notice
    guard let stored, !stored.isReadOnly else { return }
    let finalPath = store.finalPath(stored.review.id, of: project)
    if try disk.status(of: finalPath) != nil {
      // Killed after the final review was written and before its draft was removed.
      let final = try store.read(file: finalPath)
      guard final.review.events.starts(with: stored.review.events) else {
        throw .diverged(path: store.draftPath(project), final: finalPath)
      }
      try removeDraft()
    } else if stored.formatVersion < ReviewFormat.version {
      try keepOlder(stored.formatVersion)
      try writeWhole(stored)
    } else if journalMark != nil {
      try writeWhole(stored)
    }
  }

  /// Over a draft in conflict: the first save puts a whole review in its place, `mine` grown.
  init(store: ReviewStore, project: String, lock: FileLock, inPlaceOf mine: StoredReview) throws(StoreError) {
    self.store = store
    self.project = project
    self.lock = lock
    disk = store.disk
    mark = try disk.mark(of: store.draftPath(project))
    journalMark = try disk.mark(of: store.journalPath(project))
    stored = mine
    notice = mine.notice
    isConflicted = true
  }

  deinit { journal?.close() }

  /// Takes a review over. It becomes the draft, whatever was the draft before.
  package func save(_ review: Review) throws(StoreError) {
    try? settle()
    try check()
    guard review.id != finishedID else { throw .alreadyExists(path: store.finalPath(review.id, of: project)) }
    guard let stored else { return try writeWhole(StoredReview(review)) }
    let old = stored.review.events
    let isSame = review.id == stored.review.id
    var withoutNew = review
    withoutNew.events = old
    if isSame, withoutNew == stored.review, !needsWhole, !isConflicted {
      if review.events.count == old.count, review.events == old { return }
      if let line = EventJournal.line(from: old, to: review), try append(line, leadingTo: review) { return }
    }
    // Lines that do not lead to the new draft must not stand beside it, should this be killed in between.
    if isSame, journalMark != nil, !isConflicted, review.events != old { try writeWhole(stored) }
    try writeWhole(stored.holding(review))
  }

  /// Returns when all that was saved is on the disk. What could not be brought there is written whole by the next save.
  package func settle() throws(StoreError) {
    do throws(StoreError) {
      try journal?.settle()
    } catch {
      needsWhole = true
      throw error
    }
  }

  /// Whether the disk lacks something that was saved, or may lack it.
  package var isBehind: Bool { needsWhole || journal?.hasFailed == true }

  /// Writes a final review under its id, once, and removes the draft.
  @discardableResult
  package func finish(_ review: Review) throws(StoreError) -> ReviewStore.Entry {
    precondition(review.state == .final, "only a review that was made final can be stored as one")
    guard ReviewID.isValid(review.id) else { throw .invalidID(review.id) }
    try? settle()
    try check()
    let path = store.finalPath(review.id, of: project)
    let document = stored?.holding(review) ?? StoredReview(review)
    try disk.create(disk.prepare(path, document.bytes(for: path)))
    // It is final from here on. A draft that cannot be removed now is cleared away when it is next opened.
    finishedID = review.id
    stored = nil
    try? removeDraft()
    return ReviewStore.Entry(id: review.id, path: path)
  }

  /// Writes the review into another folder, with all the file held that this program did not understand.
  package func keepAside(_ review: Review, in folder: String) throws(StoreError) -> String {
    try store.keepAside(stored?.holding(review) ?? StoredReview(review), in: folder)
  }

  /// Throws the draft away.
  package func discard() throws(StoreError) {
    try? settle()
    if stored != nil { try check() }
    try removeDraft()
  }

  /// Writes the draft whole, so that one file holds it all; the lock goes with the session.
  package func close() throws(StoreError) {
    try? settle()
    guard let stored, !stored.isReadOnly, !isConflicted, journalMark != nil || needsWhole else { return }
    try check()
    try writeWhole(stored)
  }

  /// That the files are as this session left them; one that is gone is written anew.
  private func check() throws(StoreError) {
    let path = store.draftPath(project)
    if let stored, stored.isReadOnly { throw .newer(path: path, version: stored.formatVersion) }
    if let current = try disk.mark(of: path) {
      guard current == mark || current == pendingMark else { throw .changedBehind(path: path) }
    } else if mark != nil {
      needsWhole = true
    }
    // After a failed append nobody knows its end; the draft about to be written whole holds its answers.
    guard !needsWhole else { return }
    let journal = try disk.mark(of: store.journalPath(project))
    // Its time may change when it reaches the disk.
    guard journal?.inode != journalMark?.inode || journal?.byteCount != journalMark?.byteCount else { return }
    guard journal == nil else { throw .changedBehind(path: store.journalPath(project)) }
    needsWhole = true
  }

  /// False when the journal has grown enough to be folded into the draft instead.
  private func append(_ line: [UInt8], leadingTo review: Review) throws(StoreError) -> Bool {
    guard (journal?.byteCount ?? 0) + line.count <= EventJournal.byteCountMax else { return false }
    try StoreLimits.check(review, path: store.draftPath(project))
    let path = store.journalPath(project)
    needsWhole = true
    let journal: JournalWriter
    if let open = self.journal {
      journal = open
    } else {
      journal = try JournalWriter(creating: path, on: disk, whenNotSynced: whenNotSynced)
      self.journal = journal
    }
    journalMark = journal.mark
    try journal.append(line)
    journalMark = journal.mark
    stored?.review = review
    needsWhole = false
    return true
  }

  private func writeWhole(_ new: StoredReview) throws(StoreError) {
    let path = store.draftPath(project)
    let file = try disk.prepare(path, new.bytes(for: path))
    needsWhole = true
    pendingMark = file.mark
    try disk.replace(with: file)
    isConflicted = false
    // A network's server may have its own idea of the time; the same file it must be.
    let current = try disk.mark(of: path)
    mark = current?.inode == file.mark.inode ? current : file.mark
    stored = new
    try removeJournal(isDamaged: new.notice != nil)
    needsWhole = false
  }

  private func removeDraft() throws(StoreError) {
    try disk.remove(store.draftPath(project))
    mark = nil
    try removeJournal(isDamaged: stored?.notice != nil)
    stored = nil
  }

  /// What could not be read of it is kept beside it.
  private func removeJournal(isDamaged: Bool) throws(StoreError) {
    let path = store.journalPath(project)
    journal?.close()
    journal = nil
    if isDamaged, journalMark != nil {
      try disk.rename(path, path + ".damaged")
      stored?.notice = nil
    } else {
      try disk.remove(path)
    }
    journalMark = nil
  }

  /// The draft as a program of its format left it, under a name of its own, before it is written in this format.
  private func keepOlder(_ version: Int) throws(StoreError) {
    let kept = "\(store.reviewsFolder(project))/draft.v\(version).json"
    guard try disk.status(of: kept) == nil, let bytes = try disk.read(store.draftPath(project)) else { return }
    try disk.create(disk.prepare(kept, bytes))
  }

  /// What processes that were killed while writing have left; the lock says that none is at it now.
  private func removeLeftovers() throws(StoreError) {
    let folder = store.reviewsFolder(project)
    for name in try disk.names(in: folder) where name.hasPrefix(".") && name.hasSuffix(".json.tmp") {
      let meant = String(name.dropFirst().dropLast(".json.tmp".count))
      if meant == "draft" || ReviewID.isValid(meant) { try disk.remove("\(folder)/\(name)") }
    }
  }
}

extension StoredReview {
  /// Another state of the same file: what this program did not understand stays in it.
  fileprivate func holding(_ review: Review) -> StoredReview {
    guard review.id == self.review.id else { return StoredReview(review) }
    var result = self
    result.review = review
    return result
  }
}
