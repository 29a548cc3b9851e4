/// Limits of `assay check` as `.assay.yml` gives them, named as the options; nil is not said.
package struct GateSettings: Hashable, Sendable {
  package var requireReady: Bool?
  /// Decimal numbers as written, so that they are compared exactly: `79.5`.
  package var minHealth: String?
  package var minQuality: String?
  package var minCoverage: String?
  package var maxOpenP1: Int?
  package var maxStale: Int?
  /// The review to compare with: `latest`, `off`, an id.
  package var noRegress: String?
  package var strictProbes: Bool?

  /// The most each minimum may ask for.
  package static let healthMax = 16
  package static let percentMax = 100
  /// More gates or answers than any catalogue has.
  package static let countMax = 100_000

  package init() {}
}
