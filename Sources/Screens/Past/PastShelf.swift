import Reviews

/// Earlier reviews as the program brings them; the screens read nothing themselves.
package struct PastReviews: Hashable, Sendable {
  /// Final reviews, oldest first.
  package let timeline: Timeline
  /// The newest of them, whole: what the present answers were carried on from.
  package let previous: Review?
  /// Whether these are all there are.
  package let isComplete: Bool
  /// Files that could not be read, each with the reason.
  package let problems: [String]

  package init(timeline: Timeline, previous: Review?, isComplete: Bool, problems: [String] = []) {
    self.timeline = timeline
    self.previous = previous
    self.isComplete = isComplete
    self.problems = problems
  }
}

/// What the screens hold of earlier reviews, and what they have asked for.
struct PastShelf: Hashable, Sendable {
  var reviews: PastReviews?
  var isAllAsked = false
  /// Whole reviews for the differences that were opened.
  var whole: [String: Review] = [:]
  var asked: Set<String> = []
  /// The review marked to be compared with another one.
  var marked: String?
  /// The timelines of all projects; nil until they are brought.
  var projects: [Timeline]?
  /// Why some of them, or some of their reviews, are missing.
  var projectProblems: [String] = []
  var areProjectsAsked = false
}

extension Front {
  mutating func take(_ reviews: PastReviews) {
    past.reviews = reviews
    if let previous = reviews.previous { past.whole[previous.id] = previous }
    contentRevision += 1
    // Said once: the first look at the newest reviews and the look at all meet the same broken file.
    for problem in reviews.problems where !log.contains(where: { $0.text == problem }) { say(problem, .bad) }
  }

  mutating func take(whole reviews: [Review]) {
    for review in reviews { past.whole[review.id] = review }
    contentRevision += 1
  }

  /// - Parameter problems: what could not be read, each with the reason.
  mutating func take(projects: [Timeline], problems: [String]) {
    past.projects = projects
    past.projectProblems = problems
    contentRevision += 1
    for problem in problems where !log.contains(where: { $0.text == problem }) { say(problem, .bad) }
  }

  /// The final reviews with the present one as the last; nil until the earlier ones are brought.
  var timeline: Timeline? {
    guard var timeline = past.reviews?.timeline else { return nil }
    if !timeline.entries.contains(where: { $0.id == review.id }) {
      timeline.add(review, as: evaluation, under: catalogue, at: now)
    }
    return timeline
  }

  /// The final review the present one goes on from. Once that is final itself, it is the newest, and the one before counts.
  var previousReview: Review? {
    guard let newest = past.reviews?.previous, newest.id == review.id else { return past.reviews?.previous }
    let before = past.reviews?.timeline.entries.last { $0.state == .final && $0.id != review.id }
    return before.flatMap { past.whole[$0.id] }
  }

  /// A review by its id, the present one included.
  func wholeReview(_ id: String) -> Review? { id == review.id ? review : past.whole[id] }

  /// Asks for the reviews that were not brought yet, once.
  mutating func wantAllReviews() -> [Effect] {
    guard past.reviews?.isComplete != true, !past.isAllAsked else { return [] }
    past.isAllAsked = true
    return [.readPast]
  }

  /// What the screen on top needs and nobody has asked for yet.
  mutating func wantedPast() -> [Effect] {
    switch layer.screen {
    case .history: return wantAllReviews()
    case .difference(let from, let to):
      let missing = [from, to].filter { wholeReview($0) == nil && past.asked.insert($0).inserted }
      return missing.isEmpty ? [] : [.readPastReviews(missing)]
    case .projects:
      guard !past.areProjectsAsked else { return [] }
      past.areProjectsAsked = true
      return [.readProjects]
    case .overview, .rules, .list, .item, .source, .findings, .finding, .probe, .working, .libraries, .log, .help:
      return []
    }
  }
}
