#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A store that lies in a repository, `.assay/` at its root: its reviews are committed, what belongs to one machine is not.
enum RepositoryStore {
  /// Written once; a team may change it.
  static let ignored = """
    # Written by Assay. Reviews are for everybody; these files belong to one machine and one moment.
    draft.journal
    draft.lock
    .*.tmp

    """

  /// Keeps journal, lock and temporary files out of commits.
  static func prepare(_ folder: String, on disk: Disk) throws(StoreError) {
    guard disk.isShared else { return }
    let path = folder + "/.gitignore"
    guard try disk.status(of: path) == nil else { return }
    do throws(StoreError) {
      // Sessions of two modules share this file and no lock.
      try disk.create(disk.prepare(path, Array(ignored.utf8), as: ".gitignore.\(getpid()).tmp"))
    } catch .alreadyExists {
      // Another session was quicker.
    }
  }
}
