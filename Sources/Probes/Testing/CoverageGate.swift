import Evidence
import Repository

/// The coverage below which the pipeline fails, as settings and scripts say it.
///
/// Looked at: codecov's project status, go-test-coverage, octocov, coverage actions' inputs, options of coverage tools, and
/// comparisons in the scripts the pipeline goes through. Limits: a gate kept on a service's website is not seen.
struct CoverageGate: Hashable, Sendable {
  let percent: Double
  let location: Location

  /// The strictest gate in force.
  static func strongest(in snapshot: Snapshot, steps: DeliverySteps) -> CoverageGate? {
    let gating = steps.gating
    let tools = Set(gating.compactMap(\.purpose.coverageTool))
    var gates: [CoverageGate] = []
    if tools.contains("codecov") { gates += codecov(snapshot) }
    if tools.contains("go-test-coverage") {
      gates += settings(
        snapshot, [".testcoverage.yml", ".testcoverage.yaml", ".github/.testcoverage.yml"], ["threshold", "total"])
    }
    if tools.contains("octocov") {
      gates += settings(snapshot, [".octocov.yml", ".octocov.yaml"], ["coverage", "acceptable"])
    }
    for use in gating where use.purpose.coverageTool != nil || use.purpose.testRun != nil {
      gates += inputs(of: use.step)
    }
    let scripts = Set(gating.flatMap { [$0.step.location.path] + $0.step.via.map(\.path) })
    for path in scripts.sorted() { gates += comparisons(in: snapshot.text(of: path) ?? "", path: path) }
    return gates.max { $0.percent < $1.percent }
  }

  private static func codecov(_ snapshot: Snapshot) -> [CoverageGate] {
    let names = ["codecov.yml", ".codecov.yml", "codecov.yaml", ".codecov.yaml"]
    return names.flatMap { [$0, ".github/" + $0, "dev/" + $0] }.flatMap { path -> [CoverageGate] in
      guard let text = snapshot.text(of: path) else { return [] }
      let entries = YAMLOutline(text).entries.filter { $0.path.starts(with: ["coverage", "status", "project"]) }
      if entries.contains(where: { $0.path.last == "informational" && $0.value == "true" }) { return [] }
      return entries.filter { $0.path.last == "target" }.compactMap { entry in
        number(entry.value).map { CoverageGate(percent: $0, location: Location(path: path, line: entry.line)) }
      }
    }
  }

  private static func settings(_ snapshot: Snapshot, _ paths: [String], _ keys: [String]) -> [CoverageGate] {
    paths.flatMap { path -> [CoverageGate] in
      guard let text = snapshot.text(of: path) else { return [] }
      return YAMLOutline(text).entries.filter { $0.path == keys }.compactMap { entry in
        number(entry.value).map { CoverageGate(percent: $0, location: Location(path: path, line: entry.line)) }
      }
    }
  }

  private static func inputs(of step: PipelineStep) -> [CoverageGate] {
    switch step.action {
    case .uses(_, _, let inputs):
      let names: Set<String> = [
        "threshold-total", "coverage-threshold", "threshold", "min_coverage", "minimum-coverage",
      ]
      return inputs.filter { names.contains($0.key.lowercased()) }.compactMap { number($0.value) }
        .map { CoverageGate(percent: $0, location: step.location) }
    case .command(let words):
      guard let command = CommandLine(words) else { return [] }
      let options = [
        "--threshold", "-threshold", "--threshold-total", "--min", "--min-coverage", "-min-coverage", "--fail-under",
      ]
      return options.compactMap(command.value(of:)).compactMap(number)
        .map { CoverageGate(percent: $0, location: step.location) }
    case .service: return []
    }
  }

  /// Lines that compare a coverage figure with a number, or name the least one, in a text that can fail by it.
  static func comparisons(in text: String, path: String) -> [CoverageGate] {
    let isAboutCoverage = text.contains("cov") || text.contains("COV") || text.contains("Cov")
    guard isAboutCoverage,
      text.contains("exit") || text.contains("false") || text.contains("test ") || text.contains("[")
    else {
      return []
    }
    let direct = /(?i)(?:cov\w*|total|\$3|pct|percent\w*)[^<>=\-\n]{0,20}(?:-lt|-le|<=?)\s*["']?(\d{1,3}(?:\.\d+)?)/
    let named =
      /(?i)\b\w*(?:cov\w*_?-?(?:threshold|min|minimum|required|target|limit)|(?:threshold|min|minimum|required|target)_?-?cov)\w*["']?\s*[:?]?=?\s*["']?(\d{1,3}(?:\.\d+)?)\b/
    var gates: [CoverageGate] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let lower = line.lowercased()
      let code = line.drop { $0.isWhitespace }
      guard !code.hasPrefix("#"), lower.contains("cov") || lower.contains("total") || lower.contains("awk") else {
        continue
      }
      let found = (try? direct.firstMatch(in: line))?.output.1 ?? (try? named.firstMatch(in: line))?.output.1
      if let found, let percent = number(String(found)) {
        gates.append(CoverageGate(percent: percent, location: Location(path: path, line: index + 1)))
      }
    }
    return gates
  }

  /// `80%`, `80`, `80.5`, `0.8`; nil for `auto` and for what cannot be a percentage.
  private static func number(_ text: String) -> Double? {
    guard let value = Double(text.filter { $0.isNumber || $0 == "." }), value > 0, value <= 100,
      text.allSatisfy({ $0.isNumber || ".% ".contains($0) })
    else { return nil }
    return value <= 1 ? value * 100 : value
  }
}
