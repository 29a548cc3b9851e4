import Evidence

/// A probe run as SARIF 2.1.0 (OASIS), for code scanning services and editors.
///
/// One line for each result. Columns count UTF-16 units, as editors do; locations elsewhere in Assay count bytes. What
/// comments silence is a suppressed result. Signs of good practice are results of kind `informational`, which no
/// service takes for a problem.
package struct SarifLog {
  /// What a probe's card says, as far as a rule tells it.
  package struct Rule: Sendable {
    package let id: ProbeID
    package let version: Int
    package let isHarmful: Bool
    package let looksFor: String
    package let because: String
    package let instead: String
    package let examples: [(text: String, isFound: Bool)]

    package init(
      id: ProbeID, version: Int, isHarmful: Bool, looksFor: String, because: String, instead: String,
      examples: [(text: String, isFound: Bool)]
    ) {
      self.id = id
      self.version = version
      self.isHarmful = isHarmful
      self.looksFor = looksFor
      self.because = because
      self.instead = instead
      self.examples = examples
    }
  }

  /// Where the repository comes from, as far as that is known.
  package struct Origin: Sendable {
    /// The absolute folder paths are relative to; nil for a revision, which has none.
    package let root: String?
    /// The URI others know the repository by.
    package let repositoryURI: String?
    /// Whether the reviewed folder is the repository's root.
    package let isRepositoryRoot: Bool

    package init(root: String?, repositoryURI: String?, isRepositoryRoot: Bool) {
      self.root = root
      self.repositoryURI = repositoryURI
      self.isRepositoryRoot = isRepositoryRoot
    }
  }

  static let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  static let baseID = "%SRCROOT%"
  /// root, runs, run, results: each result on its own line.
  static let depthOfLinesMax = 4

  let report: ProbeReport
  let rules: [Rule]
  let origin: Origin
  /// The bytes of a line of a file, without its end.
  let line: (_ path: String, _ number: Int) -> [UInt8]?

  /// - Parameter rules: the cards of the probes; those that did not run are left out.
  package init(
    report: ProbeReport, rules: [Rule], origin: Origin, line: @escaping (_ path: String, _ number: Int) -> [UInt8]?
  ) {
    self.report = report
    let ran = Set(report.outcomes.map(\.probe))
    self.rules = rules.filter { ran.contains($0.id) }.sorted { $0.id < $1.id }
    self.origin = origin
    self.line = line
  }

  package var bytes: [UInt8] {
    var stream = JSONStream(depthOfLinesMax: SarifLog.depthOfLinesMax)
    stream.object { log in
      log.member("$schema", SarifLog.schema)
      log.member("version", "2.1.0")
      log.key("runs")
      log.array { runs in
        runs.next()
        runs.object(writeRun)
      }
    }
    return stream.bytes + [UInt8(ascii: "\n")]
  }

  private func writeRun(_ run: inout JSONStream) {
    run.key("tool")
    run.object { tool in
      tool.key("driver")
      tool.object { driver in
        driver.member("name", "assay")
        driver.member("version", report.toolVersion)
        driver.member("semanticVersion", report.toolVersion)
        driver.key("rules")
        driver.array { list in
          for rule in rules {
            list.next()
            list.object(rule.write)
          }
        }
      }
    }
    run.key("invocations")
    run.array { list in
      list.next()
      list.object(writeInvocation)
    }
    writeOrigin(&run)
    run.member("columnKind", "utf16CodeUnits")
    run.member("defaultSourceLanguage", "go")
    run.key("properties")
    run.write([
      "module": .string(report.project.module), "kind": .string(report.project.kind.rawValue),
      "kindReason": .string(report.project.kindReason), "dirty": .bool(report.project.isDirty),
    ])
    run.key("results")
    run.array(writeResults)
  }

  private func writeInvocation(_ invocation: inout JSONStream) {
    invocation.key("executionSuccessful")
    let failures = report.outcomes.compactMap { outcome in
      if case .failed(let reason) = outcome.answer { (outcome.probe, reason) } else { nil }
    }
    invocation.write(failures.isEmpty)
    invocation.key("toolExecutionNotifications")
    invocation.array { list in
      func notify(_ level: String, _ text: String, rule: ProbeID? = nil) {
        list.next()
        list.object { notification in
          notification.member("level", level)
          notification.key("message")
          notification.object { $0.member("text", text) }
          guard let rule else { return }
          notification.key("associatedRule")
          notification.object { $0.member("id", rule.text) }
        }
      }
      for (probe, reason) in failures { notify("error", "\(probe) failed: \(reason)", rule: probe) }
      for problem in report.project.problems { notify("warning", problem) }
      for excluded in report.project.excluded {
        for path in excluded.paths {
          notify("note", "\(path): left out on purpose (\(ProjectSettings.fileName):\(excluded.line))")
        }
      }
    }
  }

  private func writeOrigin(_ run: inout JSONStream) {
    if let uri = origin.repositoryURI {
      run.key("versionControlProvenance")
      run.array { list in
        list.next()
        list.object { provenance in
          provenance.member("repositoryUri", uri)
          if let commit = report.project.commit { provenance.member("revisionId", commit) }
          guard origin.isRepositoryRoot else { return }
          provenance.key("mappedTo")
          provenance.object { $0.member("uriBaseId", SarifLog.baseID) }
        }
      }
    }
    run.key("originalUriBaseIds")
    run.object { bases in
      bases.key(SarifLog.baseID)
      bases.object { base in
        if let root = origin.root { base.member("uri", SarifURI.folder(root)) }
        base.key("description")
        base.object { $0.member("text", "The reviewed folder.") }
      }
    }
  }
}
