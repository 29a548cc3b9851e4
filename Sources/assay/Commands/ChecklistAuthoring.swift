import ArgumentParser
import Checklists
import Evidence

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a team needs to write checklists of its own: a start, and a look at what it wrote.
extension ChecklistCommand {
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a commented checklist to begin with.",
      discussion: """
        Without FILE it is .assay/checklists/team.yml, which assay review finds by itself. The checklist takes its id \
        from the file's name. In that folder a schema is written beside it, by which editors complete and explain \
        keys. Files that exist are left alone; - prints the checklist instead.
        """)
    @Argument(help: "The file to write, such as .assay/checklists/release.yml.")
    var file: String = "\(OwnChecklistFiles.folder)/team.yml"

    func run() throws {
      let file = file.hasPrefix("./") ? String(file.dropFirst(2)) : file
      let id = ChecklistStart.id(ofFile: file, taken: Set(CatalogueOptions.builtIn.checklists.map(\.id)))
      guard file != "-" else { return Console.write(ChecklistStart.text(id: id, hasSchema: false)) }
      guard !New.exists(file) else {
        throw Failure(.usage, "\(file) exists; name another file, or remove it")
      }
      let folders = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      let folder = folders.joined(separator: "/")
      let isFound = folder == OwnChecklistFiles.folder
      if isFound {
        for part in [".assay", OwnChecklistFiles.folder] { try New.make(folder: part) }
        guard OwnChecklistFiles.isChecklist(name: file) else {
          throw Failure(.usage, "\(file) would not be found in that folder; let its name end in .yml")
        }
      }
      try TextFile.replace(
        file, with: Array(ChecklistStart.text(id: id, hasSchema: isFound).utf8),
        advice: "make the folder first, or name another")
      let schema = "\(folder)/\(ChecklistSchema.fileName)"
      let hadSchema = isFound && New.exists(schema)
      if isFound, !hadSchema { try TextFile.replace(schema, with: Schema.text) }
      Console.write("\(file) is written. Edit it, then: assay checklist validate \(file)\n")
      if hadSchema {
        Console.write("\(schema) is left as it was; assay checklist schema prints the one of this version.\n")
      } else if isFound {
        Console.write("\(schema) tells editors with a YAML server about its keys.\n")
      }
      Console.write(
        isFound
          ? "assay review finds it by itself. As .assay is there, reviews of this project are kept in it too.\n"
          : "Then: assay review --checklist \(file)\n")
    }

    /// Leaves a folder that is there, and makes nothing behind a link: a repository may hold one that leads out of it.
    private static func make(folder: String) throws(Failure) {
      var status = stat()
      guard lstat(folder, &status) == 0 else {
        guard mkdir(folder, 0o755) == 0 else {
          throw Failure(.usage, "\(folder) cannot be made (\(String(cString: strerror(errno)))); check its permissions")
        }
        return
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: return
      case S_IFLNK:
        throw Failure(.usage, "\(folder) is a link; nothing is written through it. Remove it, or name another file")
      default: throw Failure(.usage, "\(folder) is no folder; remove it, or name another file")
      }
    }

    /// A link counts, wherever it leads: what a repository holds must not choose where is written.
    private static func exists(_ path: String) -> Bool {
      var status = stat()
      return lstat(path, &status) == 0
    }
  }

  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints the JSON Schema of checklists, for completion in editors.",
      discussion: """
        With the schema in a file beside the checklist, this first line of the checklist leads an editor's YAML server \
        to it: \(ChecklistSchema.editorLine)
        """)

    static var text: String { ChecklistSchema.document(probes: CataloguedProbes.ids).text }

    func run() { Console.write(Schema.text) }
  }

  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Checks checklist files and names every problem with its place.",
      discussion:
        "It checks those in .assay/checklists and those .assay.yml names, and with them the files that are given.")
    @Argument(help: "Checklist files.")
    var files: [String] = []

    func run() throws {
      let read = try OwnChecklistFiles.found(in: ".", besides: files) + CatalogueOptions.files(at: files)
      guard !read.isEmpty else {
        throw Failure(
          .usage,
          "\(OwnChecklistFiles.folder) holds no checklist and .assay.yml names none; give a file, or begin one: "
            + "assay checklist new")
      }
      let catalogue = try CatalogueOptions.read(read, onto: CatalogueOptions.builtIn)
      for checklist in catalogue.checklists where checklist.isOwn {
        let probes = checklist.declared.count
        let own = probes == 0 ? "" : ", \(probes) \(probes == 1 ? "probe" : "probes") of its own"
        Console.write("\(checklist.id): \(checklist.items.count) items\(own), no problem\n")
      }
    }
  }
}
