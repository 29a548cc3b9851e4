import Foundation

/// The built program, run as a user runs it.
enum Program {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let path = root.appending(path: ".build/debug/assay").path
  static let example = root.appending(path: "Data/Examples/shop").path

  /// Runs it with an empty environment but for what a shell always has, and no standard input.
  static func run(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> ChildProcess.Result { try run(arguments, environment: environment) }

  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> ChildProcess.Result {
    let plain = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"]
    return try ChildProcess.run([path] + arguments, environment: plain.merging(environment) { $1 })
  }
}

extension ChildProcess.Result {
  var errorLines: [Substring] { errors.split(separator: "\n") }
}
