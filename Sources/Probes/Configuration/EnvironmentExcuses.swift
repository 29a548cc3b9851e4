import GoSyntax
import GoTypes
import Repository

/// Reads of the environment outside the configuration that are no scattered setting all the same.
///
/// These are a variable that is only written to the log, one that a package is named for (`shopdebug` reads
/// `SHOPDEBUG`, and who looks for the variable finds the package), and a function that does nothing but fetch settings
/// and that only mains call: it is the place where they are read.
struct EnvironmentExcuses {
  let subject: Subject

  init(_ subject: Subject) { self.subject = subject }

  func hold(_ read: EnvironmentReads.Read) -> Bool {
    isOnlyLogged(read) || isOfPackage(read) || isFetchedByMains(read)
  }

  private func isOfPackage(_ read: EnvironmentReads.Read) -> Bool {
    guard let key = read.key, key.utf8.count > 5 else { return false }
    return key.lowercased().filter { $0 != "_" } == read.file.packageName
  }

  private func isOnlyLogged(_ read: EnvironmentReads.Read) -> Bool {
    guard let call = read.node.parent, call.kind == .callExpr, call.arguments.contains(read.node) else { return false }
    return subject.logCalls.calls.contains { log in
      log.file.path == read.file.path && log.arguments.contains(read.node)
    }
  }

  private func isFetchedByMains(_ read: EnvironmentReads.Read) -> Bool {
    guard let function = read.node.outermostFunction, function.kind == .funcDecl, function.receiver == nil,
      let body = function.body, !read.file.isMain
    else { return false }
    let isFetching = body.descendants(of: .callExpr).allSatisfy { call in
      if let package = call.calledOperandName, let imported = read.file.imports.first(where: { $0.name == package }) {
        return EnvironmentExcuses.plain.contains(imported.path)
      }
      guard let function = call.function?.unparenthesized else { return false }
      return EnvironmentExcuses.builtins.contains(function.text) || subject.types.isType(function, in: read.file)
    }
    guard isFetching else { return false }
    // Others of its own package may take what it fetches.
    let callers = Callers(of: function, in: read.file, subject).calls
      .filter { $0.file.packagePath != read.file.packagePath }
    return !callers.isEmpty && callers.allSatisfy(\.file.isMain)
  }

  private static let plain: Set<String> = ["os", "fmt", "errors", "strings", "strconv", "time", "net", "net/url"]
  private static let builtins: Set<String> = ["len", "make", "append", "new", "string", "int", "panic"]
}
