import Evidence

/// A project's identity, its module path, as the name of a folder and back.
///
/// `/` becomes `~`, a capital `!` and its small letter (some file systems know no difference), everything but small
/// letters, digits, `-`, `_` and inner dots its bytes as `%2e`. No name leads out of the store, and no two projects
/// share one: a name too long for a file system ends in a digest instead.
package enum ProjectFolder {
  static let lengthMax = 200

  package static func name(of project: String) -> String {
    var name = ""
    for byte in project.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: ".") where !name.isEmpty: name += "."
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): name += "!" + String(Unicode.Scalar(byte + 32))
      case UInt8(ascii: "/"): name += "~"
      default: name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    if name.isEmpty { return emptyName }
    return name.utf8.count <= lengthMax ? name : name.prefix(lengthMax - 66) + digestMark + SHA256.hex(project)
  }

  /// The project of a folder; nil when the name was cut or is none of ours.
  package static func project(of name: String) -> String? {
    if name == emptyName { return "" }
    guard !name.contains(digestMark) else { return nil }
    var bytes: [UInt8] = []
    var rest = Substring(name)
    while let letter = rest.popFirst() {
      switch letter {
      case "~": bytes.append(UInt8(ascii: "/"))
      case "!":
        guard let capital = rest.popFirst()?.asciiValue, (97...122).contains(capital) else { return nil }
        bytes.append(capital - 32)
      case "%":
        guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
        bytes.append(byte)
        rest = rest.dropFirst(2)
      default: bytes += String(letter).utf8
      }
    }
    guard let project = String(validating: bytes, as: UTF8.self), ProjectFolder.name(of: project) == name else {
      return nil
    }
    return project
  }

  private static let emptyName = "%"
  private static let digestMark = "%%"
}
