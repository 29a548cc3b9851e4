import Checklists
import GoSyntax
import Testing

/// The guidance of the built-in lists is the product: it must be complete, short enough to read and its examples right.
@Suite struct GuidanceTests {
  @Test func `every item of the four lists has an example`() throws {
    for item in try BuiltIn.catalogue().checklists.prefix(4).flatMap(\.items) {
      #expect(!item.remediation.example.isEmpty, "\(item.id)")
    }
  }

  @Test func `every text is a sentence of readable length and every question a question`() throws {
    for item in try BuiltIn.catalogue().items {
      #expect(item.asks.hasSuffix("?") && item.asks.count <= 110, "\(item.id) asks: \(item.asks)")
      let texts = [item.why, item.solid, item.partial, item.missing, item.look, item.remediation.text]
      for text in texts {
        #expect(text.hasSuffix("."), "\(item.id): \(text)")
        #expect(text.count <= 520, "\(item.id): \(text.count) characters: \(text)")
      }
      #expect(Set(texts).count == texts.count, "\(item.id) says one thing twice")
    }
  }

  @Test func `every example fits a screen`() throws {
    for item in try BuiltIn.catalogue().items {
      let lines = item.remediation.example.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 30, "\(item.id) has \(lines.count) lines")
      for line in lines {
        let width = line.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
        #expect(width <= 90, "\(item.id): \(line)")
        #expect(line.last?.isWhitespace != true, "\(item.id) has white space at the end of: \(line)")
      }
    }
  }

  @Test func `every Go example parses`() throws {
    for item in try BuiltIn.catalogue().items where item.remediation.language == "go" {
      let text = item.remediation.example
      let file = text.split(separator: "\n").contains { $0.hasPrefix("package ") } ? text : "package example\n\n" + text
      let errors = GoParser.parse(Array(file.utf8)).errors
      #expect(errors.isEmpty, "\(item.id): \(errors)")
    }
  }

  @Test func `titles of one list differ`() throws {
    for checklist in try BuiltIn.catalogue().checklists {
      #expect(Set(checklist.items.map(\.title)).count == checklist.items.count, "\(checklist.id)")
    }
  }
}
