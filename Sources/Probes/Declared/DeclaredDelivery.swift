import Evidence
import Repository

/// What declared probes find in the pipeline and the build files, as the program's own probes read them.
extension DeclaredExamination {
  /// A command on every change counts; one that runs at other times, or cannot fail, counts in part.
  func commands(_ words: [String]) -> Outcome {
    let pipeline = subject.snapshot.pipeline
    var search = deliverySearch(Set(pipeline.configurations.map(\.path)))
    search.unread = pipeline.configurations.compactMap { file in file.problem.map { "\(file.path.printable): \($0)" } }
    if pipeline.configurations.isEmpty { search.asides = ["no CI configuration found"] }
    var weak: [Finding] = []
    var seen: Set<Location> = []
    for step in pipeline.steps {
      guard let found = CommandSearch(words).place(in: step.action) else { continue }
      let isGating = probe.isHarmful || step.runsOnChange && !step.isAdvisory
      // One place may be reached on several ways; the strongest speaks for it.
      guard isGating, seen.insert(step.location).inserted else {
        if !isGating {
          let why = step.runsOnChange ? "cannot fail" : "does not run on every change"
          weak.append(finding(step, "\(step.job) runs \(found), but \(why)"))
        }
        continue
      }
      search.add(finding(step, message("\(step.job) runs \(found)")))
    }
    weak.removeAll { seen.contains($0.location) }
    var all: Set<Location> = []
    weak = weak.filter { all.insert($0.location).inserted }
    search.measures[DeclaredProbe.weakMeasure] = .count(weak.count)
    var outcome = outcome(of: search)
    if search.count == 0, !weak.isEmpty, probe.limits.sense == .present {
      outcome = Outcome(
        probe: probe.id, answer: .partial, findings: weak, measures: outcome.measures, scope: outcome.scope)
    }
    return outcome
  }

  func targets(_ name: String) -> Outcome {
    let targets = subject.snapshot.buildTargets
    var search = deliverySearch(Set(targets.map(\.location.path)))
    for target in targets where target.name == name || CommandSearch.matches(target.name, name) {
      search.add(
        subject.snapshot.finding(probe.id, at: target.location, message("target \(target.name.printableLine)")))
    }
    return outcome(of: search)
  }

  private func deliverySearch(_ files: Set<String>) -> Search {
    var search = Search()
    search.files = files.count
    return search
  }

  private func finding(_ step: PipelineStep, _ message: String) -> Finding {
    subject.snapshot.finding(probe.id, at: step.location, message.printableLine)
  }
}

/// Whether a pipeline's step runs a command, given as its words in order.
///
/// The first word is the program, by name or path, or what a known runner runs (`poetry run pytest`, `python -m pytest`,
/// `npx eslint`, `npm run lint`); the others follow in their order, with any words between them. A word may hold `*`. A
/// reused action counts by its name.
struct CommandSearch {
  private let words: [String]

  init(_ words: [String]) { self.words = words }

  /// What was found as text; nil where it was not.
  func place(in action: PipelineStep.Action) -> String? {
    switch action {
    case .command(let all):
      let start = CommandSearch.programs(of: all).contains { follows(all[$0...]) }
      return start ? all.joined(separator: " ") : nil
    case .uses(let name, _, _):
      return words.count == 1 && CommandSearch.matches(name, words[0]) ? name : nil
    case .service: return nil
    }
  }

  private func follows(_ all: ArraySlice<String>) -> Bool {
    guard let first = words.first, let program = all.first,
      CommandSearch.matches(program, first)
        || CommandSearch.matches(program.split(separator: "/").last.map(String.init) ?? program, first)
    else { return false }
    var rest = all.dropFirst()
    for word in words.dropFirst() {
      guard let next = rest.firstIndex(where: { CommandSearch.matches($0, word) }) else { return false }
      rest = rest[(next + 1)...]
    }
    return true
  }

  /// Where in a command a program may stand: at its beginning, and behind words that only run another.
  private static func programs(of words: [String]) -> [Int] {
    guard !words.isEmpty else { return [] }
    var starts = [0]
    var at = 0
    while at < words.count, let runner = runners.first(where: { words[at...].starts(with: $0) }) {
      at += runner.count
      // What follows an option is its value or the program; which of them is not known.
      while at < words.count, words[at].hasPrefix("-") {
        at += 1
        guard at < words.count, !words[at].hasPrefix("-") else { continue }
        starts.append(at)
        if at + 1 < words.count, !isRunner(words[at...]) { at += 1 }
      }
      starts.append(at)
    }
    return starts.filter { $0 < words.count }
  }

  private static func isRunner(_ words: ArraySlice<String>) -> Bool { runners.contains { words.starts(with: $0) } }

  private static let runners: [[String]] = [
    ["python", "-m"], ["python3", "-m"], ["poetry", "run"], ["uv", "run"], ["uvx"], ["pipenv", "run"],
    ["hatch", "run"],
    ["pdm", "run"], ["rye", "run"], ["pipx", "run"], ["npx"], ["npm", "exec"], ["npm", "run"], ["pnpm", "exec"],
    ["pnpm", "run"], ["pnpm", "dlx"], ["pnpm"], ["yarn", "run"], ["yarn"], ["bunx"], ["bun", "run"],
    ["bundle", "exec"],
    ["go", "tool"], ["mise", "exec"], ["direnv", "exec", "."],
  ]

  /// Whether a word is written like a pattern in which `*` stands for any characters.
  static func matches(_ word: String, _ pattern: String) -> Bool {
    guard pattern.utf8.contains(UInt8(ascii: "*")) else { return word == pattern }
    let word = Array(word.utf8)
    let pattern = Array(pattern.utf8)
    var (w, p) = (0, 0)
    var star: (word: Int, pattern: Int)?
    while w < word.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (w, p)
        p += 1
      } else if p < pattern.count, pattern[p] == word[w] {
        (w, p) = (w + 1, p + 1)
      } else if let back = star {
        star = (back.word + 1, back.pattern)
        (w, p) = (back.word + 1, back.pattern + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
