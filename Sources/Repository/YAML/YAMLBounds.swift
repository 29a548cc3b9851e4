/// Measures YAML text before it is composed: nesting that would overflow a stack and aliases that would fill the memory.
///
/// Reads line by line without understanding every construct; where unsure it over-estimates, so a bomb never passes and
/// a file written by people always does.
struct YAMLBounds {
  static let byteCountMax = 1 << 20
  static let depthMax = 100
  /// Size of the document with every alias written out.
  static let weightMax = 16 << 20

  private(set) var weight = 0
  private(set) var depth = 0

  /// Why the text must not be composed, nil when it may.
  var problem: String? {
    if weight > YAMLBounds.weightMax {
      return "its aliases stand for more than \(YAMLBounds.weightMax >> 20) MB of text"
    }
    if depth > YAMLBounds.depthMax { return "it is nested deeper than \(YAMLBounds.depthMax) levels" }
    return nil
  }

  private struct Anchor {
    let indent: Int
    let startWeight: Int
    /// Set when its content has ended.
    var weight: Int?
  }

  init(_ text: String) {
    var anchors: [[UInt8]: Anchor] = [:]
    var open: [[UInt8]] = []
    var indents: [Int] = []
    var brackets = 0
    for line in text.utf8.split(separator: 10) {
      guard let first = line.firstIndex(where: { $0 != 32 && $0 != 9 }) else { continue }
      let indent = line.distance(from: line.startIndex, to: first)
      let isItem = line[first] == 45
      if brackets == 0 {
        open.removeAll { name in
          guard let anchor = anchors[name], indent < anchor.indent || indent == anchor.indent && !isItem else {
            return false
          }
          anchors[name]?.weight = weight - anchor.startWeight
          return true
        }
        while let last = indents.last, last >= indent { indents.removeLast() }
        indents.append(indent)
      }
      read(
        Array(line[first...]), indent: indent, anchors: &anchors, open: &open, brackets: &brackets, outer: indents.count
      )
      if problem != nil { return }
    }
  }

  private mutating func read(
    _ bytes: [UInt8], indent: Int, anchors: inout [[UInt8]: Anchor], open: inout [[UInt8]], brackets: inout Int,
    outer: Int
  ) {
    var quote: UInt8 = 0
    var leading = 0
    var isLeading = true
    var at = 0
    while at < bytes.count {
      weight += 1
      let byte = bytes[at]
      let previous: UInt8 = at > 0 ? bytes[at - 1] : 32
      if quote != 0 {
        if byte == quote { quote = 0 } else if byte == 92, quote == 34 { at += 1 }
      } else {
        switch byte {
        case 34, 39: if YAMLBounds.begins(previous) { quote = byte }
        case 35: if previous == 32 { return }
        case 91, 123: brackets += 1
        case 93, 125: brackets = max(0, brackets - 1)
        case 38 where YAMLBounds.begins(previous):
          let name = YAMLBounds.name(bytes, at + 1)
          if !name.isEmpty {
            anchors[name] = Anchor(indent: indent, startWeight: weight, weight: nil)
            open.append(name)
          }
        case 42 where YAMLBounds.begins(previous):
          if let anchor = anchors[YAMLBounds.name(bytes, at + 1)] {
            let (sum, overflow) = weight.addingReportingOverflow(anchor.weight ?? weight - anchor.startWeight)
            weight = overflow ? Int.max / 2 : min(sum, Int.max / 2)
          }
        default: break
        }
        // `- - - x` and `? ? x` nest on one line.
        if isLeading {
          if (byte == 45 || byte == 63 || byte == 58) && (at + 1 == bytes.count || bytes[at + 1] == 32) {
            leading += 1
          } else if byte != 32 {
            isLeading = false
          }
        }
      }
      depth = max(depth, outer + leading + brackets)
      at += 1
    }
  }

  private static func begins(_ previous: UInt8) -> Bool { [32, 9, 91, 123, 44, 58, 45].contains(previous) }

  private static func name(_ bytes: [UInt8], _ start: Int) -> [UInt8] {
    Array(bytes[min(start, bytes.count)...].prefix { ![32, 9, 44, 91, 93, 123, 125, 58, 13].contains($0) })
  }
}
