import Foundation
import PackagePlugin

/// Turns text files of the repository into string literals of the target that uses this plug-in.
///
/// A target takes the files of one folder (`folders`). The package manager looks for new files only when a target's own
/// folder or the manifest changes: after adding one, touch Package.swift. `embed-text` does the writing.
@main struct EmbedText: BuildToolPlugin {
  /// The folder each target takes its texts from, and the endings of what it takes.
  static let folders: [String: (folder: String, endings: [String], isDeep: Bool)] = [
    "BundledFacts": (folder: "Data", endings: [".txt", ".yml"], isDeep: false)
  ]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let source = EmbedText.folders[target.name] else { return [] }
    let folder = context.package.directoryURL.appending(path: source.folder)
    let names =
      try source.isDeep
      ? FileManager.default.subpathsOfDirectory(atPath: folder.path)
      : FileManager.default.contentsOfDirectory(atPath: folder.path)
    let inputs = names.filter { name in source.endings.contains { name.hasSuffix($0) } }.sorted()
      .map { folder.appending(path: $0) }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTexts.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(inputs.count) files of \(source.folder)",
        executable: try context.tool(named: "embed-text").url,
        arguments: [output.path, folder.path] + inputs.map(\.path),
        inputFiles: inputs,
        outputFiles: [output])
    ]
  }
}
