import Checklists

/// What a team asks for in its own words, and the screen that answers it.
///
/// The twelve requests are those of the source document. Assay reviews and explains; where a request asks for code to be
/// written, its answer says what to look at instead.
struct Request: Sendable {
  /// As the source document words it.
  let phrase: String
  /// Other words people use for the same wish.
  let synonyms: String
  /// Said when its screen opens.
  let answer: String
  /// Ids of checklists and items, the first that this catalogue has counts.
  let targets: [String]

  static let all: [Request] = [
    Request(
      phrase: "Review this Go code", synonyms: "check inspect quick health anti-patterns smells",
      answer: "The health check: eight signals, each with the findings it rests on.", targets: ["health"]),
    Request(
      phrase: "Set up a new Go service", synonyms: "create scaffold start layout structure project",
      answer: "Assay writes no code: these rules say how a service is laid out, each with an example.",
      targets: ["architecture", "health.project-structure"]),
    Request(
      phrase: "Fix the error handling", synonyms: "errors wrap wrapping sentinels mend repair",
      answer: "What to mend in the error handling: Enter opens a rule, o its finding in your editor.",
      targets: ["errors", "health.error-handling"]),
    Request(
      phrase: "Add tests", synonyms: "write testing coverage table-driven race",
      answer: "What is tested, what is not, and how to mend it.", targets: ["testing", "health.testing"]),
    Request(
      phrase: "Make this production ready", synonyms: "readiness deploy ship release gates go live",
      answer: "The gates of production readiness: P0 must be met, P1 should.", targets: ["readiness"]),
    Request(
      phrase: "Profile this", synonyms: "pprof profiling flame graph memory cpu slow",
      answer: "Measure before you change: the rules of performance, benchmarks first.",
      targets: ["performance.benchmarks", "performance"]),
    Request(
      phrase: "Add observability", synonyms: "metrics tracing logging logs opentelemetry prometheus monitoring",
      answer: "Logs, metrics and traces: what is there and what is missing.",
      targets: ["observability", "health.observability"]),
    Request(
      phrase: "Optimize performance", synonyms: "optimise faster speed slow allocations",
      answer: "The rules of performance, in the order they are worth looking at.", targets: ["performance"]),
    Request(
      phrase: "Set up CI", synonyms: "ci/cd pipeline github actions gitlab golangci lint workflow",
      answer: "What the pipeline runs today and what it should.", targets: ["health.ci-cd"]),
    Request(
      phrase: "Add database", synonyms: "sql postgres pgx sqlc migrations queries pool",
      answer: "What a database needs before it goes live: migrations, a sized pool, parameters in queries.",
      targets: ["database", "readiness.p1.migrations"]),
    Request(
      phrase: "Review architecture", synonyms: "structure layers packages boundaries design domain",
      answer: "The rules of architecture, with what the code shows for each.", targets: ["architecture"]),
    Request(
      phrase: "Security audit", synonyms: "secure vulnerabilities owasp secrets injection tls auth check",
      answer: "The ten security gates, P0 first.", targets: ["security"]),
  ]

  /// How well what was typed fits: the phrase's own words count double those of its synonyms. Words that carry nothing
  /// are passed over, and two words in three must fit.
  func match(_ typed: String) -> Int? {
    let words = typed.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "/" && $0 != "-" }.map(String.init)
      .filter { !Request.emptyWords.contains($0) }
    guard !words.isEmpty else { return nil }
    let own = Request.words(phrase)
    let others = Request.words(synonyms)
    var score = 0
    var fitting = 0
    for word in words {
      if own.contains(where: { Request.fits(word, $0) }) {
        score += 2
        fitting += 1
      } else if others.contains(where: { Request.fits(word, $0) }) {
        score += 1
        fitting += 1
      }
    }
    guard fitting * 3 >= words.count * 2 else { return nil }
    return score * 10 - (words.count - fitting) * 5
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split(separator: " ").map(String.init).filter { !emptyWords.contains($0) }
  }

  /// A beginning of the word will do, and so will a word that this one begins ("errors" for "error").
  private static func fits(_ typed: String, _ word: String) -> Bool {
    word.hasPrefix(typed) || (word.count >= 4 && typed.hasPrefix(word) && typed.count <= word.count + 3)
  }

  private static let emptyWords: Set<String> = [
    "a", "an", "the", "this", "that", "it", "my", "our", "go", "golang", "code", "please", "i", "we", "want", "to",
    "me", "some", "of", "for", "in", "do", "run", "how", "can", "is", "with", "and", "up", "more",
  ]
}

extension Front {
  /// Opens the screen that answers a request.
  mutating func answer(_ request: Request) {
    for target in request.targets {
      if catalogue.checklists.contains(where: { $0.id == target }) {
        if layer.screen != .list(target) { push(.list(target)) }
        return say(request.answer)
      }
      if catalogue.item(target) != nil {
        go(to: target)
        return say(request.answer)
      }
    }
    say("None of the checklists of this review answers \"\(request.phrase)\".")
  }
}
