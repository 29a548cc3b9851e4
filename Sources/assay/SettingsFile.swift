import Checklists
import Evidence
import Repository

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
    do {
      return try ProjectSettings(reading: ChecklistFile(name: name, bytes: bytes))
    } catch {
      throw Failure(.usage, "\(error.list.count) problem(s) in the settings; mend them and try again\n\(error)")
    }
  }
}
