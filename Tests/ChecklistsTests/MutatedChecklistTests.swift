import Checklists
import Evidence
import Foundation
import Testing

/// Checklists damaged in every way a file can be: each is read, or refused with places; nothing ends or hangs the program.
///
/// `ASSAY_MUTATED_CHECKLISTS=1000` asks for so many instead of a few, `ASSAY_MUTATION_SEED` for others, and
/// `ASSAY_MUTATED_TO=DIR` writes each down for the program itself to read.
@Suite struct MutatedChecklistTests {
  static let environment = ProcessInfo.processInfo.environment
  static let count = environment["ASSAY_MUTATED_CHECKLISTS"].flatMap { Int($0) } ?? 120
  static let seed = environment["ASSAY_MUTATION_SEED"].flatMap { UInt64($0) } ?? 20_261_129

  @Test func `no damage ends the program, and every refusal has its places`() throws {
    let sources = ChecklistSchemaTests.examples.map(\.bytes)
    let base = try BuiltIn.catalogue()
    var counts: [String: Int] = [:]
    for number in 0..<MutatedChecklistTests.count {
      var mutation = ChecklistMutation(sources, seed: MutatedChecklistTests.seed, number: number)
      let bytes = mutation.made()
      if let folder = MutatedChecklistTests.environment["ASSAY_MUTATED_TO"] {
        try Data(bytes).write(to: URL(filePath: "\(folder)/\(number).yml"))
      }
      let file = ChecklistFile(name: "mutated.yml", bytes: bytes)
      do throws(ChecklistProblems) {
        _ = try Catalogue.read([file], onto: base, probes: CataloguedProbes.ids, own: .noGo)
        counts["read", default: 0] += 1
      } catch {
        counts["refused", default: 0] += 1
        counts["problems", default: 0] += error.list.count
        #expect(!error.list.isEmpty)
        for problem in error.list {
          let isPlaced = problem.line >= 1 && problem.column >= 1
          #expect(isPlaced || problem.message.contains("at most"), "case \(number): \(problem)")
          #expect(problem.message == problem.message.printable, "case \(number)")
          #expect(problem.line <= bytes.count(where: { $0 == 10 || $0 == 13 }) + 2, "case \(number): \(problem)")
        }
      }
    }
    let all = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    if MutatedChecklistTests.count > 120 { print("mutated checklists: \(all)") }
    #expect(counts["refused", default: 0] > MutatedChecklistTests.count / 2, "\(all)")
    #expect(counts["read", default: 0] > 0, "\(all)")
  }

  @Test func `an alias as a key costs nothing`() {
    var bomb = "checklist: x\na0: &a0 [x, x]\n"
    for level in 1...40 {
      bomb += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    for key in [
      "? *a40\n: 1\n", "*a40 : 1\n*a39 : 1\n", "b: { *a40 : 1, *a39 : 2 }\n", "- ? *a40\n  : 1\n", "?\n  *a40\n: 1\n",
    ] {
      let problems = Sample.problems([Sample.file(bomb + key)])
      #expect(problems.contains { $0.contains("anchors and aliases are not allowed") || $0.contains("not readable") })
    }
  }
}

/// One checklist damaged by a few steps that a seed and a number choose.
struct ChecklistMutation {
  private let sources: [[UInt8]]
  private var bytes: [UInt8]
  private var state: UInt64

  init(_ sources: [[UInt8]], seed: UInt64, number: Int) {
    self.sources = sources
    state = seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    bytes = []
    bytes = sources[below(sources.count)]
  }

  mutating func made() -> [UInt8] {
    for _ in 0...below(4) { step() }
    return bytes
  }

  private mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return limit > 0 ? Int((z ^ (z >> 31)) % UInt64(limit)) : 0
  }

  private mutating func step() {
    switch below(16) {
    case 0: bytes.removeLast(below(bytes.count + 1))
    case 1: bytes.removeFirst(below(bytes.count + 1))
    case 2:
      let start = below(bytes.count)
      bytes.removeSubrange(start..<min(bytes.count, start + below(400)))
    case 3:
      let other = sources[below(sources.count)]
      bytes = bytes.prefix(below(bytes.count)) + other.suffix(below(other.count))
    case 4:
      for _ in 0...below(12) where !bytes.isEmpty { bytes[below(bytes.count)] = UInt8(below(256)) }
    case 5:
      for _ in 0...below(3) {
        insert(
          String(repeating: ["[", "{", "- ", "? ", "{a: ", "'", "\"", "  ", "|\n "][below(9)], count: 1 << below(13)))
      }
    case 6:
      insertLine(
        ["k: &a [x]\nl: *a", "a: &a [*a]", "? *a : b", "<<: *x", "&x checklist: y", "m: !!binary x", "n: !<tag:x> y"][
          below(7)])
    case 7:
      replaceValue(
        ["[]", "{}", "[1, [2]]", "~", "true", "12", "-0", "1e309", ".inf", "0x1F", "''", "2026-01-01", "|", ">-"][
          below(14)])
    case 8:
      replaceValue(
        ["99999999999999999999999", "-9223372036854775808", "1_000", "1e-400", String(repeating: "9", count: 5_000)][
          below(5)])
    case 9: insert(["\t", "\t\t- ", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{202E}", "\u{1B}[31m"][below(8)])
    case 10: insert(["\0", "\u{FEFF}", "%YAML 9.9\n", "---\n", "...\n", "\u{10FFFF}"][below(6)])
    case 11: bytes = [0xEF, 0xBB, 0xBF] + bytes
    case 12: repeatLine()
    case 13: swapLines()
    case 14: bytes = Array(bytes.map { $0 == 10 ? [13, 10] : [$0] }.joined())
    default:
      replaceValue(
        [
          "(a*)*[", "'(((('", "\"\\u0000\"", "'$*x'", "../../etc", "'**/**/**/*'", "own/x.y", "worst",
          String(repeating: "x", count: 3_000),
        ][below(9)])
    }
    if bytes.count > 1 << 20 { bytes.removeLast(bytes.count - 1 << 20) }
  }

  private mutating func insert(_ text: String) {
    bytes.insert(contentsOf: Array(text.utf8), at: below(bytes.count + 1))
  }

  private var lines: [ArraySlice<UInt8>] { bytes.split(separator: 10, omittingEmptySubsequences: false) }

  private mutating func take(_ lines: [ArraySlice<UInt8>]) { bytes = Array(lines.joined(separator: [10])) }

  private mutating func insertLine(_ text: String) {
    var all = lines
    let place = below(all.count)
    let indent = all[place].prefix { $0 == 32 }
    all.insert(indent + Array(text.utf8)[...], at: place)
    take(all)
  }

  private mutating func repeatLine() {
    var all = lines
    let place = below(all.count)
    all.insert(
      contentsOf: Array(repeating: all[place], count: 1 + below(3)), at: below(2) == 0 ? place : below(all.count))
    take(all)
  }

  private mutating func swapLines() {
    var all = lines
    for _ in 0...below(4) { all.swapAt(below(all.count), below(all.count)) }
    take(all)
  }

  /// Another value behind a key.
  private mutating func replaceValue(_ value: String) {
    var all = lines
    let places = all.indices.filter { all[$0].contains(UInt8(ascii: ":")) }
    guard !places.isEmpty else { return insert(value) }
    let place = places[below(places.count)]
    let line = all[place]
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    all[place] = line[...colon] + [32] + Array(value.utf8)[...]
    take(all)
  }
}
