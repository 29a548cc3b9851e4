import Canvas
import Evidence

/// One statement of the plain interface, before it is fitted to a terminal.
///
/// Its text passes `printableLine` here, so nothing a repository holds can steer a terminal or pass
/// for a line of Assay's own.
struct PlainLine: Hashable, Sendable {
  let indent: Int
  /// What stands before the text; where the text takes more lines, they begin below its first letter.
  let mark: String
  let text: String
  /// Source: its blanks are kept.
  let isVerbatim: Bool
  /// The place the text begins with, for links.
  let place: Location?

  init(_ text: String = "", mark: String = "", indent: Int = 0, isVerbatim: Bool = false, place: Location? = nil) {
    self.indent = indent
    self.mark = mark.printableLine
    self.text = isVerbatim ? text.tabsExpanded(stop: 4).printableLine : text.printableLine
    self.isVerbatim = isVerbatim
    self.place = place
  }

  /// Text that may have several lines, such as a note or an example.
  static func paragraphs(_ text: String, mark: String, indent: Int = 0, isVerbatim: Bool = false) -> [PlainLine] {
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
    let blank = String(repeating: " ", count: mark.columns)
    return parts.enumerated().map { index, part in
      PlainLine(String(part), mark: index == 0 ? mark : blank, indent: indent, isVerbatim: isVerbatim)
    }
  }
}

/// What plain lines are written for.
package struct PlainLook: Hashable, Sendable {
  /// Columns to wrap at. Nil does not wrap: who reads through a pipe gets one statement a line, to search and to cut.
  package var width: Int?
  package var isASCII: Bool
  /// `file://host/path` of the repository where places are to be links (OSC 8); nil writes none.
  package var linkBase: String?

  package init(width: Int? = nil, isASCII: Bool = false, linkBase: String? = nil) {
    self.width = width
    self.isASCII = isASCII
    self.linkBase = linkBase
  }

  /// Text of one line as this output shows it.
  package func shown(_ text: String) -> String {
    let text = text.printableLine
    return isASCII ? String(text.map { $0.isASCII ? $0 : "?" }) : text
  }

  private static let shortMarkColumnsMax = 6

  func shown(_ line: PlainLine) -> [String] {
    let mark = String(repeating: " ", count: line.indent) + shown(line.mark)
    let text = shown(line.text)
    guard let width else { return [linked(mark + text, line, at: mark)] }
    // Later lines stand below the text of a short mark, and always deeper than the statement, so that one sees where
    // the next begins.
    let hanging = line.mark.columns <= Self.shortMarkColumnsMax ? max(mark.columns, line.indent + 2) : line.indent + 2
    let later = String(repeating: " ", count: width > 2 * hanging ? hanging : 0)
    let parts =
      line.isVerbatim
      ? text.cut(to: max(1, width - mark.columns), later: max(1, width - later.columns))
      : text.wrapped(to: max(1, width - mark.columns), later: max(1, width - later.columns))
    return parts.enumerated().map { index, part in
      index == 0 ? linked(mark + part, line, at: mark) : later + part
    }
  }

  /// Makes a link of the place when it stands whole on the line.
  private func linked(_ shownLine: String, _ line: PlainLine, at mark: String) -> String {
    guard let linkBase, let place = line.place else { return shownLine }
    let text = shown(place.text)
    let rest = shownLine.dropFirst(mark.count)
    guard shownLine.hasPrefix(mark), rest.hasPrefix(text) else { return shownLine }
    let target = "\(linkBase)/\(place.path.percentEncoded)#\(place.line)"
    return "\(mark)\u{1B}]8;;\(target)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\\(rest.dropFirst(text.count))"
  }
}

extension Location {
  /// `path:line`, on one line.
  var text: String { "\(path):\(line)".printableLine }
}

extension String {
  /// Pieces that keep every blank, the first of at most `width` columns and the others of at most `later`.
  fileprivate func cut(to width: Int, later: Int) -> [String] {
    guard columns > width else { return [self] }
    var pieces: [String] = []
    var piece = ""
    var used = 0
    var width = width
    for character in self {
      let columns = String(character).columns
      if used > 0, used + columns > width {
        pieces.append(piece)
        width = later
        piece = ""
        used = 0
      }
      piece.append(character)
      used += columns
    }
    return pieces + [piece]
  }

  /// A path as part of a URI (RFC 3986): all but letters, digits, `-._~/` in percent form.
  package var percentEncoded: String {
    utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        return String(UnicodeScalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        return hex.utf8.count == 1 ? "%0\(hex)" : "%\(hex)"
      }
    }.joined()
  }
}
