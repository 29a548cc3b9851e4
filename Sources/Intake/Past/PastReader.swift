import GoSyntax
import Repository
import Synchronization

/// Reads many commits, a few at a time: unchanged folders are not read again, each distinct file is read and parsed once,
/// and what no commit to come holds is let go.
package final class PastReader: Sendable {
  private let path: String
  /// The reviewed folder inside the repository, "" for its root.
  private let prefix: String
  private let contents: ObjectConversation
  private let trees: PastTrees
  private let roots: [ObjectID]
  private let parses = Counter()
  private let leaving: Mutex<Leaving>
  private let asking: AskedFiles

  /// How many files were parsed: at most one for each distinct content.
  package var parseCount: Int { parses.count }
  /// Distinct files of all commits, whatever they are.
  package var fileCount: Int { trees.fileCount }

  /// - Parameter commits: ids in the order in which they will be asked for.
  package init(of path: String, commits: [String], asking: AskedFiles = .none) throws(IntakeError) {
    self.asking = asking
    let folder = try RepositoryReader.folder(path)
    let git = GitQuestions(folder: folder, path: path)
    let inside = try git.ask(["rev-parse", "--show-prefix"])
    guard inside.status == 0 else { throw .notARepository(path: path, reason: inside.complaint) }
    self.path = path
    prefix = inside.text.hasSuffix("/") ? String(inside.text.dropLast()) : inside.text
    let ids = commits.compactMap { ObjectID(hex: $0) }
    let sizes: ObjectConversation
    do throws(GitCommand.Failure) {
      contents = try ObjectConversation(.contents, in: folder)
      sizes = try ObjectConversation(.sizes, in: folder)
    } catch {
      throw IntakeError(error, path: path)
    }
    let conversation = contents
    func ask(_ objects: [ObjectID]) throws(IntakeError) -> [ObjectConversation.Answer?] {
      guard let answers = conversation.ask(objects) else { throw PastReader.gone(path) }
      return answers
    }
    roots = try ask(ids).compactMap { $0.flatMap { PastReader.tree(of: $0.bytes) } }
    guard roots.count == commits.count else { throw .gitFailed(path: path, reason: "a commit cannot be read") }
    trees = try PastTrees(roots: roots, ask: ask) { (objects) throws(IntakeError) in
      guard let answers = sizes.ask(objects) else { throw PastReader.gone(path) }
      return answers
    }
    leaving = Mutex(Leaving(files: trees.leaving(roots)))
  }

  /// The files of a commit that is not done, with trees that other commits may share.
  package func content(
    ofTurn turn: Int, named name: String
  ) throws(IntakeError) -> (content: RepositoryContent, listing: PastListing) {
    guard let folder = try reviewed(trees.folder(roots[turn]), name) else {
      throw .noFolderInRevision(folder: prefix, revision: name)
    }
    var entries: [RevisionContent.Entry<PastFileKey>] = []
    folder.files { path, file, isLink in
      entries.append(.init(path: path, object: PastFileKey(file: file), byteCount: file.byteCount, isLink: isLink))
    }
    guard entries.count <= FolderWalk.fileCountMax else {
      throw .tooManyFiles(path: path, max: FolderWalk.fileCountMax)
    }
    guard !asking.needsGo || entries.contains(where: { $0.path.hasSuffix(".go") }) else {
      throw .noGoFiles(path: path + " at " + name)
    }
    let (read, objects) = try RevisionContent.content(of: entries, asking: asking) { (keys) throws(IntakeError) in
      guard PastReader.read(keys.map(\.file), contents) else { throw PastReader.gone(path) }
      return keys.map(\.file.bytes)
    }
    var content = read
    content.parsed = parsed(objects)
    content.reader = .init(repositoryFiles: laterFiles(entries))
    return (content, PastListing(entries, objects))
  }

  /// Nothing of the commit is needed any more but what others hold too.
  package func done(turn: Int) { leaving.withLock { $0.done(turn: turn) } }

  /// Hands out trees by path; files with the same bytes get one each, in the order of their paths.
  private func parsed(_ objects: [String: PastFileKey]) -> @Sendable (String) -> SyntaxTree? {
    var copies: [PastFileKey: Int] = [:]
    var places: [String: (file: PastFile, copy: Int)] = [:]
    for (path, key) in objects.filter({ $0.key.hasSuffix(".go") }).sorted(by: { $0.key < $1.key }) {
      places[path] = (key.file, copies[key, default: 0])
      copies[key, default: 0] += 1
    }
    let known = places
    let parses = parses
    return { path in known[path].flatMap { $0.file.tree(copy: $0.copy, parsed: parses.add) } }
  }

  /// Files that a question about types asks for: vendored packages, other modules.
  private func laterFiles(
    _ entries: [RevisionContent.Entry<PastFileKey>]
  ) -> @Sendable ([String], () -> [String]) -> [[UInt8]?] {
    let known = Dictionary(
      entries.lazy.filter { !$0.isLink && $0.path.hasSuffix(".go") }.map { ($0.path, $0.object.file) }
    ) { first, _ in first }
    let contents = contents
    return { paths, likely in
      let wanted = paths.map { known[$0] }
      if wanted.contains(where: { $0.map { !$0.isAskedFor } ?? false }) {
        let all = wanted.compactMap { $0 } + likely().compactMap { known[$0] }
        _ = PastReader.read(all, contents)
      }
      return wanted.map { $0?.bytes }
    }
  }

  /// Reads those that were not read yet; false when git is gone.
  private static func read(_ files: [PastFile], _ conversation: ObjectConversation) -> Bool {
    var isNew: Set<ObjectIdentifier> = []
    let unread = files.filter { !$0.isAskedFor && isNew.insert(ObjectIdentifier($0)).inserted }
    guard let answers = conversation.ask(unread.map(\.object)) else { return false }
    for (file, answer) in zip(unread, answers) { file.arrived(answer?.bytes) }
    return true
  }

  /// The reviewed folder of a commit; nil when the commit has none.
  private func reviewed(_ root: PastFolder?, _ name: String) throws(IntakeError) -> PastFolder? {
    guard var folder = root else { throw .gitFailed(path: path, reason: "the tree of \(name) cannot be read") }
    for part in prefix.split(separator: "/") {
      guard case .folder(let inner)? = folder[part] else { return nil }
      folder = inner
    }
    return folder
  }

  /// `tree <object>` is the first line of a commit.
  private static func tree(of commit: [UInt8]) -> ObjectID? {
    guard let line = commit.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first else { return nil }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    return words.count == 2 && words[0] == "tree" ? ObjectID(hex: words[1]) : nil
  }

  private static func gone(_ path: String) -> IntakeError {
    .gitFailed(path: path, reason: "git cat-file ended early")
  }
}

/// Files that wait for their last commit to be done.
private struct Leaving {
  private var files: [[PastFile]]
  private var isDone: [Bool]
  /// The first turn that is not done: what it or an earlier one was the last to need may go.
  private var open = 0

  init(files: [[PastFile]]) {
    self.files = files
    isDone = Array(repeating: false, count: files.count)
  }

  mutating func done(turn: Int) {
    isDone[turn] = true
    while open < files.count, isDone[open] {
      for file in files[open] { file.leave() }
      files[open] = []
      open += 1
    }
  }
}

/// Counts from several threads.
private final class Counter: Sendable {
  private let value = Atomic(0)
  var count: Int { value.load(ordering: .relaxed) }
  func add() { value.add(1, ordering: .relaxed) }
}

/// A file by what it is, not by what it holds at the moment.
struct PastFileKey: Hashable, Sendable {
  let file: PastFile
  static func == (a: PastFileKey, b: PastFileKey) -> Bool { a.file === b.file }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(file)) }
}
