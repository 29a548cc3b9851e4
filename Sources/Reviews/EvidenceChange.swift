import Evidence

/// The places of one item's evidence that came, went or moved to another file.
///
/// The same finding, by its fingerprint, is no change while it stays in its file; where a side has no fingerprint, the
/// same snippet on another line of the same file is none.
package struct EvidenceChange: Hashable, Sendable {
  package let added: [Observation.Evidence]
  package let gone: [Observation.Evidence]
  package let moved: [Move]

  package struct Move: Hashable, Sendable {
    package let from: Location
    package let to: Location
  }

  package init(from old: Observation?, to new: Observation?) {
    var left = old?.evidence ?? []
    func take(_ matches: (Observation.Evidence) -> Bool) -> Observation.Evidence? {
      left.firstIndex(where: matches).map { left.remove(at: $0) }
    }
    func text(_ evidence: Observation.Evidence) -> String { EvidenceDigest.essence(evidence.snippet) }
    func isSame(_ a: Observation.Evidence, _ b: Observation.Evidence) -> Bool {
      a.fingerprint != nil && a.fingerprint == b.fingerprint
    }
    // What stayed in its file is settled first, so that a move is never seen where there was none.
    var strangers = (new?.evidence ?? []).filter { place in
      take { $0.location.path == place.location.path && isSame($0, place) } == nil
    }
    strangers = strangers.filter { place in
      take { $0.location.path == place.location.path && text($0) == text(place) } == nil
    }
    var added: [Observation.Evidence] = []
    var moved: [Move] = []
    for place in strangers {
      if let origin = take({ isSame($0, place) }) ?? take({ text($0) == text(place) }) {
        moved.append(Move(from: origin.location, to: place.location))
      } else {
        added.append(place)
      }
    }
    self.added = added
    self.moved = moved
    gone = left
  }

  package var isEmpty: Bool { added.isEmpty && gone.isEmpty && moved.isEmpty }
}
