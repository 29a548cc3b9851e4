/// A shell script as the simple commands it may run, whatever its conditions say.
enum ShellScript {
  /// One simple command.
  struct Command: Hashable {
    /// Quotes removed, variables as written, leading assignments and wrappers such as `sudo` dropped.
    var words: [String]
    let line: Int
    /// Its failure cannot fail the script: `|| true`, `|| echo ...`, `; true`.
    var isAdvisory: Bool
    /// The folder the script has changed to, relative to where it began.
    let folder: String
  }

  /// How deep scripts inside scripts (`bash -c "$(...)"`) are followed.
  static let nestingMax = 6

  static func commands(in text: String, firstLine: Int = 1, depth: Int = 0) -> [Command] {
    guard depth <= nestingMax else { return [] }
    var reader = Reader(tokens: ShellTokens.all(in: text, firstLine: firstLine), depth: depth)
    reader.run()
    return reader.output
  }

  private struct Reader {
    let tokens: [ShellToken]
    let depth: Int
    var at = 0
    var output: [Command] = []
    private var words: [ShellToken.Word] = []
    private var folder = ""
    /// Where in `output` the current and-or list begins, and the one before it on the same line.
    private var listStart = 0
    private var previousList: Range<Int>?
    private var groups: [(listStart: Int, folder: String?)] = []
    private var caseDepth = 0
    private var expectsPattern = false

    init(tokens: [ShellToken], depth: Int) {
      self.tokens = tokens
      self.depth = depth
    }

    mutating func run() {
      while at < tokens.count {
        let token = tokens[at]
        at += 1
        switch token {
        case .word(let word): take(word)
        case .lineEnd:
          endCommand()
          endList(sameLine: false)
        case .separator(let text): take(separator: text)
        }
      }
    }

    private mutating func take(_ word: ShellToken.Word) {
      if expectsPattern {
        if word.text == "esac", word.isPlain { closeCase() }
        return
      }
      guard words.isEmpty, word.isPlain else {
        words.append(word)
        return
      }
      switch word.text {
      case "then", "else", "elif", "do", "!", "coproc": break
      case "if", "while", "until", "{": open(folder: nil)
      case "fi", "done", "}": close()
      case "for", "select":
        open(folder: nil)
        while at < tokens.count, case .word = tokens[at] { at += 1 }
      case "case":
        open(folder: nil)
        caseDepth += 1
        while at < tokens.count, case .word(let next) = tokens[at], next.text != "in" { at += 1 }
        at += 1
        expectsPattern = true
      case "esac": closeCase()
      case "function": at += 1
      default: words.append(word)
      }
    }

    private mutating func take(separator: String) {
      if expectsPattern {
        if separator == ")" { expectsPattern = false }
        return
      }
      switch separator {
      case "(":
        if words.count == 1, at < tokens.count, tokens[at] == .separator(")") {
          // `name() {`: what follows is the body.
          words = []
          at += 1
        } else if words.isEmpty {
          open(folder: folder)
        }
      case ")":
        endCommand()
        close()
      case ";;":
        endCommand()
        endList(sameLine: false)
        expectsPattern = caseDepth > 0
      case "||":
        endCommand()
        if toleratesFailure() { markAdvisory(listStart..<output.count) }
      case ";", "&":
        endCommand()
        endList(sameLine: true)
      default: endCommand()
      }
    }

    private mutating func closeCase() {
      caseDepth = max(0, caseDepth - 1)
      expectsPattern = false
      close()
    }

    private mutating func open(folder: String?) {
      groups.append((listStart, folder))
      listStart = output.count
      previousList = nil
    }

    private mutating func close() {
      guard let group = groups.popLast() else { return }
      listStart = min(group.listStart, output.count)
      previousList = nil
      if let outer = group.folder { folder = outer }
    }

    private mutating func endList(sameLine: Bool) {
      previousList = sameLine ? listStart..<output.count : nil
      listStart = output.count
    }

    private mutating func markAdvisory(_ range: Range<Int>) {
      for index in range { output[index].isAdvisory = true }
    }

    private mutating func endCommand() {
      guard !words.isEmpty else { return }
      defer { words = [] }
      let texts = CommandWrappers.stripped(words.map(\.text))
      let line = words[0].line
      if texts == ["true"] || texts == [":"] {
        if let previousList { markAdvisory(previousList) }
        return
      }
      if texts.count >= 2, texts[0] == "cd" || texts[0] == "pushd" {
        folder = ShellScript.folder(texts[1], from: folder)
      }
      for command in CommandWrappers.unwrapped(texts, line: line, depth: depth) {
        output.append(
          Command(
            words: command.words, line: command.line, isAdvisory: command.isAdvisory,
            folder: RelativePath.joined(folder, command.folder)))
      }
      for nested in words.flatMap(\.nested) {
        for command in ShellScript.commands(in: nested.text, firstLine: nested.line, depth: depth + 1) {
          output.append(
            Command(
              words: command.words, line: command.line, isAdvisory: command.isAdvisory,
              folder: RelativePath.joined(folder, command.folder)))
        }
      }
    }

    /// Whether what follows `||` ends well: `true`, `:`, `echo`, `exit 0`, or a group without a failing exit.
    private func toleratesFailure() -> Bool {
      var index = at
      var depth = 0
      var firstWord: String?
      var previous = ""
      scan: while index < tokens.count {
        switch tokens[index] {
        case .word(let word):
          if word.text == "{", word.isPlain {
            depth += 1
          } else if word.text == "}", word.isPlain {
            depth -= 1
          } else {
            if firstWord == nil { firstWord = word.text }
            if previous == "exit" || previous == "return", word.text != "0" { return false }
            if word.text == "false" { return false }
            previous = word.text
          }
        case .separator(let text):
          if previous == "exit" || previous == "return" { return false }
          previous = ""
          if text == "(" { depth += 1 }
          if text == ")" { depth -= 1 }
          if depth < 0 || depth == 0 && (text == ";" || text == ";;") { break scan }
        case .lineEnd:
          if previous == "exit" || previous == "return" { return false }
          previous = ""
          if depth <= 0 { break scan }
        }
        index += 1
      }
      return ["true", ":", "echo", "printf", "exit", "return", "warn", "log", "sleep"].contains(firstWord ?? "")
    }
  }

  /// Where `cd path` leads; a folder named by a variable is the start again.
  static func folder(_ path: String, from folder: String) -> String {
    if path.hasPrefix("$") || path.hasPrefix("`") {
      guard let slash = path.firstIndex(of: "/"), !path.hasPrefix("$(") else { return "" }
      return RelativePath.joined("", path[path.index(after: slash)...])
    }
    if path == "-" || path.hasPrefix("/") || path.hasPrefix("~") { return "" }
    return RelativePath.joined(folder, path)
  }
}
