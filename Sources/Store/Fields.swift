import Checklists
import Evidence
import Reviews

/// The members of one object, asked for by key and kind; a wrong one is an error with its place.
struct Fields {
  let object: JSONObject
  private let list: String
  private let index: Int?

  init(object: JSONObject, place: String) { self.init(object, list: place, index: nil) }

  private init(_ object: JSONObject, list: String, index: Int?) {
    self.object = object
    self.list = list
    self.index = index
  }

  /// `answers[3]`, or empty at the top: put together where something is wrong, which is rare.
  var place: String { index.map { "\(list)[\($0)]" } ?? list }

  func error(_ key: String, _ problem: String) -> FormatError {
    FormatError(place: place.isEmpty ? key : "\(place).\(key)", problem: problem)
  }

  func string(_ key: String) throws(FormatError) -> String {
    guard let value = object[key]?.stringValue else { throw wrong(key, "a string") }
    return value
  }

  /// Nil for null and for a missing key.
  func optionalString(_ key: String) throws(FormatError) -> String? {
    guard let value = object[key], !value.isNull else { return nil }
    return try string(key)
  }

  func integer(_ key: String) throws(FormatError) -> Int {
    guard let value = object[key]?.integerValue else { throw wrong(key, "a whole number") }
    return value
  }

  /// A whole number from 0 on that no arithmetic overflows with.
  func count(_ key: String, max limit: Int = StoreLimits.numberMax) throws(FormatError) -> Int {
    let value = try integer(key)
    guard (0...limit).contains(value) else { throw error(key, "should be 0 to \(limit)") }
    return value
  }

  func bool(_ key: String) throws(FormatError) -> Bool {
    guard let value = object[key]?.boolValue else { throw wrong(key, "true or false") }
    return value
  }

  func strings(_ key: String) throws(FormatError) -> [String] {
    guard let array = object[key]?.arrayValue else { throw wrong(key, "a list of strings") }
    let strings = array.compactMap(\.stringValue)
    guard strings.count == array.count else { throw wrong(key, "a list of strings") }
    return strings
  }

  func instant(_ key: String) throws(FormatError) -> Instant {
    guard let value = Instant(text: try string(key)) else {
      throw error(key, "should be a time such as 2026-11-23T15:45:00Z")
    }
    return value
  }

  func choice<Choice: RawRepresentable<String>>(_ key: String) throws(FormatError) -> Choice {
    let text = try string(key)
    guard let choice = Choice(rawValue: text) else { throw error(key, "is \"\(text.printable)\", which is unknown") }
    return choice
  }

  /// Nil for null and for a missing key.
  func rating(_ key: String) throws(FormatError) -> Rating? {
    switch object[key] {
    case nil, .null?: return nil
    case .integer(0)?: return .missing
    case .integer(1)?: return .partial
    case .integer(2)?: return .solid
    case .string("n/a")?: return .notApplicable
    default: throw error(key, "should be 0, 1, 2 or \"n/a\"")
    }
  }

  func nested(_ key: String) throws(FormatError) -> Fields {
    guard let value = object[key]?.objectValue else { throw wrong(key, "an object") }
    return Fields(object: value, place: place.isEmpty ? key : "\(place).\(key)")
  }

  func objects(_ key: String, max countMax: Int) throws(FormatError) -> [Fields] {
    guard let array = object[key]?.arrayValue else { throw wrong(key, "a list") }
    guard array.count <= countMax else {
      throw error(key, "holds \(array.count) elements; at most \(countMax) are read")
    }
    var fields: [Fields] = []
    let list = place.isEmpty ? key : "\(place).\(key)"
    for (index, element) in array.enumerated() {
      guard let object = element.objectValue else {
        throw FormatError(place: "\(list)[\(index)]", problem: "should be an object")
      }
      fields.append(Fields(object, list: list, index: index))
    }
    return fields
  }

  private func wrong(_ key: String, _ expected: String) -> FormatError {
    guard let value = object[key] else { return error(key, "is missing; it should be \(expected)") }
    return error(key, "is \(value.sort); it should be \(expected)")
  }
}
