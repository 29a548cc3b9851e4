import Evidence
import Testing

@Suite struct JSONTests {
  static func problem(_ text: String) -> String {
    do {
      return "read as \(try JSONValue(parsing: text))"
    } catch {
      return error.description
    }
  }

  @Test func `a document reads as its values`() throws {
    let value = try JSONValue(
      parsing: #" {"a": [1, -2, 2.50, 1e3, true, false, null], "b": {"c": "x\n\u00e9\ud83d\ude00\/"}} "#)
    let expected: JSONValue = [
      "a": [1, -2, .decimal("2.50"), .decimal("1e3"), true, false, nil], "b": ["c": "x\né😀/"],
    ]
    #expect(value == expected)
    #expect(value["a"]?.arrayValue?[2].doubleValue == 2.5)
  }

  @Test func `numbers keep the text they were written with`() throws {
    for text in ["0", "-0", "1.0", "1E+5", "123456789012345678901234567890", "-9223372036854775808", "0.10"] {
      #expect(try JSONValue(parsing: text).compactText == text)
    }
    #expect(JSONValue.number(0.1).compactText == "0.1")
    #expect(JSONValue.number(.infinity) == .null)
  }

  @Test func `writing is stable, indented, and reads back as the same value`() throws {
    let value: JSONValue = ["b": 1, "a": [], "c": [nil, ["d": "tab\there"]], "e": [:]]
    #expect(
      value.text == """
        {
          "b": 1,
          "a": [],
          "c": [
            null,
            {
              "d": "tab\\there"
            }
          ],
          "e": {}
        }

        """)
    #expect(value.compactText == #"{"b":1,"a":[],"c":[null,{"d":"tab\there"}],"e":{}}"#)
    #expect(try JSONValue(parsing: value.text) == value)
  }

  @Test func `what could steer a terminal or mislead a reader is written as an escape`() throws {
    let text = "\u{1b}[2J\u{9b}\u{202e}\u{2066}\u{feff}\u{7f}\r\n\u{0}é世"
    let written = JSONValue.string(text).compactText
    #expect(written == #""\u001b[2J\u009b\u202e\u2066\ufeff\u007f\r\n\u0000é世""#)
    #expect(try JSONValue(parsing: written) == .string(text))
  }

  @Test func `text between what must be escaped is copied whole, whatever its neighbours`() throws {
    let pieces = [
      "a", "\"", "é", "\u{9f}", "\u{a0}", "\u{2027}", "\u{2028}", "世", "\u{fefe}", "\u{feff}", "👩", "\n", "",
    ]
    for first in pieces {
      for second in pieces {
        for third in pieces {
          let text = first + second + third
          let written = JSONValue.string(text).compactText
          #expect(try JSONValue(parsing: written) == .string(text))
          let strays = written.unicodeScalars.filter { $0.isUnprintable }
          #expect(strays.isEmpty)
        }
      }
    }
  }

  @Test func `what is not JSON is refused with its place`() {
    #expect(
      JSONTests.problem("{\n  \"a\": 1,\n  \"a\": 2\n}")
        == "line 3, column 3 (byte 14): the key \"a\" stands here twice")
    #expect(JSONTests.problem("{\"a\": 01}") == "line 1, column 7 (byte 6): a number may not begin with 0")
    #expect(JSONTests.problem("[1, 2") == "line 1, column 6 (byte 5): the document ends before ]")
    #expect(JSONTests.problem("[1,]") == "line 1, column 4 (byte 3): a value should be here")
    #expect(JSONTests.problem("{} x") == "line 1, column 4 (byte 3): text after the end of the document")
    #expect(JSONTests.problem("\"abc") == "line 1, column 1 (byte 0): the text that begins here never ends")
    #expect(JSONTests.problem(#""\ud800x""#) == "line 1, column 2 (byte 1): half a surrogate pair")
    #expect(JSONTests.problem(#""\q""#) == "line 1, column 2 (byte 1): an escape JSON does not know")
    #expect(
      JSONTests.problem("\"a\nb\"") == "line 1, column 3 (byte 2): a control character inside a text must be escaped")
    #expect(JSONTests.problem("") == "line 1, column 1 (byte 0): the document ends where a value should be")
    for text in ["+1", ".5", "1.", "1e", "-", "tru", "{1:2}", "{\"a\"}", "[1 2]", "'a'", "NaN", #""\u00g0""#, "\u{b}1"]
    {
      #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    }
    #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test func `nesting has a limit and no stack is needed to find out`() throws {
    let atLimit = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    #expect(throws: Never.self) { try JSONValue(parsing: atLimit) }
    #expect(JSONTests.problem(String(repeating: "[", count: 1_000_000)).contains("nested deeper than 128 levels"))
  }

  @Test func `every cut of a document is refused`() {
    let whole = Array(#"{"a": [1, "é\u0041", {"b": null}], "c": -2.5e3}"#.utf8)
    for length in 0..<whole.count {
      #expect(throws: JSONError.self) { try JSONValue(parsing: Array(whole[..<length])) }
    }
  }
}
