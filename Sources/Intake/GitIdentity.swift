/// Who git takes the user for: `user.name` as the repository, the user and the machine configure it.
package enum GitIdentity {
  /// Nil where git does not say, or is not there.
  package static func name(in folder: String) -> String? {
    guard let result = try? GitCommand.run(["config", "--get", "user.name"], in: folder, timeLimitSeconds: 5),
      result.status == 0, !result.text.isEmpty
    else { return nil }
    return result.text
  }
}
