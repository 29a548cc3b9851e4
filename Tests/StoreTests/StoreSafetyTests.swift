import Evidence
import Reviews
import RunLength
import Store
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Who may read the files, where links lead, how large a file may be, and what older formats become.
@Suite struct StoreSafetyTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  static let project = "example.org~!shop~v2"

  func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  func sitting(_ store: ReviewStore) throws {
    let session = try store.openDraft(of: Review.project, owner: "ann")
    try session.save(.sample())
    try session.save(Review.sample().answered(1))
    withExtendedLifetime(session) {}
  }

  // MARK: Permissions

  @Test func `a user's own store is the user's alone`() throws {
    let store = folder.store
    let session = try store.openDraft(of: Review.project, owner: "ann")
    try session.save(.sample())
    try session.save(Review.sample().answered(1))
    let reviews = "\(store.folder)/\(StoreSafetyTests.project)/reviews"
    for path in [store.folder, "\(store.folder)/\(StoreSafetyTests.project)", reviews] {
      #expect(mode(path) == 0o700, "\(path)")
    }
    for name in folder.names(in: reviews) { #expect(mode("\(reviews)/\(name)") == 0o600, "\(name)") }
    #expect(folder.names(in: reviews) == ["draft.journal", "draft.json", "draft.lock"])
    let entry = try session.finish(Review.sample().answered(1).made(final: true))
    #expect(mode(entry.path) == 0o600)
    #expect(try mode(store.keepAside(StoredReview(.sample()), in: folder.path)) == 0o600)
  }

  @Test func `in a repository's store the umask decides`() throws {
    let plain = folder.path + "/plain"
    try folder.write([], to: plain)
    #expect(mkdir(folder.path + "/.assay", 0o777) == 0)
    let store = ReviewStore(folder: folder.path + "/.assay")
    let session = try store.openDraft(of: Review.project, owner: "ann")
    try session.save(.sample())
    try session.save(Review.sample().answered(1))
    let reviews = "\(store.folder)/\(StoreSafetyTests.project)/reviews"
    #expect(mode(reviews) == mode(folder.path + "/.assay"))
    for name in folder.names(in: reviews) { #expect(mode("\(reviews)/\(name)") == mode(plain), "\(name)") }
    #expect(try mode(session.finish(Review.sample().answered(1).made(final: true)).path) == mode(plain))
  }

  // MARK: Links

  @Test func `nothing is written through a link inside the store, or through a repository's .assay`() throws {
    let elsewhere = folder.path + "/elsewhere"
    #expect(mkdir(elsewhere, 0o700) == 0)
    for (name, link) in [
      ("own", "own/\(StoreSafetyTests.project)"), ("own2", "own2/\(StoreSafetyTests.project)/reviews"),
      ("team", "team/.assay"),
    ] {
      var path = folder.path
      for part in link.split(separator: "/").dropLast() {
        path += "/" + part
        #expect(mkdir(path, 0o700) == 0)
      }
      #expect(symlink(elsewhere, "\(folder.path)/\(link)") == 0)
      let store = ReviewStore(folder: "\(folder.path)/\(name)" + (name == "team" ? "/.assay" : ""))
      #expect(throws: StoreError.self, "\(link)") { try store.openDraft(of: Review.project, owner: "ann") }
    }
    #expect(folder.names(in: elsewhere).isEmpty)
    // The folder a user names may be one.
    #expect(mkdir(folder.path + "/real", 0o700) == 0 && symlink(folder.path + "/real", folder.path + "/named") == 0)
    try sitting(ReviewStore(folder: folder.path + "/named"))
  }

  @Test func `a draft, a journal and a lock that are links or pipes are refused and left alone`() throws {
    let store = folder.store
    try sitting(store)
    let reviews = "\(store.folder)/\(StoreSafetyTests.project)/reviews"
    let target = folder.path + "/target"
    try folder.write(Array("precious".utf8), to: target)
    for name in ["draft.json", "draft.journal", "draft.lock"] {
      let path = "\(reviews)/\(name)"
      let bytes = folder.exists(path) ? try folder.read(path) : []
      for isPipe in [false, true] {
        folder.delete(path)
        #expect(isPipe ? mkfifo(path, 0o600) == 0 : symlink(target, path) == 0)
        #expect(throws: StoreError.self, "\(name)") { try store.openDraft(of: Review.project, owner: "ann") }
        #expect(try folder.read(target) == Array("precious".utf8))
      }
      folder.delete(path)
      if name != "draft.lock" { try folder.write(bytes, to: path) }
    }
  }

  // MARK: Limits

  @Test func `a file of two gigabytes is refused before it is read`() throws {
    let path = folder.path + "/large.json"
    try folder.write([], to: path)
    #expect(truncate(path, 2 << 30) == 0)
    #expect(throws: StoreError.foreign(path: path, detail: "it is larger than 64 MB")) {
      try folder.store.read(file: path)
    }
  }

  @Test func `more answers than are read are not written, and the draft stays`() throws {
    let session = try folder.store.openDraft(of: Review.project, owner: "ann")
    try session.save(.sample())
    var review = Review.sample()
    review.events += Array(repeating: .answer("health.a", .rating(.solid)), count: 100_000)
    #expect(throws: StoreError.self) { try session.save(review) }
    #expect(try folder.store.draft(of: Review.project)?.review == .sample())
    try session.save(Review.sample().answered(1))
    #expect(try folder.store.draft(of: Review.project)?.review == Review.sample().answered(1))
  }

  @Test func `numbers that arithmetic would trip over are refused with their place`() throws {
    let text = String(decoding: ReviewFormatTests.bytes, as: UTF8.self)
    for (old, key) in [
      ("\"line\":12", "observations[0].evidence[0].line"), ("\"column\":3", "observations[0].evidence[0].column"),
      ("\"files\":96", "observations[0].scope.files"), ("\"itemRevision\":2", "answers[0].itemRevision"),
      ("\"percent\":80", "answers[2].percent"), ("\"revision\":1", "checklists[0].revision"),
    ] {
      for number in ["-1", "9223372036854775807", "2147483648"] {
        let name = try #require(old.split(separator: ":").first)
        let bytes = Array(text.replacing(old, with: "\(name):\(number)", maxReplacements: 1).utf8)
        guard case .failure(let error) = ReviewFormatTests.read(bytes) else {
          Issue.record("\(key) = \(number) was read")
          continue
        }
        #expect(error.description.contains("\(key) should be 0 to "), "\(error)")
      }
    }
  }

  // MARK: Unknown keys

  @Test func `an unknown key at any place survives answers, folding and probing anew`() throws {
    let whole = try JSONValue(parsing: ReviewFormatTests.bytes)
    let places = StoreSafetyTests.objectCount(whole)
    #expect(places > 15)
    for number in 0..<RunLength.cases(inTests: places, inTorture: 40 * places) {
      let store = ReviewStore(folder: "\(folder.path)/\(number)")
      let reviews = "\(store.folder)/\(StoreSafetyTests.project)/reviews"
      do { try store.openDraft(of: Review.project, owner: "ann").save(.sample()) }
      var left = number % places
      let marked = StoreSafetyTests.marking(whole, &left, .string("kept \(number)"))
      try folder.write(marked.bytes, to: reviews + "/draft.json")
      do {
        let session = try store.openDraft(of: Review.project, owner: "bob")
        var review = try #require(session.stored?.review)
        review.events.append(.answer("item.of.the.future", .percent(number % 101)))
        try session.save(review)
        try session.close()
        review.commit = "another"
        try session.save(review)
      }
      let saved = try JSONValue(parsing: folder.read(reviews + "/draft.json"))
      var top = try #require(marked.objectValue)
      top["commit"] = "another"
      var answers = try #require(top["answers"]?.arrayValue)
      answers.append(try #require(saved["answers"]?.arrayValue?.last))
      top["answers"] = .array(answers)
      #expect(saved == .object(top), "place \(number % places)")
      #expect(saved["answers"]?.arrayValue?.last?["item"] == "item.of.the.future")
    }
  }

  static func objectCount(_ value: JSONValue) -> Int {
    switch value {
    case .object(let object): object.members.reduce(1) { $0 + objectCount($1.value) }
    case .array(let elements): elements.reduce(0) { $0 + objectCount($1) }
    default: 0
    }
  }

  /// The document with an unknown key in its n-th object.
  static func marking(_ value: JSONValue, _ left: inout Int, _ mark: JSONValue) -> JSONValue {
    switch value {
    case .object(let object):
      var result = object
      left -= 1
      if left == -1 { result["later"] = mark }
      for member in object.members { result[member.key] = marking(member.value, &left, mark) }
      return .object(result)
    case .array(let elements): return .array(elements.map { marking($0, &left, mark) })
    default: return value
    }
  }
}
