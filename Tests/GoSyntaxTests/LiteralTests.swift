import Testing

@testable import GoSyntax

struct LiteralTests {
  @Test(arguments: [
    "0", "42", "1_000", "0b1_01", "0B1", "0o17", "0O7", "017", "0_1_7", "0xBad_Face", "0x_1", "0b_1",
  ])
  func `Integers are read whole`(text: String) {
    #expect(literal(text) == "integer \(text)")
  }

  @Test(arguments: [
    "1.", ".5", "1.5e10", "1e+5", "1E-5", "1_0.2_5", "089.5", "08e1", "0x1p-2", "0x1.8P3", "0x.8p0", "0x1_0p1", "09.",
  ])
  func `Floats are read whole`(text: String) {
    #expect(literal(text) == "float \(text)")
  }

  @Test(arguments: ["1i", "0i", "1.5i", "1e3i", "0x1p2i", "089i", "0b1i"])
  func `Imaginary numbers are read whole`(text: String) {
    #expect(literal(text) == "imaginary number \(text)")
  }

  @Test(arguments: [
    "'a'", "'ä'", "'世'", #"'\n'"#, #"'\''"#, #"'\\'"#, #"'\000'"#, #"'\xff'"#, #"'\u12e4'"#, #"'\U00101234'"#, "'\"'",
  ])
  func `Runes are read whole`(text: String) {
    #expect(literal(text) == "rune \(text)")
  }

  @Test(arguments: [
    #""""#, #""a\"b""#, #""\x00\377""#, "\"日本\"", "``", "`a\\`", "`a\nb`", "`\r\n`", "\"`\"", "`\"`",
  ])
  func `Strings are read whole`(text: String) {
    #expect(literal(text) == "string \(text)")
  }

  @Test(arguments: [
    "0b", "0b2", "0o8", "089", "0x", "0xg", "1_", "1__0", "0_x1", "1_.5", "1._5", "1e", "1e+", "1e_5", "0x1.8",
    "0x1e1p",
    "0b1.0", "0o1e3", "1p3", "0x1.p", "08", "0b1_", "0x_", "0b12",
  ])
  func `A broken number is an error`(text: String) {
    #expect(firstError("package p\nvar x = \(text)\n") != nil)
  }

  @Test(arguments: [
    "''", "'ab'", "'", "'\n'", #"'\q'"#, #"'\08'"#, #"'\400'"#, #"'\x1'"#, #"'\ud800'"#, #"'\U00110000'"#, #"'\""'"#,
    "\"", "\"a\nb\"", #""\'""#, #""\u12""#, "`", "`a",
  ])
  func `A broken rune or string is an error`(text: String) {
    #expect(firstError("package p\nvar x = \(text)\n") != nil)
  }

  private func literal(_ text: String) -> String? {
    parse("package p\nvar x = \(text)\n").nodes(of: .basicLit).first.map { "\($0.token.spelling) \($0.text)" }
  }
}
