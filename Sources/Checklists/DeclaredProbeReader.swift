import Evidence

/// What only a team's own checklists may hold, and what the program lends to read it.
package struct OwnChecklists: Sendable {
  /// What is wrong with Go written with holes; nil where nothing is. The parser for it lives elsewhere.
  package let goPatternMistake: @Sendable (String) -> String?

  package init(goPatternMistake: @escaping @Sendable (String) -> String?) {
    self.goPatternMistake = goPatternMistake
  }
}

/// Reads one probe that an item declares: a mapping in place of a probe's name.
struct DeclaredProbeReader {
  let own: OwnChecklists
  let log: ProblemLog
  /// The item that declares it.
  let item: String
  let because: String
  let instead: String

  /// One of these says what is looked for.
  static let subjects = ["file", "content", "text", "import", "go", "ci", "target"]
  static let keys =
    subjects + [
      "name", "in", "except", "code", "ignoreCase", "sense", "atLeast", "atMost", "partial", "worth",
      "notFound", "noFile", "says",
    ]
  static let countMax = 1_000_000
  static let placeCountMax = 50
  static let saysLengthMax = 120
  static let importLengthMax = 200
  static let commandLengthMax = 200

  /// - Parameter number: its number among several of the item, nil for the only one.
  func read(_ value: MarkedValue, number: Int?) -> DeclaredProbe? {
    let owner = number.map { "probe \($0) of item \"\(item)\"" } ?? "the probe of item \"\(item)\""
    guard let fields = Fields(value, owner: owner, known: DeclaredProbeReader.keys, log: log, namesKnown: true) else {
      return nil
    }
    let given = DeclaredProbeReader.subjects.filter(fields.has)
    guard given.count == 1, let key = given.first else {
      log.report(
        value.mark,
        given.isEmpty
          ? "\(owner) does not say what to look for; give one of \(DeclaredProbeReader.subjects.joined(separator: ", "))"
          : "\(owner) has \(given.joined(separator: " and ")); give each a probe of its own")
      return nil
    }
    let problemCount = log.problems.count
    let name = name(fields, number)
    let places = places(fields, of: key)
    let subject = subject(fields, key)
    let limits = limits(fields)
    let says = says(fields)
    let noFile = noFile(fields, key, limits)
    guard log.problems.count == problemCount, let subject, let places, let limits else { return nil }
    return DeclaredProbe(
      id: ProbeID("\(DeclaredProbe.family)/\(item)" + (name.map { ".\($0)" } ?? "")), subject: subject, places: places,
      limits: limits, noFile: noFile, says: says, because: because, instead: instead)
  }

  /// Its own name, else its number where there are several.
  private func name(_ fields: Fields, _ number: Int?) -> String? {
    guard fields.has("name") else { return number.map(String.init) }
    guard let name = fields.text("name") else { return nil }
    if !ItemReader.isID(name) || name.contains(".") {
      fields.report("name", "\"\(name.prefix(40))\" is no probe's name: use lower-case letters, digits and hyphens")
    }
    return name
  }

  private func says(_ fields: Fields) -> String {
    guard let says = fields.optionalText("says").map(Digests.collapsed) else { return "" }
    if says.count > DeclaredProbeReader.saysLengthMax {
      fields.report(
        "says",
        "\"says\" of \(fields.owner) has \(says.count) characters; at most "
          + "\(DeclaredProbeReader.saysLengthMax) fit beside a place")
    }
    return says
  }
}

/// What is looked for.
extension DeclaredProbeReader {
  private func subject(_ fields: Fields, _ key: String) -> DeclaredProbe.Subject? {
    if fields.has("ignoreCase"), key != "content", key != "text" {
      fields.report("ignoreCase", "\"ignoreCase\" goes with content and text only")
    }
    switch key {
    case "file": return .file
    case "content", "text": return line(fields, key)
    case "import": return fields.text("import").flatMap { goImport($0, fields) }
    case "go": return fields.text("go").flatMap { goPattern($0, fields) }
    case "ci": return fields.text("ci").flatMap { command($0, fields) }
    default: return fields.text("target").flatMap { target($0, fields) }
    }
  }

