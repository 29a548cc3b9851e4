import Evidence
import Reviews

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Answers given since the draft was last written as a whole: one line of JSON each, appended and synced.
///
/// An answer costs one short write instead of rewriting the draft with all its evidence. A line names the review and
/// the answer's place in it, so that replaying a journal twice, or one whose answers the draft already holds, changes
/// nothing. A last line that was cut by a crash was never acknowledged and is dropped.
enum EventJournal {
  /// Appends answers and returns when they are on the disk; on failure the file is as long as before.
  static func append(_ events: ArraySlice<AnswerEvent>, of review: String, to path: String) throws(StoreError) {
    let existed = Disk.mark(of: path) != nil
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, Disk.fileMode)
    guard descriptor >= 0 else { throw Disk.failure(path, "open it") }
    defer { close(descriptor) }
    var lines: [UInt8] = []
    for (index, event) in zip(events.indices, events) {
      let line: JSONValue = ["review": .string(review), "index": .integer(index), "answer": .object(event.json)]
      lines += line.compactText.utf8
      lines.append(UInt8(ascii: "\n"))
    }
    let length = lseek(descriptor, 0, SEEK_END)
    do throws(StoreError) {
      try Disk.write(lines, to: descriptor, path: path)
      guard fsync(descriptor) == 0 else { throw Disk.failure(path, "bring it to the disk") }
    } catch {
      ftruncate(descriptor, length)
      throw error
    }
    if !existed, let slash = path.lastIndex(of: "/") { try Disk.sync(folder: String(path[..<slash])) }
  }

  /// The review with the journal's answers; lines of another review are left out.
  static func replayed(_ bytes: [UInt8], over stored: StoredReview, path: String) throws(StoreError) -> StoredReview {
    var result = stored
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // After the last line feed comes nothing, or what a crash left of a line.
    for (number, line) in lines.dropLast().enumerated() {
      let place = "line \(number + 1)"
      do {
        let document = try JSONValue(parsing: Array(line))
        guard document["review"]?.stringValue == stored.review.id else { continue }
        guard let index = document["index"]?.integerValue, let answer = document["answer"]?.objectValue else {
          throw StoreError.corrupt(path: path, detail: "\(place) holds no answer")
        }
        let event = try AnswerEvent(Fields(object: answer, place: place))
        if index == result.review.events.count {
          result.review.events.append(event)
        } else if index > result.review.events.count || index < 0 || result.review.events[index] != event {
          throw StoreError.corrupt(path: path, detail: "\(place) does not follow on the draft beside it")
        }
      } catch let error as StoreError {
        throw error
      } catch {
        throw StoreError.corrupt(path: path, detail: "\(place): \(error)")
      }
    }
    return result
  }
}
