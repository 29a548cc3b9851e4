import Evidence
import GoSyntax
import GoTypes
import Repository

/// How servers are brought to an end: `Shutdown` with or without a deadline, `GracefulStop`.
struct ServerDraining {
  private(set) var shutdowns = 0
  private(set) var shutdownsWithDeadline = 0
  private(set) var gracefulStops = 0
  private(set) var gracefulStopHasDeadline = false
  private(set) var findings: [Finding] = []

  private static let names: Set<String> = [
    "Shutdown", "ShutdownWithContext", "ShutdownWithTimeout", "GracefulStop", "StopServer",
  ]
  /// Words in the names of types that take requests. A `Shutdown` of pools and workers is about something else.
  private static let serving: Set<String> = [
    "server", "servers", "srv", "listener", "gateway", "app", "application", "api", "proxy", "echo", "engine", "hertz",
    "router", "service", "services", "http", "https", "grpc", "daemon",
  ]
  /// Of a library's types only those that are servers by name, or the applications of its web frameworks.
  private static let libraryServers: Set<String> = [
    "server", "servers", "srv", "app", "application", "echo", "hertz", "engine", "http", "https", "grpc",
  ]
  /// Words in the names of values that are brought to an end and take no requests.
  private static let other: Set<String> = ["exp", "tp", "mp", "hook", "breaker"]
  private static let otherParts = [
    "tracer", "meter", "provider", "exporter", "otel", "telemetry", "processor", "reporter", "health",
  ]

  init(_ subject: Subject, probe: ProbeID) {
    let deadlineMakers = ServerDraining.functionsCalledWithDeadline(subject)
    let deadlines = ContextDeadline(subject)
    for call in subject.productCalls(named: ServerDraining.names) {
      // A package named for tests, such as httptest, ends servers that only tests start.
      guard call.node.function?.unparenthesized.kind == .selectorExpr, !call.file.packageName.hasSuffix("test") else {
        continue
      }
      let callee = subject.callee(call)
      guard ServerDraining.isOfServer(call, callee, subject) else { continue }
      let place = call.node.function?.unparenthesized.name ?? call.node
      if call.name == "GracefulStop" {
        gracefulStops += 1
        let around = call.node.ancestors.first { $0.kind == .funcDecl } ?? call.node
        gracefulStopHasDeadline =
          gracefulStopHasDeadline
          || around.descendants(of: .callExpr).contains {
            ["After", "AfterFunc", "NewTimer", "WithTimeout"].contains($0.calledName ?? "")
          }
        findings.append(call.file.finding(probe, at: place, "the gRPC server finishes its calls"))
        continue
      }
      guard call.node.arguments.count <= 1 else { continue }
      let context = call.node.arguments.first?.unparenthesized
      let answer =
        context.map { deadlines.answer(for: $0, in: call.file) } ?? ServerDraining.answer(without: call, callee)
      let isOver = ServerDraining.isOver(call.node)
      let hasDeadline =
        !isOver
        && (answer == .present || ServerDraining.hasDeadline(call, deadlineMakers, subject)
          || ServerDraining.setsDeadlineItself(callee, subject))
      shutdowns += 1
      if hasDeadline { shutdownsWithDeadline += 1 }
      let weakness =
        isOver
        ? "the context is over already: nothing is waited for"
        : answer == .absent && !ServerDraining.dependsOnCaller(call, subject)
          ? "drained without a deadline"
          : "the server is drained; whether there is a deadline is not known here"
      findings.append(
        call.file.finding(probe, at: place, hasDeadline ? "the server is drained with a deadline" : weakness))
    }
  }

  /// A call without a context: some servers are known to wait for ever, others keep a deadline of their own.
  private static func answer(without call: ProductCall, _ callee: Callee?) -> ContextDeadline.Answer {
    let endless = ["github.com/gofiber/fiber", "github.com/miekg/dns"]
    if let path = callee?.packagePath { return endless.contains(where: path.isPath) ? .absent : .unknown }
    return endless.contains { call.file.importing($0) != nil } ? .absent : .unknown
  }

  /// Whether what is brought to an end is a server of a library: by its type where that is known, else by its name. A
  /// method of the module is judged by the calls inside it, and found there.
  private static func isOfServer(_ call: ProductCall, _ callee: Callee?, _ subject: Subject) -> Bool {
    guard let operand = call.node.function?.unparenthesized.operand?.unparenthesized else { return false }
    let written = operand.text
    let lower = written.lowercased()
    if otherParts.contains(where: lower.contains) || IdentifierWords(written).containsAny(of: other)
      || isMadeByOther(operand, in: call.file)
    {
      return false
    }
    // A function of a package, or one that a field of the module holds.
    if operand.kind == .ident, call.file.imports.contains(where: { $0.name == written }) { return false }
    if let name = call.node.function?.unparenthesized.name,
      subject.types.declaration(of: name, in: call.file)?.kind == .field
    {
      return false
    }
    guard let callee, let receiver = callee.receiver, let path = callee.packagePath else {
      return IdentifierWords(written).containsAny(of: serving) || servesByImport(call.file)
    }
    if isAbout(other: path) || FunctionIndex.declaration(of: callee, subject) != nil { return false }
    if let module = subject.snapshot.module?.path, path.isPath(module) { return false }
    return IdentifierWords(receiver).containsAny(of: libraryServers)
  }

