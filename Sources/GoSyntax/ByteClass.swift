/// What a byte can begin, or be part of, outside of comments and literals.
///
/// The scanner looks bytes up in a table made once; the pointer to it stays valid for the program's life.
enum ByteClass {
  /// May be part of an ASCII name.
  static let name: UInt8 = 1
  /// Stands inside a string in double quotes as itself: no quote, backslash, line end or NUL.
  static let plainInString: UInt8 = 2
  /// A space, tab or carriage return.
  static let blank: UInt8 = 4

  nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max {
      var classes: UInt8 = 0
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: classes |= name
      case 0x20, 0x09, 0x0D: classes |= blank
      default: break
      }
      switch byte {
      case 0x22, 0x5C, 0x0A, 0: break
      default: classes |= plainInString
      }
      table[Int(byte)] = classes
    }
    return UnsafePointer(table)
  }()
}

/// Eight bytes at a time.
enum Words {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  static func load(_ bytes: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
    UnsafeRawPointer(bytes + offset).loadUnaligned(as: UInt64.self)
  }

  /// Not 0 when one of a word's bytes is `byte`; the lowest bit set lies in the first such byte.
  @inline(__always)
  static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & highs
  }

  /// Not 0 when one of a word's bytes is 0 or at least 128.
  @inline(__always)
  static func unusual(_ word: UInt64) -> UInt64 { (word | (word &- ones)) & highs }
}
