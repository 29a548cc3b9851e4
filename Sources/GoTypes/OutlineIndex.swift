import GoSyntax

/// Finds declarations of an outlined package by name, without a text for each of its many names.
///
/// Names and receivers stay where they are written; a table of hashes leads to them. Of several declarations of one name
/// the first that was added counts.
struct OutlineIndex: Sendable {
  /// A declaration's file and where it stands there.
  struct Place: Sendable {
    let file: UInt32
    let begin: UInt32
    let end: UInt32
    fileprivate let name: UInt32
    fileprivate let receiver: UInt32
    fileprivate let nameLength: UInt16
    fileprivate let receiverLength: UInt16
    let kind: DeclarationOutline.Kind
    let lacksKeyword: Bool
  }

  private let texts: [[UInt8]]
  private var places: [Place] = []
  /// For each hash the number of a place counted from 1, 0 for none; a power of two of them.
  private var table: [UInt32] = Array(repeating: 0, count: 16)

  init(texts: [[UInt8]]) { self.texts = texts }

  /// The declaration of this name; methods have the name of their receiver's type too.
  func place(of name: String, receiver: String) -> Place? {
    var (name, receiver) = (name, receiver)
    return name.withUTF8 { name in
      receiver.withUTF8 { receiver in
        let found = table[slot(name, receiver)]
        return found == 0 ? nil : places[Int(found) - 1]
      }
    }
  }

  mutating func add(_ entry: DeclarationOutline.Entry, file: Int) {
    // Longer names are none that anybody wrote.
    guard entry.name.count < Int(UInt16.max), entry.receiver.count < Int(UInt16.max) else { return }
    let place = Place(
      file: UInt32(file), begin: UInt32(entry.text.lowerBound), end: UInt32(entry.text.upperBound),
      name: UInt32(entry.name.lowerBound), receiver: UInt32(entry.receiver.lowerBound),
      nameLength: UInt16(entry.name.count), receiverLength: UInt16(entry.receiver.count), kind: entry.kind,
      lacksKeyword: entry.lacksKeyword)
    let slot = slot(of: place)
    guard table[slot] == 0 else { return }
    places.append(place)
    table[slot] = UInt32(places.count)
    if places.count * 2 > table.count { grow() }
  }

  private mutating func grow() {
    table = Array(repeating: 0, count: table.count * 2)
    for (number, place) in places.enumerated() { table[slot(of: place)] = UInt32(number + 1) }
  }

  private func slot(of place: Place) -> Int {
    texts[Int(place.file)].withUnsafeBufferPointer { text in
      slot(OutlineIndex.name(of: place, in: text), OutlineIndex.receiver(of: place, in: text))
    }
  }

  /// Where a name stands in the table, or where it would.
  private func slot(_ name: UnsafeBufferPointer<UInt8>, _ receiver: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in receiver { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    // No byte of a name, so that the two do not run together.
    hash = (hash ^ 0x2E) &* 16_777_619
    for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    var slot = Int(hash ^ hash >> 15) & (table.count - 1)
    while table[slot] != 0 {
      let place = places[Int(table[slot]) - 1]
      let isSame = texts[Int(place.file)].withUnsafeBufferPointer { text in
        OutlineIndex.name(of: place, in: text).elementsEqual(name)
          && OutlineIndex.receiver(of: place, in: text).elementsEqual(receiver)
      }
      if isSame { break }
      slot = (slot + 1) & (table.count - 1)
    }
    return slot
  }

  private static func name(of place: Place, in text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    let begin = Int(place.name)
    return UnsafeBufferPointer(rebasing: text[begin..<begin + Int(place.nameLength)])
  }

  private static func receiver(of place: Place, in text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    let begin = Int(place.receiver)
    return UnsafeBufferPointer(rebasing: text[begin..<begin + Int(place.receiverLength)])
  }
}
