import Checklists
import Evidence
import Repository
import Reviews

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The settings a repository brings along: read from what was read of it, so that a revision has its own.
enum SettingsFile {
  /// Settings in a folder below the root are not read: they belong to another project.
  static func settings(in content: RepositoryContent) throws(Failure) -> ProjectSettings {
    let name = ProjectSettings.fileName
    if let problem = content.problems.first(where: { $0.path == name }) {
      throw Failure(.usage, "\(name) \(problem.reason); mend it or remove it")
    }
    guard let file = content.files.first(where: { $0.path == name }) else { return ProjectSettings() }
    guard let bytes = content.contents[name] else {
      throw Failure(.usage, "\(name): \(ProjectSettings.tooLarge(file.byteCount))")
    }
    return try settings(reading: bytes)
  }

  /// The settings of a folder on the disk, for what evaluates reviews without reading the code.
  static func settings(root: String) throws(Failure) -> ProjectSettings {
    guard let bytes = try bytes(root: root) else { return ProjectSettings() }
    return try settings(reading: bytes)
  }

  /// The checklists that the settings of a folder name, whatever else is wrong with them.
  static func checklists(root: String) throws(Failure) -> [ProjectSettings.ListedChecklist] {
    guard let bytes = try bytes(root: root) else { return [] }
    do {
      return try ProjectSettings.checklists(in: ChecklistFile(name: ProjectSettings.fileName, bytes: bytes))
    } catch {
      throw failure(error)
    }
  }

  static func failure(_ problems: ChecklistProblems) -> Failure {
    Failure(.usage, "\(problems.list.count) problem(s) in the settings; mend them and try again\n\(problems)")
  }

  private static func settings(reading bytes: [UInt8]) throws(Failure) -> ProjectSettings {
    do {
      let file = ChecklistFile(name: ProjectSettings.fileName, bytes: bytes)
      return try ProjectSettings(
        reading: file, today: Clock.now.day, profiles: { CatalogueOptions.builtIn.profiles.map(\.id) })
    } catch {
      throw failure(error)
    }
  }

  /// The bytes of the file in a folder, nil when there is none. A link counts as the file it leads to while that is in
  /// the folder, as it does where the whole repository is read; anything else but a regular file is refused.
  static func bytes(root: String) throws(Failure) -> [UInt8]? {
    let path = "\(root)/\(ProjectSettings.fileName)"
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw Failure(.usage, "\(path): \(String(cString: strerror(errno)))")
    }
    guard status.st_mode & S_IFMT == S_IFLNK else { return try TextFile.bytes(of: path, what: "settings") }
    guard let home = realpath(root, nil), let target = realpath(path, nil) else {
      throw Failure(.usage, "\(ProjectSettings.fileName) is a link that leads nowhere; mend it or remove it")
    }
    defer {
      free(home)
      free(target)
    }
    guard String(cString: home) == "/" || String(cString: target).hasPrefix(String(cString: home) + "/") else {
      throw Failure(
        .usage, "\(ProjectSettings.fileName) is a link to a file outside of the project; mend it or remove it")
    }
    return try TextFile.bytes(of: path, what: "settings")
  }
}
