import Evidence

/// Reads the shell steps of a Jenkinsfile, with the stage and folder each stands in.
///
/// Limits: Groovy is not run; strings are taken as written, libraries and loops are not followed.
enum Jenkinsfile {
  static func steps(path: String, text: String) -> [DraftStep] {
    let bytes = Array(text.utf8)
    var steps: [DraftStep] = []
    var line = 1
    var at = 0
    var stage = "pipeline"
    var blocks: [(isAdvisory: Bool, folder: String?, stage: String)] = []
    var pending: (isAdvisory: Bool, folder: String?) = (false, nil)
    func folder() -> String { blocks.compactMap(\.folder).joined(separator: "/") }
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case 10:
        line += 1
        at += 1
      case 47 where at + 1 < bytes.count && bytes[at + 1] == 47:
        while at < bytes.count, bytes[at] != 10 { at += 1 }
      case 47 where at + 1 < bytes.count && bytes[at + 1] == 42:
        at += 2
        while at + 1 < bytes.count, !(bytes[at] == 42 && bytes[at + 1] == 47) {
          if bytes[at] == 10 { line += 1 }
          at += 1
        }
        at += 2
      case 34, 39: _ = string(bytes, &at, &line)
      case 123:
        blocks.append((pending.isAdvisory, pending.folder, stage))
        pending = (false, nil)
        at += 1
      case 125:
        if let closed = blocks.popLast() {
          stage = blocks.isEmpty ? "pipeline" : closed.stage == stage ? stage : closed.stage
        }
        at += 1
      case let letter where isWord(letter):
        var end = at
        while end < bytes.count, isWord(bytes[end]) { end += 1 }
        let word = String(decoding: bytes[at..<end], as: UTF8.self)
        at = end
        switch word {
        case "catchError", "warnError": pending.isAdvisory = true
        case "stage", "dir", "sh", "make":
          guard word != "make", let argument = argument(bytes, &at, &line) else { continue }
          if word == "stage" { stage = argument.text }
          if word == "dir" { pending.folder = argument.text }
          guard word == "sh" else { continue }
          steps.append(
            DraftStep(
              work: .script(argument.text, line: argument.line, folder: folder()), system: .jenkins, job: stage,
              triggers: [.push, .pullRequest], isAdvisory: argument.isAdvisory || blocks.contains { $0.isAdvisory },
              location: Location(path: path, line: argument.line)))
        default: break
        }
      default: at += 1
      }
    }
    return steps
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte) || byte == 95
  }

  /// The string a step is given: `sh 'x'`, `sh("x")`, `sh(script: """x""", returnStatus: true)`.
  private static func argument(_ bytes: [UInt8], _ at: inout Int, _ line: inout Int) -> (
    text: String, line: Int, isAdvisory: Bool
  )? {
    var look = at
    var lookLine = line
    func blanks() {
      while look < bytes.count,
        bytes[look] == 32 || bytes[look] == 9 || bytes[look] == 10 || bytes[look] == 13 || bytes[look] == 40
      {
        if bytes[look] == 10 { lookLine += 1 }
        look += 1
      }
    }
    blanks()
    if bytes[look...].starts(with: "script".utf8) || bytes[look...].starts(with: "label".utf8)
      || bytes[look...].starts(with: "path".utf8)
    {
      guard let script = find("script:", bytes, look) ?? find("path:", bytes, look) else { return nil }
      lookLine += bytes[look..<script].filter { $0 == 10 }.count
      look = script
      blanks()
    }
    guard look < bytes.count, bytes[look] == 34 || bytes[look] == 39 else { return nil }
    let start = lookLine
    guard let text = string(bytes, &look, &lookLine) else { return nil }
    var end = look
    while end < bytes.count, bytes[end] != 10, bytes[end] != 41 { end += 1 }
    let rest = String(decoding: bytes[look..<end], as: UTF8.self)
    at = look
    line = lookLine
    return (text, start, rest.contains("returnStatus") && rest.contains("true"))
  }

  /// The offset after a word within the next 400 bytes.
  private static func find(_ word: String, _ bytes: [UInt8], _ start: Int) -> Int? {
    let length = word.utf8.count
    return (start..<min(bytes.count, start + 400)).first { bytes[$0...].starts(with: word.utf8) }.map { $0 + length }
  }

  /// A quoted string at `at`, three quotes included.
  private static func string(_ bytes: [UInt8], _ at: inout Int, _ line: inout Int) -> String? {
    let quote = bytes[at]
    let isLong = at + 2 < bytes.count && bytes[at + 1] == quote && bytes[at + 2] == quote
    at += isLong ? 3 : 1
    var text: [UInt8] = []
    while at < bytes.count {
      let isEnd =
        bytes[at] == quote && (!isLong || at + 2 < bytes.count && bytes[at + 1] == quote && bytes[at + 2] == quote)
      if isEnd {
        at += isLong ? 3 : 1
        break
      }
      if bytes[at] == 10 {
        line += 1
        // A short string ends with its line.
        if !isLong { return nil }
      }
      if bytes[at] == 92, at + 1 < bytes.count, bytes[at + 1] != 10 {
        if bytes[at + 1] != quote && bytes[at + 1] != 36 && bytes[at + 1] != 92 { text.append(92) }
        at += 1
      }
      text.append(bytes[at])
      at += 1
    }
    return String(decoding: text, as: UTF8.self)
  }
}
