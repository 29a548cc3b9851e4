import Evidence

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
  /// The draft holds answers that the final review made of it does not.
  case diverged(path: String, final: String)
  /// More than is ever read again, so it is not written either.
  case tooLarge(path: String, detail: String)
  /// The system refused; `code` is its error number.
  case refused(path: String, doing: String, code: Int32)

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
      "\(path.printable): no review of this program: \(detail). Move it away or name another one"
    case .newer(let path, let version):
      "\(path.printable): written in format \(version), this program writes \(ReviewFormat.version): "
        + "it can be read but not changed; use a newer assay"
    case .locked(let path, let owner):
      "\(path.printable): the draft is open elsewhere (\(owner.printable)); close it there or open it read-only"
    case .changedBehind(let path):
      "\(path.printable): changed by another program while it was open; nothing was overwritten: "
        + "put it back as it was and save again, or leave and open the review anew"
    case .alreadyExists(let path): "\(path.printable): exists already and is never overwritten; finish under a new id"
    case .invalidID(let id):
      "\"\(id.printable)\" is no review id; ids look like 20261123T154500Z-0a1f: the file names in the project's reviews folder"
    case .diverged(let path, let final):
      "\(path.printable): holds answers that the final review made of it, \(final.printable), does not hold; nothing was "
        + "removed: move the draft away, or delete it if they do not matter"
    case .tooLarge(let path, let detail):
      "\(path.printable): not written, \(detail): shorten notes or make the review final and begin the next one"
    case .refused(let path, let doing, let code):
      "\(path.printable): cannot \(doing): \(String(cString: strerror(code))). \(StoreError.advice(code))"
    }
  }

  /// The same with the place at the end, for one line of a screen that may be cut: why and what to do come first.
  package var reasonFirst: String {
    guard let path else { return description }
    return String(description.dropFirst(path.printable.count + 2)) + " (\(path.printable))"
  }

  private var path: String? {
    switch self {
    case .notFound(let path), .corrupt(let path, _), .foreign(let path, _), .newer(let path, _), .locked(let path, _),
      .changedBehind(let path), .alreadyExists(let path), .diverged(let path, _), .tooLarge(let path, _),
      .refused(let path, _, _):
      path
    // A conflict's place has a line besides.
    case .conflicted, .invalidID: nil
    }
  }

  /// The next step after a refusal.
  private static func advice(_ code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "Make room there and save again, or keep reviews elsewhere with --store DIR"
    case EROFS: "What is there can be read; keep reviews elsewhere with --store DIR to write"
    case EACCES, EPERM: "Check the permissions of the folder, or keep reviews elsewhere with --store DIR"
    case EFBIG: "Raise the limit on file sizes (ulimit -f) and save again"
    case EIO: "The disk reports an error: copy the reviews away, or keep them elsewhere with --store DIR"
    case EMFILE, ENFILE: "Too many files are open: raise the limit (ulimit -n) and try again"
    case ENOTDIR, ELOOP: "A file or a link is where a folder should be: move it away, or give --store DIR"
    case ENAMETOOLONG: "Keep reviews in a folder with a shorter path with --store DIR"
    default: "Try again; if it stays, keep reviews elsewhere with --store DIR"
    }
  }

  /// Whether the system refused to write, so that reading may still work.
  package var isRefusal: Bool { if case .refused = self { true } else { false } }
}
