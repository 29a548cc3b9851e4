import Checklists
import Evidence
import Reviews

/// SplitMix64: the same seed gives the same reviews on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
  mutating func pick<Element>(_ elements: [Element], else fallback: Element) -> Element {
    elements.randomElement(using: &self) ?? fallback
  }
}

/// A random catalogue with a random review of it, most of them odd in some way.
struct RandomReview {
  static let now = Instant(seconds: 1_795_000_000)

  var catalogue: Catalogue
  var review: Review
  var generator: SeededGenerator

  init(seed: Int) {
    generator = SeededGenerator(seed: seed)
    catalogue = RandomReview.catalogue(&generator)
    review = RandomReview.review(of: catalogue, &generator)
  }

  func evaluation(at now: Instant = RandomReview.now) -> Evaluation { review.evaluated(under: catalogue, at: now) }

  static func catalogue(_ generator: inout SeededGenerator) -> Catalogue {
    func list(_ scoring: Checklist.Scoring, _ id: String, _ items: [ChecklistItem]) -> Checklist {
      Checklist(id: id, title: id, revision: 1, scoring: scoring, items: items, digest: "d-\(id)")
    }
    let health = (0..<Int.random(in: 0...8, using: &generator)).map { ChecklistItem.sample("health.\($0)") }
    let rules = (0..<Int.random(in: 0...6, using: &generator)).map { ChecklistItem.sample("rules.\($0)") }
    func gates(_ name: String) -> [ChecklistItem] {
      (0..<Int.random(in: 0...6, using: &generator)).map {
        let priority = generator.pick(ChecklistItem.Priority.allCases, else: .p0)
        return .sample("\(name).\($0)", kind: .gate, priority: priority)
      }
    }
    let readiness = gates("readiness")
    let security = gates("security")
    let criteria = (health + rules + readiness + security).map(\.id)
    let hasNoWeight = generator.chance(3)
    let quality = (0..<Int.random(in: 0...8, using: &generator)).map { index in
      let chosen = criteria.filter { _ in generator.chance(40) }
      let weight = hasNoWeight ? 0 : Int.random(in: 0...30, using: &generator)
      return ChecklistItem.sample("quality.\(index)", weight: weight, criteria: chosen)
    }
    return Catalogue(checklists: [
      list(.health, "health", health), list(.readiness, "readiness", readiness),
      list(.security, "security", security), list(.quality, "quality", quality), list(.rules, "rules", rules),
    ])
  }

  static func review(of catalogue: Catalogue, _ generator: inout SeededGenerator) -> Review {
    var review = Review.sample()
    let isAllNotApplicable = generator.chance(3)
    let answered = generator.pick([0, 30, 70, 100], else: 50)
    let observed = generator.pick([0, 30, 70, 100], else: 50)
    for item in catalogue.items {
      let isDimension = item.id.hasPrefix("quality")
      if !isDimension, generator.chance(observed) { review.observations.append(observation(of: item, &generator)) }
      if generator.chance(isDimension ? answered / 3 : answered) || isAllNotApplicable {
        var event = event(on: item, review, isDimension: isDimension, &generator)
        if isAllNotApplicable { event.value = .rating(.notApplicable) }
        review.events.append(event)
      }
      if generator.chance(15) {
        let expires = generator.pick(
          ["2020-01-01", "2026-11-18", "2026-11-19", "2027-01-01", "2026-02-30", "2026/01/01", ""], else: "")
        review.waivers.append(
          Waiver(
            item: item.id, kind: .fixLater, reason: "planned", owner: "ann", createdAt: now.adding(days: -30),
            expires: expires))
      }
    }
    return review
  }

  static func observation(of item: ChecklistItem, _ generator: inout SeededGenerator) -> Observation {
    let result: Observation.Result =
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: .failed(reason: "broke")
      case 1: .inconclusive(reason: "cannot tell")
      default: .rated(generator.pick(Rating.allCases, else: .solid))
      }
    let snippets = (0..<Int.random(in: 0...3, using: &generator)).map { "call\($0)(x)" }
    return .sample(
      item.id, result, generator.pick(Confidence.allCases, else: .high), snippets: snippets,
      version: "p/\(Int.random(in: 1...2, using: &generator))")
  }

  static func event(
    on item: ChecklistItem, _ review: Review, isDimension: Bool, _ generator: inout SeededGenerator
  ) -> AnswerEvent {
    let observation = review.observations.first { $0.item == item.id }
    var event = AnswerEvent.sample(item, .rating(generator.pick(Rating.allCases, else: .solid)), seeing: observation)
    if isDimension { event.value = .percent(Int.random(in: -1...101, using: &generator)) }
    if generator.chance(8) { event.value = .withdrawn }
    if generator.chance(10) { event.reviewBy = now.adding(days: Int.random(in: -20...20, using: &generator)) }
    if generator.chance(10) { event.criterionDigest = "older" }
    if generator.chance(10) { event.evidenceDigest = "older" }
    if generator.chance(10) { event.observationSeen = generator.pick(Rating.allCases, else: .solid) }
    return event
  }
}
