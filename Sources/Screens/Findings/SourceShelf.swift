import Evidence

/// Excerpts of source at hand: a few, the one wanted last at the end, so that browsing a large repository keeps little.
struct SourceShelf: Hashable, Sendable {
  struct Excerpt: Hashable, Sendable {
    let path: String
    let firstLine: Int
    /// None: the file cannot be read.
    let lines: [SourceLine]
    /// What it was asked for, when that is known: the file may have fewer lines than it had.
    var asked: Location?
    /// The file may have changed since; it is shown until the next one comes.
    var isStale = false

    fileprivate func shows(_ location: Location) -> Bool {
      path == location.path && (asked == location || lines.isEmpty || holds(location.line))
    }

    private func holds(_ line: Int) -> Bool { line >= firstLine && line < firstLine + lines.count }
  }

  static let countMax = 12

  private var excerpts: [Excerpt] = []
  /// What was asked for last and has not come yet.
  private var asked: Location?

  func excerpt(showing location: Location) -> Excerpt? { excerpts.last { $0.shows(location) } }

  /// Whether a place must be asked for; says so once. What is there already is kept longest.
  mutating func mustAsk(for location: Location) -> Bool {
    if let index = excerpts.lastIndex(where: { $0.shows(location) }), !excerpts[index].isStale {
      if index != excerpts.count - 1 { excerpts.append(excerpts.remove(at: index)) }
      return false
    }
    guard asked != location else { return false }
    asked = location
    return true
  }

  /// The first of these places that nothing is there for, asked for from now on.
  mutating func firstMissing(of locations: [Location]) -> Location? {
    guard let location = locations.first(where: { excerpt(showing: $0)?.isStale ?? true }), asked != location else {
      return nil
    }
    asked = location
    return location
  }

  /// Whether this place was the last one asked for and has not come.
  func awaits(_ location: Location) -> Bool { asked == location }

  mutating func put(path: String, firstLine: Int, lines: [SourceLine]) {
    let wanted = asked.flatMap { $0.path == path ? $0 : nil }
    excerpts.removeAll { $0.path == path && ($0.isStale || $0.firstLine == firstLine || $0.lines.isEmpty) }
    excerpts.append(Excerpt(path: path, firstLine: firstLine, lines: lines, asked: wanted))
    if excerpts.count > SourceShelf.countMax { excerpts.removeFirst() }
    if wanted != nil { asked = nil }
  }

  /// Files may have changed: whatever is wanted next is asked for again.
  mutating func letAge() {
    for index in excerpts.indices { excerpts[index].isStale = true }
    asked = nil
  }
}
