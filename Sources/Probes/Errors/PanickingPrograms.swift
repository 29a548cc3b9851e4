import GoSyntax
import Repository

/// The programs that end by panic: generators and other helpers of the build, by their folder or a `//go:generate` line,
/// and those whose main function panics itself or that lie in a library's folder, unless they serve.
///
/// Limits: what serves is known by an import of gRPC or a router, and by a server of net/http that listens, in the main
/// package or in one of the module that it imports.
struct PanickingPrograms: Sendable {
  /// Paths of their main packages; of generators and helpers also those that nothing else imports.
  let packages: Set<String>

  init(_ snapshot: Snapshot) {
    let files = snapshot.productFiles
    let byPackage = Dictionary(grouping: files, by: \.packagePath)
    let mains = snapshot.packages.filter(\.isMain)
    let helpers = Set(mains.lazy.filter { PanickingPrograms.isInLibrary($0, snapshot) }.map(\.path))
      .filter { !PanickingPrograms.serves($0, byPackage) }
      .union(mains.lazy.filter(\.servesTheBuild).map(\.path)).union(PanickingPrograms.generators(snapshot))
    // What else a program does may go on for long, though its start ends by panic.
    let ending = Set(files.lazy.filter { $0.isMain && PanickingPrograms.panics($0) }.map(\.packagePath))
      .filter { !PanickingPrograms.serves($0, byPackage) }
    packages = PanickingPrograms.withParts(of: helpers, byPackage).union(ending)
  }

  /// The programs, and the packages that nobody but them imports.
  private static func withParts(of programs: Set<String>, _ files: [String: [GoFile]]) -> Set<String> {
    var importers: [String: Set<String>] = [:]
    for (package, all) in files {
      for file in all { for item in file.imports { importers[item.path, default: []].insert(package) } }
    }
    var found = programs
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for package in files.keys where !found.contains(package) {
        guard let users = importers[package], users.isSubset(of: found) else { continue }
        found.insert(package)
        isGrowing = true
      }
    }
    return found
  }

  /// `shelf/schema` beside the package `shelf`: a helper of those who write the library. Programs lie below `cmd`.
  private static func isInLibrary(_ package: GoPackage, _ snapshot: Snapshot) -> Bool {
    guard let slash = package.folder.lastIndex(of: "/") else { return false }
    let parts = package.folder.split(separator: "/")
    if parts.contains(where: { ["cmd", "cmds", "app", "apps", "bin"].contains($0) }) { return false }
    let outer = package.folder[..<slash]
    return snapshot.packages.contains { $0.folder == outer && !$0.isMain && !$0.name.isEmpty }
  }

  /// The packages that `//go:generate go run ./schema` lines run.
  static func generators(_ snapshot: Snapshot) -> Set<String> {
    var folders: Set<String> = []
    for file in snapshot.goFiles {
      let folder = file.path.split(separator: "/").dropLast()
      for group in file.tree.commentGroups where group.end - group.start > 20 {
        let text = file.tree.text(group.start..<group.end)
        guard text.contains("//go:generate go run ") else { continue }
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("//go:generate go run ") {
          for word in line.split(separator: " ").dropFirst(3) where word.hasPrefix(".") {
            folders.insert(place(word, from: folder))
            break
          }
        }
      }
    }
    return Set(snapshot.packages.lazy.filter { $0.isMain && folders.contains($0.folder) }.map(\.path))
  }

  /// A folder by its way from another one; a file stands for the folder it lies in.
  private static func place(_ way: Substring, from folder: ArraySlice<Substring>) -> String {
    var parts = Array(folder)
    for part in way.split(separator: "/") where part != "." && !part.hasSuffix(".go") {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  private static func panics(_ file: GoFile) -> Bool {
    file.tree.calls(named: ["panic"]).contains { call in
      guard let function = call.enclosingFunction, function.kind == .funcDecl else { return false }
      return call.function?.kind == .ident && function.receiver == nil && function.name?.isText("main") == true
    }
  }

  private static func serves(_ program: String, _ files: [String: [GoFile]]) -> Bool {
    var seen: Set<String> = [program]
    var open = [program]
    while let next = open.popLast() {
      for file in files[next] ?? [] {
        if isServer(file) { return true }
        for item in file.imports where files[item.path] != nil && seen.insert(item.path).inserted {
          open.append(item.path)
        }
      }
    }
    return false
  }

  private static func isServer(_ file: GoFile) -> Bool {
    if (["google.golang.org/grpc"] + ServingSurface.routers).contains(where: { file.importing($0) != nil }) {
      return true
    }
    guard let http = file.importing("net/http") else { return false }
    return !file.tree.calls(named: ["ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS"]).isEmpty
      || file.tree.nodes(of: .compositeLit).contains { literal in
        literal.type?.kind == .selectorExpr && literal.type?.name?.isText("Server") == true
          && literal.type?.operand?.text == http.name
      }
  }
}
