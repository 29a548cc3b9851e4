import Checklists
import Evidence

/// Everything that follows from a review at one moment: each item's state, the scores and the verdict.
package struct Evaluation: Hashable, Sendable {
  /// In catalogue order.
  package let items: [ItemState]
  package let scores: Scorecard
  package let verdict: Verdict
  /// What a reader must know besides: malformed waiver dates, contradictions between siblings.
  package let warnings: [String]

  package init(items: [ItemState], scores: Scorecard, verdict: Verdict, warnings: [String]) {
    self.items = items
    self.scores = scores
    self.verdict = verdict
    self.warnings = warnings
  }

  package func state(of item: String) -> ItemState? { items.first { $0.item.id == item } }
}

/// One item under a review (`spec/scoring.md` section 4).
package struct ItemState: Hashable, Sendable {
  package enum Source: String, Hashable, Sendable { case human, probe, none }
  package enum StaleReason: String, Hashable, Sendable, CaseIterable { case age, criterion, evidence, outcome }

  package let item: ChecklistItem
  /// The latest event, unless withdrawn.
  package let answer: AnswerEvent?
  package let observation: Observation?
  /// What counts; nil is unanswered.
  package let effective: Rating?
  /// Quality dimensions overridden by the reviewer: 0-100.
  package let percent: Int?
  package let source: Source
  package let staleReasons: [StaleReason]
  package let isDisputed: Bool
  /// A probe's rating counts and nobody has confirmed it.
  package let isUnconfirmed: Bool
  /// Shown, not scored: one key accepts it.
  package let proposed: Rating?
  package let isProbeError: Bool
  package let liveWaiver: Waiver?
  /// What answering it 2 would add, for the work queue; in its list's own unit, exact.
  package let gain: Gain

  package init(
    item: ChecklistItem, answer: AnswerEvent?, observation: Observation?, effective: Rating?, percent: Int?, source: Source,
    staleReasons: [StaleReason], isDisputed: Bool, isUnconfirmed: Bool, proposed: Rating?, isProbeError: Bool,
    liveWaiver: Waiver?, gain: Gain
  ) {
    self.item = item
    self.answer = answer
    self.observation = observation
    self.effective = effective
    self.percent = percent
    self.source = source
    self.staleReasons = staleReasons
    self.isDisputed = isDisputed
    self.isUnconfirmed = isUnconfirmed
    self.proposed = proposed
    self.isProbeError = isProbeError
    self.liveWaiver = liveWaiver
    self.gain = gain
  }

  package var isStale: Bool { !staleReasons.isEmpty }
  /// A gate is met only at 2; a graded item is open while it is unanswered or below 2.
  package var isOpen: Bool { effective != .solid && effective != .notApplicable }
}

/// What an open item is worth.
package struct Gain: Hashable, Sendable {
  package let blocksVerdict: Bool
  /// Points of its own list, 0 when nothing is to be gained.
  package let points: Fraction
  /// Share of the quality score its dimensions would gain, 0-100.
  package let quality: Fraction

  package init(blocksVerdict: Bool, points: Fraction, quality: Fraction) {
    self.blocksVerdict = blocksVerdict
    self.points = points
    self.quality = quality
  }
}

/// An exact number; reduced, denominator positive.
package struct Fraction: Hashable, Sendable {
  package let numerator: Int
  package let denominator: Int
  package init(_ numerator: Int, _ denominator: Int = 1) {
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? abs(a) : divisor(b, a % b) }
    precondition(denominator != 0, "a fraction needs a denominator")
    let common = max(1, divisor(numerator, denominator))
    let sign = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / common
    self.denominator = sign * denominator / common
  }
}

/// The numbers of a review (`spec/scoring.md` section 5). Nil where nothing is applicable.
package struct Scorecard: Hashable, Sendable {
  package let health: PointScore?
  package let readiness: [GateCount]
  package let security: [GateCount]
  package let quality: QualityScore?
  /// Weight decided and not stale over applicable weight, all four lists together; nil when nothing applies.
  package let coverage: Fraction?
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
    package let working: [String]
    package init(
      floor: Int, ceiling: Int, max: Int, notApplicable: Int, coverage: Fraction, band: String, working: [String]
    ) {
      self.floor = floor
      self.ceiling = ceiling
      self.max = max
      self.notApplicable = notApplicable
      self.coverage = coverage
      self.band = band
      self.working = working
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
    package init(
      priority: ChecklistItem.Priority, met: Int, open: Int, unanswered: Int, waived: Int, notApplicable: Int
    ) {
      self.priority = priority
      self.met = met
      self.open = open
      self.unanswered = unanswered
      self.waived = waived
      self.notApplicable = notApplicable
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
    package let working: [String]
    package init(
      floor: Fraction, ceiling: Fraction, coverage: Fraction, band: String, dimensions: [Dimension], working: [String]
    ) {
      self.floor = floor
      self.ceiling = ceiling
      self.coverage = coverage
      self.band = band
      self.dimensions = dimensions
      self.working = working
    }
  }

  package struct Dimension: Hashable, Sendable {
    package let item: String
    package let weight: Int
    /// 0-100; nil where no criterion applies.
    package let floor: Fraction?
    package let ceiling: Fraction?
    package let isOverridden: Bool
    package let working: [String]
    package init(item: String, weight: Int, floor: Fraction?, ceiling: Fraction?, isOverridden: Bool, working: [String]) {
      self.item = item
      self.weight = weight
      self.floor = floor
      self.ceiling = ceiling
      self.isOverridden = isOverridden
      self.working = working
    }
  }

  package struct WithoutJudgement: Hashable, Sendable {
    package let health: Int?
    package let quality: Fraction?
    package init(health: Int?, quality: Fraction?) {
      self.health = health
      self.quality = quality
    }
  }

  package init(
    health: PointScore?, readiness: [GateCount], security: [GateCount], quality: QualityScore?, coverage: Fraction?,
    withoutJudgement: WithoutJudgement?
  ) {
    self.health = health
    self.readiness = readiness
    self.security = security
    self.quality = quality
    self.coverage = coverage
    self.withoutJudgement = withoutJudgement
  }
}

/// Whether the project may go to production (`spec/scoring.md` section 6), and what stands in the way.
package struct Verdict: Hashable, Sendable {
  package enum Word: String, Hashable, Sendable {
    case notReady = "NOT READY"
    case incomplete = "INCOMPLETE"
    case readyWithExceptions = "READY WITH EXCEPTIONS"
    case ready = "READY"
  }
  package let word: Word
  /// P0 items that hold it there, in catalogue order.
  package let heldBy: [String]
  package init(word: Word, heldBy: [String]) {
    self.word = word
    self.heldBy = heldBy
  }
}

extension Review {
  /// Everything that follows from the review under a catalogue at a moment.
  package func evaluated(under catalogue: Catalogue, at now: Instant) -> Evaluation {
    preconditionFailure("scoring is being written")
  }
}
