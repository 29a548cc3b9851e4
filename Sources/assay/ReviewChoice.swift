import Reviews
import Store

/// Finds reviews by what a user calls them: an id, `latest`, `previous`, `draft`, or a file.
struct ReviewChoice {
  let workspace: Workspace
  /// A file of a later format may be shown, but what it holds besides may change what its answers mean: who decides by
  /// them refuses it.
  var refusesNewer = false

  /// The draft where there is one, else the newest final review.
  func current() throws(Failure) -> Review {
    if let draft = try draft() { return draft }
    if let id = try finals().last { return try final(id) }
    throw missing()
  }

  /// What a check goes on from: the draft, else the newest final review, nil without either.
  func answers() throws(Failure) -> Review? {
    let stored: StoredReview?
    do {
      stored = try workspace.store.draft(of: workspace.identity) ?? workspace.store.latest(of: workspace.identity)
    } catch {
      throw Failure(.review, "\(error)")
    }
    guard let stored else { return nil }
    return try usable(stored)
  }

  /// The newest final review, if any.
  func latest() throws(Failure) -> Review? {
    guard let id = try finals().last else { return nil }
    return try final(id)
  }

  /// Whether a name is one of a file; ids and words have neither a slash nor an ending.
  static func isFile(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(".json") }

  /// The same as a file holds it, for who goes on writing it.
  func stored(_ name: String) throws -> StoredReview {
    let id = name == "draft" ? nil : try named(name).id
    guard let id else {
      if let draft = try workspace.store.draft(of: workspace.identity) { return draft }
      throw Failure(.usage, "\(workspace.identity) has no draft; begin one with `assay review \(workspace.root)`")
    }
    return try workspace.store.review(id, of: workspace.identity)
  }

  /// - Parameter later: what `previous` comes before; without it, the newest final review.
  func named(_ name: String, before later: Review? = nil) throws(Failure) -> Review {
    switch name {
    case "draft":
      guard let draft = try draft() else {
        throw Failure(.usage, "\(workspace.identity) has no draft; begin one with `assay review \(workspace.root)`")
      }
      return draft
    case "latest":
      guard let id = try finals().last else { throw noFinal() }
      return try final(id)
    case "previous": return try previous(to: later)
    default:
      let isFile = ReviewChoice.isFile(name)
      return try ask {
        try isFile ? workspace.store.read(file: name) : workspace.store.review(name, of: workspace.identity)
      }
    }
  }

  private func previous(to later: Review?) throws(Failure) -> Review {
    let ids = try finals()
    let earlier: [String]
    if let later, later.state == .draft {
      earlier = ids
    } else if let later, ids.contains(later.id) {
      earlier = ids.filter { $0 < later.id }
    } else {
      earlier = Array(ids.dropLast())
    }
    guard let id = earlier.last else {
      if ids.isEmpty { throw noFinal() }
      throw Failure(
        .usage, "there is no review of \(workspace.identity) before \(later?.id ?? ids[0]); `assay history` lists all")
    }
    return try final(id)
  }

  private func finals() throws(Failure) -> [String] {
    do {
      return try workspace.store.reviews(of: workspace.identity).map(\.id)
    } catch {
      throw Failure(.review, "\(error)")
    }
  }

  private func final(_ id: String) throws(Failure) -> Review {
    try ask { try workspace.store.review(id, of: workspace.identity) }
  }

  private func draft() throws(Failure) -> Review? {
    let stored: StoredReview?
    do {
      stored = try workspace.store.draft(of: workspace.identity)
    } catch {
      throw Failure(.review, "\(error)")
    }
    guard let stored else { return nil }
    if let notice = stored.notice { Console.error("assay: " + notice) }
    return try usable(stored).settled(by: workspace.settings())
  }

  private func usable(_ stored: StoredReview) throws(Failure) -> Review {
    guard stored.isReadOnly, refusesNewer else { return stored.review }
    throw Failure(
      .review, "\(workspace.identity): review \(stored.review.id) was written by a newer assay; update this one")
  }

  /// A name that fits nothing is a mistake on the command line; a file that cannot be read is another thing.
  private func ask(_ read: () throws -> StoredReview) throws(Failure) -> Review {
    let stored: StoredReview
    do {
      stored = try read()
    } catch let error as StoreError {
      switch error {
      case .notFound, .invalidID: throw Failure(.usage, "\(error)")
      default: throw Failure(.review, "\(error)")
      }
    } catch {
      throw Failure(.review, "\(error)")
    }
    return try usable(stored)
  }

  private func missing() -> Failure {
    Failure(
      .usage,
      "\(workspace.identity) has no review in \(workspace.store.folder); begin one with `assay review \(workspace.root)`"
    )
  }

  private func noFinal() -> Failure {
    Failure(
      .usage,
      "\(workspace.identity) has no final review in \(workspace.store.folder); `assay finish` makes one of the draft")
  }
}
