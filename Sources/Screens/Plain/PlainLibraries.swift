import Evidence

/// The libraries told line by line.
extension PlainSession {
  mutating func tellLibraries() {
    say("")
    guard !front.libraryPurposes.isEmpty else { return say("The list of known libraries has not been read.") }
    say(front.libraryCounts.hasSuffix(".") ? front.libraryCounts : front.libraryCounts + ".")
    for purpose in front.libraryPurposes {
      let used = front.libraries(for: purpose)
      say(used.isEmpty ? "\(purpose.title): no known library." : "\(purpose.title):")
      for library in used {
        let version = library.version.isEmpty ? "" : " \(library.version)"
        let reason = purpose.reasons[library.path].map { ": \($0)" } ?? ""
        say("\(library.path)\(version), \(library.standing.words)\(reason).", indent: 2)
      }
      say("The guide would choose \(purpose.choice).", indent: 2)
    }
  }
}
