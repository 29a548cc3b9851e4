import Evidence

/// The form of a team's own checklist as a JSON Schema, from which editors complete and explain keys.
///
/// Every key is named here once with its meaning; a test holds the names against those the reader knows, and
/// `Data/Schemas/checklist.schema.json` against this text. What a schema cannot say (that ids are unique, that a pattern
/// is one) only the reader checks.
package enum ChecklistSchema {
  package static let fileName = "checklist.schema.json"
  /// What makes an editor's YAML server use a schema that lies beside the checklist.
  package static let editorLine = "# yaml-language-server: $schema=\(fileName)"

  /// Keys by the mapping they belong to, as the reader knows them.
  package static let keys: [String: [String]] = [
    "checklist": ChecklistReading.keys, "item": ItemReader.keys, "mend": ItemReader.mendKeys,
    "rule": ItemReader.ruleKeys, "threshold": ItemReader.thresholdKeys, "probe": DeclaredProbeReader.keys,
  ]

  /// - Parameter probes: the ids an item may name.
  package static func document(probes: [ProbeID]) -> JSONValue {
    var definitions: JSONObject = [
      "item": item, "mend": mend, "rule": rule, "threshold": threshold, "probe": probe, "places": places,
    ]
    definitions["probeID"] = ["enum": .array(probes.sorted().map { .string($0.text) })]
    var root = mapping(
      [
        "checklist": text("The checklist's id: lower-case letters, digits and hyphens. Its items' ids begin with it."),
        "title": text("What the checklist is called on screens and in reports."),
        "revision": number("Raised when its questions change.", from: 1, to: 9_999),
        "scoring": choice(
          "How answers become numbers: rules are points, readiness and security are gates by priority, health counts "
            + "as the health score, quality has weighted dimensions.", Checklist.Scoring.self),
        "phase": number("For rules: where in an order of phases the list stands.", from: 1, to: Checklist.phaseMax),
        "items": ["description": "The questions, in their order.", "type": "array", "items": reference("item")],
      ], required: ["checklist", "title", "revision", "scoring", "items"])
    root["$defs"] = .object(definitions)
    var document: JSONObject = [
      "$schema": "http://json-schema.org/draft-07/schema#", "title": "A checklist of your own for Assay",
    ]
    for member in root.members { document[member.key] = member.value }
    return .object(document)
  }
}

/// The parts of an item.
extension ChecklistSchema {
  private static var item: JSONValue {
    .object(
      mapping(
        [
          "id": text("The checklist's id, a point, and words joined by points or hyphens: release.notes."),
          "title": text("A few words for tables, at most \(ItemReader.titleLengthMax) characters."),
          "asks": text("A question a reviewer can answer by looking."), "why": text("Why it matters, in a sentence."),
          "solid": text("What is there when the rating is 2."), "partial": text("What is there when it is 1."),
          "missing": text("What is there when it is 0."), "look": text("Where a person looks to tell."),
          "mend": reference("mend"),
          "applies": [
            "description": "Kinds of module that have the subject; without it all.", "type": "array",
            "items": choice("", ProjectKind.self),
          ],
          "kind": choice("Follows from scoring unless it is written.", ChecklistItem.Kind.self),
          "priority": choice("Gates need one; a P0 holds the verdict.", ChecklistItem.Priority.self),
          "weight": number("How much it counts, for scoring rules and quality.", from: 0, to: 100),
          "reviewDays": number("Days after which an answer is asked for again.", from: 1, to: 3_650),
          "naAllowed": ["description": "Whether it may be not applicable; true.", "type": "boolean"],
          "revision": number("Raised when the question changes.", from: 1, to: 9_999),
          "probes": [
            "description": "How probes suggest a rating; none, or without it only a person answers.",
            "anyOf": [["enum": ["none"]], reference("rule")],
          ],
          "criteria": texts("For scoring quality: ids of the items whose mean the dimension is."),
          "siblings": texts("Ids of items in other lists that ask for the same fact."),
          "feeds": texts("For scoring rules: ids of scored items that rest on this rule."),
        ], required: ["id", "title", "asks", "why", "solid", "partial", "missing", "look", "mend"]))
  }

  private static var mend: JSONValue {
    .object(
      mapping(
        [
          "text": text("How to mend it, in a sentence or two."),
          "example": text("A few lines that show it; needs a language."),
          "language": choice("The example's language.", ExampleLanguage.self),
          "effort": choice("How much work it is.", ChecklistItem.Effort.self),
        ], required: ["text", "effort"]))
  }

