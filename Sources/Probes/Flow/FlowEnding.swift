import GoSyntax

/// Calls that never return, told by how they are written.
///
/// Limits: the names of packages are taken for what they usually mean; the module's own functions that always exit are
/// known to `Subject.flow(of:)` only.
extension Node {
  /// callExpr: how it ends the function; nil when it returns as calls do.
  var writtenEnding: FlowGraph.Exit? {
    guard let function = function?.unparenthesized else { return nil }
    if function.kind == .ident { return function.isText("panic") ? .panics : nil }
    guard function.kind == .selectorExpr, let name = function.name, let operand = function.operand?.unparenthesized
    else { return nil }
    if name.isText("Exit") || name.isText("Exitf") || name.isText("Exitln") {
      return Self.isExiting(operand) ? .exits : nil
    }
    if name.isText("Goexit") { return operand.isText("runtime") ? .stops : nil }
    if name.isText("Fatal") || name.isText("Fatalf") || name.isText("Fatalln") || name.isText("Fatalw") {
      return Self.isTest(operand) ? .stops : .exits
    }
    if name.isText("FailNow") || name.isText("Skip") || name.isText("Skipf") || name.isText("SkipNow") {
      return Self.isTest(operand) ? .stops : nil
    }
    if name.isText("Panic") || name.isText("Panicf") || name.isText("Panicln") || name.isText("Panicw") {
      return .panics
    }
    // zerolog: log.Fatal().Err(err).Msg("…") ends at its last call.
    if name.isText("Msg") || name.isText("Msgf") || name.isText("Send") || name.isText("MsgFunc") {
      return operand.chainEnding
    }
    return nil
  }

  private static func isExiting(_ operand: Node) -> Bool {
    operand.isText("os") || operand.isText("syscall") || operand.isText("unix") || operand.isText("klog")
      || operand.isText("glog") || operand.isText("logrus") || operand.isText("log")
  }

  /// Whether a test's state is named: `t`, `b`, `tb`, `f`, `s.T()`.
  private static func isTest(_ operand: Node) -> Bool {
    if operand.kind == .callExpr, let name = operand.function?.unparenthesized.name { return name.isText("T") }
    return operand.isText("t") || operand.isText("b") || operand.isText("tb") || operand.isText("f")
  }

  /// What the first call of a chain such as `log.Fatal().Err(err)` announces.
  private var chainEnding: FlowGraph.Exit? {
    var call = self
    while call.kind == .callExpr, let function = call.function, function.kind == .selectorExpr, let name = function.name
    {
      if call.arguments.isEmpty {
        if name.isText("Fatal") { return .exits }
        if name.isText("Panic") { return .panics }
      }
      guard let operand = function.operand else { return nil }
      call = operand
    }
    return nil
  }
}
