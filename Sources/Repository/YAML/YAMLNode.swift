import Yams

/// A YAML node with its line; aliases followed and merge keys (`<<`) applied.
struct YAMLNode {
  enum Content {
    case scalar(String, isBlock: Bool)
    case list([YAMLNode])
    case map([Pair])
  }

  struct Pair {
    let key: String
    let line: Int
    let value: YAMLNode
  }

  let content: Content
  /// 1-based.
  let line: Int
  /// An explicit tag such as `!reference`, empty without one.
  let tag: String

  /// The documents of a text, or why it could not be understood.
  static func documents(_ text: String) -> (nodes: [YAMLNode], problem: String?) {
    if text.utf8.count > YAMLBounds.byteCountMax { return ([], "is larger than \(YAMLBounds.byteCountMax >> 20) MB") }
    if let problem = YAMLBounds(text).problem { return ([], "was not read: \(problem)") }
    var nodes: [YAMLNode] = []
    do {
      // What an unquoted scalar may stand for is nobody's question here; guessing it takes regular expressions.
      let parser = try Parser(yaml: text, resolver: .basic)
      var budget = YAMLNode.nodeCountMax
      while let root = try parser.nextRoot() { nodes.append(YAMLNode(root, &budget)) }
      return budget > 0 ? (nodes, nil) : ([], "was not read: it stands for too many nodes")
    } catch let error as YamlError {
      return (
        nodes, "is not valid YAML: " + String("\(error)".split(whereSeparator: \.isNewline).first ?? "unknown reason")
      )
    } catch {
      return (nodes, "is not valid YAML")
    }
  }

  /// A second bound, should `YAMLBounds` have been misled: nodes after aliases are written out.
  private static let nodeCountMax = 2_000_000

  init(content: Content, line: Int, tag: String) {
    self.content = content
    self.line = line
    self.tag = tag
  }

  private init(_ node: Node, _ budget: inout Int) {
    let line = node.mark?.line ?? 1
    budget -= 1
    guard budget > 0 else {
      self.init(content: .scalar("", isBlock: false), line: line, tag: "")
      return
    }
    switch node {
    case .scalar(let scalar):
      self.init(
        content: .scalar(scalar.string, isBlock: scalar.style == .literal || scalar.style == .folded), line: line,
        tag: YAMLNode.explicit(scalar.tag))
    case .sequence(let sequence):
      self.init(
        content: .list(sequence.map { YAMLNode($0, &budget) }), line: line, tag: YAMLNode.explicit(sequence.tag))
    case .mapping(let mapping):
      var pairs: [Pair] = []
      var merged: [Pair] = []
      for (key, value) in mapping {
        let name = key.scalar?.string ?? ""
        let converted = YAMLNode(value, &budget)
        if name == "<<" {
          for source in converted.list.isEmpty ? [converted] : converted.list { merged += source.pairs }
        } else {
          pairs.append(Pair(key: name, line: key.mark?.line ?? line, value: converted))
        }
      }
      var keys = Set(pairs.map(\.key))
      for pair in merged where keys.insert(pair.key).inserted { pairs.append(pair) }
      self.init(content: .map(pairs), line: line, tag: YAMLNode.explicit(mapping.tag))
    case .alias:
      self.init(content: .scalar("", isBlock: false), line: line, tag: "")
    }
  }

  private static func explicit(_ tag: Tag) -> String {
    let name = "\(tag)"
    return name.hasPrefix("!") ? name : ""
  }

  subscript(key: String) -> YAMLNode? {
    guard case .map(let pairs) = content else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  /// The value for the first of several keys that is there.
  func first(_ keys: String...) -> YAMLNode? { keys.lazy.compactMap { self[$0] }.first }

  var pairs: [Pair] {
    if case .map(let pairs) = content { return pairs }
    return []
  }

  var list: [YAMLNode] {
    if case .list(let nodes) = content { return nodes }
    return []
  }

  var isMap: Bool {
    if case .map = content { return true }
    return false
  }

  /// A scalar's text.
  var text: String? {
    if case .scalar(let text, _) = content { return text }
    return nil
  }

  /// A scalar, or the scalars of a list.
  var strings: [String] { text.map { $0.isEmpty ? [] : [$0] } ?? list.compactMap(\.text) }

  var isTrue: Bool { text.map { ["true", "yes", "on"].contains($0.lowercased()) } ?? false }
  var isFalse: Bool { text.map { ["false", "no", "off"].contains($0.lowercased()) } ?? false }

  /// The line the text of a scalar begins at: a block's text stands below its `|`.
  var textLine: Int {
    if case .scalar(_, isBlock: true) = content { return line + 1 }
    return line
  }

  /// Texts by key of a map of scalars.
  var dictionary: [String: String] {
    Dictionary(pairs.compactMap { pair in pair.value.text.map { (pair.key, $0) } }) { first, _ in first }
  }
}
