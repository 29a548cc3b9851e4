import Evidence
import GoSyntax

/// The bytes of a file as lines to show: printable, without line ends, and in Go with what each part is.
package struct ShownSource {
  /// What is longer is no line that anybody reads, and may be megabytes.
  static let lineByteCountMax = 2_000

  private let bytes: [UInt8]
  private let isGo: Bool
  /// Offsets at which lines begin.
  private let starts: [Int]

  package init(_ bytes: [UInt8], isGo: Bool) {
    self.bytes = bytes
    self.isGo = isGo
    var starts = [0]
    bytes.withUnsafeBufferPointer { text in
      for index in text.indices where text[index] == 10 { starts.append(index + 1) }
    }
    self.starts = starts
  }

  /// All lines of a short text.
  package static func lines(of text: String, isGo: Bool) -> [SourceLine] {
    let source = ShownSource(Array(text.utf8), isGo: isGo)
    return source.lines(1...source.lineCount)
  }

  /// At least 1: behind the last line end stands a line too, if an empty one.
  package var lineCount: Int { starts.count }

  /// Lines by number, from 1 to `lineCount`.
  package func lines(_ numbers: ClosedRange<Int>) -> [SourceLine] {
    let range = starts[numbers.lowerBound - 1]..<end(ofLine: numbers.upperBound)
    let pieces = isGo ? TokenClasses.pieces(of: bytes, in: range) : []
    var next = 0
    return numbers.map { number in
      let line = shown(number)
      while next < pieces.count, pieces[next].range.upperBound <= line.lowerBound { next += 1 }
      return SourceLine(parts: parts(of: line, pieces[next...]))
    }
  }

  /// The bytes of a line that are shown.
  private func shown(_ number: Int) -> Range<Int> {
    let start = starts[number - 1]
    var end = end(ofLine: number)
    if end > start, bytes[end - 1] == 13 { end -= 1 }
    return start..<min(end, start + ShownSource.lineByteCountMax)
  }

  private func end(ofLine number: Int) -> Int { number < starts.count ? starts[number] - 1 : bytes.count }

  /// A line cut where pieces begin and end; `pieces` are those from the line's first on.
  private func parts(of line: Range<Int>, _ pieces: ArraySlice<TokenClasses.Piece>) -> [SourceLine.Part] {
    var parts: [SourceLine.Part] = []
    var at = line.lowerBound
    func add(to end: Int, _ kind: SourceLine.Kind) {
      guard end > at else { return }
      parts.append(SourceLine.Part(String(decoding: bytes[at..<end], as: UTF8.self), kind))
      at = end
    }
    for piece in pieces {
      guard piece.range.lowerBound < line.upperBound else { break }
      add(to: piece.range.lowerBound, .plain)
      add(to: min(piece.range.upperBound, line.upperBound), SourceLine.Kind(piece.kind))
    }
    add(to: line.upperBound, .plain)
    return parts
  }
}

extension SourceLine.Kind {
  fileprivate init(_ kind: TokenClasses.Class) {
    switch kind {
    case .keyword: self = .keyword
    case .string: self = .string
    case .comment: self = .comment
    case .number: self = .number
    }
  }
}
