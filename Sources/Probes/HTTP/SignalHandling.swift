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
    ("github.com/facebookgo/grace", ["Serve"]), ("github.com/grafana/dskit", ["NewHandler"]),
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
    findings += notifies.filter { SignalHandling.canAskForEnd($0.1) }.map { file, call in
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
  private static func canAskForEnd(_ call: Node) -> Bool {
    let signals = call.arguments.dropFirst().map(\.unparenthesized)
    return signals.isEmpty
      || signals.contains { signal in
        guard signal.kind == .selectorExpr, let name = signal.name?.text else { return true }
        return termination.contains(name) || !name.hasPrefix("SIG") && name != "Kill"
      }
  }
}
