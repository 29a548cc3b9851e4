import Checklists
import Evidence
import Reviews
import Store

/// Reads a project's reviews one after the other into a timeline, so that hundreds of them cost the memory of one.
struct PastReading {
  private(set) var timeline: Timeline
  /// The newest final review, whole.
  private(set) var newest: Review?
  /// Files that could not be read; the others are shown all the same.
  private(set) var problems: [StoreError] = []
  /// Whether older reviews were left out.
  let isComplete: Bool

  /// - Parameters:
  ///   - countMax: at most so many final reviews, the newest ones.
  ///   - withDraft: whether the draft ends the timeline; the interface shows its own.
  ///   - settings: the project's, for the draft.
  init(
    of project: String, in store: ReviewStore, catalogue: Catalogue, at now: Instant, countMax: Int = .max,
    withDraft: Bool, settings: ProjectSettings = ProjectSettings()
  ) {
    timeline = Timeline(project: project)
    do {
      let entries = try store.reviews(of: project)
      isComplete = entries.count <= countMax
      for entry in entries.suffix(countMax) { take(entry, from: store, catalogue, now) }
    } catch {
      isComplete = true
      problems.append(error)
    }
    guard withDraft else { return }
    do {
      if let draft = try store.draft(of: project) {
        timeline.add(draft.review.settled(by: settings), under: catalogue, at: now)
      }
    } catch {
      problems.append(error)
    }
  }

  /// What is known besides ends the timeline.
  mutating func add(_ review: Review, under catalogue: Catalogue, at now: Instant) {
    timeline.add(review, under: catalogue, at: now)
  }

  private mutating func take(
    _ entry: ReviewStore.Entry, from store: ReviewStore, _ catalogue: Catalogue, _ now: Instant
  ) {
    do {
      let review = try store.read(file: entry.path).review
      timeline.add(review, under: catalogue, at: now)
      newest = review
    } catch {
      problems.append(error)
    }
  }
}
