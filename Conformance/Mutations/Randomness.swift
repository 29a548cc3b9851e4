/// The same numbers in every run (splitmix64).
package struct Randomness: RandomNumberGenerator {
  private var state: UInt64

  /// The numbers for one case of a run; neighbouring cases have unrelated ones.
  package init(seed: UInt64, number: Int) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: number) &* 0xD134_2543_DE82_EF95
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number below `limit`; 0 when there is none.
  mutating func below(_ limit: Int) -> Int { limit > 0 ? Int(next() % UInt64(limit)) : 0 }

  /// A number from 1 to about `limit`, small ones as likely as large ones of twice their length.
  mutating func magnitude(_ limit: Int) -> Int {
    let bits = Int.bitWidth - limit.leadingZeroBitCount
    return 1 + below(min(limit, 1 << below(bits + 1)))
  }
}
