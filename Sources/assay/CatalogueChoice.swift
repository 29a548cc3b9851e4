import ArgumentParser
import BundledChecklists
import Checklists
import Evidence
import GoSyntax
import Intake
import Probes
import Repository

/// Which checklists a command works with: the built-in ones and a team's own, which are those of the project's folder
/// `.assay/checklists`, those its settings name and those given on the command line.
struct CatalogueOptions: ParsableArguments {
  @Option(
    name: .customLong("checklist"),
    help: "A checklist file of your own, added to the built-in ones and the project's; may be repeated."
  )
  var files: [String] = []

  /// The built-in checklists and those of the command line, for what is about no project.
  func catalogue() throws(Failure) -> Catalogue { try catalogue(given()) }

  /// The checklists of the project in a folder; a broken file is refused with all its problems, each with file, line and
  /// column. Where there are own lists and no Go, the built-in ones have nothing to say and are left out.
  func catalogue(of path: String) throws(Failure) -> Catalogue {
    let whole = try wholeCatalogue(of: path)
    // What cannot be read is told by whoever reads it for good.
    guard !whole.askedFiles.needsGo, (try? RepositoryReader.holdsGo(path)) == false else { return whole }
    let own = whole.checklists.filter(\.isOwn)
    let ids = Set(own.flatMap(\.items).map(\.id))
    // A dimension of items that are left out could never be answered.
    guard own.flatMap(\.items).allSatisfy({ ids.isSuperset(of: $0.criteria) }) else { return whole }
    return Catalogue(checklists: own, profiles: whole.profiles)
  }

  /// The same with the built-in ones whatever the project is: for reading about them.
  func wholeCatalogue(of path: String) throws(Failure) -> Catalogue {
    try catalogue(OwnChecklistFiles.found(in: path, besides: files) + given())
  }

  /// The checklists of a project once more, for a review that is open: nil where they are as they were.
  func changed(of path: String, since old: Catalogue) throws(Failure) -> Catalogue? {
    let new = try catalogue(of: path)
    return new == old ? nil : new
  }

  /// What makes another process choose the same.
  var arguments: [String] { files.flatMap { ["--checklist", $0] } }

  static var builtIn: Catalogue { Catalogue(compiled: BundledChecklists.compiled) }

  private func given() throws(Failure) -> [ChecklistFile] { try CatalogueOptions.files(at: files) }

  private func catalogue(_ files: [ChecklistFile]) throws(Failure) -> Catalogue {
    files.isEmpty ? CatalogueOptions.builtIn : try CatalogueOptions.read(files, onto: CatalogueOptions.builtIn)
  }

  static func files(at paths: [String]) throws(Failure) -> [ChecklistFile] {
    var files: [ChecklistFile] = []
    for path in paths {
      files.append(ChecklistFile(name: path, bytes: try TextFile.bytes(of: path, what: "checklist")))
    }
    return files
  }

  static func read(_ files: [ChecklistFile], onto base: Catalogue) throws(Failure) -> Catalogue {
    do {
      return try Catalogue.read(files, onto: base, probes: CataloguedProbes.ids, own: ownChecklists)
    } catch {
      throw Failure(.usage, "\(error.list.count) problem(s) in checklists; mend them and try again\n\(error)")
    }
  }

  private static let ownChecklists = OwnChecklists { GoPattern.mistake(in: $0) }
}

extension Catalogue {
  /// What a team's own lists need to have read. Without such lists there must be Go.
  var askedFiles: AskedFiles { AskedFiles(declared, needsGo: !checklists.contains(where: \.isOwn)) }

  /// The probes whose outcomes bear on the lists: all of the program's where its own lists are among them, else those
  /// that are named; and what the lists declare.
  var runnableProbes: [RunnableProbe] {
    let declared = declared.map { RunnableProbe($0) }
    guard !checklists.contains(where: { !$0.isOwn }) else { return AllProbes.runnable + declared }
    let named = Set(items.flatMap(\.suggestion.probes))
    return AllProbes.runnable.filter { named.contains($0.id) } + declared
  }
}
