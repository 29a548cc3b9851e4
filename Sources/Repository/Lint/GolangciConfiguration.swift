/// A golangci-lint configuration, version 1 or 2.
package struct GolangciConfiguration: Hashable, Sendable {
  package let path: String
  /// Linters enabled by name, sorted.
  package let enabled: [String]
  package let disabled: [String]
  /// `standard`, `all`, `none`, `fast` as version 2 says it; version 1's `enable-all` is `all`, `disable-all` is `none`.
  package let defaultSet: String
  /// Line of the enable list, or of `linters`, for evidence.
  package let line: Int
  /// Why it could not be understood, nil when it could.
  package let problem: String?

  package init(path: String, enabled: [String], disabled: [String], defaultSet: String, line: Int, problem: String?) {
    self.path = path
    self.enabled = enabled
    self.disabled = disabled
    self.defaultSet = defaultSet
    self.line = line
    self.problem = problem
  }
}
