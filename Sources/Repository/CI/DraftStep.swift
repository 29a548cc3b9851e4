import Evidence

/// A step as its CI file has it, before indirection is followed.
struct DraftStep {
  enum Work {
    /// A shell script that begins at a line of the step's file and runs in a folder.
    case script(String, line: Int, folder: String)
    case uses(name: String, version: String, inputs: [String: String])
    case service(image: String)
  }

  let work: Work
  let system: CISystem
  let job: String
  let triggers: PipelineStep.Triggers
  let isAdvisory: Bool
  let location: Location
  var via: [Location] = []
}

/// What a CI file says, or why it says nothing.
struct DraftFile {
  let path: String
  let system: CISystem
  var problem: String?
  var steps: [DraftStep] = []
}

extension YAMLNode {
  /// A scalar as a script with its line; a list of scalars line by line, lists in lists included.
  var scripts: [(text: String, line: Int)] {
    if let text { return text.isEmpty ? [] : [(text, textLine)] }
    return list.flatMap(\.scripts)
  }
}
