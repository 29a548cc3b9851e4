import Evidence

/// The text of `.assay.yml` with entries put into its list `silenced` or taken out; every other byte stays as it is.
///
/// Entries are lines of their own, so they are found and made line by line rather than by writing YAML anew. What comes
/// out is read again: unless it says exactly what was asked for, the change is refused and nothing is handed back.
package struct SettingsText {
  package let bytes: [UInt8]
  /// Lines with their ends.
  private let lines: [ArraySlice<UInt8>]

  /// Why the file is left as it is, and what to do about it.
  package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
  }

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 10 {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    self.lines = lines
  }

  /// With one more entry, at the end of the list.
  package func adding(_ decision: SilencingDecision) throws(Refusal) -> [UInt8] {
    let old = try SettingsText.settings(bytes)
    if let entry = old.silenced.first(where: { $0.decision.name == decision.name }) {
      throw Refusal(description: "\(ProjectSettings.fileName) silences this finding in line \(entry.line) already")
    }
    let list = try list()
    let at: Int
    var text = ""
    let indent: Int
    if let list {
      at = list.end
      indent = list.dash
    } else {
      let isEnd = lines.last.map { SettingsText.content($0) == SettingsText.documentEnd } ?? false
      at = isEnd ? lines.count - 1 : lines.count
      let root = try rootColumn()
      if at > 0, !SettingsText.content(lines[at - 1]).isEmpty { text += "\n" }
      text += String(repeating: " ", count: root) + "silenced:\n"
      indent = root + 2
    }
    text += SettingsText.entry(decision, indent: indent)
    var result = Array(lines[..<at].joined())
    let lineEnd = lineEnd(before: at)
    if let last = result.last, last != 10 { result += lineEnd }
    result += text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
      .joined(separator: lineEnd)
    result += lines[at...].joined()
    return try checked(result, old, expected: old.silenced.map(\.decision) + [decision])
  }

  /// Without the entry for a finding; empty when nothing else was in the file.
  package func removing(_ probe: ProbeID, _ fingerprint: String) throws(Refusal) -> [UInt8] {
    let old = try SettingsText.settings(bytes)
    let name = SilencingDecision.Name(probe: probe, fingerprint: fingerprint)
    guard let entry = old.silenced.first(where: { $0.decision.name == name }), let list = try list() else {
      throw Refusal(description: "\(ProjectSettings.fileName) does not silence this finding any more")
    }
    guard let first = lines[..<entry.line].lastIndex(where: { SettingsText.isItem($0, indent: list.dash) }) else {
      throw SettingsText.unusual(list.key)
    }
    var end = end(after: first, dash: list.dash, isWholeList: false)
    var start = first
    if old.silenced.count == 1 {
      // The key goes too: an empty list is a mistake.
      start = list.key
      let rest = lines[end...].map(SettingsText.content).filter { !$0.isEmpty }
      if rest.isEmpty { end = lines.count }
      if rest.isEmpty || rest == [SettingsText.documentEnd], start > 0, SettingsText.content(lines[start - 1]).isEmpty {
        start -= 1
      }
    }
    var kept = Array(lines[..<start])
    // A comment behind the key and those between it and its only entry stay.
    kept += lines[start..<first].compactMap(SettingsText.comment)
    let result = Array((kept + lines[end...]).joined())
    let expected = old.silenced.map(\.decision).filter { $0.name != name }
    return try checked(result, old, expected: expected)
  }

  /// The bytes, when reading them gives what was wanted and leaves the other settings as they were.
  private func checked(
    _ result: [UInt8], _ old: ProjectSettings, expected: [SilencingDecision]
  ) throws(Refusal) -> [UInt8] {
    guard let new = try? SettingsText.settings(result), new.kind == old.kind,
      new.exclude.map(\.glob) == old.exclude.map(\.glob), new.silenced.map(\.decision) == expected,
      new.waivers.map(\.terms) == old.waivers.map(\.terms), new.check == old.check, new.profile == old.profile,
      new.checklists.map(\.path) == old.checklists.map(\.path)
    else { throw SettingsText.unusual(nil) }
    let saysNothing = result.allSatisfy { [9, 10, 13, 32].contains($0) }
    return saysNothing ? [] : result
  }

  private static func unusual(_ key: Int?) -> Refusal {
    let place = key.map { ":\($0 + 1)" } ?? ""
    return Refusal(
      description: "\(ProjectSettings.fileName)\(place) is written in a way that is not changed for you; "
        + "write its keys at the left and `silenced:` as a list with dashes")
  }

  private static func settings(_ bytes: [UInt8]) throws(Refusal) -> ProjectSettings {
    do throws(ChecklistProblems) {
      return try ProjectSettings(reading: ChecklistFile(name: ProjectSettings.fileName, bytes: bytes))
    } catch {
      let first = error.list.first?.description ?? ProjectSettings.fileName
      throw Refusal(description: "the settings have mistakes, mend them first: \(first)")
    }
  }
}

