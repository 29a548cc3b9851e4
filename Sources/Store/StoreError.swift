import Evidence

/// Why the store cannot do what it was asked to; each text names the file and the next step.
package enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No such review.
  case notFound(path: String)
  /// Damaged: not JSON, cut short, or a value that cannot be. The file is left as it is.
  case corrupt(path: String, detail: String)
  /// Git left both sides of a conflict in the file.
  case conflicted(path: String, line: Int)
  /// JSON, but no review.
  case foreign(path: String, detail: String)
  /// Written by a later version; may be read, never written.
  case newer(path: String, version: Int)
  /// Somebody else is writing the draft.
  case locked(path: String, owner: String)
  /// The draft on disk is no longer the one that was opened.
  case changedBehind(path: String)
  case alreadyExists(path: String)
  case invalidID(String)
  /// The system refused; `detail` is its own word.
  case refused(path: String, doing: String, detail: String)

  package var description: String {
    switch self {
    case .notFound(let path): "\(path.printable): there is no such review; the ids are the file names in that folder"
    case .corrupt(let path, let detail):
      "\(path.printable): damaged: \(detail). The file is left as it is: restore it from a backup or version control, "
        + "or move it away to start anew"
    case .conflicted(let path, let line):
      "\(path.printable):\(line): git left two reviews in conflict here; `assay merge \(path.printable)` brings their "
        + "answers together and asks about those that differ"
    case .foreign(let path, let detail):
      "\(path.printable): no review of this program: \(detail). Move it away or give another file"
    case .newer(let path, let version):
      "\(path.printable): written in format \(version), this program writes \(ReviewFormat.version): "
        + "it can be read but not changed; use a newer assay"
    case .locked(let path, let owner):
      "\(path.printable): the draft is open elsewhere (\(owner.printable)); close it there or open it read-only"
    case .changedBehind(let path):
      "\(path.printable): changed by another program while it was open; nothing was overwritten: "
        + "copy it away, then save again or open it anew"
    case .alreadyExists(let path): "\(path.printable): exists already and is never overwritten; finish under a new id"
    case .invalidID(let id):
      "\"\(id.printable)\" is no review id; ids look like 20261123T154500Z-0a1f: the file names in the project's reviews folder"
    case .refused(let path, let doing, let detail):
      "\(path.printable): cannot \(doing): \(detail). Check the folder's permissions and free space"
    }
  }
}
