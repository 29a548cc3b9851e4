import Reviews

/// How large a stored review may be: far beyond what people make, and small enough that a file made to do harm costs
/// a moment and not the machine. What is not read is not written either.
///
/// Files have at most `Disk.byteCountMax` bytes, which is looked at before reading; JSON is at most
/// `JSONValue.depthMax` deep and has at most `JSONValue.countMax` values.
enum StoreLimits {
  static let answerCountMax = 100_000
  static let waiverCountMax = 10_000
  static let observationCountMax = 10_000
  static let libraryCountMax = 10_000
  static let evidenceCountMax = 10_000
  static let checklistCountMax = 1_000
  static let checklistItemCountMax = 10_000
  /// Lines, columns, files and revisions: no sum or product of two of them overflows.
  static let numberMax = Int(Int32.max)
  static let reviewDayCountMax = 36_600

  static func check(_ review: Review, path: String) throws(StoreError) {
    guard review.events.count <= answerCountMax else {
      throw .tooLarge(path: path, detail: "it would hold more than \(answerCountMax) answers")
    }
  }
}

extension StoredReview {
  /// What is written to a file.
  func bytes(for path: String) throws(StoreError) -> [UInt8] {
    try StoreLimits.check(review, path: path)
    return bytes
  }
}
