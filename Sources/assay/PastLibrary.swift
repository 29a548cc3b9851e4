import Checklists
import Reviews
import Screens
import Store
import Synchronization
import Terminal
import Threads

/// Reads earlier reviews, and what explains the probes, for the interface beside it, so that none of it delays a frame or
/// a key.
final class PastLibrary: Sendable {
  /// What the overview's trend needs; the history screen asks for all.
  static let newestCountMax = 12

  private let workspace: Workspace
  private let checklists: Mutex<Catalogue>
  private var catalogue: Catalogue { checklists.withLock { $0 } }
  private let mailbox: Mailbox<ReviewMail>
  private let now: @Sendable () -> Instant
  private let atWorkCount = Mutex(0)

  init(
    _ workspace: Workspace, catalogue: Catalogue, mailbox: Mailbox<ReviewMail>, now: @escaping @Sendable () -> Instant
  ) {
    self.workspace = workspace
    checklists = Mutex(catalogue)
    self.mailbox = mailbox
    self.now = now
  }

  /// Reads by other checklists from now on.
  func use(_ catalogue: Catalogue) { checklists.withLock { $0 = catalogue } }

  /// Whether nothing is being read; all mail is in the box before this turns true.
  var isIdle: Bool { atWorkCount.withLock { $0 == 0 } }

  func readNewest() { read(countMax: PastLibrary.newestCountMax) }
  func readAll() { read(countMax: .max) }

  /// What the probes and the known libraries are about.
  func readExplanations() {
    work { .explained(KeptOutcomes.explanations($0.catalogue), LibraryKnowledge.purposes) }
  }

  func readProjects() { work { $0.workspace.allProjects($0.catalogue, at: $0.now()) } }

  private func read(countMax: Int) {
    work { library in
      let reading = PastReading(
        of: library.workspace.identity, in: library.workspace.store, catalogue: library.catalogue, at: library.now(),
        countMax: countMax, withDraft: false)
      return .past(
        PastReviews(
          timeline: reading.timeline, previous: reading.newest, isComplete: reading.isComplete,
          problems: reading.problems.map(\.description)))
    }
  }

  private func work(_ read: @escaping @Sendable (PastLibrary) -> Event) {
    atWorkCount.withLock { $0 += 1 }
    DeepThreads.start {
      self.mailbox.send(.event(read(self)))
      self.atWorkCount.withLock { $0 -= 1 }
      self.mailbox.ring()
    }
  }
}

extension Workspace {
  /// The reviews of all projects in the store.
  func allProjects(_ catalogue: Catalogue, at now: Instant) -> Event {
    let projects: [String]
    do {
      projects = try store.projects()
    } catch {
      return .projects([], problems: ["\(error)"])
    }
    let readings = projects.map { PastReading(of: $0, in: store, catalogue: catalogue, at: now, withDraft: true) }
    return .projects(readings.map(\.timeline), problems: readings.flatMap(\.problems).map(\.description))
  }

  /// Whole reviews by their ids, at once: one or two files.
  func reviews(_ ids: [String]) -> (reviews: [Review], problems: [StoreError]) {
    var reviews: [Review] = []
    var problems: [StoreError] = []
    for id in ids {
      do {
        reviews.append(try store.review(id, of: identity).review)
      } catch {
        problems.append(error)
      }
    }
    return (reviews, problems)
  }
}
