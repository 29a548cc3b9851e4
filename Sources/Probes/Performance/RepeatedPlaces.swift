import GoSyntax
import GoTypes
import Repository

/// Whether a place is come to again and again while the program runs: on the turns of a loop, or by calls from a
/// handler or such a loop, up to `depthMax` functions up.
///
/// A loop whose turns wait for a moment repeats something seldom, and a function that `go` starts begins something that
/// lasts. Limits: calls are found by what they mean in the module; what a library calls back is not seen.
struct RepeatedPlaces {
  private let subject: Subject
  private static let depthMax = 4

  init(_ subject: Subject) { self.subject = subject }

  func isRepeated(_ place: Node, in file: GoFile) -> Bool {
    var seen: Set<Node> = []
    return isRepeated(place, file, &seen, depth: 0)
  }

  private func isRepeated(_ place: Node, _ file: GoFile, _ seen: inout Set<Node>, depth: Int) -> Bool {
    for around in place.ancestors {
      if around.kind == .goStmt { return false }
      guard around.kind == .forStmt || around.kind == .rangeStmt else { continue }
      if !RepeatedPlaces.waits(around) { return true }
    }
    if SettingsPlaces.answersRequest(place, file, subject) { return true }
    guard depth < RepeatedPlaces.depthMax, let function = place.ancestors.first(where: { $0.kind == .funcDecl }),
      seen.insert(function).inserted
    else { return false }
    let calls =
      Callers(of: function, in: file, subject).calls + Callers.throughExportedInterface(function, in: file, subject)
    return calls.contains { isRepeated($0.node, $0.file, &seen, depth: depth + 1) }
  }

  /// `for range tick`, `for range time.Tick(pause)`
  private static func isTick(_ name: String) -> Bool {
    IdentifierWords(name).containsAny(of: ["tick", "ticks", "ticker", "timer"])
  }

  /// `time.Sleep(pause)`, `<-ticker.C`, `<-time.After(pause)`
  private static func waits(_ loop: Node) -> Bool {
    let called = loop.descendants(of: .callExpr).contains { call in
      guard let name = call.calledName else { return false }
      return name == "Sleep" || name == "After" && call.calledOperandName == "time"
        // `group.Wait()` waits for what was started, not for a moment.
        || name.lowercased().contains("wait") && (name != "Wait" || !call.arguments.isEmpty)
    }
    return called
      || loop.descendants(of: .unaryExpr).contains { received in
        received.token == .arrow && received.operand?.unparenthesized.name?.isText("C") ?? false
      }
      || loop.operand?.unparenthesized.name?.isText("C") ?? false
      || loop.kind == .rangeStmt && (loop.operand?.lastName ?? loop.operand?.calledName).map(isTick) ?? false
  }
}