  /// The file works with a server: what it ends by an unknown type is most likely that.
  private static func servesByImport(_ file: GoFile) -> Bool {
    file.importing("net/http") != nil || file.importing("google.golang.org/grpc") != nil
      || ServingSurface.routers.contains { file.importing($0) != nil }
  }

  /// `metrics := sdk.NewPeriodicReader()`, of a package for telemetry or for health checks.
  private static func isMadeByOther(_ operand: Node, in file: GoFile) -> Bool {
    guard operand.kind == .ident, let function = operand.outermostFunction else { return false }
    return function.descendants(of: .assignStmt).contains { statement in
      guard statement.leftSide.first?.isSameText(as: operand) ?? false,
        let package = statement.rightSide.first?.calledOperandName,
        let imported = file.imports.first(where: { $0.name == package })
      else { return false }
      return isAbout(other: imported.path)
    }
  }

  private static func isAbout(other path: String) -> Bool {
    path.contains("opentelemetry.io") || path.contains("/health") || path.contains("/autoexport")
  }

  /// The context is a parameter of an exported function or method that nothing in the module calls.
  private static func dependsOnCaller(_ call: ProductCall, _ subject: Subject) -> Bool {
    guard let argument = call.node.arguments.first?.unparenthesized, argument.kind == .ident,
      let function = call.node.ancestors.first(where: { $0.kind == .funcDecl }), let name = function.name?.text,
      ExportedIdentifier.isExported(name), let parameters = function.type?.parameters,
      parameters.fields.contains(where: { $0.names.contains { $0.isSpelled(like: argument) } })
    else { return false }
    return subject.productCalls(named: [name]).allSatisfy { other in
      // The same name may be called of a server from inside; a call of ours would name our package or type.
      function.contains(other.node) || subject.callee(other).map { $0.packagePath != call.file.packagePath } ?? true
    }
  }

  /// `case <-ctx.Done(): server.Shutdown(ctx)`: a context that is over waits for nothing.
  private static func isOver(_ call: Node) -> Bool {
    guard let given = call.arguments.first?.unparenthesized, given.kind == .ident,
      let clause = call.ancestors.first(where: { $0.kind == .commClause }),
      let renewed = clause.descendants(of: .callExpr).first(where: { $0.calledName == "Done" })
    else { return false }
    return renewed.function?.operand?.isSameText(as: given) ?? false
      && !clause.descendants(of: .assignStmt).contains { $0.leftSide.first?.isSameText(as: given) ?? false }
  }

  private static func hasDeadline(_ call: ProductCall, _ deadlineMakers: Set<String>, _ subject: Subject) -> Bool {
    if call.name == "ShutdownWithTimeout" { return true }
    guard let argument = call.node.arguments.first?.unparenthesized else { return false }
    if argument.kind == .callExpr { return false }
    guard argument.kind == .ident || argument.kind == .selectorExpr else { return false }
    // The functions around the call, literals included: one of them makes a context with a deadline, or is itself
    // called by a function that does.
    for around in call.node.ancestors where around.kind == .funcDecl || around.kind == .funcLit {
      let makesDeadline = around.descendants(of: .callExpr).contains {
        ServerDraining.isDeadline($0) || ServerDraining.givesDeadline($0, in: call.file, subject)
      }
      if makesDeadline { return true }
      if around.kind == .funcDecl, let name = around.name?.text, deadlineMakers.contains(name) { return true }
    }
    return false
  }

  /// A method of the module that puts a deadline on whatever context it is given.
  private static func setsDeadlineItself(_ callee: Callee?, _ subject: Subject) -> Bool {
    guard let callee, callee.receiver != nil, let declared = FunctionIndex.declaration(of: callee, subject) else {
      return false
    }
    return declared.node.descendants(of: .callExpr).contains(where: isDeadline)
  }

  /// A function of the module that returns a context it has put a deadline on.
  private static func givesDeadline(_ call: Node, in file: GoFile, _ subject: Subject) -> Bool {
    guard call.parent?.kind == .assignStmt || call.parent?.kind == .valueSpec,
      subject.types.signature(calledBy: call, in: file)?.results.first?.isContext ?? false,
      let callee = subject.types.callee(of: call, in: file),
      let declared = FunctionIndex.declaration(of: callee, subject)
    else { return false }
    return declared.node.descendants(of: .callExpr).contains(where: isDeadline)
  }

  static func isDeadline(_ call: Node) -> Bool {
    guard let name = call.calledName else { return false }
    return name == "WithTimeout" || name == "WithDeadline" || name == "WithTimeoutCause" || name == "WithDeadlineCause"
  }

  /// Names of functions that are called, with an argument, inside a function that makes a context with a deadline:
  /// a declared one, or the literal of a command that stands outside of all.
  private static func functionsCalledWithDeadline(_ subject: Subject) -> Set<String> {
    var names: Set<String> = []
    for file in subject.snapshot.productFiles where file.importing("context") != nil {
      let literals = file.tree.nodes(of: .funcLit).filter { $0.enclosingFunction == nil }
      for function in Array(file.tree.nodes(of: .funcDecl)) + literals {
        let calls = function.descendants(of: .callExpr)
        guard calls.contains(where: isDeadline) else { continue }
        for call in calls where !call.arguments.isEmpty {
          if let name = call.calledName { names.insert(name) }
        }
      }
    }
    return names
  }
}
