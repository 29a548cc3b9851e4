import Evidence
import Reviews

/// The reviews of all projects in one folder: `<project>/reviews/<id>.json`, and one `draft.json` beside them.
///
/// Promise: what was acknowledged is on the disk, and nothing that could not be read is ever overwritten.
/// Files of a project's folder and what is true of each:
/// - `<id>.json`: a final review; written once, whole, never changed.
/// - `draft.json`: the draft as it was last written whole; always complete, because it is replaced by renaming.
/// - `draft.journal`: answers given since; empty of meaning once the draft holds them (see `EventJournal`).
/// - `draft.lock`: there while a session writes (see `FileLock`).
/// - `.*.tmp`: left by a process that was killed while writing; never read.
package struct ReviewStore: Hashable, Sendable {
  package let folder: String

  package init(folder: String) { self.folder = folder }

  package struct Entry: Hashable, Sendable {
    package let id: String
    package let path: String
  }

  /// All projects that have a folder here, by name.
  package func projects() throws(StoreError) -> [String] {
    var projects: [String] = []
    for name in try Disk.names(in: folder) {
      if let project = ProjectFolder.project(of: name) {
        if !(try finals(in: "\(folder)/\(name)/reviews")).isEmpty || hasDraft(of: project) { projects.append(project) }
      } else if let newest = try finals(in: "\(folder)/\(name)/reviews").last,
        let stored = try? read(file: newest.path)
      {
        projects.append(stored.review.project)
      }
    }
    return projects.sorted()
  }

  /// The final reviews of a project, oldest first.
  package func reviews(of project: String) throws(StoreError) -> [Entry] { try finals(in: reviewsFolder(project)) }

  package func hasDraft(of project: String) -> Bool { Disk.mark(of: draftPath(project)) != nil }

  package func review(_ id: String, of project: String) throws(StoreError) -> StoredReview {
    guard ReviewID.isValid(id) else { throw .invalidID(id) }
    return try read(file: "\(reviewsFolder(project))/\(id).json")
  }

  /// The draft with every acknowledged answer, for reading only; nil when there is none. Needs no lock.
  package func draft(of project: String) throws(StoreError) -> StoredReview? {
    let path = draftPath(project)
    // The journal is read first: should the draft be written whole in between, it holds these answers already.
    let journal = try Disk.read(journalPath(project))
    guard let bytes = try Disk.read(path) else { return nil }
    let stored = try StoredReview(parsing: bytes, path: path)
    guard let journal else { return stored }
    return try EventJournal.replayed(journal, over: stored, path: journalPath(project))
  }

  /// The newest final review, if any.
  package func latest(of project: String) throws(StoreError) -> StoredReview? {
    guard let newest = try reviews(of: project).last else { return nil }
    return try read(file: newest.path)
  }

  package func read(file path: String) throws(StoreError) -> StoredReview {
    guard let bytes = try Disk.read(path) else { throw .notFound(path: path) }
    return try StoredReview(parsing: bytes, path: path)
  }

  /// Takes the right to write a project's draft. A second session is told who has it and may read.
  ///
  /// - Parameter owner: one line about this process for that message: user, machine, process, since when.
  package func openDraft(of project: String, owner: String) throws(StoreError) -> DraftSession {
    try Disk.makeFolders(reviewsFolder(project))
    try RepositoryStore.prepare(folder)
    let lock = try FileLock.take("\(reviewsFolder(project))/draft.lock", owner: owner)
    return try DraftSession(store: self, project: project, lock: lock)
  }

  /// Whether a path leads to the project's draft.
  package func isDraft(_ path: String, of project: String) -> Bool {
    guard let draft = Disk.mark(of: draftPath(project)), let other = Disk.mark(of: path) else { return false }
    return draft == other
  }

  func reviewsFolder(_ project: String) -> String { "\(folder)/\(ProjectFolder.name(of: project))/reviews" }
  func draftPath(_ project: String) -> String { "\(reviewsFolder(project))/draft.json" }
  func journalPath(_ project: String) -> String { "\(reviewsFolder(project))/draft.journal" }

  private func finals(in folder: String) throws(StoreError) -> [Entry] {
    try Disk.names(in: folder).compactMap { name in
      guard name.hasSuffix(".json") else { return nil }
      let id = String(name.dropLast(5))
      return ReviewID.isValid(id) ? Entry(id: id, path: "\(folder)/\(name)") : nil
    }
  }
}
