import Checklists
import Evidence
import Foundation

/// The checklists of this checkout, as files and as read.
enum BuiltIn {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Checklists")

  static func files() throws -> [ChecklistFile] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return try paths.filter { $0.hasSuffix(".yml") && $0 != "profiles.yml" }.sorted().map { path in
      ChecklistFile(name: "Checklists/" + path, bytes: Array(try Data(contentsOf: folder.appending(path: path))))
    }
  }

  static func catalogue() throws -> Catalogue {
    let catalogue = try Catalogue.read(files(), probes: CataloguedProbes.ids)
    let text = Array(try Data(contentsOf: folder.appending(path: "profiles.yml")))
    let profiles = try Profile.read(ChecklistFile(name: "Checklists/profiles.yml", bytes: text), for: catalogue)
    return Catalogue(checklists: catalogue.checklists, profiles: profiles)
  }
}
