import GoSyntax
import GoTypes
import Repository

/// Whether a call can fail for what lies outside the program: files, networks, databases, other programs, or input that
/// it reads.
///
/// Functions of the module are followed into what they call, methods of its interfaces into those that have the name.
/// Limits: of other modules' functions only the name and a context among the arguments are known.
struct OutsideWork {
  enum Kind: Int, Comparable {
    /// It computes, or changes what the program itself holds.
    case inside
    /// It reads what it is given, and fails where that is not well formed.
    case reading
    /// It does something that can fail whatever it is given.
    case work

    static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
  }

  private let subject: Subject
  private let packages: Set<String>
  private var known: [Callee: Kind] = [:]

  init(_ subject: Subject) {
    self.subject = subject
    packages = Set(subject.snapshot.productFiles.map(\.packagePath))
  }

  mutating func kind(of call: Node, in file: GoFile) -> Kind {
    switch step(call, in: file, isNested: false) {
    case .known(let kind): return kind
    case .functions(let callees):
      var most = Kind.inside
      for callee in callees where most != .work { most = max(most, kind(of: callee)) }
      return most
    }
  }

  /// What a call is known to be, or the functions of the module that decide it.
  private enum Step {
    case known(Kind)
    case functions([Callee])
  }

  private mutating func step(_ call: Node, in file: GoFile, isNested: Bool) -> Step {
    guard let name = call.calledName else { return .known(.inside) }
    guard let callee = subject.types.callee(of: call, in: file) else {
      guard let called = call.function?.unparenthesized, called.kind == .ident else {
        return .known(OutsideWork.kind(byName: name))
      }
      // What is declared nowhere is taken at its word, and so is a function that was handed in; whoever calls one that
      // calls such a function has chosen it.
      return .known(!isNested || subject.types.declaration(of: called, in: file) == nil ? .work : .inside)
    }
    if readsProgram(call, file) { return .known(.inside) }
    guard let path = callee.packagePath else { return .known(OutsideWork.kind(byName: name)) }
    if path == "builtin" { return .known(.inside) }
    if FunctionIndex.declaration(of: callee, subject) != nil { return .functions([callee]) }
    if packages.contains(path) {
      let all = subject.functions.methods(named: callee.name)
      return all.isEmpty ? .known(OutsideWork.kind(byName: callee.name)) : .functions(Array(all.prefix(12)))
    }
    if ObligationReader.isStandard(path) { return .known(OutsideWork.kind(ofStandard: callee, path)) }
    return .known(takesContext(call, file) ? .work : OutsideWork.kind(byName: name))
  }

  /// The most that any call does whose error a function of the module, or one that it leads to, may give.
  private mutating func kind(of callee: Callee) -> Kind {
    if let answer = known[callee] { return answer }
    // All that is reached is judged at once, so that functions that call each other have the same answer whoever asks.
    var found: [Callee: Kind] = [callee: .inside]
    var callers: [Callee: [Callee]] = [:]
    var open = [callee]
    while let next = open.popLast() {
      guard let declared = FunctionIndex.declaration(of: next, subject) else { continue }
      var most = Kind.inside
      for call in declared.node.descendants(of: .callExpr) {
        guard most != .work else { break }
        if case .none = subject.types.errorResults(of: call, in: declared.file) { continue }
        switch step(call, in: declared.file, isNested: true) {
        case .known(let kind): most = max(most, kind)
        case .functions(let callees):
          for other in callees {
            if let answer = known[other] {
              most = max(most, answer)
              continue
            }
            callers[other, default: []].append(next)
            if found.updateValue(found[other] ?? .inside, forKey: other) == nil { open.append(other) }
          }
        }
      }
      found[next] = most
    }
    for kind in [Kind.reading, .work] {
      var telling = found.filter { $0.value == kind }.map(\.key)
      while let told = telling.popLast() {
        for caller in callers[told] ?? [] where found[caller].map({ $0 < kind }) ?? false {
          found[caller] = kind
          telling.append(caller)
        }
      }
    }
    known.merge(found) { _, new in new }
    return known[callee] ?? .inside
  }

  private func takesContext(_ call: Node, _ file: GoFile) -> Bool {
    guard let first = call.arguments.first else { return false }
    return subject.types.type(of: first, in: file)?.isContext ?? (first.isText("ctx"))
  }

  /// Whether a call reads what was compiled into the program, or random bytes.
  private func readsProgram(_ call: Node, _ file: GoFile) -> Bool {
    call.arguments.contains { argument in
      subject.types.type(of: argument, in: file)?.isNamed("embed", "FS") == true
        || argument.kind == .selectorExpr && argument.name?.isText("Reader") == true
          && argument.operand.map { $0.text == file.importing("crypto/rand")?.name } ?? false
    }
      || call.function?.unparenthesized.operand.flatMap { subject.types.type(of: $0, in: file) }?
        .isNamed("embed", "FS") == true
  }

  // MARK: What is known of other packages

  private static func kind(ofStandard callee: Callee, _ path: String) -> Kind {
    let name = callee.name
    switch path {
    case "os": return name == "Setenv" || name == "Unsetenv" ? .inside : .work
    case "path/filepath": return ["Abs", "Walk", "WalkDir", "EvalSymlinks"].contains(name) ? .work : .inside
    case "net/http": return name.hasPrefix("NewRequest") ? .reading : .work
    case "net": return name.hasPrefix("Parse") ? .reading : .work
    case "crypto/tls", "database/sql", "os/exec", "os/user", "net/rpc", "net/smtp", "net/textproto", "io", "io/ioutil",
      "io/fs", "bufio", "syscall", "log/syslog", "plugin", "mime/multipart":
      return .work
    case "regexp", "strconv", "time", "net/url", "net/mail", "net/netip", "go/parser", "crypto/x509", "mime":
      return .reading
    default: break
    }
    if ["archive/", "compress/"].contains(where: path.hasPrefix) { return .work }
    let isData = path.hasPrefix("encoding/") || path == "encoding" || path.hasSuffix("/template")
    guard isData, let first = IdentifierWords(name).words.first else { return .inside }
    return ["decode", "unmarshal", "parse", "read"].contains(first) ? .reading : .inside
  }

  /// By the verb that a name begins with.
  private static func kind(byName name: String) -> Kind {
    guard let first = IdentifierWords(name).words.first else { return .inside }
    return working.contains(first) ? .work : readingVerbs.contains(first) ? .reading : .inside
  }

  private static let working: Set<String> = [
    "open", "read", "write", "load", "save", "store", "fetch", "download", "upload", "dial", "connect", "listen",
    "serve", "start", "run", "exec", "execute", "query", "ping", "send", "recv", "receive", "publish", "commit",
    "rollback", "begin", "migrate", "drop", "insert", "update", "upsert", "delete", "find", "list", "count", "stat",
    "remove", "mkdir", "rename", "copy", "close", "flush", "sync", "wait", "do", "select", "scan", "truncate", "create",
    "auto", "pull", "push", "clone", "checkout", "request", "call", "render", "resume", "suspend",
  ]
  private static let readingVerbs: Set<String> = ["parse", "unmarshal", "decode", "compile", "match", "generate"]
}