extension SettingsText {
  /// Indices of lines: the key's, the first behind the last entry; and the column of the dashes.
  private struct List {
    let key: Int
    let end: Int
    let dash: Int
  }

  private func list() throws(Refusal) -> List? {
    guard let entry = try rootEntry(where: { $0.key == "silenced" }) else { return nil }
    let key = entry.keyMark.line - 1
    guard lines.indices.contains(key), let first = lines[(key + 1)...].firstIndex(where: { !SettingsText.isVoid($0) })
    else { throw SettingsText.unusual(key) }
    let dash = SettingsText.indent(lines[first])
    guard SettingsText.isItem(lines[first], indent: dash), dash >= entry.keyMark.column - 1 else {
      throw SettingsText.unusual(key)
    }
    return List(key: key, end: end(after: first, dash: dash, isWholeList: true), dash: dash)
  }

  /// The first line behind an entry or behind all entries. Deeper comments belong to what stands above them.
  private func end(after first: Int, dash: Int, isWholeList: Bool) -> Int {
    var end = first + 1
    for index in lines.indices[(first + 1)...] {
      let line = lines[index]
      if SettingsText.content(line).isEmpty { continue }
      let indent = SettingsText.indent(line)
      let isComment = SettingsText.content(line).first == UInt8(ascii: "#")
      if indent > dash || isWholeList && SettingsText.isItem(line, indent: dash) {
        end = index + 1
      } else if !isComment {
        break
      }
    }
    return end
  }

  /// Behind such a line nothing counts.
  private static let documentEnd = Array("...".utf8)

  private func rootColumn() throws(Refusal) -> Int { try rootEntry { _ in true }.map { $0.keyMark.column - 1 } ?? 0 }

  private func rootEntry(where isWanted: (MarkedValue.Entry) -> Bool) throws(Refusal) -> MarkedValue.Entry? {
    let log = ProblemLog(file: ProjectSettings.fileName)
    let file = ChecklistFile(name: ProjectSettings.fileName, bytes: bytes)
    guard let text = ChecklistReading.text(of: file, log: log), ProjectSettings.saysSomething(text),
      let root = MarkedValue.read(text, of: "the settings", report: log.report),
      case .mapping(let entries) = root.content
    else { return nil }
    return entries.first(where: isWanted)
  }

  /// As the line before ends, or the file's first line, or by a line feed.
  private func lineEnd(before index: Int) -> [UInt8] {
    let models = [index > 0 ? lines[index - 1] : nil, lines.first].compactMap { $0 }
    guard let model = models.first(where: { $0.last == 10 }) else { return [10] }
    return model.dropLast().last == 13 ? [13, 10] : [10]
  }

  private static func entry(_ decision: SilencingDecision, indent: Int) -> String {
    let left = String(repeating: " ", count: indent)
    return """
      \(left)- probe: \(decision.probe)
      \(left)  fingerprint: \(quoted(decision.fingerprint))
      \(left)  path: \(quoted(decision.path))
      \(left)  reason: \(quoted(decision.reason))
      \(left)  by: \(quoted(decision.by))
      \(left)  at: \(decision.at)

      """
  }

  /// A double-quoted scalar of YAML on one line.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// A line without blanks at its ends, its line end and a byte order mark.
  private static func content(_ line: ArraySlice<UInt8>) -> [UInt8] {
    let isBlank: (UInt8) -> Bool = { $0 == 32 || $0 == 9 || $0 == 13 || $0 == 10 }
    var body = line
    if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
    return Array(body.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  /// Empty, or a comment alone.
  private static func isVoid(_ line: ArraySlice<UInt8>) -> Bool {
    let content = content(line)
    return content.isEmpty || content.first == UInt8(ascii: "#")
  }

  /// The comment of a line as a line of its own; nil without one. Nothing but comments is behind the key of a list.
  private static func comment(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    line.firstIndex(of: UInt8(ascii: "#")).map { line.prefix { $0 == 32 || $0 == 9 } + line[$0...] }
  }

  private static func indent(_ line: ArraySlice<UInt8>) -> Int { line.prefix { $0 == 32 }.count }

  private static func isItem(_ line: ArraySlice<UInt8>, indent: Int) -> Bool {
    let content = content(line)
    return self.indent(line) == indent && content.first == UInt8(ascii: "-")
      && (content.count == 1 || content[1] == 32)
  }
}
