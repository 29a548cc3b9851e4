import BundledFacts
import GoSyntax
import GoTypes
import Repository

/// Which functions and methods have a twin that takes a context.
struct ContextTwins {
  private let types: ModuleTypes
  /// Names worth a question; everything else is passed over without resolving it.
  private let names: Set<String>

  init(_ subject: Subject) {
    types = subject.types
    var names = ContextTwins.knownNames
    for file in subject.snapshot.goFiles where !file.isTest {
      for function in file.tree.nodes(of: .funcDecl) { ContextTwins.note(function.name, &names) }
      for interface in file.tree.nodes(of: .interfaceType) {
        for method in interface.fields { ContextTwins.note(method.names.first, &names) }
      }
    }
    self.names = names
  }

  /// The name of a called expression when something of that name has a twin.
  func candidate(_ function: Node) -> String? {
    var function = function.unparenthesized
    if function.kind == .indexExpr || function.kind == .indexListExpr, let operand = function.operand {
      function = operand.unparenthesized
    }
    let name = function.kind == .selectorExpr ? function.name ?? function : function
    guard name.kind == .ident, let first = name.bytes.first, first <= 90 else { return nil }
    let text = name.text
    return names.contains(text) ? text : nil
  }

  /// What to call instead; nil when there is no twin or the call does not wait.
  func twin(of callee: Callee?) -> String? {
    guard let callee, let path = callee.packagePath, !ContextTwins.waitsForNothing(path, callee) else { return nil }
    let key = callee.receiver.map { "\($0).\(callee.name)" } ?? callee.name
    if let known = ContextTwins.namedOtherwise[path]?[key] { return known }
    for ending in ["Context", "WithContext", "Ctx"] {
      let other = Callee(packagePath: path, receiver: callee.receiver, name: callee.name + ending)
      if let signature = types.signature(of: other), signature.parameters.first?.isContext ?? false,
        isTwin(signature, of: callee)
      {
        return other.name
      }
    }
    return nil
  }

  /// A twin takes what the plain one takes besides the context, which may stand for a time limit or a stop channel.
  /// `SetContext(ctx)` beside `Set(key, value)` only keeps a context.
  private func isTwin(_ signature: Signature, of callee: Callee) -> Bool {
    guard let plain = types.signature(of: callee) else { return true }
    let isReplaced = plain.parameters.contains { parameter in
      if case .channel = parameter { return true }
      return parameter.isNamed("time", "Duration") || parameter.isNamed("time", "Time")
    }
    return signature.parameters.count > plain.parameters.count - (isReplaced ? 1 : 0)
  }

  /// Log calls have twins for values in the context, not for stopping; whole programs are run without one from main;
  /// what only registers or connects later does not wait.
  private static func waitsForNothing(_ path: String, _ callee: Callee) -> Bool {
    switch path {
    case "log/slog", "testing", "os/signal", "google.golang.org/grpc", "github.com/sirupsen/logrus": true
    case "github.com/spf13/cobra": callee.name == "Execute"
    case "github.com/urfave/cli": callee.name == "Run"
    default: logNames.contains(callee.name)
    }
  }

  private static let logNames: Set<String> = [
    "Debug", "Debugf", "Info", "Infof", "Warn", "Warnf", "Warning", "Error", "Errorf", "Fatal", "Fatalf", "Print",
    "Printf", "Println", "Log", "Logf", "New", "With",
  ]

  /// Functions whose twin has another name or belongs to another type.
  private static let namedOtherwise: [String: [String: String]] = [
    "net/http": [
      "Get": "NewRequestWithContext and Client.Do", "Post": "NewRequestWithContext and Client.Do",
      "Head": "NewRequestWithContext and Client.Do", "PostForm": "NewRequestWithContext and Client.Do",
      "NewRequest": "NewRequestWithContext", "Client.Get": "NewRequestWithContext and Do",
      "Client.Post": "NewRequestWithContext and Do", "Client.Head": "NewRequestWithContext and Do",
      "Client.PostForm": "NewRequestWithContext and Do",
    ],
    "os/exec": ["Command": "CommandContext"],
    "net": [
      "Dial": "Dialer.DialContext", "DialTimeout": "Dialer.DialContext", "LookupHost": "Resolver.LookupHost",
      "LookupIP": "Resolver.LookupIPAddr", "LookupAddr": "Resolver.LookupAddr", "LookupCNAME": "Resolver.LookupCNAME",
      "LookupMX": "Resolver.LookupMX", "LookupNS": "Resolver.LookupNS", "LookupPort": "Resolver.LookupPort",
      "LookupSRV": "Resolver.LookupSRV", "LookupTXT": "Resolver.LookupTXT",
    ],
    "crypto/tls": ["Dial": "Dialer.DialContext", "DialWithDialer": "Dialer.DialContext"],
    "database/sql": ["DB.Begin": "BeginTx"],
    "github.com/jmoiron/sqlx": ["DB.Begin": "BeginTx", "DB.Beginx": "BeginTxx"],
  ]

  /// The names of `namedOtherwise` and of what the bundled facts have a twin for.
  private static let knownNames: Set<String> = {
    var names: Set<String> = []
    for keys in namedOtherwise.values {
      for key in keys.keys { names.insert(String(key.split(separator: ".").last ?? "")) }
    }
    for text in [BundledFacts.standardLibrary, BundledFacts.librarySignatures] {
      note(twinsIn: Array(text.utf8), &names)
    }
    return names
  }()

  /// Adds `Query` for each `QueryContext(context.Context` of a text.
  private static func note(twinsIn text: [UInt8], _ names: inout Set<String>) {
    let wanted = Array("Context(context.Context".utf8)
    var position = 0
    while position + wanted.count <= text.count {
      guard text[position] == wanted[0], text[position + 7] == wanted[7],
        text[position..<position + wanted.count].elementsEqual(wanted)
      else {
        position += 1
        continue
      }
      var first = position
      while first > 0, text[first - 1] != 32, text[first - 1] != 123, text[first - 1] != 59 { first -= 1 }
      note(twin: String(decoding: text[first..<position + 7], as: UTF8.self), &names)
      position += wanted.count
    }
  }

  private static func note(_ name: Node?, _ names: inout Set<String>) {
    guard let name, name.end - name.start > 3 else { return }
    let last = name.tree.source[name.end - 1]
    if last == UInt8(ascii: "t"), name.end - name.start > 7, name.tree.source[name.end - 7] == UInt8(ascii: "C") {
      note(twin: name.text, &names)
    } else if last == UInt8(ascii: "x"), name.text.hasSuffix("Ctx") {
      names.insert(String(name.text.dropLast(3)))
    }
  }

  private static func note(twin: String, _ names: inout Set<String>) {
    guard twin.hasSuffix("Context"), twin.count > 7 else { return }
    names.insert(String(twin.dropLast(7)))
    if twin.hasSuffix("WithContext"), twin.count > 11 { names.insert(String(twin.dropLast(11))) }
  }
}
