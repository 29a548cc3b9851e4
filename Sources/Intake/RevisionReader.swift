import Evidence
import Repository
import Synchronization

/// Reads a revision's files from git's objects; nothing is checked out and nothing is fetched.
struct RevisionReader {
  /// Absolute.
  let folder: String
  /// As the caller wrote it, for messages.
  let path: String
  let asking: AskedFiles

  func read(_ revision: String) throws(IntakeError) -> (RepositoryContent, SnapshotOrigin) {
    guard !revision.hasPrefix("-"), !revision.isEmpty, !revision.contains("\0") else {
      throw .unknownRevision(revision: revision, path: path)
    }
    let inside = try git(["rev-parse", "--show-prefix"])
    guard inside.status == 0 else { throw .notARepository(path: path, reason: inside.complaint) }
    let named = try git(["rev-parse", "--verify", "--quiet", revision + "^{commit}"])
    guard named.status == 0 else { throw .unknownRevision(revision: revision, path: path) }
    let commit = named.text
    let prefix = inside.text.hasSuffix("/") ? String(inside.text.dropLast()) : inside.text
    let listing = try git(["ls-tree", "-r", "-z", "-l", "--full-tree", prefix.isEmpty ? commit : commit + ":" + prefix])
    guard listing.status == 0 else {
      if !prefix.isEmpty { throw .noFolderInRevision(folder: prefix, revision: revision) }
      throw .gitFailed(path: path, reason: listing.complaint)
    }
    let entries = listing.output.split(separator: 0).compactMap(Entry.init)
    guard entries.count <= FolderWalk.fileCountMax else {
      throw .tooManyFiles(path: path, max: FolderWalk.fileCountMax)
    }
    guard !asking.needsGo || entries.contains(where: { $0.path.hasSuffix(".go") }) else {
      throw .noGoFiles(path: path + " at " + revision)
    }
    return (try content(of: entries), .revision(commit: commit))
  }

  private struct Entry {
    let isLink: Bool
    let object: String
    let byteCount: Int
    let path: String

    /// `<mode> <type> <object> <size>\t<path>`; nil for submodules.
    init?(_ record: ArraySlice<UInt8>) {
      guard let tab = record.firstIndex(of: 9) else { return nil }
      let fields = String(decoding: record[..<tab], as: UTF8.self).split(separator: " ")
      guard fields.count == 4, fields[1] == "blob", let size = Int(fields[3]) else { return nil }
      isLink = fields[0] == "120000"
      object = String(fields[2])
      byteCount = size
      path = String(decoding: record[record.index(after: tab)...], as: UTF8.self)
    }
  }

  private func content(of entries: [Entry]) throws(IntakeError) -> RepositoryContent {
    let (content, _) = try RevisionContent.content(
      of: entries.map {
        RevisionContent.Entry(path: $0.path, object: $0.object, byteCount: $0.byteCount, isLink: $0.isLink)
      }, asking: asking
    ) { (objects) throws(IntakeError) in
      let blobs = try self.blobs(objects)
      return objects.map { blobs[$0] }
    }
    let objects = Dictionary(
      entries.lazy.filter { !$0.isLink && $0.path.hasSuffix(".go") }.map { ($0.path, $0.object) },
      uniquingKeysWith: { first, _ in first })
    let later = LaterBlobs(objects: objects) { (try? self.blobs($0)) ?? [:] }
    var whole = content
    whole.reader = .init(repositoryFiles: later.files)
    return whole
  }

  /// The bytes of objects by name; those this copy does not hold are missing.
  private func blobs(_ objects: [String]) throws(IntakeError) -> [String: [UInt8]] {
    guard !objects.isEmpty else { return [:] }
    let answer = try git(
      ["cat-file", "--batch", "--buffer"], input: Array((objects.joined(separator: "\n") + "\n").utf8))
    guard answer.status == 0 else { throw .gitFailed(path: path, reason: answer.complaint) }
    let bytes = answer.output
    var result: [String: [UInt8]] = [:]
    var at = 0
    while at < bytes.count, let end = bytes[at...].firstIndex(of: 10) {
      let header = String(decoding: bytes[at..<end], as: UTF8.self).split(separator: " ")
      at = end + 1
      // `<object> missing` has no body.
      guard header.count == 3, let size = Int(header[2]), at + size <= bytes.count else { continue }
      result[String(header[0])] = Array(bytes[at..<at + size])
      at += size + 1
    }
    return result
  }

  private func git(_ arguments: [String], input: [UInt8] = []) throws(IntakeError) -> GitCommand.Result {
    try GitQuestions(folder: folder, path: path).ask(arguments, input: input)
  }
}

/// Files of a revision that are asked for after it was read. Starting git costs more than the files do: the first question
/// takes along all that are likely to follow.
private final class LaterBlobs: Sendable {
  private let objects: [String: String]
  private let read: @Sendable ([String]) -> [String: [UInt8]]
  private let held = Mutex<[String: [UInt8]]?>(nil)

  init(objects: [String: String], read: @escaping @Sendable ([String]) -> [String: [UInt8]]) {
    self.objects = objects
    self.read = read
  }

  @Sendable func files(_ paths: [String], likely: () -> [String]) -> [[UInt8]?] {
    let wanted = paths.map { objects[$0] }
    return held.withLock { held in
      var blobs = held ?? read(Array(Set(likely().compactMap { objects[$0] } + wanted.compactMap { $0 })))
      let missing = wanted.compactMap { $0 }.filter { blobs[$0] == nil }
      if !missing.isEmpty { blobs.merge(read(missing)) { first, _ in first } }
      held = blobs
      return wanted.map { $0.flatMap { blobs[$0] } }
    }
  }
}
