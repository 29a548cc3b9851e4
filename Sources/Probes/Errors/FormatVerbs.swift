/// The verbs of a format string of package fmt, each with the argument it formats.
///
/// Explicit argument indexes (`%[2]v`), `*` widths and precisions and flags are understood as fmt documents them.
struct FormatVerbs {
  struct Verb: Hashable {
    let letter: UInt8
    /// Position among the arguments after the format, from 0.
    let argument: Int
  }

  private(set) var verbs: [Verb] = []
  /// How many arguments the format asks for.
  private(set) var argumentCount = 0

  init(_ format: String) {
    let text = Array(format.utf8)
    var i = 0
    var next = 0
    func isDigit(_ i: Int) -> Bool { i < text.count && (48...57).contains(text[i]) }
    func index() {
      guard i < text.count, text[i] == UInt8(ascii: "[") else { return }
      var number = 0
      var j = i + 1
      while isDigit(j) {
        number = min(number * 10 + Int(text[j] - 48), 1_000)
        j += 1
      }
      guard j < text.count, text[j] == UInt8(ascii: "]"), number > 0 else { return }
      next = number - 1
      i = j + 1
    }
    func number() {
      index()
      if i < text.count, text[i] == UInt8(ascii: "*") {
        next += 1
        i += 1
      } else {
        while isDigit(i) { i += 1 }
      }
    }
    while i < text.count {
      guard text[i] == UInt8(ascii: "%") else {
        i += 1
        continue
      }
      i += 1
      while i < text.count, "+-# 0".utf8.contains(text[i]) { i += 1 }
      number()
      if i < text.count, text[i] == UInt8(ascii: ".") {
        i += 1
        number()
      }
      index()
      guard i < text.count else { break }
      if text[i] != UInt8(ascii: "%") {
        verbs.append(Verb(letter: text[i], argument: next))
        next += 1
        argumentCount = max(argumentCount, next)
      }
      i += 1
    }
  }

  /// The letters that format one argument.
  func letters(of argument: Int) -> [UInt8] { verbs.filter { $0.argument == argument }.map(\.letter) }
}
