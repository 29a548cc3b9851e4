import Evidence
import GoSyntax
import Repository

/// Whether the product waits for the signals that ask a process to end.
struct SignalHandling {
  private(set) var handlesTermination = false
  private(set) var handlesHangupOnly = false
  private(set) var findings: [Finding] = []

  private static let termination: Set<String> = ["SIGINT", "SIGTERM", "Interrupt"]
  /// Libraries that take the signal and stop what they run, and the call that does.
  private static let libraries: [(path: String, names: Set<String>)] = [
    ("github.com/oklog/run", ["SignalHandler"]), ("sigs.k8s.io/controller-runtime", ["SetupSignalHandler"]),
    ("k8s.io/apiserver", ["SetupSignalHandler", "SetupSignalContext"]), ("go.uber.org/fx", ["Run"]),
    ("github.com/go-kratos/kratos", ["Run"]), ("github.com/zeromicro/go-zero", ["Start"]),
    ("github.com/tylerb/graceful", ["Run", "ListenAndServe"]), ("github.com/fvbock/endless", ["ListenAndServe"]),
    ("github.com/facebookgo/grace/gracehttp", ["Serve", "ServeWithOptions"]),
    ("github.com/grafana/dskit", ["NewHandler"]),
    ("github.com/judwhite/go-svc", ["Run"]), ("github.com/kardianos/service", ["Run"]),
    ("knative.dev/pkg/signals", ["NewContext", "SetupSignalHandler"]),
  ]

  init(_ subject: Subject, probe: ProbeID) {
    var notifies: [(GoFile, Node)] = []
    var namedSignals: Set<String> = []
    var listensToAll = false
    for file in subject.snapshot.productFiles {
      for library in SignalHandling.libraries where file.importing(library.path) != nil {
        for call in file.tree.nodes(of: .callExpr) {
          guard let name = call.calledName, library.names.contains(name),
            !SignalHandling.isOfOther(call, library.path, file)
          else {
            continue
          }
          handlesTermination = true
          findings.append(file.finding(probe, at: call, "\(library.path) waits for the signal", confidence: .medium))
        }
      }
      guard let signal = file.importing("os/signal") else { continue }
      for call in file.tree.nodes(of: .callExpr) where call.calledOperandName == signal.name {
        guard let name = call.calledName, name == "Notify" || name == "NotifyContext" else { continue }
        notifies.append((file, call))
        if call.arguments.count == 1 { listensToAll = true }
        let written = call.arguments.dropFirst().compactMap { $0.unparenthesized.name?.text ?? $0.unparenthesized.text }
        namedSignals.formUnion(written)
      }
    }
    guard !notifies.isEmpty else { return }
    // Signals given through a variable: `signal.Notify(c, shutdownSignals...)`.
    let isByVariable = notifies.contains { _, call in
      call.spreadsLastArgument || call.arguments.dropFirst().contains { $0.unparenthesized.kind == .ident }
    }
    if isByVariable {
      for file in subject.snapshot.productFiles where file.importing("os") != nil || file.importing("syscall") != nil {
        for selector in file.tree.nodes(of: .selectorExpr) {
          if let name = selector.name?.text, SignalHandling.termination.contains(name) { namedSignals.insert(name) }
        }
      }
    }
    let asksForEnd = listensToAll || !namedSignals.isDisjoint(with: SignalHandling.termination)
    handlesHangupOnly = !asksForEnd && !handlesTermination
    handlesTermination = handlesTermination || asksForEnd
    findings += notifies.filter { file, call in
      SignalHandling.canAskForEnd(call, file, subject) && !SignalHandling.waitsForProcess(call, file, subject)
        && !SignalHandling.leavesAtOnce(call, file)
    }.map { file, call in
      file.finding(probe, at: call.function?.name ?? call, asksForEnd ? "the signal is awaited" : "only SIGHUP or such")
    }
  }

  /// Whether the call names another package's function: `command.Run(ctx)` beside `service.Run()`.
  private static func isOfOther(_ call: Node, _ library: String, _ file: GoFile) -> Bool {
    guard let package = call.calledOperandName, let imported = file.imports.first(where: { $0.name == package }) else {
      return false
    }
    return !imported.path.isPath(library)
  }

