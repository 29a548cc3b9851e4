import Evidence
import GoSyntax
import Repository

/// Finds which logger the code writes its lines with, and how many lines go past it as plain text.
///
/// The standard logger counts as the structured one where it is redirected into it. Prints of mains, command-line
/// packages and functions named for showing something are output, as are usage texts and the last words of a function
/// that reads the command line. Lines of programs that nobody is given, and of what only they and tests use, say
/// nothing about the product's log and are not counted (`ShippedPrograms`).
struct StructuredProbe: Probe {
  static let card = ProbeCard(
    id: "logging/structured",
    version: 8,
    sign: .signal,
    looksFor: "a logger with levels and fields (slog, zerolog, zap, logr, go-kit/log, hclog) that log lines go through",
    because: "lines with fields can be searched, counted and joined to a request; text must be guessed at",
    instead: "make one slog or zerolog logger in main, hand it on, and give values as fields instead of a format",
    examples: [
      .found(#"slog.Info("order stored", "path", path)"#),
      .found(
        """
        package shop

        import "github.com/rs/zerolog/log"

        func store(path string, err error) { log.Error().Err(err).Str("path", path).Msg("store order") }
        """),
      .found(
        """
        package shop

        import "github.com/sirupsen/logrus"

        func store(path string) { logrus.WithField("path", path).Info("order stored") }
        """),
      .quiet(#"log.Printf("order %s stored", path)"#),
      .quiet(
        """
        -- go.mod --
        module example.org/shop
        -- talk/talk.go --
        package talk
        import "io"
        type Logger struct{ Stdout, Stderr io.Writer }
        func (l *Logger) Debugf(format string, args ...any) {}
        func (l *Logger) Warnf(format string, args ...any) {}
        func (l *Logger) Errorf(format string, args ...any) {}
        -- main.go --
        package main
        import "example.org/shop/talk"
        func main() {
          log := &talk.Logger{}
          log.Warnf("no carts of %s", "shop")
        }
        """),
      .quiet("package shop\n\nimport _ \"log/slog\"\n\nfunc store(path string) { println(path) }\n"),
      .quiet("func ExampleStore() {\n\tfmt.Printf(\"stored: %s\\n\", path)\n}"),
      .quiet(#"http.Error(nil, "order stored", 200)"#),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let log = subject.logCalls
    let places = subject.outputPlaces
    var counts: [LogCall.Style: Int] = [:]
    var plain = 0
    var ownPlain = 0
    var libraries: [String: Int] = [:]
    var sure: [String: Int] = [:]
    var findings: [Finding] = []
    var shown: Set<String> = []
    var plainShown = 0
    var bare: [(call: LogCall, library: String)] = []
    let shipped = subject.shippedPrograms
    for call in log.calls where shipped.ships(call.file) {
      if log.isPlainLine(call, places) {
        plain += 1
        if call.isOwn { ownPlain += 1 }
        if plainShown < StructuredProbe.plainShownMax {
          plainShown += 1
          findings.append(finding(call, "this log line is plain text", .medium))
        }
        continue
      }
      switch call.style {
      case .print: continue
      case .plain:
        // Redirected, or the last words of a main: neither for nor against.
        if log.redirection != nil { counts[.structured, default: 0] += 1 }
        continue
      case .structured, .formatted, .halfStructured: break
      }
      counts[call.style, default: 0] += 1
      let library = call.library?.rawValue ?? "own logger"
      libraries[library, default: 0] += 1
      if call.file.fact(Loggers.self).isOne { sure[library, default: 0] += 1 }
      // A line with fields shows best that they are used.
      let hasFields = call.style != .structured || call.arguments.count > 1
      if shown.contains("\(library) \(call.style)") { continue }
      guard hasFields else {
        bare.append((call, library))
        continue
      }
      shown.insert("\(library) \(call.style)")
      findings.insert(finding(call, message(call, library), .high), at: 0)
    }
    for (call, library) in bare where shown.insert("\(library) \(call.style)").inserted {
      findings.insert(finding(call, "\(library) writes the message", .high), at: 0)
    }
    if let redirection = log.redirection {
      findings.append(
        redirection.file.finding(
          StructuredProbe.card.id, at: redirection.node, "the standard logger writes into the structured one"))
    }
    let fields = counts[.structured] ?? 0
    let formatted = counts[.formatted] ?? 0
    let half = counts[.halfStructured] ?? 0
    let total = fields + formatted + half + plain
    let share = total == 0 ? 0 : Double(plain) / Double(total)
    return Outcome(
      probe: StructuredProbe.card.id, answer: answer(total, fields, formatted, half, share), findings: findings,
      measures: [
        "structured": .count(fields), "formatted": .count(formatted), "halfStructured": .count(half),
        "plain": .count(plain),
        "plainShare": .ratio(share), "ownPlain": .count(ownPlain), "logCalls": .count(total),
        "libraries": .list(libraries.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)),
        "loggers": .list(Self.loggers(sure)),
        "textOnlyWrapper": .flag(log.wrappers.byPackage.values.contains { $0.takesOnlyText && formatted > 0 }),
        "redirected": .flag(log.redirection != nil),
        "importsStructured": .flag(log.importCounts.keys.contains { $0.standing != .plain }),
      ],
      scope: Scope(
        files: subject.snapshot.productFiles.count,
        patterns: [
          "calls of " + LogLibrary.allCases.map(\.rawValue).joined(separator: ", ") + ", own loggers, fmt prints"
        ],
        skipped: ["prints of mains, command-line packages and functions named for showing something"]))
  }

  private func answer(_ total: Int, _ fields: Int, _ formatted: Int, _ half: Int, _ share: Double) -> Outcome.Answer {
    if total == 0 { return .notApplicable(reason: "The code writes no log lines.") }
    if fields + formatted + half == 0 { return .notFound }
    return share < StructuredProbe.plainShareMax && fields > formatted + half ? .found : .partial
  }

  /// Interfaces that other loggers stand behind: a line through one of them is written by another.
  private static let interfaces: Set<String> = [LogLibrary.logr.rawValue, "own logger"]
  private static let linesMin = 3

  /// Whether a file imports at most one logger, so that a line's is certain.
  private struct Loggers: FileFact {
    let isOne: Bool

    init(_ file: GoFile) {
      isOne = Set(file.imports.compactMap { LogLibrary(importPath: $0.path) }.filter { $0 != .standard }).count <= 1
    }
  }

  /// The libraries that write at least a twentieth of the lines: what stands side by side, rather than a line for a
  /// dependency that wants its own.
  private static func loggers(_ lines: [String: Int]) -> [String] {
    let total = lines.values.reduce(0, +)
    return lines.filter { !interfaces.contains($0.key) && $0.value >= linesMin && $0.value * 20 >= total }.keys.sorted()
  }

  private func finding(_ call: LogCall, _ message: String, _ confidence: Confidence) -> Finding {
    call.file.finding(StructuredProbe.card.id, at: call.node, message, confidence: confidence)
  }

  private func message(_ call: LogCall, _ library: String) -> String {
    switch call.style {
    case .structured: "\(library) writes message and fields"
    case .formatted: "\(library) is given formatted text"
    case .halfStructured: "\(library) is the logger: fields are possible"
    case .plain, .print: "\(library) writes plain text"
    }
  }

  /// The share of plain lines the catalogue accepts.
  static let plainShareMax = 0.05
  private static let plainShownMax = 5
}
