import Checklists
import Evidence
import Reviews
import Store
import Testing

@Suite struct ReviewFormatTests {
  static let bytes = StoredReview(.sample()).bytes

  static func read(_ bytes: [UInt8]) -> Result<StoredReview, StoreError> {
    do {
      return .success(try StoredReview(parsing: bytes, path: "r.json"))
    } catch {
      return .failure(error)
    }
  }

  static func problem(_ text: String) -> String {
    switch read(Array(text.utf8)) {
    case .success: "read"
    case .failure(let error): error.description
    }
  }

  /// The sample's document with one change.
  static func changed(_ change: (inout JSONObject) -> Void) throws -> [UInt8] {
    var top = try #require(try JSONValue(parsing: bytes).objectValue)
    change(&top)
    return JSONValue.object(top).bytes
  }

  @Test func `a review reads back as it was written, byte for byte`() throws {
    let stored = try StoredReview(parsing: ReviewFormatTests.bytes, path: "r.json")
    #expect(stored.review == .sample())
    #expect(!stored.isReadOnly)
    #expect(stored.bytes == ReviewFormatTests.bytes)
    #expect(StoredReview(stored.review).bytes == ReviewFormatTests.bytes)
  }

  @Test func `who decided a conflict is kept, and said only where somebody did`() throws {
    var review = Review.sample()
    review.events[0].decidedBy = "cara"
    let stored = StoredReview(review)
    #expect(try StoredReview(parsing: stored.bytes, path: "r.json").review == review)
    #expect(stored.json["answers"]?.arrayValue?.map { $0["decidedBy"]?.stringValue } == ["cara", nil, nil, nil, nil])
  }

  @Test func `profile and libraries are kept, and a file without them is as it was`() throws {
    var review = Review.sample()
    #expect(!String(decoding: Self.bytes, as: UTF8.self).contains("\"libraries\""))
    review.profile = "critical"
    review.libraries = [
      UsedLibrary(purpose: "router", path: "github.com/go-chi/chi", version: "v5.1.0", standing: .recommended)
    ]
    let bytes = StoredReview(review).bytes
    var stored = try StoredReview(parsing: bytes, path: "r.json")
    #expect(stored.review == review && stored.bytes == bytes)
    // What is no longer used goes from the file too.
    stored.review.libraries = []
    #expect(stored.json["libraries"] == .array([]))
    let wrong = try Self.changed {
      $0["libraries"] = [["purpose": "cli", "path": "p", "version": "", "standing": "good"]]
    }
    guard case .failure(.corrupt(_, let detail)) = Self.read(wrong) else {
      Issue.record("an unknown standing was read")
      return
    }
    #expect(detail.contains("libraries[0].standing"), "\(detail)")
  }

  @Test func `what a profile changed of the ruler is kept, and a ruler without one is as it was`() throws {
    var review = Review.sample()
    review.profile = "critical"
    review.ruler = .sample
    #expect(!String(decoding: StoredReview(review).bytes, as: UTF8.self).contains("\"standard"))
    let plain = Catalogue.sample.checklists.map { list in
      list.replacingItems(list.items.map { $0.measured(priority: .p1, weight: $0.weight + 5) })
    }
    review.ruler = Catalogue(checklists: Catalogue.sample.checklists, plain: plain)
    let bytes = StoredReview(review).bytes
    let stored = try StoredReview(parsing: bytes, path: "r.json")
    #expect(stored.review == review && stored.bytes == bytes)
    #expect(stored.review.ruler?.plain?.flatMap(\.items).map(\.weight) == [6, 105])
    let wrong = String(decoding: bytes, as: UTF8.self).replacing("\"P1\"", with: "\"P7\"")
    #expect(Self.problem(wrong).contains("standardPriority"), "\(Self.problem(wrong))")
  }

  @Test func `unknown keys survive at every level, and so do answers to unknown items`() throws {
    let bytes = try ReviewFormatTests.changed { top in
      top["later"] = ["deep": [1, .decimal("2.50"), nil]]
      for list in ["answers", "waivers", "observations"] {
        var elements = top[list]?.arrayValue ?? []
        if case .object(var element)? = elements.first {
          element["later"] = .string("kept in \(list)")
          elements[0] = .object(element)
        }
        top[list] = .array(elements)
      }
    }
    var stored = try StoredReview(parsing: bytes, path: "r.json")
    #expect(stored.json.bytes == bytes)
    stored.review.events.append(.answer("health.testing", .rating(.partial)))
    let saved = stored.json
    for list in ["answers", "waivers", "observations"] {
      #expect(saved[list]?.arrayValue?.first?["later"] == .string("kept in \(list)"))
    }
    #expect(saved["later"] == ["deep": [1, .decimal("2.50"), nil]])
    #expect(saved["answers"]?.arrayValue?.count == 6)
    #expect(saved["answers"]?.arrayValue?[4]["item"] == "future.item")
  }

  @Test func `a later format can be read but says so`() throws {
    let bytes = try ReviewFormatTests.changed { $0["schemaVersion"] = 2 }
    let stored = try StoredReview(parsing: bytes, path: "r.json")
    #expect(stored.isReadOnly && stored.review == .sample())
    let strange = try ReviewFormatTests.changed {
      $0["schemaVersion"] = 2
      $0["answers"] = "elsewhere"
    }
    #expect(ReviewFormatTests.read(strange) == .failure(.newer(path: "r.json", version: 2)))
  }

