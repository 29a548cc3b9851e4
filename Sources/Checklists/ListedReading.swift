import Evidence

/// Reads the key `checklists` of `.assay.yml`: paths of a team's own checklists, as seen from the root.
///
/// Whether there is such a file, and where links lead to, only the disk can say.
struct ListedReading {
  let log: ProblemLog

  /// As many as the folder may hold.
  static let countMax = 100

  func entries(of fields: Fields) -> [ProjectSettings.ListedChecklist] {
    guard let names = fields.names("checklists") else { return [] }
    guard names.count <= ListedReading.countMax else {
      fields.report(
        "checklists", "\"checklists\" names \(names.count) files; at most \(ListedReading.countMax) are read")
      return []
    }
    var entries: [ProjectSettings.ListedChecklist] = []
    for (name, mark) in names {
      let path = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
      if let reason = ListedReading.mistake(in: path) {
        log.report(mark, "\"\(name.prefix(60))\" is no checklist of the repository: \(reason)")
      } else if entries.contains(where: { $0.path == path }) {
        log.report(mark, "\"checklists\" of the file names \"\(path.prefix(60))\" twice")
      } else {
        entries.append(ProjectSettings.ListedChecklist(path: path, line: mark.line, column: mark.column))
      }
    }
    return entries
  }

  private static func mistake(in path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if path.hasPrefix("/") { return "it begins with /; write the path as seen from the root" }
    if parts.contains("..") { return "it leads out of the folder; copy the list, or give it with --checklist" }
    if parts.last == "" { return "it is a folder; name each file" }
    if parts.contains("") || parts.contains(".") { return "it has an empty part; write it as dir/name.yml" }
    return nil
  }
}
