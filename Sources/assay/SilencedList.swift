import Checklists
import Evidence

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Changes the list `silenced` in a repository's `.assay.yml` for the reviewer.
///
/// A change replaces the file whole or not at all and leaves what else is in it as it is. A file with mistakes, a link
/// or anything else but a regular file is not touched.
struct SilencedList: Sendable {
  /// The repository's folder.
  let root: String

  private var path: String { "\(root)/\(ProjectSettings.fileName)" }

  func make(_ change: SilencingChange) throws(Failure) {
    var status = stat()
    guard lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.usage, "\(ProjectSettings.fileName) is not a regular file; change what it leads to yourself")
    }
    let old = try SettingsFile.bytes(root: root)
    let text = SettingsText(old ?? [])
    let new: [UInt8]
    do throws(SettingsText.Refusal) {
      new =
        change.isSilenced
        ? try text.adding(change.decision) : try text.removing(change.decision.probe, change.decision.fingerprint)
    } catch {
      throw Failure(.usage, error.description)
    }
    guard new.count <= ProjectSettings.byteCountMax else {
      throw Failure(.usage, "\(ProjectSettings.fileName): \(ProjectSettings.tooLarge(new.count))")
    }
    if new.isEmpty {
      guard unlink(path) == 0 || errno == ENOENT else {
        throw Failure(.usage, "\(path): \(String(cString: strerror(errno)))")
      }
    } else {
      try TextFile.replace(path, with: new, advice: "check who may write there")
    }
  }
}
