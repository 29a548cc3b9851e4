/// A JSON document as a value: what stored reviews, reports and `--format json` are read from and written to.
///
/// Nothing is lost between reading and writing: members keep their order, and a number that is not a plain `Int` keeps
/// the text it was written with.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number with a fraction, an exponent or too many digits for `Int`, as written.
  case decimal(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The shortest text that reads back as the same `Double`; null for infinities and NaN, which JSON cannot say.
  package static func number(_ value: Double) -> JSONValue {
    value.isFinite ? .decimal(value.description) : .null
  }

  package var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var integerValue: Int? { if case .integer(let value) = self { value } else { nil } }
  package var stringValue: String? { if case .string(let value) = self { value } else { nil } }
  package var arrayValue: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  package var objectValue: JSONObject? { if case .object(let value) = self { value } else { nil } }
  package var isNull: Bool { self == .null }

  package var doubleValue: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let text): Double(text)
    case .null, .bool, .string, .array, .object: nil
    }
  }

  /// The member `key` of an object; nil for anything else.
  package subscript(key: String) -> JSONValue? { objectValue?[key] }

  /// What the value is, for messages: "a string", "an object".
  package var sort: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer, .decimal: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// The members of an object in their written order, each key once.
package struct JSONObject: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package let key: String
    package var value: JSONValue
    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  package private(set) var members: [Member]

  package init() { members = [] }

  /// For the parser, which has refused duplicate keys already.
  init(distinct members: [Member]) { self.members = members }

  /// A new key is added at the end, a known one keeps its place, nil removes it.
  package subscript(key: String) -> JSONValue? {
    get { members.first { $0.key == key }?.value }
    set {
      let index = members.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    members = []
    members.reserveCapacity(elements.count)
    for (key, value) in elements { self[key] = value }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    var object = JSONObject()
    for (key, value) in elements { object[key] = value }
    self = .object(object)
  }
}
