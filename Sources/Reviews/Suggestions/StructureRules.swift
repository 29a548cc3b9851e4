import Checklists
import Evidence

/// Rules for how a module is laid out and how its goroutines live.
extension Suggestions {
  static let structureRules: [String: NamedRule] = [
    "health.concurrency-safety": concurrencySafety,
    "health.project-structure": projectStructure,
  ]

  /// Four clauses: orderly mains, hidden code, no catch-all package, no cycle. All 2, one or two broken 1, else 0.
  private static func projectStructure(_ facts: RuleFacts) -> Suggested {
    let layout = facts["project/standard-layout"]
    let catchAlls = facts["project/catch-all-package"].count("catchAlls")
    let cycles = facts["project/import-cycle"].count("cycles")
    let packages = layout.count("packages")
    guard packages > 0 else { return Suggested(nil, .low, "No hand-written package was found.") }
    let isLumped = facts.kind != .library && packages <= 2 && layout.count("lines") > 1_000
    if isLumped {
      return Suggested(
        .missing, .high,
        "\(layout.count("lines")) lines in \(packages) package(s): there are no boundaries to speak of.")
    }
    var broken: [String] = []
    if !layout.flag("orderlyMains") && facts.kind != .library {
      broken.append("\(layout.count("strayMains")) main package(s) outside cmd/")
    }
    if !layout.flag("hidesItsCode") {
      broken.append(
        "\(layout.count("openLines")) lines outside internal/ against \(layout.count("internalLines")) inside")
    }
    if catchAlls > 0 { broken.append("\(catchAlls) catch-all package(s)") }
    if cycles > 0 { broken.append("\(cycles) import cycle(s)") }
    let rating: Rating = broken.isEmpty ? .solid : broken.count <= 2 ? .partial : .missing
    let reason =
      broken.isEmpty
      ? "\(packages) packages: mains in their place, code under internal/ where it must be, no catch-all, no cycle."
      : "Broken: " + broken.joined(separator: "; ") + "."
    return Suggested(rating, .high, reason)
  }

  /// Goroutines that end, contexts that are passed on, and none of the classic mistakes.
  private static func concurrencySafety(_ facts: RuleFacts) -> Suggested {
    let goroutines = facts["concurrency/unsupervised-goroutine"]
    let context = facts["concurrency/context-missing"]
    let started = goroutines.count("goroutines")
    let unbounded = goroutines.count("unbounded")
    let missing = context.count("missing")
    let passing = context.count("withContext")
    // Now and then work must outlive its caller: a few among many calls that pass the context on are no habit.
    let dropped = facts["concurrency/context-detached"].count("detached")
    if facts.kind == .library && started == 0 && missing == 0 {
      return Suggested(.solid, .high, "The library starts no goroutine and waits for nothing without a context.")
    }
    let mistakes: [(count: Int, name: String)] = [
      (facts["concurrency/mutex-copied"].count("copies"), "copied lock"),
      (facts["concurrency/cancel-lost"].count("lost"), "lost cancel"),
      (facts["concurrency/loop-variable"].count("captured"), "captured loop variable"),
      (dropped * 50 > passing ? dropped : 0, "dropped context"),
    ].filter { $0.count > 0 }
    let ended = started - unbounded
    let share = "\(ended) of \(started) goroutines come to an end"
    let waits = "\(passing) calls pass a context, \(missing) wait without one"
    if started > 0 && ended * 2 < started {
      return Suggested(.missing, .medium, "Only \(share).")
    }
    if missing >= 5 && passing == 0 {
      return Suggested(.missing, .medium, "\(missing) calls wait for something outside and no call passes a context.")
    }
    var faults: [String] = mistakes.map { "\($0.count) x \($0.name)" }
    if ended * 10 < started * 9 { faults.append("only \(share)") }
    if missing * 10 > missing + passing { faults.append(waits) }
    if faults.isEmpty {
      return Suggested(.solid, .medium, "\(share.prefix(1).uppercased())\(share.dropFirst()); \(waits).")
    }
    return Suggested(.partial, .medium, faults.joined(separator: "; ") + ".")
  }
}
