import Evidence
import Yams

/// A YAML value and where it stands: what is left of a document once YAML's surprises have been refused.
///
/// Anchors, aliases, tags and keys that are not plain text never get here, so reading a value costs no more than its
/// text is long.
struct MarkedValue {
  enum Content {
    /// `isPlain`: written without quotes or block marks, so that `true`, `12` and `null` mean more than text.
    case text(String, isPlain: Bool)
    case list([MarkedValue])
    case mapping([Entry])
  }

  struct Entry {
    let key: String
    let keyMark: Position
    let value: MarkedValue
  }

  /// 1-based line and column; columns count Unicode scalars, as YAML readers do.
  struct Position: Hashable, Comparable {
    let line: Int
    let column: Int

    static func < (a: Position, b: Position) -> Bool { (a.line, a.column) < (b.line, b.column) }
  }

  let content: Content
  let mark: Position

  /// What a reader calls such a value.
  var kind: String {
    switch content {
    case .text: "text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}

extension MarkedValue {
  /// Reads a document. Problems go to `report`; nil when nothing can be read on from. `what` is what it is called.
  static func read(_ text: String, of what: String = "a checklist", report: (Position, String) -> Void) -> MarkedValue?
  {
    if let place = AliasedKeys.place(in: text) {
      report(place, "anchors and aliases are not allowed in \(what), least of all as keys; write the value out")
      return nil
    }
    do {
      let parser = try Parser(yaml: text, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        report(Position(line: 1, column: 1), "the file is empty; a checklist begins with \"checklist: <id>\"")
        return nil
      }
      var conversion = Conversion(what: what)
      // Nodes hold their anchors weakly: without the parser an anchored node looks like any other.
      let value = withExtendedLifetime(parser) { conversion.value(of: root) }
      for (mark, message) in conversion.problems { report(mark, message) }
      return conversion.problems.isEmpty ? value : nil
    } catch let error as YamlError {
      let (mark, message) = place(of: error)
      report(mark, "not readable as YAML: \(message)")
      return nil
    } catch {
      report(Position(line: 1, column: 1), "not readable as YAML: \(error)")
      return nil
    }
  }

  /// Keys that are not plain text where there are anchors: comparing such keys could take for ever, as each alias in
  /// them stands for all it was made of, so they are refused before a document is put together.
  private enum AliasedKeys {
    private static let anchor = try? LinePattern(#"(^|[ \[{,:-])&[^ ]"#)
    private static let key = try? LinePattern(#"(^[ -]*|[{,\[] *)(\?( |$)|[*][^ ,}\]]+ *:)"#)

    static func place(in text: String) -> Position? {
      guard text.utf8.contains(UInt8(ascii: "&")), first(anchor, text) != nil else { return nil }
      return first(key, text)
    }

    private static func first(_ pattern: LinePattern?, _ text: String) -> Position? {
      guard let pattern else { return nil }
      var text = text
      var search = LineSearch(pattern)
      var place: Position?
      text.withUTF8 { bytes in
        search.matches(in: bytes) { place = place ?? Position(line: $0.line, column: $0.column) }
      }
      return place
    }
  }

  private static func place(of error: YamlError) -> (Position, String) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let before = context.map { "\($0.text) " } ?? ""
      // By far the most frequent slip in a text, and the least telling message.
      let isColonInText = problem == "mapping values are not allowed in this context"
      let advice = isColonInText ? "; put a text that contains \": \" in quotes, or on its own lines below \">-\"" : ""
      return (Position(line: mark.line, column: mark.column), before + problem + advice)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      return (Position(line: context.mark.line, column: context.mark.column), "the key \(names) appears twice")
    case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
      return (Position(line: 1, column: 1), problem)
    case .no, .memory, .dataCouldNotBeDecoded:
      return (Position(line: 1, column: 1), error.description)
    @unknown default:
      return (Position(line: 1, column: 1), error.description)
    }
  }

  /// Walks the parsed nodes once. A node with an anchor is reported and not entered, so an alias costs nothing.
  private struct Conversion {
    let what: String
    var problems: [(Position, String)] = []
    private var anchored: Set<Position> = []

    init(what: String) { self.what = what }

    mutating func value(of node: Node) -> MarkedValue {
      let mark = node.mark.map { Position(line: $0.line, column: $0.column) } ?? Position(line: 1, column: 1)
      if node.anchor != nil {
        if anchored.insert(mark).inserted {
          problems.append((mark, "anchors and aliases are not allowed in \(what); write the value out"))
        }
        return MarkedValue(content: .text("", isPlain: false), mark: mark)
      }
      switch node {
      case .scalar(let scalar):
        return MarkedValue(content: .text(scalar.string, isPlain: scalar.style == .plain), mark: mark)
      case .sequence(let sequence):
        return MarkedValue(content: .list(sequence.map { value(of: $0) }), mark: mark)
      case .mapping(let mapping):
        return MarkedValue(content: .mapping(mapping.map { entry(key: $0.key, value: $0.value) }), mark: mark)
      case .alias:
        problems.append((mark, "anchors and aliases are not allowed in \(what); write the value out"))
        return MarkedValue(content: .text("", isPlain: false), mark: mark)
      }
    }

    private mutating func entry(key: Node, value node: Node) -> Entry {
      let readKey = value(of: key)
      if case .text(let name, _) = readKey.content {
        return Entry(key: name, keyMark: readKey.mark, value: value(of: node))
      }
      problems.append((readKey.mark, "a key must be text, this is \(readKey.kind)"))
      return Entry(key: "", keyMark: readKey.mark, value: value(of: node))
    }
  }
}
