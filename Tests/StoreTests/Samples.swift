import Checklists
import Evidence
import Reviews
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder of its own for one test, removed with everything in it afterwards.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/assay-store-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CannotPrepare() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  struct CannotPrepare: Error {}

  var store: ReviewStore { ReviewStore(folder: path + "/store") }

  func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "w") else { throw CannotPrepare() }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw CannotPrepare() }
  }

  func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw CannotPrepare() }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return bytes
  }

  func delete(_ path: String) { unlink(path) }

  func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  deinit { TemporaryFolder.remove(path) }

  private static func remove(_ path: String) {
    if let stream = opendir(path) {
      var names: [String] = []
      while let entry = readdir(stream) {
        names.append(
          withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
          })
      }
      closedir(stream)
      for name in names where name != "." && name != ".." { remove("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

extension Review {
  static let project = "example.org/Shop/v2"

  /// A review with every kind of answer, observation and waiver, some of them odd.
  static func sample(id: String = "20261123T154500Z-0a1f") -> Review {
    let now = Instant(seconds: 1_795_448_700)
    var review = Review(
      id: id, project: project, kind: .service, commit: "0123abcd", isDirty: true, createdAt: now, state: .draft,
      checklists: [ChecklistReference(id: "health", revision: 1, digest: "d1")], toolVersion: "0.1.0")
    review.observations = [
      observation("health.testing", .rated(.partial)), observation("security.sql", .rated(.notApplicable)),
      observation("quality.rules", .inconclusive(reason: "no code")),
      observation("health.ci-cd", .failed(reason: "broke \u{1b}[31m")),
    ]
    review.events = [
      .answer("health.testing", .rating(.solid)), .answer("security.sql", .rating(.notApplicable)),
      .answer("quality.testing", .percent(80)), .answer("health.testing", .withdrawn),
      .answer("future.item", .rating(.missing)),
    ]
    review.waivers = [
      Waiver(
        item: "readiness.p0.coverage", kind: .fixLater, reason: "see #12", owner: "ann", createdAt: now,
        expires: "2026-12-31")
    ]
    review.missingPins = ["func gone()"]
    return review
  }

  static func observation(_ item: String, _ result: Observation.Result) -> Observation {
    Observation(
      item: item, probes: ["testing/race", "testing/coverage"], probeVersion: "testing/race@1", result: result,
      confidence: .medium, reason: "the race detector runs in no job",
      evidence: [
        Observation.Evidence(
          location: Location(path: ".github/workflows/ci.yml", line: 12, column: 3, endLine: 14),
          snippet: "run: go test ./... # \"é\" \u{202e}", message: "no -race")
      ], scope: Scope(files: 96, patterns: ["-race"], skipped: ["vendor/"]))
  }
}

extension AnswerEvent {
  static func answer(_ item: String, _ value: Value) -> AnswerEvent {
    let now = Instant(seconds: 1_795_448_800)
    return AnswerEvent(
      item: item, value: value, reason: "because so", note: "first\nsecond", author: "ann", at: now, commit: nil,
      criterionDigest: "c1", evidenceDigest: "e1", observationSeen: .partial, reviewBy: now.adding(days: 90),
      pins: ["go f()"], itemRevision: value == .withdrawn ? nil : 2)
  }
}

extension Catalogue {
  /// A graded list and a dimension: every shape of item a stored ruler knows.
  static let sample = Catalogue(checklists: [
    Checklist(
      id: "health", title: "Health check", revision: 3, scoring: .health,
      items: [
        ChecklistItem(
          ruling: "health.testing", revision: 2, checklist: "health", title: "Testing", kind: .graded, priority: .none,
          weight: 1, reviewDays: 365, criteria: nil, criterionDigest: "c1")
      ], digest: "d1"),
    Checklist(
      id: "quality", title: "Quality score", revision: 1, scoring: .quality,
      items: [
        ChecklistItem(
          ruling: "quality.testing", revision: 1, checklist: "quality", title: "Testing", kind: .graded,
          priority: .none, weight: 100, reviewDays: 365, criteria: ["health.testing"], criterionDigest: "c2")
      ], digest: "d2"),
  ])
}
