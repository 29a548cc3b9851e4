import Evidence
import Testing

@Suite struct SHA256Tests {
  @Test func `known messages have their published digests`() {
    #expect(SHA256.hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(SHA256.hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.hex([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `adding in pieces gives the digest of the whole`() {
    let message = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    for length in 0..<message.count {
      var hash = SHA256()
      hash.add(Array(message[..<(length / 2)]))
      hash.add(Array(message[(length / 2)..<length]))
      #expect(hash.hexDigest() == SHA256.hex(Array(message[..<length])))
    }
  }
}
