import Evidence
import Testing

/// A document that is handed over while it is written.
struct JSONPartsTests {
  private func write(_ stream: inout JSONStream, after element: (inout JSONStream) -> Void) {
    stream.object { object in
      object.member("name", "shop")
      object.key("numbers")
      object.array { list in
        for number in 0..<50 {
          list.next()
          list.write(number)
          element(&list)
        }
      }
      object.key("empty")
      object.array { _ in }
    }
  }

  @Test func `Its parts make the same document`() throws {
    var whole = JSONStream()
    write(&whole) { _ in }
    var parted = JSONStream()
    var parts: [[UInt8]] = []
    write(&parted) { list in
      if list.bytes.count > 20 { parts.append(list.taken()) }
    }
    parts.append(parted.taken())
    #expect(parts.count > 10)
    #expect(Array(parts.joined()) == whole.bytes)
    #expect(parted.bytes.isEmpty)
    _ = try JSONValue(parsing: whole.bytes)
  }
}
