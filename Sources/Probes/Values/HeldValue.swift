import GoSyntax
import GoTypes
import Repository

/// A value that a call hands out together with an obligation.
struct HeldValue {
  let file: GoFile
  let call: Node
  /// What takes it; nil when it is thrown away.
  let name: Node?
  /// What takes the error beside it.
  let failure: Node?

  /// How a call's result is received.
  enum Receiver {
    /// Returned, passed on, kept in a field: somebody else's from here on.
    case elsewhere
    case held(HeldValue)
  }

  /// `position`: which result carries the obligation; `count`: how many there are.
  static func receiver(of call: Node, at position: Int, count: Int, in file: GoFile) -> Receiver {
    guard let parent = call.parent else { return .elsewhere }
    switch parent.kind {
    case .exprStmt: return .held(HeldValue(file: file, call: call, name: nil, failure: nil))
    case .assignStmt, .valueSpec:
      guard let name = call.receivingName(at: position) else { return .elsewhere }
      if name.isText("_") { return .held(HeldValue(file: file, call: call, name: nil, failure: nil)) }
      guard name.kind == .ident else { return .elsewhere }
      let error = count > 1 ? call.receivingName(at: count - 1) : nil
      return .held(HeldValue(file: file, call: call, name: name, failure: error?.kind == .ident ? error : nil))
    default: return .elsewhere
    }
  }

  /// What to point at.
  var place: Node {
    if let name { return name }
    guard let parent = call.parent else { return call }
    return parent.kind == .assignStmt ? parent.leftSide.first ?? call : call
  }

  /// Whether a way leads out of the function, or around its loop, on which the obligation is not met.
  ///
  /// Ways on which the error was not nil, or the value was, owe nothing; nor does one on which an `if` has learnt that
  /// the value ended itself.
  func isLeft(_ obligation: Obligation, _ subject: Subject) -> Bool {
    guard let name else { return true }
    guard let variable = Variable(name, in: file, subject.types), let function = call.enclosingFunction else {
      return false
    }
    if variable.kind == .result { return false }
    let places = placesWhereMet(obligation, variable, function, subject)
    if isOfOuterFunction(variable, function) { return places.isEmpty }
    // What is kept from one round of a loop to the next is ended in some other round.
    if let declared = variable.declared, let loop = innermostLoop, !loop.contains(declared) {
      return isNeverMet(obligation, subject)
    }
    let graph = subject.flow(of: function, in: file)
    if places.contains(where: { isDeferredBefore($0, function, graph) }) { return false }
    let failure = self.failure.flatMap { Variable($0, in: file, subject.types) }
    let renewed = failure?.given.map(\.place).filter { !$0.contains(call) } ?? []
    // What is learnt of the value itself still holds when the error has become another one.
    let mayOwe = { (branch: FlowGraph.Branch) -> Bool in
      branch.nilness(of: { variable.isNamed(by: $0) || isPart($0, of: variable, obligation) }) != .isNil
        && !hasEndedItself(branch, variable, obligation)
    }
    return graph.pathToExit(
      from: call, avoiding: places, forgetting: renewed,
      follow: { branch in
        guard mayOwe(branch) else { return false }
        guard let failure else { return true }
        return branch.nilness(of: { failure.isNamed(by: $0) }) != .notNil
      }, followAlways: mayOwe) != nil
  }

  /// `if !rows.Next() { return }`. A loop over the rows is no such question: it may be left early.
  private func hasEndedItself(_ branch: FlowGraph.Branch, _ variable: Variable, _ obligation: Obligation) -> Bool {
    guard let method = obligation.endsWhenFalse, !branch.isTrue, branch.condition.calledName == method,
      let operand = branch.condition.function?.unparenthesized.operand?.unparenthesized, variable.isNamed(by: operand)
    else { return false }
    let asking = branch.condition.ancestors.first { ![.parenExpr, .unaryExpr, .binaryExpr].contains($0.kind) }
    return asking?.kind == .ifStmt
  }

  /// Where the obligation is met. A closure may fill a variable of the function around it: who ends it there is enough.
  private func placesWhereMet(
    _ obligation: Obligation, _ variable: Variable, _ function: Node, _ subject: Subject
  ) -> [Node] {
    var reader = ObligationReader(subject, obligation)
    return reader.places(of: variable, in: isOfOuterFunction(variable, function) ? variable.function : function)
  }

  private func isOfOuterFunction(_ variable: Variable, _ function: Node) -> Bool {
    guard let declared = variable.declared else { return false }
    return declared.enclosingFunction != function && declared.enclosingOwner != function
  }

  private var innermostLoop: Node? {
    for around in call.ancestors {
      if around.kind == .forStmt || around.kind == .rangeStmt { return around }
      if around.kind == .funcDecl || around.kind == .funcLit { return nil }
    }
    return nil
  }

  private func isPart(_ node: Node, of variable: Variable, _ obligation: Obligation) -> Bool {
    guard let part = obligation.part, node.kind == .selectorExpr, node.name?.text == part,
      let operand = node.operand?.unparenthesized
    else { return false }
    return variable.isNamed(by: operand)
  }

  /// Whether no use that meets the obligation can be reached before the variable is given something else.
  func isNeverMet(_ obligation: Obligation, _ subject: Subject) -> Bool {
    guard let name else { return true }
    guard let variable = Variable(name, in: file, subject.types), let function = call.enclosingFunction else {
      return false
    }
    if variable.kind == .result { return false }
    let places = placesWhereMet(obligation, variable, function, subject)
    if places.isEmpty { return true }
    if isOfOuterFunction(variable, function) { return false }
    let graph = subject.flow(of: function, in: file)
    if places.contains(where: { isDeferredBefore($0, function, graph) }) { return false }
    let met = Set(places.compactMap { graph.step(of: $0) }.map { graph.steps[$0] })
    let renewed = Set(
      variable.given.filter { $0.how == .whole || $0.how == .result(0) }.map(\.place)
        .filter { !$0.contains(call) && $0 != call.parent })
    return graph.path(from: call, to: []) { step in
      if met.contains(step) { return .arrive }
      return renewed.contains(step) ? .stop : .goOn
    } == nil
  }

  /// A deferred function literal that was set up before the value was there and looks at the variable when it runs.
  private func isDeferredBefore(_ place: Node, _ function: Node, _ graph: FlowGraph) -> Bool {
    guard place.start < call.start,
      let statement = ([place] + Array(place.ancestors)).first(where: { $0.kind == .deferStmt }),
      statement.enclosingFunction == function, statement.call?.function?.kind == .funcLit,
      !(statement.call?.arguments.contains { $0 == place || $0.contains(place) } ?? false)
    else { return false }
    return graph.isAlwaysBefore(call) { $0 == statement }
  }
}
