import Checklists

/// The arithmetic of `spec/scoring.md` section 5: standings in, exact numbers out.
///
/// It knows nothing of answers, probes or time, so that differences and gains can ask "what if".
struct Scoring: Sendable {
  let index: ItemIndex
  /// By place in the catalogue.
  var standings: [Standing]

  /// With nothing answered.
  init(_ catalogue: Catalogue) {
    index = catalogue.index
    standings = Array(repeating: .unanswered, count: index.items.count)
  }

  /// Places of the items of all lists that are scored so.
  func places(_ scoring: Checklist.Scoring) -> [Int] { index.places(scoring) }

  func item(_ place: Int) -> ChecklistItem { index.items[place] }

  /// Those of a dimension's criteria; one that no list has is unanswered.
  func criteria(of place: Int) -> [Standing] {
    index.criteria[place].map { $0.map { standings[$0] } ?? .unanswered }
  }

  /// Points of a list, each item's times its weight; nil when nothing applies.
  func points(_ places: [Int]) -> Points? {
    var points = Points()
    for place in places {
      let weight = index.weights[place]
      let standing = standings[place]
      guard let floor = standing.floorPoints, let ceiling = standing.ceilingPoints else {
        points.notApplicable += 1
        continue
      }
      points.applicable += 1
      points.weight += weight
      points.floor += floor * weight
      points.ceiling += ceiling * weight
      if standing.isSettled { points.settled += weight }
    }
    return points.applicable == 0 ? nil : points
  }

  struct Points: Hashable, Sendable {
    var floor = 0
    var ceiling = 0
    var applicable = 0
    var notApplicable = 0
    /// Of what applies, and of what of that is settled.
    var weight = 0
    var settled = 0
    var max: Int { 2 * weight }
    var coverage: Fraction { Fraction(settled, weight) }
    var isWeighted: Bool { weight != applicable }
  }

  /// Floor and ceiling of one quality dimension, 0-100; nil when none of its criteria applies.
  ///
  /// A fresh override takes the place of the computed value, and counts where no criterion applies. A stale one counts
  /// only as far as it is bad news: the lower of the two.
  func dimension(_ place: Int) -> Dimension? {
    let computed = mean(of: place)
    switch standings[place].override {
    case nil: return computed
    case let override? where !override.isStale:
      return override.percent.map { Dimension(floor: Fraction($0), ceiling: Fraction($0), coverage: .one) }
    case let override?:
      let ceiling = computed?.ceiling ?? Fraction(100)
      guard let percent = override.percent else { return Dimension(floor: .zero, ceiling: ceiling, coverage: .zero) }
      let limit = Fraction(percent)
      return Dimension(floor: min(limit, computed?.floor ?? .zero), ceiling: min(limit, ceiling), coverage: .zero)
    }
  }

  struct Dimension: Hashable, Sendable {
    let floor: Fraction
    let ceiling: Fraction
    let coverage: Fraction
  }

  /// The dimension as its criteria alone give it; one without any criteria is a question only a person can answer.
  func mean(of place: Int) -> Dimension? {
    let criteria = index.criteria[place]
    if criteria.isEmpty { return Dimension(floor: .zero, ceiling: Fraction(100), coverage: .zero) }
    var (floor, ceiling, applicable, settled) = (0, 0, 0, 0)
    for criterion in criteria {
      let standing = criterion.map { standings[$0] } ?? .unanswered
      guard let low = standing.floorPoints, let high = standing.ceilingPoints else { continue }
      floor += low
      ceiling += high
      applicable += 1
      if standing.isSettled { settled += 1 }
    }
    guard applicable > 0 else { return nil }
    return Dimension(
      floor: Fraction(floor * 50, applicable), ceiling: Fraction(ceiling * 50, applicable),
      coverage: Fraction(settled, applicable))
  }

  /// The weighted mean of the dimensions that apply; nil when none does or none has weight.
  func quality() -> Dimension? {
    var weights = 0
    var floor = Fraction.zero
    var ceiling = Fraction.zero
    var coverage = Fraction.zero
    for place in places(.quality) {
      let weight = index.weights[place]
      guard weight > 0, let dimension = dimension(place) else { continue }
      weights += weight
      floor += dimension.floor * weight
      ceiling += dimension.ceiling * weight
      coverage += dimension.coverage * weight
    }
    guard weights > 0 else { return nil }
    return Dimension(floor: floor / weights, ceiling: ceiling / weights, coverage: coverage / weights)
  }

  /// Each item of the four lists counts once, a dimension by the share of its criteria that is settled; nil when
  /// nothing applies. The lists' own coverages stand with their numbers.
  func coverage() -> Fraction? {
    let questions = [.health, .readiness, .security].flatMap(places).map { standings[$0] }.filter(\.isApplicable)
    let dimensions = places(.quality).filter { index.weights[$0] > 0 }.compactMap { dimension($0) }
    let applicable = questions.count + dimensions.count
    guard applicable > 0 else { return nil }
    let settled = dimensions.reduce(Fraction(questions.count(where: \.isSettled))) { $0 + $1.coverage }
    return settled / applicable
  }
}
