import Checklists
import Evidence
import Foundation
import SchemaCheck
import Testing
import Yams

@Suite struct ChecklistSchemaTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let document = ChecklistSchema.document(probes: CataloguedProbes.ids)

  @Test func `the schema in the repository is the one the program prints`() throws {
    let url = ChecklistSchemaTests.root.appending(path: "Data/Schemas/\(ChecklistSchema.fileName)")
    let text = ChecklistSchemaTests.document.text
    if ProcessInfo.processInfo.environment["ASSAY_RECORD"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    let recorded = try String(contentsOf: url, encoding: .utf8)
    #expect(recorded == text, "ASSAY_RECORD=1 swift test --filter ChecklistSchemaTests renews it")
  }

  @Test func `the schema names every key the reader knows, and no other`() throws {
    for (name, known) in ChecklistSchema.keys {
      let mapping = name == "checklist" ? ChecklistSchemaTests.document : ChecklistSchemaTests.document["$defs"]?[name]
      let named = try #require(mapping?["properties"]?.objectValue).members.map(\.key)
      #expect(Set(named) == Set(known), "\(name)")
      #expect(named.count == Set(named).count)
      for key in named {
        let value = mapping?["properties"]?[key]
        #expect(value?["description"] != nil || value?["$ref"] != nil || value?["anyOf"] != nil, "\(name).\(key)")
      }
    }
  }

  static let examples: [ChecklistFile] = {
    var files = [
      ChecklistFile(name: "start", text: ChecklistStart.text(id: "team", hasSchema: true)), Sample.everyRule,
    ]
    let docs = root.appending(path: "Docs/checklists")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: docs.path)) ?? [] where name.hasSuffix(".yml") {
      guard let data = try? Data(contentsOf: docs.appending(path: name)) else { continue }
      files.append(ChecklistFile(name: name, bytes: Array(data)))
    }
    return files
  }()

  @Test(arguments: examples) func `what the reader takes fits the schema`(_ file: ChecklistFile) throws {
    #expect(
      try !Catalogue.read([file], probes: CataloguedProbes.ids, own: .noGo).checklists
        .isEmpty)
    let problems = Schema(ChecklistSchemaTests.document).problems(try ChecklistSchemaTests.json(file))
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test func `what the reader refuses for its keys does not fit the schema`() throws {
    let text = ChecklistStart.text(id: "team", hasSchema: false)
    for (old, new) in [
      ("ci: pytest ", "cy: pytest "), ("sense: absent", "sense: absnt"), ("    asks:", "    ask:"),
      ("scoring: rules", "scoring: rule"),
      ("effort: small }", "effort: tiny }"), ("partial: 10", "partials: 10"), ("atMost: 0", "atMost: none"),
    ] {
      let broken = text.replacing(old, with: new)
      #expect(broken != text)
      let value = try ChecklistSchemaTests.json(ChecklistFile(name: "broken", text: broken))
      #expect(!Schema(ChecklistSchemaTests.document).problems(value).isEmpty, "\(new)")
    }
  }

  static func json(_ file: ChecklistFile) throws -> JSONValue {
    let node = try #require(try Yams.compose(yaml: String(decoding: file.bytes, as: UTF8.self)))
    return json(node)
  }

  private static func json(_ node: Node) -> JSONValue {
    switch node {
    case .mapping(let mapping):
      var object = JSONObject()
      for (key, value) in mapping { object[key.string ?? ""] = json(value) }
      return .object(object)
    case .sequence(let sequence): return .array(sequence.map(json))
    case .scalar(let scalar):
      guard scalar.style == .plain else { return .string(scalar.string) }
      if let number = Int(scalar.string) { return .integer(number) }
      if Double(scalar.string) != nil { return .decimal(scalar.string) }
      return ["true", "false"].contains(scalar.string) ? .bool(scalar.string == "true") : .string(scalar.string)
    case .alias: return .null
    }
  }
}

extension OwnChecklists {
  /// For lists without patterns of Go.
  static let noGo = OwnChecklists { _ in nil }
}
