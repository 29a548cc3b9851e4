import Evidence
import Reviews

/// Both sides of a review's file in which git left a conflict: what one person had, and what the other had.
///
/// Git marks the lines it could not merge and merges the rest; with the marked lines of one side alone the file is that
/// side's review again. Each side is read and checked like any other file.
package struct ConflictedReview: Sendable {
  /// Above the line of equal signs: the branch that is checked out.
  package var mine: StoredReview
  package let theirs: StoredReview

  /// Nil when git left no mark in the file.
  package init?(parsing bytes: [UInt8], path: String) throws(StoreError) {
    guard let sides = ConflictSides(bytes) else { return nil }
    mine = try StoredReview(parsing: sides.mine, path: path)
    theirs = try StoredReview(parsing: sides.theirs, path: path)
  }

  /// The line, from 1, on which the first mark stands; nil when there is none.
  static func markedLine(_ bytes: [UInt8]) -> Int? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.firstIndex { ConflictSides.Mark($0) == .mine }.map { $0 + 1 }
  }
}

/// The text of a file with the lines of one side of every conflict.
private struct ConflictSides {
  private(set) var mine: [UInt8] = []
  private(set) var theirs: [UInt8] = []

  /// What begins a part of a conflict; no line of a review's file begins so.
  enum Mark {
    case mine, base, theirs, end

    init?(_ line: ArraySlice<UInt8>) {
      func isMark(_ sign: Character) -> Bool {
        guard let byte = sign.asciiValue, line.prefix(7).count == 7 else { return false }
        let after = line.dropFirst(7).first
        return line.prefix(7).allSatisfy { $0 == byte } && (after == nil || after == 0x20 || after == 0x0D)
      }
      if isMark("<") {
        self = .mine
      } else if isMark("|") {
        self = .base
      } else if isMark("=") {
        self = .theirs
      } else if isMark(">") {
        self = .end
      } else {
        return nil
      }
    }
  }

  /// Nil when no conflict is marked, or one never ends.
  init?(_ bytes: [UInt8]) {
    var part = Mark.end
    var isMarked = false
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if let mark = Mark(line) {
        part = mark
        isMarked = true
        continue
      }
      let text = line + [UInt8(ascii: "\n")]
      if part == .mine || part == .end { mine += text }
      if part == .theirs || part == .end { theirs += text }
    }
    guard isMarked, part == .end else { return nil }
  }
}

extension ReviewStore {
  /// Takes the right to write a draft that git left in conflict, to put the merged one in its place.
  ///
  /// Nil when the draft is in no conflict. Answers in the journal belong to the side that is checked out.
  package func openConflictedDraft(
    of project: String, owner: String
  ) throws(StoreError) -> (session: DraftSession, sides: ConflictedReview)? {
    guard let sides = try conflictedDraft(of: project) else { return nil }
    try refuseLinks(to: project)
    let lock = try FileLock.take("\(reviewsFolder(project))/draft.lock", on: disk, owner: owner)
    let session = try DraftSession(store: self, project: project, lock: lock, inPlaceOf: sides.mine)
    // What another session did between the two is what counts.
    guard let sides = try conflictedDraft(of: project) else { return nil }
    return (session, sides)
  }

  /// The same for reading only.
  package func conflictedDraft(of project: String) throws(StoreError) -> ConflictedReview? {
    let journal = try disk.read(journalPath(project))
    guard let bytes = try disk.read(draftPath(project)),
      var sides = try ConflictedReview(parsing: bytes, path: draftPath(project))
    else { return nil }
    if let journal {
      sides.mine = try EventJournal.replayed(journal, over: sides.mine, path: journalPath(project))
    }
    return sides
  }
}
