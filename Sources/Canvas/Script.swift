/// A scripted sitting: keys to press and what must be seen then, one step a line.
///
/// ```
/// # Enter opens the first checklist, Esc comes back.
/// size 80x24
/// press <Enter>
/// see Project structure
/// press <Esc>
/// not Project structure
/// ```
///
/// Lines with `#` and empty lines are for readers. A line `-- name --` ends the script: what follows are files of a
/// repository, which is not the script's business.
package struct Script: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    /// From 1.
    package let line: Int
    package let act: Act
  }

  package enum Act: Hashable, Sendable {
    /// `size 80x24`: from here on the screen is that large.
    case size(Size)
    /// `look ascii`, `look colourless`, `look full`.
    case look(Look)
    /// `clock 2026-11-27T10:00:00Z`
    case clock(String)
    /// `press j j <Enter>`
    case press([Key])
    /// `type TEXT`: letter by letter, blanks too.
    case type(String)
    /// `paste TEXT`: as one key; `\\n` is a line feed.
    case paste(String)
    /// `click TEXT`: on the first character of the first place that shows it.
    case click(String)
    /// `see TEXT`, `not TEXT`: one row shows it, no row does.
    case see(String)
    case not(String)
    /// `cursor TEXT`: the row with the hardware cursor shows it.
    case cursor(String)
    /// `screen`, and then the whole picture in lines that begin with `|`.
    case screen([String])
    /// `editor TEXT`: what the reader writes when an editor opens; `\\n` is a line feed.
    case editor(String)
    /// `editor fails`: how the next editor ends.
    case editorFails
    /// `opened PATH:LINE`: what the editor was last given.
    case opened(String)
    /// `copied TEXT`: what the clipboard was last given.
    case copied(String)
    /// `suspended`, `redrawn`: it has been asked for since the last such line.
    case suspended
    case redrawn
    /// `ended`: the program has left.
    case ended
    /// `reopen`: leaves, if it has not, and begins a new sitting on the same review.
    case reopen
    /// `beside`: leaves this sitting open and begins another one on the same review, as from a second terminal.
    case beside
    /// `write PATH TEXT`: a file of the repository changes; `\\n` is a line feed, `\\t` a tab.
    case write(path: String, text: String)
    /// `holds PATH TEXT`, `lacks PATH TEXT`: a file of the repository holds the text; it does not, or is not there.
    case holds(path: String, text: String)
    case lacks(path: String, text: String)
    /// `dump FILE`: writes the picture there.
    case dump(String)
  }

  package struct Mistake: Error, Hashable, Sendable {
    package let line: Int
    package let text: String
  }

  package let steps: [Step]

  package init(_ text: String) throws(Mistake) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var steps: [Step] = []
    var index = 0
    while index < lines.count, !(lines[index].hasPrefix("-- ") && lines[index].hasSuffix(" --")) {
      let number = index + 1
      let line = lines[index]
      index += 1
      guard !line.hasPrefix("#"), line.contains(where: { $0 != " " }) else { continue }
      let word = String(line.prefix { $0 != " " })
      let rest = String(line.dropFirst(word.count + 1))
      guard var act = try Script.act(word, rest, line: number) else {
        throw Mistake(line: number, text: "\"\(line)\" is no step; see Tests/EndToEndTests/Scripts/README.md")
      }
      if case .screen = act {
        let rows = lines[index...].prefix { $0.hasPrefix("|") }
        act = .screen(rows.map { String($0.dropFirst()) })
        index += rows.count
      }
      steps.append(Step(line: number, act: act))
    }
    self.steps = steps
  }

  private static func act(_ word: String, _ rest: String, line: Int) throws(Mistake) -> Act? {
    let wordsAlone: [String: Act] = [
      "screen": .screen([]), "suspended": .suspended, "redrawn": .redrawn, "ended": .ended, "reopen": .reopen,
      "beside": .beside,
    ]
    if let act = wordsAlone[word] { return rest.isEmpty ? act : nil }
    guard !rest.isEmpty else { return nil }
    switch word {
    case "size": return size(rest).map { .size($0) }
    case "look": return look(rest).map { .look($0) }
    case "clock": return .clock(rest)
    case "press":
      guard let keys = Key.script(rest) else {
        throw Mistake(line: line, text: "\"\(rest)\" names a key that does not exist")
      }
      return .press(keys)
    case "type": return .type(rest)
    case "paste": return .paste(rest.replacing("\\n", with: "\n"))
    case "click": return .click(rest)
    case "see": return .see(rest)
    case "not": return .not(rest)
    case "cursor": return .cursor(rest)
    case "editor": return rest == "fails" ? .editorFails : .editor(rest.replacing("\\n", with: "\n"))
    case "opened": return .opened(rest)
    case "copied": return .copied(rest)
    case "write": return file(rest).map { .write(path: $0, text: $1.replacing("\\t", with: "\t")) }
    case "holds": return file(rest).map { .holds(path: $0, text: $1) }
    case "lacks": return file(rest).map { .lacks(path: $0, text: $1) }
    case "dump": return .dump(rest)
    default: return nil
    }
  }

  /// A path without blanks that stays below the repository, then a text.
  private static func file(_ text: String) -> (path: String, text: String)? {
    let path = String(text.prefix { $0 != " " })
    let rest = String(text.dropFirst(path.count + 1)).replacing("\\n", with: "\n")
    let isBelow = !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    return rest.isEmpty || !isBelow ? nil : (path, rest)
  }

  private static func size(_ text: String) -> Size? {
    let numbers = text.split(separator: "x").compactMap { Int($0) }
    guard numbers.count == 2, numbers.allSatisfy({ (1...1000).contains($0) }) else { return nil }
    return Size(width: numbers[0], height: numbers[1])
  }

  private static func look(_ text: String) -> Look? {
    let looks = [
      "full": Look(), "ascii": Look(glyphs: .ascii, hasColour: true),
      "colourless": Look(glyphs: .unicode, hasColour: false),
    ]
    return looks[text]
  }
}

extension Frame {
  /// The first place that shows a text within one row.
  package func place(of text: String) -> Position? {
    for y in 0..<size.height {
      let row = (0..<size.width).map { self[$0, y].text }.joined()
      if let range = row.firstRange(of: text) { return Position(x: row[..<range.lowerBound].columns, y: y) }
    }
    return nil
  }
}