  private static var rule: JSONValue {
    let list: JSONValue = ["type": "array", "items": ["anyOf": [reference("probeID"), reference("probe")]]]
    func joined(_ description: String) -> JSONValue {
      var object = list.objectValue ?? JSONObject()
      object["description"] = .string(description)
      return .object(object)
    }
    var object = mapping(
      [
        "worst": joined("The rating of the worst of these probes."),
        "best": joined("The rating of the best of these probes."),
        "count": joined("2 when all are found, 1 when some are, 0 when none is."),
        "named": joined("A rule of a built-in item, given these probes."), "threshold": reference("threshold"),
        "rule": text("With named: the built-in item whose rule it is."),
      ], required: [])
    object["anyOf"] = .array((ItemReader.joins + ["threshold"]).map { ["required": [.string($0)]] })
    return .object(object)
  }

  private static var threshold: JSONValue {
    .object(
      mapping(
        [
          "probe": ["anyOf": [reference("probeID"), reference("probe")]],
          "measure": text(
            "A figure of the probe; one declared here has matches, files, for lines matchingFiles, for ci weak."),
          "of": text("A figure it is divided by."), "perThousand": text("A figure whose thousands it is divided by."),
          "solid": ["description": "From here on 2; up to here, where it is less than partial.", "type": decimal],
          "partial": ["description": "The same for 1.", "type": decimal],
          "says": text("The figure as a sentence, with {count} and {whole}."),
        ], required: ["probe", "measure", "solid", "partial"]))
  }
}

/// A declared probe.
extension ChecklistSchema {
  private static var probe: JSONValue {
    var object = mapping(
      [
        "file": described(
          "Files that exist: a path, * in it, or a list. ./ is the root; without a slash any depth.", places),
        "content": text("Lines that match a regular expression (without looking around or back references); needs in."),
        "text": text("Lines that hold a text as it is; needs in."),
        "import": text("A Go import: net/http, or github.com/aws/... for all below it."),
        "go": text("Go written with holes: $x is one expression, $*rest a list; $x.Lock(), http.Get($*rest)."),
        "ci": text("A command the pipeline runs on every change: its words in order, * in them: pytest --cov=*"),
        "target": text("A target of a Makefile, Taskfile, Justfile, magefile or a script."),
        "name": text("Its name among the item's probes; else its number."),
        "in": described(
          "Files to look into: a path, * in it, or a list; * stays in a name, ** is any folders.", places),
        "except": described("Files to leave out, the same way.", places),
        "code": choice("For import and go: the Go code that is looked at; product.", DeclaredProbe.Code.self),
        "ignoreCase": [
          "description": "For content and text: whether upper and lower case are one.", "type": "boolean",
        ],
        "sense": choice("present: found is good; absent: found is harm.", DeclaredProbe.Sense.self),
        "atLeast": number("With present: so many places are 2; 1.", from: 1, to: DeclaredProbeReader.countMax),
        "atMost": number(
          "With absent: so many places are still 2; 0. With present: more are 1.", from: 0,
          to: DeclaredProbeReader.countMax),
        "partial": number(
          "With present: from so many places on 1. With absent: up to so many 1.", from: 1,
          to: DeclaredProbeReader.countMax),
        "worth": number("1: what is found decides in part only, however much there is; 2.", from: 1, to: 2),
        "notFound": choice(
          "With present: what it means that it is not there; missing. unknown: it may be elsewhere.",
          DeclaredProbe.Absence.self),
        "noFile": choice(
          "What it means that no file lies at the places; as notFound, for Go and with absent unknown.",
          DeclaredProbe.Absence.self),
        "says": text("What is said beside each place, at most \(DeclaredProbeReader.saysLengthMax) characters."),
      ], required: [])
    object["anyOf"] = .array(DeclaredProbeReader.subjects.map { ["required": [.string($0)]] })
    return .object(object)
  }

  private static var places: JSONValue {
    ["anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]]]
  }
}

/// How schemas are written.
extension ChecklistSchema {
  private static let decimal: JSONValue = ["number", "integer"]

  private static func mapping(_ properties: JSONObject, required: [String]) -> JSONObject {
    var object: JSONObject = ["type": "object", "additionalProperties": false]
    if !required.isEmpty { object["required"] = .array(required.map { .string($0) }) }
    object["properties"] = .object(properties)
    return object
  }

  private static func described(_ description: String, _ value: JSONValue) -> JSONValue {
    var object: JSONObject = [:]
    if !description.isEmpty { object["description"] = .string(description) }
    for member in value.objectValue?.members ?? [] { object[member.key] = member.value }
    return .object(object)
  }

  private static func text(_ description: String) -> JSONValue { described(description, ["type": "string"]) }

  private static func texts(_ description: String) -> JSONValue {
    described(description, ["type": "array", "items": ["type": "string"]])
  }

  private static func number(_ description: String, from least: Int, to most: Int) -> JSONValue {
    described(description, ["type": "integer", "minimum": .integer(least), "maximum": .integer(most)])
  }

  private static func choice<Word: RawRepresentable & CaseIterable>(
    _ description: String, _ type: Word.Type
  ) -> JSONValue where Word.RawValue == String {
    described(description, ["enum": .array(Word.allCases.map { .string($0.rawValue) })])
  }

  private static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/$defs/\(name)")] }
}
