import Evidence

extension ProjectSettings {
  private static let keys = ["exclude", "kind", "profile", "checklists", "silenced", "waivers", "check"]

  /// Reads `.assay.yml` as strictly as a checklist; throws everything that is wrong with it, at once.
  ///
  /// An empty file is no mistake. Anchors, aliases and unknown keys are.
  /// - Parameters:
  ///   - today: what waivers cannot have been agreed on after; nil does not look at that.
  ///   - profiles: the names of those there are, asked for where the file names one; nil does not look at that.
  package init(
    reading file: ChecklistFile, today: CalendarDay? = nil, profiles: (() -> [String])? = nil
  ) throws(ChecklistProblems) {
    self.init()
    let log = ProblemLog(file: file.name)
    read(file, log, today, profiles)
    guard log.problems.isEmpty else { throw ChecklistProblems(list: log.sorted) }
  }

  private mutating func read(
    _ file: ChecklistFile, _ log: ProblemLog, _ today: CalendarDay?, _ profiles: (() -> [String])?
  ) {
    guard let (text, root) = ProjectSettings.document(file, log),
      let fields = Fields(root, owner: "the file", known: ProjectSettings.keys, log: log, namesKnown: true)
    else { return }
    if fields.has("kind") { kind = fields.word("kind", as: ProjectKind.self) }
    profile = fields.optionalText("profile")
    if let profile, let known = profiles?(), !known.contains(profile) {
      let hint = NearestName.hint(for: profile, among: known)
      fields.report("profile", "there is no profile \"\(profile)\"; known are \(known.joined(separator: ", ")).\(hint)")
    }
    if fields.has("checklists") { checklists = ListedReading(log: log).entries(of: fields) }
    if fields.has("silenced") { silenced = SilencedReading(text: text, log: log).entries(of: fields) }
    if fields.has("waivers") { waivers = WaivedReading(log: log, today: today).entries(of: fields) }
    if let value = fields.value("check") { check = GateSettings(reading: value, log) ?? check }
    guard fields.has("exclude"), let patterns = fields.names("exclude") else { return }
    for (pattern, mark) in patterns {
      do throws(PathGlob.Mistake) {
        exclude.append(Exclusion(glob: try PathGlob(pattern), line: mark.line))
      } catch {
        log.report(mark, "\"\(pattern)\" is no pattern for paths: \(error.reason)")
      }
    }
  }

  /// The checklists a file names, also where its other keys have mistakes: those are told by whoever reads it for good.
  /// Throws what is wrong with the list, and what keeps the file from being read at all.
  package static func checklists(in file: ChecklistFile) throws(ChecklistProblems) -> [ListedChecklist] {
    let log = ProblemLog(file: file.name)
    var listed: [ListedChecklist] = []
    if let (_, root) = document(file, log),
      let fields = Fields(root, owner: "the file", known: keys, log: ProblemLog(file: file.name)),
      fields.has("checklists")
    {
      listed = ListedReading(log: log).entries(of: fields.reporting(to: log))
    }
    guard log.problems.isEmpty else { throw ChecklistProblems(list: log.sorted) }
    return listed
  }

  /// The file's text and what stands in it; nil where it says nothing, or with a problem.
  private static func document(_ file: ChecklistFile, _ log: ProblemLog) -> (text: String, root: MarkedValue)? {
    guard file.bytes.count <= byteCountMax else {
      log.reportWholeFile(tooLarge(file.bytes.count))
      return nil
    }
    guard let text = ChecklistReading.text(of: file, log: log), saysSomething(text) else { return nil }
    let root = MarkedValue.read(text, of: "the settings") { mark, message in
      let isStar = message.contains("scanning an alias") || message.contains("undefined alias")
      log.report(mark, message + (isStar ? "; a pattern that begins with * stands in quotes: \"*.pb.go\"" : ""))
    }
    return root.map { (text, $0) }
  }

  /// What is said of a file that is larger than it may be.
  package static func tooLarge(_ byteCount: Int) -> String {
    "the file has \(byteCount) bytes; settings may have at most \(byteCountMax)"
  }

  static func saysSomething(_ text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { line in
      let content = line.drop(while: \.isWhitespace)
      return !content.isEmpty && !content.hasPrefix("#") && content != "---" && content != "..."
    }
  }
}