  @Test func `every cut of a review is refused, none is a trap`() {
    for length in 0..<ReviewFormatTests.bytes.count - 1 {
      guard case .failure(.corrupt) = ReviewFormatTests.read(Array(ReviewFormatTests.bytes[..<length])) else {
        Issue.record("cut at byte \(length) was not refused")
        return
      }
    }
  }

  @Test func `any changed byte is refused or read, none is a trap`() {
    var refused = 0
    for position in ReviewFormatTests.bytes.indices {
      var bytes = ReviewFormatTests.bytes
      bytes[position] = UInt8(truncatingIfNeeded: position &* 31 &+ 7)
      if case .failure = ReviewFormatTests.read(bytes) { refused += 1 }
    }
    #expect(refused > ReviewFormatTests.bytes.count / 4)
  }

  @Test func `what cannot be is refused with its place and the next step`() throws {
    #expect(ReviewFormatTests.problem("[]").hasPrefix("r.json: no review of this program: it holds an array"))
    #expect(ReviewFormatTests.problem("{}").contains("it has no schemaVersion"))
    #expect(ReviewFormatTests.problem("{\"a\": }").contains("line 1, column 7 (byte 6): a value should be here"))
    let places: [(String, JSONValue, String)] = [
      ("kind", "website", "kind is \"website\", which is unknown"),
      ("createdAt", "2026-02-30T00:00:00Z", "createdAt should be a time such as 2026-11-23T15:45:00Z"),
      ("dirty", 1, "dirty is a number; it should be true or false"),
      ("answers", [["item": "x", "rating": 3]], "answers[0].rating should be 0, 1, 2 or \"n/a\""),
      ("answers", [1], "answers[0] should be an object"),
      ("observations", [["item": "x"]], "observations[0].rating is missing"),
      ("id", "../../x", "id is no review id"),
    ]
    for (key, value, expected) in places {
      let bytes = try ReviewFormatTests.changed { $0[key] = value }
      guard case .failure(let error) = ReviewFormatTests.read(bytes) else {
        Issue.record("\(key) = \(value) was read")
        continue
      }
      #expect(error.description.contains(expected), "\(error)")
      #expect(error.description.contains("left as it is"))
    }
    let missing = try ReviewFormatTests.changed { $0["waivers"] = nil }
    guard case .failure(let error) = ReviewFormatTests.read(missing) else {
      Issue.record("a review without waivers was read")
      return
    }
    #expect(error.description.contains("waivers is missing; it should be a list"))
  }

  @Test func `an observation written otherwise than today, by one key or its place, is written back as it was`() throws
  {
    let sample = try #require(Review.sample().observations.first { !$0.evidence.isEmpty })
    let evidence = sample.evidence.map { place in
      Observation.Evidence(
        location: place.location, snippet: place.snippet, message: place.message, fingerprint: "f\(place.location.line)"
      )
    }
    var review = Review.sample()
    for result in [Observation.Result.rated(.notApplicable), .inconclusive(reason: "why"), .failed(reason: "why")] {
      let observation = Observation(
        item: sample.item, probes: sample.probes, probeVersion: sample.probeVersion, result: result,
        confidence: sample.confidence, reason: sample.reason, evidence: evidence, scope: sample.scope)
      review.observations = [observation, sample]
      let plain = try #require(JSONValue(parsing: StoredReview(review).bytes).objectValue)
      let objects = try #require(plain["observations"]?.arrayValue).compactMap(\.objectValue)
      for (index, object) in objects.enumerated() {
        for odd in Self.variations(of: object) {
          var top = plain
          var list = objects.map(JSONValue.object)
          list[index] = .object(odd)
          top["observations"] = .array(list)
          let stored = try StoredReview(parsing: JSONValue.object(top).bytes, path: "r.json")
          #expect(stored.review == review)
          #expect(stored.json["observations"] == .array(list))
        }
      }
    }
  }

  /// Every key moved to the end, one more key, a null for what may be left out; at the top, in the scope, in a place.
  private static func variations(of object: JSONObject) -> [JSONObject] {
    func changed(_ object: JSONObject) -> [JSONObject] {
      let moved = object.members.dropLast().map { member in
        var copy = object
        copy[member.key] = nil
        copy[member.key] = member.value
        return copy
      }
      var more = object
      more["later"] = true
      return moved + [more]
    }
    func put(_ value: JSONValue, _ key: String) -> JSONObject {
      var copy = object
      copy[key] = value
      return copy
    }
    let scopes = object["scope"]?.objectValue.map(changed) ?? []
    let places = object["evidence"]?.arrayValue ?? []
    var firsts = places.first?.objectValue.map(changed) ?? []
    if var first = places.first?.objectValue, first["fingerprint"] == nil {
      first["fingerprint"] = .null
      firsts.append(first)
    }
    return changed(object) + scopes.map { put(.object($0), "scope") }
      + firsts.map { put(.array([.object($0)] + places.dropFirst()), "evidence") }
  }
}
