import Checklists

/// What an open item is worth.
package struct Gain: Hashable, Sendable {
  package let blocksVerdict: Bool
  /// Points of its own list, 0 when nothing is to be gained.
  package let points: Fraction
  /// Share of the quality score its dimensions would gain, 0-100.
  package let quality: Fraction
  /// What the work queue sorts by: the gain as a share of its own list (health, or the gates of its priority) plus
  /// the gain of the quality score, both on 0-100.
  package let share: Fraction

  package init(blocksVerdict: Bool, points: Fraction, quality: Fraction, share: Fraction = .zero) {
    self.blocksVerdict = blocksVerdict
    self.points = points
    self.quality = quality
    self.share = share
  }

  package static let none = Gain(blocksVerdict: false, points: .zero, quality: .zero)
}

/// The gains of all items of one scoring; what they share is computed once.
struct Gains {
  private let scoring: Scoring
  /// By the criterion's place.
  private let raises: [[Raise]]
  /// Sum of the weights of the dimensions that apply.
  private let weight: Int
  private let healthMax: Int
  /// How many gates of a list and a priority apply.
  private let gateCounts: [Gate: Int]

  /// What a criterion does for a dimension, with the sums that all criteria of the dimension share.
  private struct Raise {
    let weight: Int
    let points: Int
    let applicableCount: Int
    /// How often the dimension names the criterion.
    let occurrenceCount: Int
    let override: Standing.Override?
    /// The dimension's floor as it is.
    let floor: Fraction

    /// What so many more points add to the quality score, whose dimensions weigh `whole` together.
    func gain(of points: Int, whole: Int) -> Fraction {
      let applicable = max(1, applicableCount)
      switch override {
      case nil: return Fraction(points * occurrenceCount * 50 * weight, applicable * whole)
      case let override? where override.isStale:
        let mean = Fraction((self.points + points * occurrenceCount) * 50, applicable)
        let raised = min(override.percent.map { Fraction($0) } ?? .zero, mean)
        return (raised - floor) * weight / whole
      case .some: return .zero
      }
    }
  }

  private struct Gate: Hashable {
    let list: Checklist.Scoring
    let priority: ChecklistItem.Priority
  }

  init(_ scoring: Scoring) {
    self.scoring = scoring
    var raises = [[Raise]](repeating: [], count: scoring.standings.count)
    var weight = 0
    for place in scoring.places(.quality) {
      let own = scoring.index.weights[place]
      guard own > 0, let floor = scoring.dimension(place)?.floor else { continue }
      weight += own
      let points = scoring.criteria(of: place).compactMap(\.floorPoints)
      let criteria = scoring.index.criteria[place].compactMap(\.self)
      for (number, criterion) in criteria.enumerated() where !criteria[..<number].contains(criterion) {
        raises[criterion].append(
          Raise(
            weight: own, points: points.reduce(0, +), applicableCount: points.count,
            occurrenceCount: criteria.count { $0 == criterion }, override: scoring.standings[place].override,
            floor: floor))
      }
    }
    self.raises = raises
    self.weight = weight
    healthMax = scoring.points(scoring.places(.health))?.max ?? 0
    var gateCounts: [Gate: Int] = [:]
    for list in [Checklist.Scoring.readiness, .security] {
      for place in scoring.places(list) where scoring.standings[place].isApplicable {
        gateCounts[Gate(list: list, priority: scoring.item(place).priority), default: 0] += 1
      }
    }
    self.gateCounts = gateCounts
  }

  /// What answering an item 2 would add; nothing for an item that is not open.
  ///
  /// Health and rules gain points, a gate gains 1 by being met. A dimension's own gain is what overriding it with 100
  /// would add; its criteria are the way to earn that.
  func gain(_ place: Int, of list: Checklist.Scoring, blocksVerdict: Bool) -> Gain {
    let ownWeight = scoring.index.weights[place]
    let standing = scoring.standings[place]
    guard let floor = standing.floorPoints, standing.rating != .solid else { return .none }
    var quality = Fraction.zero
    if weight > 0 {
      for raise in raises[place] { quality += raise.gain(of: 2 - floor, whole: weight) }
      if list == .quality {
        quality += (Fraction(100) - (scoring.dimension(place)?.floor ?? .zero)) * ownWeight / weight
      }
    }
    let (points, ownShare): (Fraction, Fraction)
    switch list {
    case .health:
      points = Fraction(2 - floor)
      ownShare = healthMax == 0 ? .zero : Fraction((2 - floor) * 100, healthMax)
    case .readiness, .security:
      points = .one
      let gateCount = gateCounts[Gate(list: list, priority: scoring.index.priorities[place]), default: 0]
      ownShare = gateCount == 0 ? .zero : Fraction(100, gateCount)
    case .rules: (points, ownShare) = (Fraction((2 - floor) * ownWeight), .zero)
    case .quality: (points, ownShare) = (.zero, .zero)
    }
    return Gain(blocksVerdict: blocksVerdict, points: points, quality: quality, share: ownShare + quality)
  }
}
