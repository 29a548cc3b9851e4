import Foundation
import PackagePlugin

/// Gives the program what the probes' comments say of their limits, so that a reader of a finding sees it too.
///
/// `embed-limits` does the reading; a new probe is seen because it lies in a target's own folder.
@main struct EmbedLimits: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "Sources/Probes")
    let inputs = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("Probe.swift") && $0.contains("/") }.sorted().map { folder.appending(path: $0) }
    let output = context.pluginWorkDirectoryURL.appending(path: "ProbeLimits.swift")
    return [
      .buildCommand(
        displayName: "Reading the limits of \(inputs.count) probes",
        executable: try context.tool(named: "embed-limits").url,
        arguments: [output.path] + inputs.map(\.path),
        inputFiles: inputs,
        outputFiles: [output])
    ]
  }
}
