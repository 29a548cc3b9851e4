/// A library the reviewed module uses for one purpose.
package struct UsedLibrary: Hashable, Sendable {
  /// What the list of known libraries thinks of it for new code.
  package enum Standing: String, Hashable, Sendable, CaseIterable { case recommended, alternative, avoid }

  /// The purpose's name: `router`, `database` ...
  package let purpose: String
  package let path: String
  /// As go.mod requires it; empty for packages of the standard library and where go.mod does not say.
  package let version: String
  package let standing: Standing

  package init(purpose: String, path: String, version: String, standing: Standing) {
    self.purpose = purpose
    self.path = path
    self.version = version
    self.standing = standing
  }
}

/// What the guide says of the libraries for one purpose.
package struct LibraryPurpose: Hashable, Sendable {
  package let name: String
  /// A few words: "HTTP routing".
  package let title: String
  /// What the guide would choose for a new service, and why; a phrase.
  package let choice: String
  /// Why to choose a library or not, by its path; phrases.
  package let reasons: [String: String]

  package init(name: String, title: String, choice: String, reasons: [String: String]) {
    self.name = name
    self.title = title
    self.choice = choice
    self.reasons = reasons
  }
}

extension UsedLibrary.Standing {
  /// As people read it.
  package var words: String {
    switch self {
    case .recommended: "recommended"
    case .alternative: "alternative"
    case .avoid: "to avoid"
    }
  }
}
