/// Where reviews are kept: chosen from what the caller found, without looking at the world.
package enum StoreLocation {
  /// `--store`, else `ASSAY_STORE`, else the repository's own `.assay` when it exists, else the XDG data folder.
  ///
  /// Relative paths count from `currentFolder`; a relative `XDG_DATA_HOME` is ignored, as its specification asks.
  /// Nil when nothing of this is known, not even a home folder.
  package static func folder(
    flag: String?, environment: [String: String], repositoryRoot: String?, rootHasStore: Bool, currentFolder: String
  ) -> String? {
    func absolute(_ path: String) -> String {
      path.hasPrefix("/") ? path : currentFolder + (currentFolder.hasSuffix("/") ? "" : "/") + path
    }
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    if let flag, !flag.isEmpty { return absolute(flag) }
    if let store = variable("ASSAY_STORE") { return absolute(store) }
    if let repositoryRoot, rootHasStore { return absolute(repositoryRoot) + "/" + folderName }
    if let data = variable("XDG_DATA_HOME"), data.hasPrefix("/") { return data + "/assay" }
    return variable("HOME").map { $0 + "/.local/share/assay" }
  }

  /// The folder a team keeps in its repository.
  package static let folderName = ".assay"
}
