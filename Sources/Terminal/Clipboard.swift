/// The sequence that asks a terminal to take text into its clipboard.
enum Clipboard {
  /// Terminals refuse longer ones, some of them by hanging.
  static let encodedLengthMax = 74_994

  static func sequence(_ text: String, isTmux: Bool, terminal: String) -> String {
    let bytes = Array(text.utf8.prefix(encodedLengthMax / 4 * 3))
    let plain = "\u{1B}]52;c;\(base64(bytes))\u{07}"
    if isTmux { return "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\" }
    if terminal.hasPrefix("screen") { return "\u{1B}P" + plain + "\u{1B}\\" }
    return plain
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var result = ""
    var index = 0
    while index < bytes.count {
      let group = bytes[index..<min(index + 3, bytes.count)]
      var value = group.reduce(0) { $0 << 8 | Int($1) }
      value <<= 8 * (3 - group.count)
      for place in 0..<4 {
        result.append(place <= group.count ? alphabet[value >> (18 - 6 * place) & 63] : "=")
      }
      index += 3
    }
    return result
  }
}
