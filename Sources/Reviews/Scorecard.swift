import Checklists

/// The numbers of a review (`spec/scoring.md` section 5). Nil where nothing is applicable.
package struct Scorecard: Hashable, Sendable {
  package let health: PointScore?
  package let readiness: [GateCount]
  package let security: [GateCount]
  package let quality: QualityScore?
  /// The decided and not stale share of all four lists, each item counting once; nil when nothing applies.
  package let coverage: Fraction?
  /// Rule lists in catalogue order: points as health, without a band.
  package let rules: [RuleScore]
  /// The same scores by probes alone: what human judgement adds or takes.
  package let withoutJudgement: WithoutJudgement?

  package struct PointScore: Hashable, Sendable {
    package let floor: Int
    package let ceiling: Int
    package let max: Int
    package let notApplicable: Int
    package let coverage: Fraction
    /// `solid`, or `needs work..solid` while floor and ceiling differ in band.
    package let band: String
    /// How the number came about, one line a step.
    package var working: [String] { steps.lines }
    private let steps: Working
    package init(
      floor: Int, ceiling: Int, max: Int, notApplicable: Int, coverage: Fraction, band: String,
      working: @autoclosure @escaping @Sendable () -> [String]
    ) {
      self.floor = floor
      self.ceiling = ceiling
      self.max = max
      self.notApplicable = notApplicable
      self.coverage = coverage
      self.band = band
      steps = Working(working)
    }
  }

  /// Gates of one priority.
  package struct GateCount: Hashable, Sendable {
    package let priority: ChecklistItem.Priority
    package let met: Int
    package let open: Int
    package let unanswered: Int
    package let waived: Int
    package let notApplicable: Int
    /// One line a gate.
    package var working: [String] { steps.lines }
    private let steps: Working
    package init(
      priority: ChecklistItem.Priority, met: Int, open: Int, unanswered: Int, waived: Int, notApplicable: Int,
      working: @autoclosure @escaping @Sendable () -> [String] = []
    ) {
      self.priority = priority
      self.met = met
      self.open = open
      self.unanswered = unanswered
      self.waived = waived
      self.notApplicable = notApplicable
      steps = Working(working)
    }
    /// met + open + unanswered; waived gates are among the open ones.
    package var applicable: Int { met + open + unanswered }
  }

  package struct QualityScore: Hashable, Sendable {
    /// 0-100.
    package let floor: Fraction
    package let ceiling: Fraction
    package let coverage: Fraction
    package let band: String
    package let dimensions: [Dimension]
    package var working: [String] { steps.lines }
    private let steps: Working
    package init(
      floor: Fraction, ceiling: Fraction, coverage: Fraction, band: String, dimensions: [Dimension],
      working: @autoclosure @escaping @Sendable () -> [String]
    ) {
      self.floor = floor
      self.ceiling = ceiling
      self.coverage = coverage
      self.band = band
      self.dimensions = dimensions
      steps = Working(working)
    }
  }

  package struct Dimension: Hashable, Sendable {
    package let item: String
    package let weight: Int
    /// 0-100; nil where no criterion applies.
    package let floor: Fraction?
    package let ceiling: Fraction?
    package let isOverridden: Bool
    package var working: [String] { steps.lines }
    private let steps: Working
    package init(
      item: String, weight: Int, floor: Fraction?, ceiling: Fraction?, isOverridden: Bool,
      working: @autoclosure @escaping @Sendable () -> [String]
    ) {
      self.item = item
      self.weight = weight
      self.floor = floor
      self.ceiling = ceiling
      self.isOverridden = isOverridden
      steps = Working(working)
    }
  }

  /// What the scores would be if nobody had answered: conclusive observations only, everything else unanswered.
  package struct WithoutJudgement: Hashable, Sendable {
    package let health: Int?
    package let quality: Fraction?
    /// The points `health` is out of: a human n/a is unanswered here, so this may be more than the score's own.
    package let healthMax: Int?
    package init(health: Int?, quality: Fraction?, healthMax: Int? = nil) {
      self.health = health
      self.quality = quality
      self.healthMax = healthMax
    }
  }

  /// One rule list; `score` is nil where none of its rules applies.
  package struct RuleScore: Hashable, Sendable {
    package let checklist: String
    package let score: PointScore?
    package init(checklist: String, score: PointScore?) {
      self.checklist = checklist
      self.score = score
    }
  }

  package init(
    health: PointScore?, readiness: [GateCount], security: [GateCount], quality: QualityScore?, coverage: Fraction?,
    withoutJudgement: WithoutJudgement?, rules: [RuleScore] = []
  ) {
    self.health = health
    self.readiness = readiness
    self.security = security
    self.quality = quality
    self.coverage = coverage
    self.rules = rules
    self.withoutJudgement = withoutJudgement
  }
}

/// Lines that are made when somebody reads them: every answer makes all numbers anew, and few of them are asked how they
/// came about.
private struct Working: Hashable, Sendable {
  private let make: @Sendable () -> [String]

  init(_ make: @escaping @Sendable () -> [String]) { self.make = make }

  var lines: [String] { make() }

  static func == (a: Working, b: Working) -> Bool { a.lines == b.lines }
  func hash(into hasher: inout Hasher) { hasher.combine(lines) }
}
