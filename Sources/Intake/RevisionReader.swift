import Evidence
import Repository

extension RepositoryReader {
  /// What a git revision holds at or below a folder; read from git's objects, nothing is checked out.
  package static func read(
    _ path: String, revision: String
  ) throws(IntakeError) -> (content: RepositoryContent, origin: SnapshotOrigin) {
    let folder = try resolved(path)
    let commit = try text(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], folder) {
      IntakeError.unknownRevision(path: path, revision: revision)
    }
    let prefix = try text(["rev-parse", "--show-prefix"], folder) { IntakeError.notARepository(path: path) }
    let entries = try tree(of: commit, below: prefix, in: folder, path: path)
    var content = RepositoryContent()
    var wanted: [(path: String, object: String)] = []
    for entry in entries {
      content.files.append(RepositoryFile(path: entry.path, byteCount: entry.byteCount))
      if RepositoryContent.isWanted(path: entry.path, byteCount: entry.byteCount) {
        wanted.append((entry.path, entry.object))
      }
    }
    guard content.files.contains(where: { $0.path.hasSuffix(".go") }) else { throw .noGoFiles(path: path) }
    let request = wanted.map { $0.object + "\n" }.joined()
    let batch = try run(["cat-file", "--batch", "--buffer"], folder, path: path, input: Array(request.utf8))
    var reader = BatchReader(bytes: batch)
    for (path, _) in wanted {
      switch reader.next() {
      case .object(let bytes): content.contents[path] = bytes
      case .missing: content.problems.append(SnapshotProblem(path: path, reason: "its object is not in this clone"))
      case .end: throw .gitFailed(path: path, reason: "git ended before it had sent all objects")
      }
    }
    return (content, .revision(commit: commit))
  }

  private struct Entry {
    let path: String
    let object: String
    let byteCount: Int
  }

  /// Regular files of `ls-tree -r -l -z`: `mode type object size<tab>path`.
  private static func tree(
    of commit: String, below prefix: String, in folder: String, path: String
  ) throws(IntakeError) -> [Entry] {
    let listing = try run(["ls-tree", "-r", "-l", "-z", "--full-tree", commit], folder, path: path)
    var entries: [Entry] = []
    for line in listing.split(separator: 0) {
      guard let tab = line.firstIndex(of: 9) else { continue }
      let facts = line[..<tab].split(separator: 32).map { String(decoding: $0, as: UTF8.self) }
      let name = String(decoding: line[(tab + 1)...], as: UTF8.self)
      guard facts.count == 4, facts[1] == "blob", facts[0] != "120000", name.hasPrefix(prefix) else { continue }
      entries.append(
        Entry(path: String(name.dropFirst(prefix.count)), object: facts[2], byteCount: Int(facts[3]) ?? 0))
    }
    return entries
  }

  private static func run(
    _ arguments: [String], _ folder: String, path: String, input: [UInt8] = []
  ) throws(IntakeError) -> [UInt8] {
    do {
      let result = try GitProcess.run(arguments, in: folder, input: input)
      guard result.exitCode == 0 else {
        throw IntakeError.gitFailed(path: path, reason: "git \(arguments[0]) ended with \(result.exitCode)")
      }
      return result.standardOutput
    } catch let error as IntakeError {
      throw error
    } catch {
      throw .gitMissing(path: path, reason: "\(error)")
    }
  }

  /// The first line a command prints, or `otherwise` when it fails.
  private static func text(
    _ arguments: [String], _ folder: String, otherwise: () -> IntakeError
  ) throws(IntakeError) -> String {
    do {
      let result = try GitProcess.run(arguments, in: folder)
      guard result.exitCode == 0 else { throw otherwise() }
      return String(String(decoding: result.standardOutput, as: UTF8.self).prefix { !$0.isNewline })
    } catch let error as IntakeError {
      throw error
    } catch {
      throw .gitMissing(path: folder, reason: "\(error)")
    }
  }
}

/// Reads `git cat-file --batch` output: `<object> blob <size>\n<bytes>\n`, or `<object> missing\n`.
struct BatchReader {
  let bytes: [UInt8]
  private var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  enum Answer: Equatable {
    case object([UInt8])
    case missing
    case end
  }

  mutating func next() -> Answer {
    guard let lineEnd = bytes[offset...].firstIndex(of: 10) else { return .end }
    let header = String(decoding: bytes[offset..<lineEnd], as: UTF8.self).split(separator: " ")
    offset = lineEnd + 1
    guard header.count == 3, let size = Int(header[2]) else { return header.last == "missing" ? .missing : .end }
    guard size >= 0, size < bytes.count - offset else { return .end }
    defer { offset += size + 1 }
    return .object(Array(bytes[offset..<offset + size]))
  }
}
