import Evidence
import GoSyntax
import Repository

/// What declared probes find in Go code.
extension DeclaredExamination {
  func imports(_ path: String) -> Outcome {
    let prefix = path.hasSuffix("/...") ? String(path.dropLast(3)) : nil
    return goOutcome { file, search in
      for entry in file.imports {
        guard entry.path == path || prefix.map({ entry.path.hasPrefix($0) || entry.path + "/" == $0 }) ?? false else {
          continue
        }
        search.add(file.finding(probe.id, at: entry.node, message("imports \(entry.path)")))
      }
    }
  }

  /// Goes through the Go files that the probe is about.
  func goOutcome(_ look: (GoFile, inout Search) -> Void) -> Outcome {
    let snapshot = subject.snapshot
    let all: [GoFile]
    let kind: String
    switch probe.places.code {
    case .product: (all, kind) = (snapshot.productFiles, "Go file that ships")
    case .tests: (all, kind) = (snapshot.testFiles, "Go test file")
    case .all: (all, kind) = (snapshot.goFiles, "Go file")
    }
    let files = all.filter {
      probe.places.within.isEmpty && probe.places.except.isEmpty || probe.places.contain($0.path)
    }
    var search = Search()
    search.files = files.count
    if files.isEmpty {
      search.nothing = "there is no \(kind)" + (all.isEmpty ? "" : " at the places it is looked for")
    }
    for file in files { look(file, &search) }
    return outcome(of: search)
  }
}
