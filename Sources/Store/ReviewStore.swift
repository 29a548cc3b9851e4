import Evidence
import Reviews

/// The reviews of all projects in one folder: `<project>/reviews/<id>.json`, and one `draft.json` beside them.
///
/// **Promise**: an answer outlives the program as soon as it is shown as given, and outlives a power cut as soon as it
/// is on the disk. The way to the disk begins at once and takes as long as the disk does, some milliseconds on most; it
/// holds one change at most, as the next one waits for it. Where the disk refuses, the screen says `NOT SAVED` until a
/// later save works. What is answered by lines or by a command, a draft written whole and a final review are on the disk
/// before they are shown. Nothing that could not be read is ever overwritten; and who cannot write is told, and may read.
///
/// **Order of calls**: `openDraft` takes the lock and cleans up after a process that was killed; then `save` for every
/// change, and `finish`, `discard` or `close` (see `DraftSession`); the lock goes with the session. Reading needs no lock
/// and may happen at any time: `draft`, `review`, `latest`, `read(file:)`.
///
/// **Order of system calls**, and what a process killed after each leaves:
/// - *Opening*: `mkdir` and `fsync` of its parent for each folder that is missing; `open` and `flock` of the lock file, and
///   a write of its owner: the kernel takes the lock back. Then what was left behind is caught up with (see *States*).
/// - *An answer*, or one taken back: `lstat` of draft and journal, which must be as the session left them; the first time
///   `open` of a new journal, empty and without meaning; one `write`, after which the answer is given: in the middle of
///   it a part of a line, which its digest tells. On a thread `fsync` of the journal and, the first time, of the folder:
///   a power cut before may leave the line out or cut it, which the next session tells.
/// - *Anything else*: `open`, `write`, `fsync`, `fstat` and `close` of `.draft.json.tmp`: the old draft and journal count,
///   the file is removed later; `rename` over `draft.json`: all of the new counts; `fsync` of the folder: also after a
///   power cut; `unlink` of the journal: until then it says what the draft says.
/// - *Finishing*: the same for `.<id>.json.tmp`; `link` to `<id>.json`, which never overwrites: it is final; `unlink` of the
///   temporary name and `fsync` of the folder; `unlink` of draft and journal: until then both are there, and the final
///   review counts.
///
/// What a disk holds already it keeps when more is appended to the same file. A call that a signal interrupts is made
/// again; any other failure ends the save with an error that names file, reason and next step, and the save can be made
/// again.
///
/// **Files** of a project's folder, and what is true of each at any moment:
/// - `<id>.json`: a final review; it appears whole, under a name that was free, and never changes.
/// - `draft.json`: the draft as it was last written whole; always complete, because it is replaced by renaming.
/// - `draft.journal`: answers given since; without meaning once the draft holds them (see `EventJournal`).
/// - `draft.lock`: there while a session writes; the kernel's lock on it counts, not the file (see `FileLock`).
/// - `draft.v<n>.json`: the draft as it was before it was written in a later format; never read.
/// - `draft.journal.damaged`: the last journal whose end could not be read; never read.
/// - `.*.json.tmp`: being written, or left by a killed process and removed by the next session; never read.
///
/// **States** of a project, and how a process that is killed between two of them is caught up with:
/// 1. *No draft*: no `draft.json`. A journal beside it belongs to no draft and is ignored.
/// 2. *Draft*: `draft.json`, no journal. The file is the review.
/// 3. *Draft with answers since*: both. The review is the draft with the journal's lines. The next session writes it
///    whole, which leads back to 2; killed after the draft was replaced and before the journal was removed, the lines
///    say what the draft says already.
/// 4. *Finishing*: `draft.json` and `<id>.json` of the same review. The final review counts; the next session removes the
///    draft, unless it holds answers that the final review does not, as a merge in version control can leave it: that
///    is refused.
///
/// **Who may read**: in a user's own store files have mode 0600 and folders 0700, as reviews quote source and name its
/// weaknesses. In a repository's `.assay`, which a team commits, git and the umask decide; nobody there may be kept from
/// reading by the mode of whoever wrote last. A file from elsewhere is data: it is checked against `StoreLimits`, and
/// what it says is shown printably. Links inside the store are not followed to write.
package struct ReviewStore: Sendable {
  package let folder: String
  let disk: Disk
  private let formats: FormatHistory

  /// - Parameters:
  ///   - calls: how the system is asked, for tests.
  ///   - formats: what older files are read by, for tests.
  package init(folder: String, calls: any FileCalls = SystemCalls(), formats: FormatHistory = .ours) {
    self.folder = folder
    self.formats = formats
    disk = Disk(calls: calls, isShared: folder.hasSuffix("/" + StoreLocation.folderName))
  }

  package struct Entry: Hashable, Sendable {
    package let id: String
    package let path: String
  }

  /// All projects that have a folder here, by name.
  package func projects() throws(StoreError) -> [String] {
    var projects: [String] = []
    for name in try disk.names(in: folder) {
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

  /// A draft that cannot be looked at is none here; reading it says why.
  package func hasDraft(of project: String) -> Bool { (try? disk.mark(of: draftPath(project))) != nil }

  package func review(_ id: String, of project: String) throws(StoreError) -> StoredReview {
    guard ReviewID.isValid(id) else { throw .invalidID(id) }
    return try read(file: finalPath(id, of: project))
  }

  /// The draft with every acknowledged answer, for reading only; nil when there is none. Needs no lock.
  package func draft(of project: String) throws(StoreError) -> StoredReview? {
    // A writer may be at the end of a line, or put another draft in place between the two reads: once more, then.
    for _ in 0..<4 {
      let marks = try (disk.mark(of: journalPath(project)), disk.mark(of: draftPath(project)))
      let found: StoredReview?
      do throws(StoreError) {
        found = try current(readDraft(of: project), of: project)
      } catch {
        if try (disk.mark(of: journalPath(project)), disk.mark(of: draftPath(project))) == marks { throw error }
        continue
      }
      if try (disk.mark(of: journalPath(project)), disk.mark(of: draftPath(project))) == marks { return found }
    }
    return try current(readDraft(of: project), of: project)
  }

  /// Nil for a draft whose final review is written and holds its answers.
  private func current(_ draft: StoredReview?, of project: String) throws(StoreError) -> StoredReview? {
    guard let draft, try disk.status(of: finalPath(draft.review.id, of: project)) != nil else { return draft }
    let final = try review(draft.review.id, of: project)
    return final.review.events.starts(with: draft.review.events) ? nil : draft
  }

  /// The draft as its files have it; for the session, which holds the lock.
  func readDraft(of project: String) throws(StoreError) -> StoredReview? {
    let path = draftPath(project)
    // The journal is read first: should the draft be written whole in between, it holds these answers already.
    let journal = try disk.read(journalPath(project))
    guard let bytes = try disk.read(path) else { return nil }
    let stored = try StoredReview(parsing: bytes, path: path, formats: formats)
    guard let journal else { return stored }
    return try EventJournal.replayed(journal, over: stored, path: journalPath(project))
  }

  /// The newest final review, if any.
  package func latest(of project: String) throws(StoreError) -> StoredReview? {
    guard let newest = try reviews(of: project).last else { return nil }
    return try read(file: newest.path)
  }

  package func read(file path: String) throws(StoreError) -> StoredReview {
    guard let bytes = try disk.read(path) else { throw .notFound(path: path) }
    return try StoredReview(parsing: bytes, path: path, formats: formats)
  }

  /// Takes the right to write a project's draft. A second session is told who has it and may read.
  ///
  /// - Parameter owner: one line about this process for that message: user, machine, process, since when.
  package func openDraft(of project: String, owner: String) throws(StoreError) -> DraftSession {
    try refuseLinks(to: project)
    try disk.makeFolders(reviewsFolder(project))
    if try disk.names(in: reviewsFolder(project)).isEmpty {
      // Whoever made these folders may have been killed before their names were on the disk.
      for path in [folder, "\(folder)/\(ProjectFolder.name(of: project))", reviewsFolder(project)] {
        try disk.sync(folder: Disk.split(path).folder)
      }
    }
    let lock = try FileLock.take("\(reviewsFolder(project))/draft.lock", on: disk, owner: owner)
    try RepositoryStore.prepare(folder, on: disk)
    return try DraftSession(store: self, project: project, lock: lock)
  }

  /// Whether a path leads to the project's draft.
  package func isDraft(_ path: String, of project: String) -> Bool {
    guard let draft = try? disk.mark(of: draftPath(project)), let other = try? disk.mark(of: path) else { return false }
    return draft == other
  }

  /// Writes a review that cannot be saved in its place into another folder, such as the system's for temporary files.
  ///
  /// Moved to the place of the draft it is the draft again, once no journal of an older draft lies beside it.
  package func keepAside(_ stored: StoredReview, in folder: String) throws(StoreError) -> String {
    let ownerOnly = Disk(calls: disk.calls, isShared: false)
    for number in 1...100 {
      let path = "\(folder)/assay-unsaved-\(stored.review.id)-\(number).json"
      guard try ownerOnly.status(of: path) == nil else { continue }
      try ownerOnly.create(ownerOnly.prepare(path, stored.bytes(for: path)))
      return path
    }
    throw .alreadyExists(path: "\(folder)/assay-unsaved-\(stored.review.id)-100.json")
  }

  /// A repository's links must not lead what is written out of it. The folder a user names may well be one.
  func refuseLinks(to project: String) throws(StoreError) {
    let inside = ["\(folder)/\(ProjectFolder.name(of: project))", reviewsFolder(project)]
    for path in disk.isShared ? [folder] + inside : inside {
      guard try disk.status(of: path)?.sort == .link else { continue }
      throw .foreign(path: path, detail: "it is a symbolic link, and nothing is written through one")
    }
  }

  func reviewsFolder(_ project: String) -> String { "\(folder)/\(ProjectFolder.name(of: project))/reviews" }
  func finalPath(_ id: String, of project: String) -> String { "\(reviewsFolder(project))/\(id).json" }
  package func draftPath(_ project: String) -> String { "\(reviewsFolder(project))/draft.json" }
  package func journalPath(_ project: String) -> String { "\(reviewsFolder(project))/draft.journal" }

  private func finals(in folder: String) throws(StoreError) -> [Entry] {
    try disk.names(in: folder).compactMap { name in
      guard name.hasSuffix(".json") else { return nil }
      let id = String(name.dropLast(5))
      return ReviewID.isValid(id) ? Entry(id: id, path: "\(folder)/\(name)") : nil
    }
  }
}
