import Checklists
import Evidence
import Reviews
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the probes said of past commits, kept in the user's cache so that a replay goes on where it was left.
///
/// One line of JSON for each commit, added with one write when the commit is done. A line that is not whole, or that
/// another version wrote, counts as absent: everything here can be had again by probing. The file's name says under which
/// conditions the lines hold; there is one file for each set of conditions, and only the newest few are left in place.
package final class KeptReplay: Sendable {
  package static let fileCountMax = 4

  package let path: String
  private let disk = Disk(calls: SystemCalls(), isShared: false)
  private let state = Mutex(State())

  private struct State {
    var points: [String: Entry] = [:]
    var descriptor: Int32 = -1
  }

  package enum Entry: Hashable, Sendable {
    case probed(Replay.Point)
    case skipped(Replay.Skipped)
  }

  /// - Parameters:
  ///   - folder: the cache of all replays.
  ///   - project: whose commits they are.
  ///   - conditions: everything that bears on the result besides the commit: probes, checklists, settings.
  ///   - isAnew: whether what was kept is thrown away.
  package init(folder: String, project: String, conditions: [String], isAnew: Bool) {
    let place = "\(folder)/\(ProjectFolder.name(of: project))"
    path = "\(place)/\(SHA256.hex(conditions.joined(separator: "\u{0}")).prefix(32)).jsonl"
    if isAnew { unlink(path) } else { read() }
  }

  deinit {
    state.withLock { state in if state.descriptor >= 0 { close(state.descriptor) } }
  }

  /// By commit id.
  package var points: [String: Entry] { state.withLock { $0.points } }

  /// Keeps one commit; false when the disk takes nothing, which costs a later run its time and nothing else.
  @discardableResult package func keep(_ entry: Entry) -> Bool {
    let line = Array((entry.json.compactText + "\n").utf8)
    return state.withLock { state in
      state.points[entry.commit.id] = entry
      if state.descriptor < 0 { state.descriptor = open() }
      guard state.descriptor >= 0 else { return false }
      // One write for a line: what a killed process leaves is whole lines and at most a part of the last.
      return (try? disk.write(line, to: state.descriptor, path: path)) != nil
    }
  }

  private func read() {
    guard let bytes = (try? disk.read(path)) ?? nil else { return }
    let entries = bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      (try? JSONValue(parsing: Array(line))).flatMap { Entry($0) }
    }
    state.withLock { state in for entry in entries { state.points[entry.commit.id] = entry } }
  }

  /// The file to add to; negative when there can be none.
  private func open() -> Int32 {
    let (folder, _) = Disk.split(path)
    guard (try? disk.makeFolders(folder)) != nil else { return -1 }
    let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW
    let descriptor = disk.calls.open(path, flags, disk.fileMode)
    guard descriptor >= 0 else { return -1 }
    // After a part of a line a new one begins.
    var last: UInt8 = 0
    let end = lseek(descriptor, 0, SEEK_END)
    if end > 0, pread(descriptor, &last, 1, end - 1) == 1, last != UInt8(ascii: "\n") {
      _ = try? disk.write([UInt8(ascii: "\n")], to: descriptor, path: path)
    }
    removeOld(in: folder)
    return descriptor
  }

  private func removeOld(in folder: String) {
    let files = ((try? disk.names(in: folder)) ?? []).filter { $0.hasSuffix(".jsonl") }.map { folder + "/" + $0 }
    let dated = files.filter { $0 != path }.map { file -> (path: String, seconds: Int) in
      var status = stat()
      guard stat(file, &status) == 0 else { return (file, 0) }
      #if canImport(Darwin)
        return (file, status.st_mtimespec.tv_sec)
      #else
        return (file, status.st_mtim.tv_sec)
      #endif
    }
    for file in dated.sorted(by: { ($1.seconds, $1.path) < ($0.seconds, $0.path) }).dropFirst(
      KeptReplay.fileCountMax - 1)
    {
      unlink(file.path)
    }
  }
}

extension KeptReplay.Entry {
  package var commit: PastCommit {
    switch self {
    case .probed(let point): point.commit
    case .skipped(let skipped): skipped.commit
    }
  }

  /// Subjects and tags are read from the repository each time: tags move.
  fileprivate var json: JSONValue {
    switch self {
    case .skipped(let skipped):
      ["commit": .string(skipped.commit.id), "skipped": .string(skipped.reason)]
    case .probed(let point):
      [
        "commit": .string(point.commit.id), "kind": .string(point.kind.rawValue),
        "suggestions": .array(point.suggestions.map(\.json)),
      ]
    }
  }

  fileprivate init?(_ value: JSONValue) {
    guard let id = value["commit"]?.stringValue else { return nil }
    let commit = PastCommit(id: id, seconds: 0, subject: "")
    if let reason = value["skipped"]?.stringValue {
      self = .skipped(Replay.Skipped(commit: commit, reason: reason))
      return
    }
    guard let kind = value["kind"]?.stringValue.flatMap({ ProjectKind(rawValue: $0) }),
      let values = value["suggestions"]?.arrayValue
    else { return nil }
    let suggestions = values.compactMap(Replay.Suggestion.init)
    guard suggestions.count == values.count else { return nil }
    self = .probed(Replay.Point(commit: commit, kind: kind, suggestions: suggestions))
  }

  /// The entry of a commit as the repository shows it now.
  package func at(_ commit: PastCommit) -> KeptReplay.Entry {
    switch self {
    case .probed(let point):
      .probed(Replay.Point(commit: commit, kind: point.kind, suggestions: point.suggestions))
    case .skipped(let skipped): .skipped(Replay.Skipped(commit: commit, reason: skipped.reason))
    }
  }
}

extension Replay.Suggestion {
  fileprivate var json: JSONValue {
    let (word, why): (String, String) =
      switch result {
      case .rated(let rating): (rating.text, "")
      case .inconclusive(let reason): ("inconclusive", reason)
      case .failed(let reason): ("failed", reason)
      }
    return [
      "item": .string(item), "result": .string(word), "why": .string(why), "confidence": .string(confidence.rawValue),
      "reason": .string(reason), "digest": .string(evidenceDigest),
    ]
  }

  fileprivate init?(_ value: JSONValue) {
    guard let item = value["item"]?.stringValue, let word = value["result"]?.stringValue,
      let why = value["why"]?.stringValue,
      let confidence = value["confidence"]?.stringValue.flatMap({ Confidence(rawValue: $0) }),
      let reason = value["reason"]?.stringValue, let digest = value["digest"]?.stringValue
    else { return nil }
    let result: Observation.Result
    switch word {
    case "inconclusive": result = .inconclusive(reason: why)
    case "failed": result = .failed(reason: why)
    default:
      guard let rating = Rating(text: word) else { return nil }
      result = .rated(rating)
    }
    self.init(item: item, result: result, confidence: confidence, reason: reason, evidenceDigest: digest)
  }
}
