import Evidence

/// Why a repository cannot be read: the thing, the place and what to do next, in one line.
package enum IntakeError: Error, Hashable, Sendable, CustomStringConvertible {
  case noSuchFolder(path: String)
  case notAFolder(path: String)
  case unreadable(path: String, reason: String)
  case tooManyFiles(path: String, limit: Int)
  case noGoFiles(path: String)
  case gitMissing(path: String, reason: String)
  case notARepository(path: String)
  case unknownRevision(path: String, revision: String)
  case gitFailed(path: String, reason: String)

  package var description: String {
    switch self {
    case .noSuchFolder(let path): "\(path.printable): no such folder; check the path"
    case .notAFolder(let path): "\(path.printable) is not a folder; name the repository's folder"
    case .unreadable(let path, let reason): "\(path.printable) cannot be read: \(reason); check its permissions"
    case .tooManyFiles(let path, let limit):
      "\(path.printable) has more than \(limit) files; name a folder below it, or leave files out with .gitignore"
    case .noGoFiles(let path):
      "\(path.printable) holds no Go files; name a folder with a Go module"
    case .gitMissing(let path, let reason):
      "\(path.printable): git is needed for --rev and did not start (\(reason)); install git"
    case .notARepository(let path): "\(path.printable) is not in a git repository; leave --rev out, or name a clone"
    case .unknownRevision(let path, let revision):
      "\(path.printable): git knows no revision \"\(revision.printable)\"; see `git log --oneline` or `git tag`"
    case .gitFailed(let path, let reason): "\(path.printable): git could not read the revision: \(reason.printable)"
    }
  }
}
