import GoSyntax

/// Calls that fail only when a function literal they are given does, and none of those ever does.
struct SureVisit {
  let call: Node

  private static let visits: Set<String> = ["Visit", "VisitAll", "Walk", "Each", "ForEach", "Range", "Iterate"]

  /// `list.Visit(func(item) error { …; return nil })`: only what is called for each item could fail, and never does.
  var works: Bool {
    guard let name = call.calledName, SureVisit.visits.contains(name) || name.contains("Walk") else { return false }
    let visitors = call.arguments.filter { $0.kind == .funcLit }
    return !visitors.isEmpty && visitors.allSatisfy(SureVisit.neverFails)
  }

  private static func neverFails(_ visitor: Node) -> Bool {
    visitor.descendants(of: .returnStmt).allSatisfy { statement in
      if statement.enclosingFunction != visitor { return true }
      guard let last = statement.returned.last else { return false }
      return last.isText("nil") || last.name?.isText("SkipDir") == true || last.name?.isText("SkipAll") == true
    }
  }

  /// `group.Wait()` where all that was given to `group.Go` in the same function returns nil: it only waits.
  var isGroup: Bool {
    guard let group = call.function?.unparenthesized.operand, let function = call.outermostFunction else {
      return false
    }
    return SureVisit.onlyWaits(group, in: function)
  }

  /// Whether a function starts something by a group, and all of it returns nil.
  static func onlyWaits(_ group: Node, in function: Node) -> Bool {
    let started = function.descendants(of: .callExpr).filter { other in
      (other.calledName == "Go" || other.calledName == "TryGo")
        && other.function?.unparenthesized.operand?.isSpelled(like: group) == true
    }
    return !started.isEmpty
      && started.allSatisfy { start in
        guard let work = start.arguments.first?.unparenthesized, work.kind == .funcLit else { return false }
        return SureVisit.neverFails(work)
      }
  }
}
