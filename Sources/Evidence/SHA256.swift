/// SHA-256 as FIPS 180-4 defines it: names criteria, evidence and checklists by their content.
///
/// It is here because the core has no cryptography library on Linux; it guards against change, not against attackers
/// who time it.
package struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// The bytes that do not fill a block yet: fewer than 64.
  private var rest: [UInt8] = []
  private var byteCount: UInt64 = 0

  package init() { rest.reserveCapacity(64) }

  /// The digest of a text's UTF-8 bytes as 64 lower-case hexadecimal digits.
  package static func hex(_ text: String) -> String { hex(Array(text.utf8)) }

  package static func hex(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.add(bytes)
    return hash.hexDigest()
  }

  package mutating func add(_ text: String) { add(Array(text.utf8)) }

  package mutating func add(_ bytes: [UInt8]) {
    byteCount &+= UInt64(bytes.count)
    var first = 0
    if !rest.isEmpty {
      first = min(64 - rest.count, bytes.count)
      rest += bytes[..<first]
      guard rest.count == 64 else { return }
      compress(rest)
      rest.removeAll(keepingCapacity: true)
    }
    bytes.withUnsafeBufferPointer { buffer in
      while buffer.count - first >= 64 {
        compress(UnsafeBufferPointer(rebasing: buffer[first..<first + 64]))
        first += 64
      }
    }
    rest += bytes[first...]
  }

  /// Ends the message; the value is used up afterwards.
  package consuming func hexDigest() -> String {
    let bitCount = byteCount &* 8
    var padding: [UInt8] = [0x80]
    padding += Array(repeating: 0, count: (119 - rest.count) % 64)
    for shift in stride(from: 56, through: 0, by: -8) { padding.append(UInt8(truncatingIfNeeded: bitCount >> shift)) }
    add(padding)
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for word in state {
      for shift in stride(from: 28, through: 0, by: -4) { text.append(digits[Int((word >> shift) & 15)]) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func compress(_ block: [UInt8]) { block.withUnsafeBufferPointer { compress($0) } }

  /// Takes in one block of 64 bytes.
  private mutating func compress(_ block: UnsafeBufferPointer<UInt8>) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      for i in 0..<16 {
        let start = i * 4
        let high = UInt32(block[start]) << 24 | UInt32(block[start + 1]) << 16
        schedule[i] = high | UInt32(block[start + 2]) << 8 | UInt32(block[start + 3])
      }
      for i in 16..<64 {
        let early = schedule[i - 15]
        let late = schedule[i - 2]
        let sigma0 = SHA256.turned(early, 7) ^ SHA256.turned(early, 18) ^ (early >> 3)
        let sigma1 = SHA256.turned(late, 17) ^ SHA256.turned(late, 19) ^ (late >> 10)
        schedule[i] = schedule[i - 16] &+ sigma0 &+ schedule[i - 7] &+ sigma1
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      SHA256.roundConstants.withUnsafeBufferPointer { constants in
        for i in 0..<64 {
          let sum1 = SHA256.turned(e, 6) ^ SHA256.turned(e, 11) ^ SHA256.turned(e, 25)
          let choice = (e & f) ^ (~e & g)
          let first = h &+ sum1 &+ choice &+ constants[i] &+ schedule[i]
          let sum0 = SHA256.turned(a, 2) ^ SHA256.turned(a, 13) ^ SHA256.turned(a, 22)
          let majority = (a & b) ^ (a & c) ^ (b & c)
          (h, g, f, e) = (g, f, e, d &+ first)
          (d, c, b, a) = (c, b, a, first &+ sum0 &+ majority)
        }
      }
      for (i, word) in [a, b, c, d, e, f, g, h].enumerated() { state[i] &+= word }
    }
  }

  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
