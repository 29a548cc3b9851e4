import Foundation

/// Takes the paragraph that begins with "Limits:" from the comment of each probe and writes one Swift source with all
/// of them: `embed-limits OUTPUT FILE...`.
///
/// The comment is where a probe's author keeps them; this is how they reach the people who read its findings.
@main struct EmbedLimits {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 2 else {
      FileHandle.standardError.write(Data("usage: embed-limits OUTPUT FILE...\n".utf8))
      exit(2)
    }
    var entries: [String: String] = [:]
    for path in arguments.dropFirst(2) {
      let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: .newlines)
      guard let id = id(in: lines), let limits = limits(in: lines) else { continue }
      entries[id] = limits
    }
    let cases = entries.sorted { $0.key < $1.key }.map { "    case \"\($0)\": ##\"\($1)\"##\n" }.joined()
    let source = """
      /// What the probes' comments say of their limits; made by the build, do not edit.
      enum ProbeLimits {
        /// Empty where the comment names none.
        static func text(of probe: String) -> String {
          switch probe {
      \(cases)    default: ""
          }
        }
      }

      """
    let output = arguments[1]
    // An unchanged file keeps its time stamp, so that nothing is built anew for another change to a probe.
    if let old = try? String(contentsOfFile: output, encoding: .utf8), old == source { return }
    try source.write(toFile: output, atomically: true, encoding: .utf8)
  }

  private static func id(in lines: [String]) -> String? {
    for line in lines {
      guard let start = line.range(of: "id: \""), let end = line[start.upperBound...].firstIndex(of: "\"") else {
        continue
      }
      return String(line[start.upperBound..<end])
    }
    return nil
  }

  /// From "Limits:" to the end of that paragraph of the comment above the probe, on one line.
  private static func limits(in lines: [String]) -> String? {
    guard let probe = lines.firstIndex(where: { $0.hasPrefix("struct ") && $0.contains(": Probe {") }) else {
      return nil
    }
    let comment = lines[..<probe].reversed().prefix { $0.hasPrefix("///") }.reversed()
      .map { $0.dropFirst(3).trimmingCharacters(in: .whitespaces) }
    let paragraphs = comment.split(separator: "").map { $0.joined(separator: " ") }
    for paragraph in paragraphs {
      guard let mark = paragraph.range(of: "Limits: ") else { continue }
      return String(paragraph[mark.upperBound...])
    }
    return nil
  }
}
