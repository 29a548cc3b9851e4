import Evidence
import GoSyntax

/// Targets of a magefile: exported functions, and the commands they give to `sh` and `exec` as plain strings.
struct Magefile: Sendable {
  let path: String
  let tree: SyntaxTree

  /// The magefiles among Go files. They are parsed here, so that the pipeline need not wait for all the others.
  static func found(in paths: [String], _ contents: [String: [UInt8]]) -> [Magefile] {
    paths.compactMap { path in
      guard let bytes = contents[path], path.hasPrefix("magefiles/") || mayBeOne(bytes), !bytes.contains(0) else {
        return nil
      }
      let tree = GoParser.parse(bytes)
      guard !tree.isDeeplyNested, path.hasPrefix("magefiles/") || tree.fact(FileHeader.self).isMagefile else {
        return nil
      }
      return Magefile(path: path, tree: tree)
    }
  }

  /// Whether the word stands where build constraints do: near the file's beginning.
  private static func mayBeOne(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      let (m, a, g, e) = (UInt8(ascii: "m"), UInt8(ascii: "a"), UInt8(ascii: "g"), UInt8(ascii: "e"))
      let last = min(bytes.count, headerByteCountMax) - 4
      var at = 0
      while at <= last {
        if bytes[at] == m, bytes[at + 1] == a, bytes[at + 2] == g, bytes[at + 3] == e { return true }
        at += 1
      }
      return false
    }
  }

  private static let headerByteCountMax = 4096

  var targets: [BuildTarget] { tree.nodes(of: .funcDecl).compactMap { Magefile.target(of: $0, in: path) } }

  /// How magefiles call the go command.
  private static let goNames: Set<String> = ["\"go\"", "goexe", "goExe", "goCmd", "gocmd", "goBin", "mg.GoCmd()"]

  private static func target(of function: Node, in path: String) -> BuildTarget? {
    guard let name = function.name?.text, name.first?.isUppercase == true else { return nil }
    var commands: [BuildTarget.Command] = []
    var dependencies: [String] = []
    for call in function.descendants(of: .callExpr) {
      let arguments = Array(call.arguments)
      if let first = arguments.firstIndex(where: { goNames.contains($0.text) }), first < 3,
        call.function?.kind == .ident
      {
        // A function of the file that runs what it is given.
        append(arguments[first...], at: call, to: &commands)
        continue
      }
      guard let selector = call.function, selector.kind == .selectorExpr, let package = selector.operand?.text,
        let method = selector.name?.text
      else { continue }
      switch (package, method) {
      case ("mg", "Deps"), ("mg", "SerialDeps"): dependencies += arguments.map { self.name($0.text) }
      case ("mg", "CtxDeps"), ("mg", "SerialCtxDeps"): dependencies += arguments.dropFirst().map { self.name($0.text) }
      case ("sh", "Run"), ("sh", "RunV"), ("sh", "Output"), ("exec", "Command"):
        append(arguments[...], at: call, to: &commands)
      case ("sh", "RunWith"), ("sh", "RunWithV"), ("sh", "OutputWith"), ("exec", "CommandContext"):
        append(arguments.dropFirst(), at: call, to: &commands)
      default: break
      }
    }
    let receiver = function.receiver?.fields.first?.type?.text.drop { $0 == "*" }.lowercased()
    return BuildTarget(
      location: Location(path: path, line: function.line),
      name: (receiver.map { $0 + ":" } ?? "") + name.lowercased(),
      dependencies: dependencies, commands: commands)
  }

  private static func append(_ arguments: ArraySlice<Node>, at call: Node, to commands: inout [BuildTarget.Command]) {
    let words = arguments.map {
      $0.kind == .basicLit ? String($0.text.dropFirst().dropLast()) : goNames.contains($0.text) ? "go" : $0.text
    }
    guard let first = words.first, !first.isEmpty else { return }
    commands.append(.init(words: words, isAdvisory: false, line: call.line))
  }

  /// `Build.Docker` is called `build:docker`.
  private static func name(_ written: String) -> String {
    written.lowercased().replacing(".", with: ":").replacing("{}", with: "")
  }
}
