import Foundation
import PackagePlugin

/// Compiles every `.yml` file under `Checklists/` into the target it is used by; a new file needs no line anywhere.
///
/// The build is planned anew when a file is added below a target's folder, and only then: hence the link in
/// `Sources/BundledChecklists`, through which a new checklist is seen.
@main struct CompileChecklistsPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "Checklists")
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let files = paths.filter { $0.hasSuffix(".yml") }.sorted().map { folder.appending(path: $0) }
    let output = context.pluginWorkDirectoryURL.appending(path: "CompiledChecklists.swift")
    return [
      .buildCommand(
        displayName: "Compiling checklists",
        executable: try context.tool(named: "compile-checklists").url,
        arguments: [output.path] + files.map(\.path),
        inputFiles: files,
        outputFiles: [output])
    ]
  }
}