  private func line(_ fields: Fields, _ key: String) -> DeclaredProbe.Subject? {
    guard let written = fields.text(key) else { return nil }
    let ignoresCase = fields.flag("ignoreCase", default: false)
    do throws(LinePattern.Mistake) {
      return .line(
        key == "text"
          ? try LinePattern(literal: written, ignoresCase: ignoresCase)
          : try LinePattern(written, ignoresCase: ignoresCase))
    } catch {
      let place = error.character == 0 ? "" : " at character \(error.character)"
      let advice = key == "content" ? "; \"text\" takes every character for itself" : ""
      fields.report(key, "\"\(key)\" of \(fields.owner) is no pattern\(place): \(error.reason)\(advice)")
      return nil
    }
  }

  /// An import path, with `/...` at its end for all that lies below.
  private func goImport(_ path: String, _ fields: Fields) -> DeclaredProbe.Subject? {
    let isPath =
      path.utf8.count <= DeclaredProbeReader.importLengthMax
      && path.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && !"\"`\\*".unicodeScalars.contains($0) }
    if isPath, !path.hasPrefix("/"), path != "..." { return .goImport(path) }
    fields.report(
      "import", "\"\(path.prefix(40))\" is no import path; write net/http, or github.com/aws/... for all below it")
    return nil
  }

  private func goPattern(_ pattern: String, _ fields: Fields) -> DeclaredProbe.Subject? {
    if let mistake = own.goPatternMistake(pattern) {
      fields.report("go", "\"go\" of \(fields.owner) is no pattern: \(mistake)")
      return nil
    }
    return .goPattern(pattern)
  }

  private func command(_ text: String, _ fields: Fields) -> DeclaredProbe.Subject? {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    if text.utf8.count > DeclaredProbeReader.commandLengthMax || text.contains("\n") {
      fields.report("ci", "\"ci\" of \(fields.owner) is one command of at most 200 characters, such as: pytest --cov")
      return nil
    }
    if let sign = ["&&", "||", "|", ";"].first(where: words.contains) {
      fields.report("ci", "\"ci\" of \(fields.owner) holds \(sign); give each command a probe of its own")
      return nil
    }
    return .command(words)
  }

  private func target(_ name: String, _ fields: Fields) -> DeclaredProbe.Subject? {
    if name.utf8.count <= 100, !name.contains(where: \.isWhitespace) { return .target(name) }
    fields.report("target", "\"\(name.prefix(40))\" is no target's name; write one word, such as release")
    return nil
  }
}

/// Where, and how often.
extension DeclaredProbeReader {
  private func places(_ fields: Fields, of key: String) -> DeclaredProbe.Places? {
    var code = DeclaredProbe.Code.product
    if fields.has("code") {
      guard key == "import" || key == "go" else {
        fields.report("code", "\"code\" goes with import and go only; \"in\" names files for others")
        return nil
      }
      guard let word = fields.word("code", as: DeclaredProbe.Code.self) else { return nil }
      code = word
    }
    let isOfPipeline = key == "ci" || key == "target"
    for name in ["in", "except"] where fields.has(name) && isOfPipeline {
      fields.report(name, "\"\(name)\" does not go with \(key), which looks at the pipeline and the build files")
    }
    if key == "file", fields.has("in") {
      fields.report("in", "\"file\" says itself where; write file: docs/runbook.md")
    }
    if key == "content" || key == "text", !fields.has("in") {
      fields.report(key, "\(fields.owner) lacks the key \"in\": in which files, such as in: \"src/**/*.py\"")
      return nil
    }
    let within = key == "file" ? globs(fields, "file") : isOfPipeline ? [] : globs(fields, "in")
    let except = isOfPipeline ? [] : globs(fields, "except")
    guard let within, let except else { return nil }
    return DeclaredProbe.Places(within: within, except: except, code: code)
  }

