import Checklists
import Evidence
import Reviews

extension CheckReport {
  /// For code scanning services, SARIF 2.1.0: a result for each gate that did not pass, and for each place of a P0 item
  /// that holds the verdict; waived items are suppressed with their reason.
  ///
  /// What has no place in the code is shown at the anchor: services leave out results without one.
  package func sarifBytes(toolVersion: String) -> [UInt8] {
    let gates = check.lines.filter { $0.outcome != .pass }
    let items = evaluation.items.filter { state in
      state.item.kind == .gate && state.item.priority == .p0 && (state.effective == nil || state.isUnmet)
    }
    let rules =
      gates.map { Rule(id: "check/\($0.gate.replacing(" ", with: "-"))", short: "Gate \($0.gate).", help: $0.advice) }
      + items.map {
        Rule(
          id: $0.item.id, short: "\($0.item.title).", help: "\($0.item.asks) \($0.item.why) \($0.item.remediation.text)"
        )
      }
    var stream = JSONStream(depthOfLinesMax: SarifLog.depthOfLinesMax)
    stream.object { log in
      log.member("$schema", SarifLog.schema)
      log.member("version", "2.1.0")
      log.key("runs")
      log.array { runs in
        runs.next()
        runs.object { run in
          run.key("tool")
          run.object { tool in
            tool.key("driver")
            tool.object { driver in
              driver.member("name", "assay check")
              driver.member("version", toolVersion)
              driver.member("semanticVersion", toolVersion)
              driver.key("rules")
              driver.write(.array(rules.map(\.json)))
            }
          }
          run.key("invocations")
          run.write([["executionSuccessful": true]])
          run.key("originalUriBaseIds")
          run.write([SarifLog.baseID: ["description": ["text": "The reviewed folder."]]])
          run.key("results")
          run.array { results in
            for (index, gate) in gates.enumerated() {
              results.next()
              results.write(result(of: gate, index))
            }
            for (offset, state) in items.enumerated() {
              for value in self.results(of: state, gates.count + offset) {
                results.next()
                results.write(value)
              }
            }
          }
        }
      }
    }
    return stream.bytes + [UInt8(ascii: "\n")]
  }

  private struct Rule {
    let id: String
    let short: String
    let help: String

    var json: JSONValue {
      var object: JSONObject = ["id": .string(id), "shortDescription": ["text": .string(short)]]
      if !help.isEmpty { object["help"] = ["text": .string(help)] }
      return .object(object)
    }
  }

  private func result(of gate: GateCheck.Line, _ index: Int) -> JSONValue {
    let advice = gate.advice.isEmpty ? "" : "; \(gate.advice)"
    return result(
      rule: "check/\(gate.gate.replacing(" ", with: "-"))", index, level: gate.outcome == .fail ? "error" : "warning",
      "\(gate.gate) \(gate.outcome == .fail ? "failed" : "is undecided"): \(gate.actual), limit \(gate.limit)\(advice)",
      at: nil, name: gate.gate, waiver: nil)
  }

  private func results(of state: ItemState, _ index: Int) -> [JSONValue] {
    let level = state.isUnmet ? "error" : "warning"
    let waiver = state.isUnmet ? state.liveWaiver : nil
    let head = "\(state.item.title): \(state.ratingText)"
    let why = state.why.isEmpty ? head : "\(head). \(state.why)"
    let places = state.places.prefix(CheckReport.placesMax)
    if places.isEmpty {
      return [
        result(rule: state.item.id, index, level: level, why, at: nil, name: state.item.id, waiver: waiver)
      ]
    }
    return places.map { place in
      result(
        rule: state.item.id, index, level: level, "\(head). \(place.message)", at: place.location,
        name: "\(state.item.id) \(place.fingerprint ?? "\(place.location.path) \(place.snippet)")", waiver: waiver)
    }
  }

  /// - Parameter name: tells the result from all others and outlives moved lines.
  private func result(
    rule: String, _ index: Int, level: String, _ message: String, at location: Location?, name: String,
    waiver: Waiver?
  ) -> JSONValue {
    let place = location ?? Location(path: anchor, line: 1)
    var object: JSONObject = [
      "ruleId": .string(rule), "ruleIndex": .integer(index), "level": .string(level),
      "message": ["text": .string(message)],
    ]
    object["locations"] = [
      [
        "physicalLocation": [
          "artifactLocation": ["uri": .string(SarifURI.path(place.path)), "uriBaseId": .string(SarifLog.baseID)],
          "region": ["startLine": .integer(max(1, place.line)), "endLine": .integer(max(1, place.endLine))],
        ]
      ]
    ]
    object["partialFingerprints"] = ["assayCheck/v1": .string(SHA256.hex(name))]
    object["suppressions"] =
      waiver.map { waiver in
        [["kind": "external", "justification": .string("waived until \(waiver.expires): \(waiver.reason)")]]
      } ?? []
    return .object(object)
  }
}
