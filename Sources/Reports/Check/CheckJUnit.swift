import Checklists
import Evidence
import Reviews

extension CheckReport {
  /// For a pipeline's list of tests: one suite with a case for each gate, one with a case for each P0 gate.
  ///
  /// What failed is a failure, what is undecided an error: nobody can say it passed. A live waiver and what does not
  /// apply are skipped cases with their reason.
  package var junit: String {
    let cases = check.lines.map(CheckReport.testCase)
    let gates = evaluation.items.filter { $0.item.kind == .gate && $0.item.priority == .p0 }.map(testCase)
    let suites = [("assay gates", cases), ("assay P0 items", gates)]
    let all = cases + gates
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
    lines.append("<testsuites name=\"assay check\" \(CheckReport.counts(all))>")
    for (name, cases) in suites {
      lines.append("  <testsuite name=\"\(name)\" \(CheckReport.counts(cases))>")
      lines += cases.flatMap(\.lines)
      lines.append("  </testsuite>")
    }
    lines.append("</testsuites>")
    return lines.joined(separator: "\n") + "\n"
  }

  private struct TestCase {
    enum Ending: String { case passed, failure, error, skipped }
    let suite: String
    let name: String
    let file: String?
    let ending: Ending
    let message: String
    let body: [String]

    var lines: [String] {
      let place = file.map { " file=\"\(XMLText.attribute($0))\"" } ?? ""
      let head =
        "    <testcase classname=\"\(XMLText.attribute(suite))\" name=\"\(XMLText.attribute(name))\"\(place)"
      let said = "message=\"\(XMLText.attribute(message))\""
      switch ending {
      case .passed: return [head + "/>"]
      case .skipped: return [head + ">", "      <skipped \(said)/>", "    </testcase>"]
      case .failure, .error:
        let content = XMLText.content(body.joined(separator: "\n"))
        let element = ending.rawValue
        return [
          head + ">",
          "      <\(element) type=\"\(ending == .failure ? "fail" : "undecided")\" \(said)>\(content)</\(element)>",
          "    </testcase>",
        ]
      }
    }
  }

  private static func counts(_ cases: [TestCase]) -> String {
    func count(_ ending: TestCase.Ending) -> Int { cases.count { $0.ending == ending } }
    return "tests=\"\(cases.count)\" failures=\"\(count(.failure))\" errors=\"\(count(.error))\" "
      + "skipped=\"\(count(.skipped))\""
  }

  private static func testCase(_ line: GateCheck.Line) -> TestCase {
    let ending: TestCase.Ending =
      switch line.outcome {
      case .pass: .passed
      case .fail: .failure
      case .undecided: .error
      }
    return TestCase(
      suite: "assay.gates", name: line.gate, file: nil, ending: ending,
      message: "\(line.actual), limit \(line.limit)", body: [line.advice] + line.items)
  }

  private func testCase(_ state: ItemState) -> TestCase {
    let ending: TestCase.Ending =
      switch state.effective {
      case .solid?: .passed
      case .notApplicable?: .skipped
      case .missing?, .partial?: state.liveWaiver == nil ? .failure : .skipped
      case nil: .error
      }
    let waived =
      state.isUnmet ? state.liveWaiver.map { "waived until \($0.expires) by \($0.owner): \($0.reason)" } : nil
    let places = state.places.map { "\($0.location.path):\($0.location.line): \($0.message)" }
    return TestCase(
      suite: "assay.\(state.item.checklist)", name: "\(state.item.title) (\(state.item.id))",
      file: state.places.first?.location.path, ending: ending, message: waived ?? state.ratingText,
      body: [state.why] + places)
  }
}

/// Text inside XML 1.0: what the format cannot say is written out or replaced, markup is escaped.
enum XMLText {
  static func content(_ text: String) -> String { escaped(text) { _ in nil } }

  /// Line ends and tabs would be read back as blanks.
  static func attribute(_ text: String) -> String {
    escaped(text) { scalar in
      switch scalar {
      case "\n": "&#10;"
      case "\t": "&#9;"
      default: nil
      }
    }
  }

  private static func escaped(_ text: String, _ special: (Unicode.Scalar) -> String?) -> String {
    var result = ""
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      // Also keeps `]]>` out of content, where it is not allowed.
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default:
        if let other = special(scalar) { result += other } else { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}
