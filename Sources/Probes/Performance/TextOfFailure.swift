import GoSyntax
import GoTypes
import Repository

/// Text that only tells what went wrong: it is made on the rare way, and is short.
struct TextOfFailure {
  private let subject: Subject

  init(_ subject: Subject) { self.subject = subject }

  /// Whether the text a loop makes grow is of an error's own method, or is given to errors and their log lines only.
  func isOnly(_ text: Node, in loop: Node, _ file: GoFile) -> Bool {
    if isOfError(loop, file) { return true }
    guard text.kind == .ident, let function = loop.enclosingFunction else { return false }
    let uses = function.descendants(of: .ident).filter { $0.start > loop.end && $0.isSameText(as: text) }
    return uses.contains(where: isTold) && uses.allSatisfy { isTold($0) || isOnlyKept($0) }
  }

  /// In a method of a type that is an error.
  private func isOfError(_ node: Node, _ file: GoFile) -> Bool {
    guard let method = node.ancestors.first(where: { $0.kind == .funcDecl }),
      let receiver = FunctionIndex.receiverName(of: method)
    else { return false }
    return FunctionIndex.declaration(
      of: Callee(packagePath: file.packagePath, receiver: receiver, name: "Error"), subject) != nil
  }

  /// `text += more`, or `if text != ""`: whether there is anything to tell.
  private func isOnlyKept(_ use: Node) -> Bool {
    guard let around = use.parent else { return false }
    if around.kind == .assignStmt { return around.leftSide.contains(use) }
    guard around.kind == .binaryExpr, around.token == .equal || around.token == .notEqual else { return false }
    return around.right?.plainString == ""
  }

  /// `fmt.Errorf("...", text)`, `errors.New(text)`, `log.Errorf("...", text)`
  private func isTold(_ use: Node) -> Bool {
    for around in use.ancestors {
      switch around.kind {
      case .binaryExpr, .parenExpr, .sliceExpr: continue
      case .callExpr:
        guard let name = around.calledName else { return false }
        if TextOfFailure.reshaping.contains(name) { continue }
        return name.hasPrefix("Error") || around.function?.isText("errors.New") ?? false
      default: return false
      }
    }
    return false
  }

  private static let reshaping: Set<String> = [
    "Trim", "TrimSuffix", "TrimPrefix", "TrimRight", "TrimLeft", "TrimSpace", "Sprintf", "Sprint",
  ]
}
