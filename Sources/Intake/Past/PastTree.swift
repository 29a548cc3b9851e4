import GoSyntax
import Synchronization

/// A folder of one or many commits: equal folders are one object, so that nothing unchanged is read or walked twice.
final class PastFolder: Sendable {
  enum Item: Sendable {
    case folder(PastFolder)
    case file(PastFile, isLink: Bool)
  }

  /// Set once, while nobody else knows the folder.
  nonisolated(unsafe) fileprivate(set) var items: [(name: String, item: Item)] = []

  /// The item of a name.
  subscript(name: some StringProtocol) -> Item? { items.first { $0.name == name }?.item }

  /// Every file below, in git's order, with its path.
  func files(below prefix: String = "", _ take: (String, PastFile, Bool) -> Void) {
    for (name, item) in items {
      switch item {
      case .folder(let folder): folder.files(below: prefix + name + "/", take)
      case .file(let file, let isLink): take(prefix + name, file, isLink)
      }
    }
  }
}

/// A file's content, wherever and in however many commits it stands; read when first asked for, parsed at most once.
final class PastFile: Sendable {
  let object: ObjectID
  private let state = Mutex(State())

  private struct State {
    var byteCount = 0
    var isAskedFor = false
    var bytes: [UInt8]?
    /// One for each file of a snapshot that has this content.
    var trees: [SyntaxTree] = []
    var isParsed = false
  }

  init(_ object: ObjectID) { self.object = object }

  var byteCount: Int { state.withLock { $0.byteCount } }
  /// Nil before it was read, and when this copy of the repository does not hold it.
  var bytes: [UInt8]? { state.withLock { $0.bytes } }
  var isAskedFor: Bool { state.withLock { $0.isAskedFor } }

  func measured(_ count: Int) { state.withLock { $0.byteCount = count } }

  func arrived(_ bytes: [UInt8]?) {
    state.withLock { state in
      state.bytes = bytes
      state.isAskedFor = true
    }
  }

  /// The parsed text; `copy` tells the files of one snapshot with this content apart, each of which has a tree of its own.
  func tree(copy: Int, parsed count: () -> Void) -> SyntaxTree? {
    state.withLock { state in
      guard let bytes = state.bytes else { return nil }
      if state.trees.isEmpty {
        if !state.isParsed { count() }
        state.isParsed = true
        state.trees.append(GoParser.parse(bytes))
      }
      while state.trees.count <= copy { state.trees.append(SyntaxTree(sharing: state.trees[0])) }
      return state.trees[copy]
    }
  }

  /// No later commit holds it: bytes and trees are let go.
  func leave() {
    state.withLock { state in
      state.bytes = nil
      state.trees = []
      state.isAskedFor = false
    }
  }
}

/// The folders and files of many commits, each distinct one once.
struct PastTrees: Sendable {
  private var folders: [ObjectID: PastFolder] = [:]
  private var files: [ObjectID: PastFile] = [:]

  var fileCount: Int { files.count }

  /// Reads all trees below the roots, level by level, so that git is asked as often as folders nest.
  ///
  /// - Parameters:
  ///   - ask: the bytes of trees.
  ///   - sizes: the sizes of files.
  init(
    roots: [ObjectID], ask: ([ObjectID]) throws(IntakeError) -> [ObjectConversation.Answer?],
    sizes: ([ObjectID]) throws(IntakeError) -> [ObjectConversation.Answer?]
  ) throws(IntakeError) {
    var open: [ObjectID] = []
    for root in roots where folders[root] == nil {
      folders[root] = PastFolder()
      open.append(root)
    }
    while !open.isEmpty {
      var next: [ObjectID] = []
      for (object, answer) in zip(open, try ask(open)) {
        guard let folder = folders[object], let answer else { continue }
        folder.items = items(of: answer.bytes, nameByteCount: object.hex.count / 2, &next)
      }
      open = next
    }
    let distinct = Array(files.values)
    for (file, answer) in zip(distinct, try sizes(distinct.map(\.object))) { file.measured(answer?.byteCount ?? 0) }
  }

  func folder(_ object: ObjectID) -> PastFolder? { folders[object] }

  /// Files by the turn after which no commit holds them, when commits take turns in the order of their roots.
  func leaving(_ roots: [ObjectID]) -> [[PastFile]] {
    var leaving = [[PastFile]](repeating: [], count: roots.count)
    var isSeen: Set<ObjectIdentifier> = []
    func visit(_ folder: PastFolder, _ turn: Int) {
      guard isSeen.insert(ObjectIdentifier(folder)).inserted else { return }
      for (_, item) in folder.items {
        switch item {
        case .folder(let folder): visit(folder, turn)
        case .file(let file, _): if isSeen.insert(ObjectIdentifier(file)).inserted { leaving[turn].append(file) }
        }
      }
    }
    // From the last to the first: whoever sees a file first is the last to need it.
    for turn in roots.indices.reversed() { if let folder = folders[roots[turn]] { visit(folder, turn) } }
    return leaving
  }

  /// `<mode> <name>\0<object>`, one after the other.
  private mutating func items(
    of bytes: [UInt8], nameByteCount: Int, _ unread: inout [ObjectID]
  ) -> [(name: String, item: PastFolder.Item)] {
    var items: [(name: String, item: PastFolder.Item)] = []
    var at = 0
    while let space = bytes[at...].firstIndex(of: UInt8(ascii: " ")), let end = bytes[space...].firstIndex(of: 0),
      end + nameByteCount < bytes.count, let object = ObjectID(bytes[end + 1...end + nameByteCount])
    {
      let name = String(decoding: bytes[space + 1..<end], as: UTF8.self)
      // A folder, another repository, a link, or a file with one of several rights.
      switch String(decoding: bytes[at..<space], as: UTF8.self) {
      case "40000":
        let folder = folders[object] ?? PastFolder()
        if folders.updateValue(folder, forKey: object) == nil { unread.append(object) }
        items.append((name, .folder(folder)))
      case "160000": break
      case let mode:
        let file = files[object] ?? PastFile(object)
        files[object] = file
        items.append((name, .file(file, isLink: mode == "120000")))
      }
      at = end + nameByteCount + 1
    }
    return items
  }
}
