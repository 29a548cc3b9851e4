import GoSyntax
import GoTypes
import Repository

/// Whether a turn of a loop waits for room before its goroutine starts, or within it: a semaphore of some kind.
struct FanOutRoom {
  let loop: Node
  let start: Node
  let file: GoFile
  let subject: Subject

  var isKept: Bool {
    guard let body = loop.body else { return false }
    let takes = body.descendants(of: .callExpr).contains {
      let name = $0.calledName?.lowercased() ?? ""
      if name == "acquire" || name == "tryacquire" { return true }
      // A semaphore by another name: `throttle.Do()` before the start.
      guard ["do", "wait", "take", "get", "enter", "acquire", "start"].contains(where: name.hasPrefix),
        $0.start < start.start, let asked = $0.function?.unparenthesized.operand
      else { return false }
      var type = ""
      if case .named(_, let name, _)? = subject.types.type(of: asked, in: file)?.pointee { type = name }
      return [asked.text, type].contains { IdentifierWords($0).containsAny(of: Self.limitingWords) }
    }
    if takes || waitsForRoom(body) || handsInLimit { return true }
    let given = body.descendants(of: .unaryExpr).filter { $0.token == .arrow }
    let sent = body.descendants(of: .sendStmt)
    return sent.contains { send in
      guard let channel = send.channel else { return false }
      if given.contains(where: { $0.operand?.isSpelled(like: channel) == true }) { return true }
      return send.start < start.start && send.value?.text.filter { !$0.isWhitespace } == "struct{}{}"
    }
      || given.contains { receive in
        guard receive.start < start.start, receive.parent?.kind == .exprStmt, let channel = receive.operand else {
          return false
        }
        return channel.unparenthesized.kind != .callExpr
      }
  }

  private static let limitingWords: Set<String> = [
    "throttle", "throttler", "semaphore", "semaphores", "sem", "limiter", "limiters", "ratelimiter", "gate",
  ]

  /// What is started, or the function of the module that it calls, speaks of a semaphore: it waits for room itself.
  private var handsInLimit: Bool {
    func speaks(_ node: Node) -> Bool {
      node.descendants(of: .ident).contains { IdentifierWords($0.text).containsAny(of: Self.limitingWords) }
    }
    if speaks(start) { return true }
    let calls = start.descendants(of: .callExpr)
    guard calls.count < 12 else { return false }
    return calls.contains { call in
      guard let callee = subject.types.callee(of: call, in: file), callee.packagePath != "builtin",
        let (declaration, _) = FunctionIndex.declaration(of: callee, subject), let body = declaration.body
      else { return false }
      return speaks(body)
    }
  }

  /// `wg := bounded.New(20)`, `wg.Add(1)` before the start, and the group given to it or asked in it: one that is made
  /// with a number waits for room.
  private func waitsForRoom(_ body: Node) -> Bool {
    body.descendants(of: .callExpr).contains { call in
      guard call.calledName == "Add", call.start < start.start,
        let group = call.function?.unparenthesized.operand?.unparenthesized, group.kind == .ident,
        let variable = Variable(group, in: file, subject.types), variable.kind == .variable,
        start.mentions(group.text)
      else { return false }
      return variable.given.contains { given in
        let maker = given.value.unparenthesized
        return maker.kind == .callExpr && maker.arguments.count == 1 && maker.calledName?.hasPrefix("New") == true
      }
    }
  }
}
