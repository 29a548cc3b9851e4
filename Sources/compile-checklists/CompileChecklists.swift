import Checklists
import Evidence
import Foundation

/// Checks the checklist files given to it and writes them as one Swift source: `compile-checklists OUTPUT FILE...`.
///
/// It runs during the build. Whatever is wrong goes to standard error as `file:line:column: error: message`, which
/// stops the build at the place to mend.
@main struct CompileChecklists {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first, arguments.count > 1 else {
      fail("usage: compile-checklists OUTPUT FILE...")
    }
    let paths = arguments.dropFirst().sorted()
    var files: [ChecklistFile] = []
    for path in paths {
      guard let bytes = FileManager.default.contents(atPath: path) else { fail("\(path): error: cannot be read") }
      files.append(ChecklistFile(name: path, bytes: Array(bytes)))
    }
    let profiles = files.firstIndex { $0.name.hasSuffix("/profiles.yml") }.map { files.remove(at: $0) }
    do throws(ChecklistProblems) {
      let catalogue = try Catalogue.read(files, probes: CataloguedProbes.ids)
      let known = try profiles.map { file throws(ChecklistProblems) in try Profile.read(file, for: catalogue) } ?? []
      write(source(of: Catalogue(checklists: catalogue.checklists, profiles: known).compiled), to: output)
    } catch {
      for problem in error.list {
        printError("\(problem.file):\(max(1, problem.line)):\(max(1, problem.column)): error: \(problem.message)")
      }
      exit(1)
    }
  }

  /// The text as a raw string literal, with as many number signs as it takes to keep the text from ending it.
  private static func source(of text: String) -> String {
    var signs = "#"
    while text.contains("\"\"\"" + signs) || text.contains("\\" + signs) { signs += "#" }
    return """
      // Made from Checklists/ by compile-checklists while building.

      extension BundledChecklists {
        package static let compiled: String = \(signs)\"\"\"
      \(text)
      \"\"\"\(signs)
      }

      """
  }

  private static func write(_ text: String, to path: String) {
    // An unchanged file keeps its time stamp, so that nothing is built anew for a comment in a checklist.
    if let old = FileManager.default.contents(atPath: path), old == Data(text.utf8) { return }
    guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
      fail("\(path): error: cannot be written")
    }
  }

  private static func printError(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  private static func fail(_ text: String) -> Never {
    printError(text)
    exit(1)
  }
}
