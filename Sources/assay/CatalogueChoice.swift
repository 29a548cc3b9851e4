import ArgumentParser
import BundledChecklists
import Checklists
import Evidence
import Probes

/// Which checklists a command works with: the built-in ones and, on request, a team's own.
struct CatalogueOptions: ParsableArguments {
  @Option(
    name: .customLong("checklist"), help: "A checklist file of your own, added to the built-in ones; may be repeated.")
  var files: [String] = []

  /// The catalogue; a broken file is refused with all its problems, each with file, line and column.
  func catalogue() throws(Failure) -> Catalogue {
    let builtIn = CatalogueOptions.builtIn
    guard !files.isEmpty else { return builtIn }
    return try CatalogueOptions.read(files, onto: builtIn)
  }

  static var builtIn: Catalogue { Catalogue(compiled: BundledChecklists.compiled) }

  static func read(_ paths: [String], onto base: Catalogue) throws(Failure) -> Catalogue {
    var files: [ChecklistFile] = []
    for path in paths {
      files.append(ChecklistFile(name: path, bytes: try TextFile.bytes(of: path, what: "checklist")))
    }
    do {
      return try Catalogue.read(files, onto: base, probes: CataloguedProbes.ids)
    } catch {
      throw Failure(.usage, "\(error.list.count) problem(s) in checklists; mend them and try again\n\(error)")
    }
  }
}
