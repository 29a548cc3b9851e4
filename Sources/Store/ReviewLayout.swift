import Evidence

/// How a review lies in its file, so that version control shows and merges it well.
///
/// What changes on its own has a line of its own: an answer, a waiver, a checklist, a place of evidence, a rule. Keys stay
/// in one order and answers in the order they were given, so that a new answer adds a line and moves none. Reading takes
/// any layout.
extension StoredReview {
  package var bytes: [UInt8] {
    var stream = JSONStream()
    stream.object { stream in
      for member in (json.objectValue ?? JSONObject()).members {
        stream.key(member.key)
        stream.write(member.value, spreadOver: StoredReview.spreadLists.contains(member.key) ? 2 : 1)
      }
    }
    return stream.bytes + [UInt8(ascii: "\n")]
  }

  /// Lists whose elements are too large for a line and hold lists that are not.
  private static let spreadLists: Set = ["observations", "ruler"]
}

extension JSONStream {
  /// - Parameter levels: how many levels of lists below have a line for each element.
  fileprivate mutating func write(_ value: JSONValue, spreadOver levels: Int) {
    guard levels > 0, let elements = value.arrayValue else { return writeOnOneLine(value) }
    array { stream in
      for element in elements {
        stream.next()
        guard levels > 1, let object = element.objectValue else {
          stream.writeOnOneLine(element)
          continue
        }
        stream.object { stream in
          for member in object.members {
            stream.key(member.key)
            // A list of texts reads as one thing; a list of objects is what grows and shrinks.
            let isOfObjects = member.value.arrayValue?.contains { $0.objectValue != nil } ?? false
            stream.write(member.value, spreadOver: isOfObjects ? levels - 1 : 0)
          }
        }
      }
    }
  }
}
