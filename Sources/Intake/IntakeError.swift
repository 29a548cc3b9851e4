import Evidence

/// Why a repository cannot be read: the thing, the place and the next step.
package enum IntakeError: Error, Hashable, Sendable, CustomStringConvertible {
  case noSuchFolder(path: String)
  case notAFolder(path: String)
  case unreadable(path: String, reason: String)
  case noGoFiles(path: String)
  case tooManyFiles(path: String, max: Int)
  case noGit(path: String, reason: String)
  case notARepository(path: String, reason: String)
  case unknownRevision(revision: String, path: String)
  case noFolderInRevision(folder: String, revision: String)
  case gitFailed(path: String, reason: String)

  package var description: String { text.printable }

  private var text: String {
    switch self {
    case .noSuchFolder(let path): "\(path): no such folder; give the path of a Go project"
    case .notAFolder(let path): "\(path): is not a folder; give the folder that holds the Go project"
    case .unreadable(let path, let reason): "\(path): cannot be read (\(reason)); check its permissions"
    case .noGoFiles(let path):
      "\(path): holds no Go files; give the folder that holds the Go project, "
        + "or write a checklist of your own for it (assay checklist new)"
    case .tooManyFiles(let path, let max): "\(path): holds more than \(max) files; start in the folder of one project"
    case .noGit(let path, let reason):
      "\(path): reading a revision needs git, which cannot be started (\(reason)); install git or leave the revision out"
    case .notARepository(let path, let reason):
      "\(path): git finds no repository there (\(reason)); leave the revision out to read the folder as it is"
    case .unknownRevision(let revision, let path):
      "\(path): has no revision \"\(revision)\"; name a commit, tag or branch that `git log` knows there"
    case .noFolderInRevision(let folder, let revision):
      "\(folder): does not exist in revision \(revision); start in a folder that existed then"
    case .gitFailed(let path, let reason): "\(path): git could not read the revision (\(reason)); try `git fsck` there"
    }
  }
}
