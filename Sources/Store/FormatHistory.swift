import Evidence

/// The formats stored reviews have had, and the way from each to the next.
///
/// An older file is read by taking every step up to the present format; it is rewritten in that format only when it is
/// a draft that somebody opens to write, and a copy of the old file stays beside it. Final reviews are never rewritten.
/// An example of every format is in `Data/Examples/reviews`; there has been one so far, so there is no step yet.
package struct FormatHistory: Sendable {
  /// Turns a document of one format into one of the next.
  package typealias Step = @Sendable (JSONObject) throws(FormatError) -> JSONObject

  /// By the format they start from; without gaps up to the format before the present one.
  private let steps: [Int: Step]

  package init(steps: [Int: Step]) { self.steps = steps }

  package static let ours = FormatHistory(steps: [:])

  func knows(_ version: Int) -> Bool { version >= (steps.keys.min() ?? ReviewFormat.version) }

  /// The document as the present format has it.
  func upgraded(_ top: JSONObject, from version: Int) throws(FormatError) -> JSONObject {
    var result = top
    for number in version..<max(version, ReviewFormat.version) {
      guard let step = steps[number] else {
        throw FormatError(place: "schemaVersion", problem: "is \(version), and nothing leads from format \(number) on")
      }
      result = try step(result)
      result["schemaVersion"] = .integer(number + 1)
    }
    return result
  }
}
