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
  static func prepare(_ folder: String) throws(StoreError) {
    guard folder.hasSuffix("/" + StoreLocation.folderName) else { return }
    let path = folder + "/.gitignore"
    guard Disk.mark(of: path) == nil else { return }
    do throws(StoreError) {
      try Disk.replace(path, with: Array(ignored.utf8), mayExist: false)
    } catch .alreadyExists {
      // Another session was quicker.
    }
  }
}
