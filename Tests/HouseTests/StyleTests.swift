import Testing

/// The rules of style that a machine can hold.
@Suite struct StyleTests {
  static let lineCountMax = 400
  /// Files that may be longer, each with its reason.
  static let longFiles: [String: String] = [:]
  static let publicWords = ["public ", "open class ", "open func ", "open var "]
  static let bannedNames = ["Utils", "Util", "Helper", "Helpers", "Manager", "Common", "Misc"]

  @Test func `no file is longer than can be read in one sitting`() {
    for file in SourceTree.swift + SourceTree.tests where StyleTests.longFiles[file.path] == nil {
      #expect(file.lines.count <= StyleTests.lineCountMax + 1, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test func `nothing is public and nothing is forced`() {
    for file in SourceTree.swift {
      for (number, line) in file.code {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//") else { continue }
        #expect(!StyleTests.publicWords.contains { code.hasPrefix($0) }, "\(file.path):\(number) is public")
        // Node handles are inlined into other modules; nothing else needs to be.
        #expect(
          !code.hasPrefix("@usableFromInline") || file.path.hasPrefix("Sources/GoSyntax/"),
          "\(file.path):\(number) is public")
        #expect(!code.contains("try! "), "\(file.path):\(number) forces a try")
        #expect(!code.contains("as! "), "\(file.path):\(number) forces a cast")
      }
    }
  }

  @Test func `pipes and sockets are made so that no other program inherits them`() {
    for file in SourceTree.swift {
      for (number, line) in file.code where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        let makes = [" pipe(", "=pipe(", "(pipe(", "!pipe(", " socketpair(", "(socketpair(", "F_SETFD"].contains {
          line.contains($0)
        }
        #expect(!makes, "\(file.path):\(number) leaves descriptors open for a moment; CDescriptors makes them closed")
      }
    }
  }

  @Test func `no folder and no file has a catch-all name`() {
    for file in SourceTree.swift + SourceTree.tests {
      for part in file.parts {
        let name = part.hasSuffix(".swift") ? part.dropLast(6) : part
        let isBanned = StyleTests.bannedNames.contains { name == $0 || name.hasSuffix($0) }
        #expect(!isBanned, "\(file.path) is named for nothing")
      }
    }
  }

  @Test func `every source file says what it promises`() {
    for file in SourceTree.swift where file.parts[1] != "CCurses" {
      #expect(file.text.contains("/// "), "\(file.path) has no doc comment")
    }
  }

  @Test func `a probe's folder, file, type and id say the same thing`() {
    let probes = SourceTree.swift.filter { $0.path.hasPrefix("Sources/Probes/") && $0.path.hasSuffix("Probe.swift") }
    for file in probes where file.parts.count == 4 {
      let family = file.parts[2].lowercased()
      let type = file.parts[3].dropLast(".swift".count)
      var name = ""
      for character in type.dropLast("Probe".count) {
        if character.isUppercase && !name.isEmpty { name += "-" }
        name += character.lowercased()
      }
      #expect(file.text.contains("struct \(type): Probe"), "\(file.path) does not hold struct \(type): Probe")
      #expect(file.text.contains("id: \"\(family)/\(name)\""), "\(file.path) has no card with the id \(family)/\(name)")
    }
  }

  @Test func `no file holds a control or bidirectional character`() {
    for file in SourceTree.swift + SourceTree.tests {
      let strays = file.text.unicodeScalars.filter {
        ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value)
          || (0x202A...0x202E).contains($0.value)
          || (0x2066...0x2069).contains($0.value)
      }
      #expect(strays.isEmpty, "\(file.path) holds \(strays.map { String($0.value, radix: 16) })")
    }
  }
}
