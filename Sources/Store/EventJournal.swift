import Evidence
import Reviews

/// Answers given since the draft was last written as a whole: one line of JSON each, appended and synced.
///
/// An answer costs one short write instead of rewriting the draft with all its evidence. A line names the review and
/// the answer's place in it, so that replaying a journal twice, or one whose answers the draft already holds, changes
/// nothing. It ends in a digest of itself, so that a line is whole or known not to be: what a crash left at the end was
/// never acknowledged, is left out and is told. A damaged line before a whole one is another thing, and is refused.
enum EventJournal {
  /// A journal that would grow beyond this is folded into its draft instead.
  static let byteCountMax = 1 << 20

  static func lines(of events: ArraySlice<AnswerEvent>, of review: String) -> [UInt8] {
    var lines: [UInt8] = []
    for (index, event) in zip(events.indices, events) {
      let line: JSONValue = ["review": .string(review), "index": .integer(index), "answer": .object(event.json)]
      let body = Array(line.compactText.utf8.dropLast())
      lines += body
      lines += (digestKey + digest(of: body) + "\"}\n").utf8
    }
    return lines
  }

  /// The review with the journal's answers; lines of another review are left out.
  static func replayed(_ bytes: [UInt8], over stored: StoredReview, path: String) throws(StoreError) -> StoredReview {
    var result = stored
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var damaged: (number: Int, error: StoreError)?
    for (number, line) in zip(1..., lines) {
      // After the last line feed comes nothing, or what a crash left of a line.
      if number == lines.count, line.isEmpty { break }
      let document: JSONValue
      do throws(StoreError) {
        document = try whole(line, number, isEnded: number < lines.count, path)
      } catch {
        if damaged == nil { damaged = (number, error) }
        continue
      }
      if let damaged { throw damaged.error }
      try replay(document, number, over: &result, path)
    }
    if let damaged {
      result.notice =
        "\(path.printable): damaged from line \(damaged.number) on; that end is left out: it was being written when the "
        + "program or the machine stopped, and no answer in it had been acknowledged"
    }
    return result
  }

  /// The document of a line; one that is not whole is an error.
  private static func whole(
    _ line: ArraySlice<UInt8>, _ number: Int, isEnded: Bool, _ path: String
  ) throws(StoreError) -> JSONValue {
    let document: JSONValue
    do {
      document = try JSONValue(parsing: Array(line))
    } catch {
      throw .corrupt(path: path, detail: "line \(number): \(error)")
    }
    // Lines of earlier versions have no digest, and nothing else in its place.
    let isEarlier = document.objectValue?.members.map(\.key) == ["review", "index", "answer"]
    let tailCount = (digestKey + "\"}").utf8.count + digestLength
    guard isEarlier || line.count > tailCount && document["check"] == .string(digest(of: line.dropLast(tailCount)))
    else { throw .corrupt(path: path, detail: "line \(number) is not as it was written") }
    guard isEnded else { throw .corrupt(path: path, detail: "line \(number) has no end") }
    return document
  }

  private static func replay(
    _ document: JSONValue, _ number: Int, over result: inout StoredReview, _ path: String
  ) throws(StoreError) {
    let place = "line \(number)"
    guard document["review"]?.stringValue == result.review.id else { return }
    guard let index = document["index"]?.integerValue, let answer = document["answer"]?.objectValue else {
      throw .corrupt(path: path, detail: "\(place) holds no answer")
    }
    let event: AnswerEvent
    do {
      event = try AnswerEvent(Fields(object: answer, place: place))
    } catch {
      throw .corrupt(path: path, detail: "\(place): \(error)")
    }
    if index == result.review.events.count {
      result.append(event, writtenAs: answer)
    } else if index > result.review.events.count || index < 0 || result.review.events[index] != event {
      throw .corrupt(path: path, detail: "\(place) does not follow on the draft beside it")
    }
  }

  private static let digestKey = ",\"check\":\""
  private static let digestLength = 16

  private static func digest(of body: some Sequence<UInt8>) -> String {
    String(SHA256.hex(Array(body)).prefix(digestLength))
  }
}
