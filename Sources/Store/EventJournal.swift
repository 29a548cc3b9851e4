import Evidence
import Reviews

/// What was answered and taken back since the draft was last written as a whole: one line of JSON for each change.
///
/// A change costs one short write instead of rewriting the draft with all its evidence. A line names the review and the
/// place in its answers, so that replaying a journal over a draft that holds it already changes nothing. It ends in a
/// digest of itself, so that a line is whole or known not to be. Of a line that a crash cut short at the end the answers
/// are left out, and that is told; a damaged line before a whole one is another thing, and is refused.
///
/// - `{"review":ID,"index":N,"answer":{...},"check":"..."}`: the answer after the first N.
/// - `{"review":ID,"index":N,"answers":[...],"check":"..."}`: several, given as one step.
/// - `{"review":ID,"index":N,"undone":[...],"check":"..."}`: these answers, the last ones from N on, were taken back.
enum EventJournal {
  /// A journal that would grow beyond this is folded into its draft instead.
  static let byteCountMax = 1 << 20

  /// What leads from some answers of a review to others; nil when that is more than adding some or taking some back.
  static func line(from old: [AnswerEvent], to review: Review) -> [UInt8]? {
    if review.events.begin(with: old) { return line(adding: review.events[old.count...], of: review.id) }
    if old.begin(with: review.events) { return line(undoing: old[review.events.count...], of: review.id) }
    return nil
  }

  private static func line(adding events: ArraySlice<AnswerEvent>, of review: String) -> [UInt8] {
    guard events.count == 1, let only = events.first else {
      return line(events.startIndex, "answers", .array(events.map { .object($0.json) }), of: review)
    }
    return line(events.startIndex, "answer", .object(only.json), of: review)
  }

  private static func line(undoing events: ArraySlice<AnswerEvent>, of review: String) -> [UInt8] {
    line(events.startIndex, "undone", .array(events.map { .object($0.json) }), of: review)
  }

  private static func line(_ index: Int, _ key: String, _ value: JSONValue, of review: String) -> [UInt8] {
    var object: JSONObject = ["review": .string(review), "index": .integer(index)]
    object[key] = value
    let body = Array(JSONValue.object(object).compactText.utf8.dropLast())
    return body + (digestKey + digest(of: body) + "\"}\n").utf8
  }

  /// The review as the journal's lines leave it; lines of another review are left out.
  static func replayed(_ bytes: [UInt8], over stored: StoredReview, path: String) throws(StoreError) -> StoredReview {
    var result = stored
    var changes: [Change] = []
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
      if let change = try Change(document, number, of: stored.review.id, path) { changes.append(change) }
    }
    if let strange = changes.first(where: { !result.take($0) }) {
      // Killed after the draft was written whole and before the journal was removed.
      guard JournalEnd(changes).isHeld(by: stored.review.events) else {
        throw .corrupt(path: path, detail: "line \(strange.number) does not follow on the draft beside it")
      }
      result = stored
    }
    if let damaged {
      result.notice =
        "\(path.printable): damaged from line \(damaged.number) on; that end is left out: it was being written when the "
        + "program or the machine stopped. Look whether your last answer is there"
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

  private static let digestKey = ",\"check\":\""
  private static let digestLength = 16

  private static func digest(of body: some Sequence<UInt8>) -> String {
    String(SHA256.hex(Array(body)).prefix(digestLength))
  }
}

/// One line: answers that came or went at a place.
private struct Change {
  let number: Int
  let index: Int
  let events: [AnswerEvent]
  /// As the line has them, unknown keys and all.
  let objects: [JSONObject]
  let isUndone: Bool

  /// Nil for a line of another review.
  init?(_ document: JSONValue, _ number: Int, of review: String, _ path: String) throws(StoreError) {
    guard document["review"]?.stringValue == review else { return nil }
    let place = "line \(number)"
    guard let object = document.objectValue else { throw .corrupt(path: path, detail: "\(place) holds no answer") }
    do throws(FormatError) {
      let fields = Fields(object: object, place: place)
      let key = ["answer", "answers", "undone"].first { object[$0] != nil } ?? "answer"
      let entries =
        key == "answer" ? [try fields.nested(key)] : try fields.objects(key, max: StoreLimits.answerCountMax)
      var events: [AnswerEvent] = []
      for entry in entries { events.append(try AnswerEvent(entry)) }
      index = try fields.count("index")
      self.events = events
      objects = entries.map(\.object)
      isUndone = key == "undone"
    } catch {
      throw .corrupt(path: path, detail: error.description)
    }
    self.number = number
  }
}

extension StoredReview {
  /// False when a change does not follow on these answers.
  fileprivate mutating func take(_ change: Change) -> Bool {
    let events = review.events
    if change.isUndone {
      guard change.index + change.events.count == events.count, events[change.index...].elementsEqual(change.events)
      else { return false }
      review.events.removeLast(change.events.count)
      return true
    }
    guard change.index <= events.count else { return false }
    let isHeld = events[change.index...].starts(with: change.events)
    guard isHeld || change.index == events.count else { return false }
    guard !isHeld else { return true }
    for (event, object) in zip(change.events, change.objects) { append(event, writtenAs: object) }
    return true
  }
}

/// What the answers end with once all lines of a journal were taken.
private struct JournalEnd {
  private var start = Int.max
  private var events: [AnswerEvent] = []

  init(_ changes: [Change]) {
    for change in changes {
      if change.index < start {
        start = change.index
        events = []
      } else {
        events.removeSubrange(min(change.index - start, events.count)...)
      }
      if !change.isUndone { events += change.events }
    }
  }

  func isHeld(by all: [AnswerEvent]) -> Bool { start <= all.count && all[start...].starts(with: events) }
}
