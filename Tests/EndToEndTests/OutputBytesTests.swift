import Foundation
import Testing

/// What the terminal is sent, byte by byte: no colour where none is wanted, nothing but ASCII where nothing else works.
@Suite struct OutputBytesTests {
  /// All bytes of a walk through every screen and prompt.
  private func walk(
    options: [String] = [], environment: [String: String] = [:], repository: String = Program.example
  ) throws -> [UInt8] {
    let store = try TemporaryFolder()
    let settings = try Program.settingsWithPast(store, environment)
    return try Program.review(repository, options: options, environment: settings) { terminal in
      for place in ScreenWalk.places {
        #expect(place.enter(terminal), "\(place.name) is not reached:\n\(terminal.screen.text)")
        #expect(place.leave(terminal), "\(place.name) is not left:\n\(terminal.screen.text)")
      }
      terminal.press("<Enter> 2 Q")
      #expect(terminal.waitForEnd() == 0)
      return terminal.bytes
    }
  }

  /// The sequences that choose a colour.
  private func colours(_ bytes: [UInt8]) -> [String] {
    var found: [String] = []
    for (index, byte) in bytes.enumerated() where byte == 0x1B && index + 1 < bytes.count && bytes[index + 1] == 0x5B {
      let parameters = bytes[(index + 2)...].prefix { $0 == 0x3B || (0x30...0x39).contains($0) }
      guard index + 2 + parameters.count < bytes.count, bytes[index + 2 + parameters.count] == 0x6D else { continue }
      let text = String(decoding: parameters, as: UTF8.self)
      let numbers = text.split(separator: ";").compactMap { Int($0) }
      if numbers.contains(where: { (30...49).contains($0) || (90...107).contains($0) }) { found.append(text) }
    }
    return found
  }

  @Test func `by default there is colour, and marks beyond ASCII`() throws {
    let bytes = try walk()
    #expect(colours(bytes).count > 20)
    #expect(bytes.contains { $0 > 0x7F })
  }

  @Test(arguments: [
    ([], ["NO_COLOR": "1"]), (["--color", "never"], [:]), ([], ["TERM": "vt100"]),
    (["--color", "always"], ["TERM": "vt100"]),
  ])
  func `without colour there is not one sequence of colour`(_ options: [String], _ environment: [String: String]) throws
  {
    #expect(colours(try walk(options: options, environment: environment)) == [])
  }

  @Test(arguments: [([], ["LC_ALL": "C"]), (["--ascii"], [:]), (["--ascii"], ["LC_ALL": "C", "TERM": "vt100"])])
  func `an ASCII terminal is sent ASCII`(_ options: [String], _ environment: [String: String]) throws {
    #expect(try walk(options: options, environment: environment).count { $0 > 0x7F } == 0)
  }

  @Test func `an empty NO_COLOR means nothing, and --color always wins over a set one`() throws {
    #expect(colours(try walk(environment: ["NO_COLOR": ""])).count > 20)
    #expect(colours(try walk(options: ["--color", "always"], environment: ["NO_COLOR": "1"])).count > 20)
  }
}