  /// Whether the call names a signal that ends the process, every signal, or signals nobody can read here.
  private static func canAskForEnd(_ call: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    let signals = call.arguments.dropFirst().map(\.unparenthesized)
    return signals.isEmpty
      || signals.contains { signal in
        written(signal, file, subject).contains { name in
          termination.contains(name) || !name.hasPrefix("SIG") && name != "Kill"
        }
      }
  }

  /// The names of the signals that an argument stands for: itself, a constant's or list's value, or a field's values.
  private static func written(_ signal: Node, _ file: GoFile, _ subject: Subject) -> [String] {
    var values: [Node] = []
    if signal.kind == .selectorExpr, let name = signal.name {
      if name.text.hasPrefix("SIG") || termination.contains(name.text) { return [name.text] }
      // `service.signals...`
      if subject.types.declaration(of: name, in: file)?.kind == .field {
        for other in subject.snapshot.productFiles where other.packagePath == file.packagePath {
          values += FieldValues.given(to: name.text, in: other.tree).map(\.value)
        }
      }
    }
    let named = signal.kind == .selectorExpr ? signal.name : signal
    if values.isEmpty, let named, let declared = subject.types.declaration(of: named, in: file)?.name,
      let spec = declared.parent, spec.kind == .valueSpec, let first = spec.values.first
    {
      values = [first]
    }
    let names = values.flatMap { value -> [String] in
      let parts = value.unparenthesized.kind == .compositeLit ? Array(value.unparenthesized.elements) : [value]
      return parts.map { $0.unparenthesized.name?.text ?? "" }
    }
    return names.isEmpty ? [signal.lastName ?? ""] : names
  }

  /// Whether the function around runs another program, which is what it waits for; nothing of its own is drained, and
  /// what ends the context is given to that program alone.
  private static func waitsForProcess(_ call: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let function = call.outermostFunction else { return false }
    let calls = Array(function.descendants(of: .callExpr))
    if calls.contains(where: { $0.calledName.map(drains) ?? false }) { return false }
    guard handlesCommand(function, file) || calls.contains(where: { concernsCommand($0, file, subject) }) else {
      return false
    }
    guard let context = call.receivingName(at: 0)?.text else { return true }
    return calls.allSatisfy { other in
      !other.arguments.contains { $0.kind == .ident && $0.text == context }
        || other.calledOperandName == file.importing("os/exec")?.name || concernsCommand(other, file, subject)
    }
  }

  /// A call that gives or is given a `*exec.Cmd`.
  private static func concernsCommand(_ call: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let signature = subject.types.signature(calledBy: call, in: file) else { return false }
    return (signature.parameters + signature.results).contains { $0.isNamed("os/exec", "Cmd") }
  }

  /// `exec.Command(...)`, or a parameter or result `*exec.Cmd`.
  private static func handlesCommand(_ function: Node, _ file: GoFile) -> Bool {
    guard let package = file.importing("os/exec") else { return false }
    return function.descendants(of: .selectorExpr).contains { part in
      guard part.operand?.text == package.name, let name = part.name else { return false }
      return name.isText("Cmd") || name.isText("Command") || name.isText("CommandContext")
    }
  }

  private static func drains(_ name: String) -> Bool {
    ["Shutdown", "GracefulStop", "ListenAndServe", "Serve", "ListenAndServeTLS", "cancel"].contains(name)
  }

  /// `go func() { <-stop; s.Restore(); os.Exit(1) }()`: the program ends there and then.
  private static func leavesAtOnce(_ call: Node, _ file: GoFile) -> Bool {
    guard let channel = call.arguments.first?.lastName, let function = call.outermostFunction else { return false }
    return function.descendants(of: .blockStmt).contains { block in
      let statements = Array(block.statements)
      guard let wait = statements.firstIndex(where: { isReceive($0, of: channel) }), wait + 1 < statements.count else {
        return false
      }
      let after = statements[(wait + 1)...]
      guard after.count <= 2, let last = after.last, last.kind == .exprStmt,
        last.operand?.function?.isText("os.Exit") ?? false
      else { return false }
      return !block.descendants(of: .callExpr).contains { $0.calledName.map(drains) ?? false }
    }
  }

  private static func isReceive(_ statement: Node, of channel: String) -> Bool {
    guard statement.kind == .exprStmt, let value = statement.operand?.unparenthesized else { return false }
    return value.kind == .unaryExpr && value.token == .arrow && value.operand?.lastName == channel
  }
}
