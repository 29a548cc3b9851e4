import Evidence
import GoSyntax
import Repository

/// What declared probes find in Go code.
extension DeclaredExamination {
  func imports(_ path: String) -> Outcome {
    let prefix = path.hasSuffix("/...") ? String(path.dropLast(3)) : nil
    let search = goSearch { file, search in
      for entry in file.imports {
        guard entry.path == path || prefix.map({ entry.path.hasPrefix($0) || entry.path + "/" == $0 }) ?? false else {
          continue
        }
        search.add(file.finding(probe.id, at: entry.node, message("imports \(entry.path)")))
      }
    }
    return outcome(of: search)
  }

  /// Steps that all files together may take: a second or so.
  private static let patternBudget = 20_000_000

  func code(like text: String) -> Outcome {
    let pattern: GoPattern
    do throws(GoPattern.Mistake) {
      pattern = try GoPattern(text)
    } catch {
      return Outcome(probe: probe.id, answer: .inconclusive(reason: "the pattern cannot be read: \(error.reason)"))
    }
    var budget = DeclaredExamination.patternBudget
    var search = goSearch { file, search in
      for node in pattern.matches(in: file.tree, budget: &budget) {
        search.add(file.finding(probe.id, at: node, message("like `\(text.printableLine)`")))
      }
      if !file.tree.errors.isEmpty { search.unread.append("\(file.path.printable) does not parse") }
    }
    if budget < 0 { search.unread.insert("the pattern takes too long on this code; make it simpler", at: 0) }
    return outcome(of: search)
  }

  /// Goes through the Go files that the probe is about.
  private func goSearch(_ look: (GoFile, inout Search) -> Void) -> Search {
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
    return search
  }
}
