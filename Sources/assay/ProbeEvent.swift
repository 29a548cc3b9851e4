import Evidence
import Reports

/// What a probing process tells the one that started it, one JSON object a line.
enum ProbeEvent: Hashable, Sendable {
  case progress(done: Int, total: Int, label: String)
  case outcome(Outcome)
  /// After the last outcome.
  case project(Project)
  /// The repository or its settings cannot be read; the exit code and the line for standard error.
  case unreadable(code: Int, message: String)

  /// What was probed.
  struct Project: Hashable, Sendable {
    let fileCount: Int
    let goLineCount: Int
    let commit: String?
    let isDirty: Bool
    let kind: ProjectKind
  }

  var line: [UInt8] {
    let value: JSONValue
    switch self {
    case .progress(let done, let total, let label):
      value = ["progress": ["done": .integer(done), "total": .integer(total), "label": .string(label)]]
    case .outcome(let outcome):
      return Array(#"{"outcome":"#.utf8) + OutcomeTransfer.line(outcome) + Array("}\n".utf8)
    case .project(let project):
      value = [
        "project": [
          "files": .integer(project.fileCount), "goLines": .integer(project.goLineCount),
          "commit": project.commit.map { .string($0) } ?? .null, "dirty": .bool(project.isDirty),
          "kind": .string(project.kind.rawValue),
        ]
      ]
    case .unreadable(let code, let message):
      value = ["unreadable": ["code": .integer(code), "message": .string(message)]]
    }
    return Array((value.compactText + "\n").utf8)
  }

  /// Nil for what is no event: the process on the other end is another build, or broken.
  init?(line: [UInt8]) {
    guard let value = try? JSONValue(parsing: line) else { return nil }
    if let progress = value["progress"], let done = progress["done"]?.integerValue,
      let total = progress["total"]?.integerValue, let label = progress["label"]?.stringValue
    {
      self = .progress(done: done, total: total, label: label)
    } else if let outcome = value["outcome"].flatMap(OutcomeTransfer.outcome) {
      self = .outcome(outcome)
    } else if let project = value["project"].flatMap(Project.init) {
      self = .project(project)
    } else if let unreadable = value["unreadable"], let code = unreadable["code"]?.integerValue,
      let message = unreadable["message"]?.stringValue
    {
      self = .unreadable(code: code, message: message)
    } else {
      return nil
    }
  }
}

extension ProbeEvent.Project {
  fileprivate init?(_ value: JSONValue) {
    guard let files = value["files"]?.integerValue, let lines = value["goLines"]?.integerValue,
      let isDirty = value["dirty"]?.boolValue,
      let kind = value["kind"]?.stringValue.flatMap({ ProjectKind(rawValue: $0) })
    else { return nil }
    self.init(
      fileCount: files, goLineCount: lines, commit: value["commit"]?.stringValue, isDirty: isDirty, kind: kind)
  }
}