  /// One pattern or a list of them; empty where the key is absent, nil where one is wrong.
  private func globs(_ fields: Fields, _ key: String) -> [PathGlob]? {
    guard let value = fields.value(key) else { return [] }
    let written: [(name: String, mark: MarkedValue.Position)]
    if case .list = value.content {
      guard let names = fields.names(key) else { return nil }
      written = names
    } else {
      guard let name = fields.text(key) else { return nil }
      written = [(name, value.mark)]
    }
    guard written.count <= DeclaredProbeReader.placeCountMax else {
      fields.report(key, "\"\(key)\" of \(fields.owner) has more than \(DeclaredProbeReader.placeCountMax) patterns")
      return nil
    }
    var globs: [PathGlob] = []
    for (text, mark) in written {
      do throws(PathGlob.Mistake) {
        globs.append(try PathGlob(text, knowsRoot: true))
      } catch {
        log.report(mark, "\"\(text.prefix(60))\" is no pattern for paths: \(error.reason)")
      }
    }
    return globs.count == written.count ? globs : nil
  }

  private func limits(_ fields: Fields) -> DeclaredProbe.Limits? {
    let sense = fields.has("sense") ? fields.word("sense", as: DeclaredProbe.Sense.self) : .present
    guard let sense else { return nil }
    let counts = 0...DeclaredProbeReader.countMax
    func count(_ key: String, from least: Int) -> Int? {
      fields.has(key) ? fields.number(key, in: least...counts.upperBound) : nil
    }
    if sense == .absent, fields.has("atLeast") {
      fields.report("atLeast", "\"atLeast\" goes with \"sense: present\"; what should be absent has atMost")
    }
    let atLeast = count("atLeast", from: 1)
    let atMost = count("atMost", from: 0)
    let partial = count("partial", from: 1)
    if sense == .present, let atMost, atMost < atLeast ?? 1 {
      fields.report(
        "atMost", "\"atMost\" of \(fields.owner) is less than \"atLeast\"; for what is forbidden write sense: absent")
    }
    if let partial {
      if sense == .present, partial >= atLeast ?? 1 {
        fields.report("partial", "\"partial\" of \(fields.owner) must be less than \"atLeast\" (\(atLeast ?? 1))")
      }
      if sense == .absent, partial <= atMost ?? 0 {
        fields.report("partial", "\"partial\" of \(fields.owner) must be more than \"atMost\" (\(atMost ?? 0))")
      }
    }
    if sense == .absent, fields.has("notFound") {
      fields.report("notFound", "\"notFound\" goes with \"sense: present\"; what should be absent and is, is solid")
    }
    let worth = fields.number("worth", in: 1...2, default: 2)
    let notFound = fields.has("notFound") ? fields.word("notFound", as: DeclaredProbe.Absence.self) : .missing
    return DeclaredProbe.Limits(
      sense: sense, atLeast: atLeast ?? 1, atMost: atMost, partial: partial, isPartOnly: worth == 1,
      notFound: notFound ?? .missing)
  }

  private func noFile(_ fields: Fields, _ key: String, _ limits: DeclaredProbe.Limits?) -> DeclaredProbe.Absence? {
    guard fields.has("noFile") else { return nil }
    guard ["content", "text", "import", "go"].contains(key) else {
      fields.report("noFile", "\"noFile\" goes with what looks into files: content, text, import and go")
      return nil
    }
    let word = fields.word("noFile", as: DeclaredProbe.Absence.self)
    if word == .missing, limits?.sense == .absent {
      fields.report(
        "noFile", "\"noFile\" of \(fields.owner) is unknown or n/a: what is forbidden is missing either way")
    }
    return word
  }
}
