import Canvas
import Foundation
import Reviews
import Testing

@testable import Screens

/// What Assay draws itself has one width on every terminal: no variation selector, no joiner, no flag, one column each.
@Suite struct ChromeTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Joins, chooses a presentation, is half of a flag, or tones.
  private static func isDisputed(_ scalar: Unicode.Scalar) -> Bool {
    (0xFE00...0xFE0F).contains(scalar.value) || [0x200D, 0x20E3].contains(scalar.value)
      || (0x1F1E6...0x1F1FF).contains(scalar.value) || (0x1F3FB...0x1F3FF).contains(scalar.value)
  }

  private static func files(_ folder: String, _ ending: String) throws -> [(name: String, text: String)] {
    let url = root.appending(path: folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { $0.hasSuffix(ending) }
    return try names.map { ($0, try String(contentsOf: url.appending(path: $0), encoding: .utf8)) }
  }

  @Test func `no recorded frame holds a character whose width is disputed`() throws {
    let frames = try ChromeTests.files("Tests/ScreensTests/Frames", ".txt")
    #expect(frames.count >= 120)
    for (name, text) in frames {
      #expect(!text.unicodeScalars.contains(where: ChromeTests.isDisputed), "\(name)")
      for character in Set(text) where !character.isASCII {
        #expect(String(character).columns == 1, "\(character) in \(name) is not one column wide")
      }
    }
  }

  @Test(arguments: ["Sources/Screens", "Sources/Canvas", "Sources/Terminal", "Sources/assay"])
  func `no source file of the interface draws one`(_ folder: String) throws {
    let files = try ChromeTests.files(folder, ".swift")
    #expect(files.count > 5)
    let escapes = ["\\u{FE0F}", "\\u{FE0E}", "\\u{200D}", "\\u{20E3}", "\\u{1F1"]
    for (name, text) in files {
      #expect(!text.unicodeScalars.contains(where: ChromeTests.isDisputed), "\(name)")
      for escape in escapes { #expect(!text.uppercased().contains(escape.uppercased()), "\(escape) in \(name)") }
    }
  }

  @Test func `every mark has one column for each of its characters, and the ASCII ones are ASCII`() {
    for (glyphs, isASCII) in [(Glyphs.unicode, false), (.ascii, true)] {
      let marks = [
        glyphs.selection, glyphs.ellipsis, glyphs.separator, glyphs.bullet, glyphs.vertical, glyphs.horizontal,
        glyphs.pointer, glyphs.barFull, glyphs.barOpen, glyphs.barEmpty, glyphs.arrow, glyphs.dash,
      ]
      for mark in marks {
        #expect(mark.columns == mark.count && !mark.isEmpty, "\(mark)")
        #expect(mark.graphemes.map(\.text).joined() == mark, "\(mark) is not drawn as it is")
        #expect(!isASCII || mark.utf8.allSatisfy { $0 < 0x80 })
      }
    }
    for (marks, isASCII) in [(ChartMarks.unicode, false), (.ascii, true)] {
      for mark in marks.levels + [marks.full, marks.reachable, marks.rulerBreak, marks.axis, marks.absent, marks.arrow]
      {
        #expect(mark.columns == mark.count && !mark.isEmpty, "\(mark)")
        #expect(!isASCII || mark.utf8.allSatisfy { $0 < 0x80 })
      }
    }
  }
}
