import Checklists
import Evidence
import Reviews
import Testing

/// The state of an item is a class and compared by hand: nothing of it may be left out.
@Suite struct ItemStateTests {
  @Test func `states that differ in one property are different, whichever it is`() {
    let plain = state()
    let answer = AnswerEvent.sample(item, .rating(.solid))
    let waiver = Waiver(
      item: item.id, kind: .fixLater, reason: "", owner: "", createdAt: RandomReview.now, expires: "2027-01-01")
    let changed = [
      state(item: .sample("health.other")), state(answer: answer), state(observation: .sample(item.id, .rated(.solid))),
      state(effective: .missing), state(percent: 50), state(source: .human), state(staleReasons: [.age]),
      state(isDisputed: true), state(isUnconfirmed: true), state(proposed: .partial), state(isProbeError: true),
      state(liveWaiver: waiver), state(gain: Gain(blocksVerdict: true, points: .one, quality: .zero)),
    ]
    #expect(changed.allSatisfy { $0 != plain })
    #expect(Set(changed).count == changed.count)
    #expect(Mirror(reflecting: plain).children.count == changed.count, "a new property is compared, and changed here")
    #expect(state() == plain && state() !== plain && state().hashValue == plain.hashValue)
  }

  private let item = ChecklistItem.sample("health.one")

  private func state(
    item: ChecklistItem? = nil, answer: AnswerEvent? = nil, observation: Observation? = nil, effective: Rating? = nil,
    percent: Int? = nil, source: ItemState.Source = .none, staleReasons: [ItemState.StaleReason] = [],
    isDisputed: Bool = false, isUnconfirmed: Bool = false, proposed: Rating? = nil, isProbeError: Bool = false,
    liveWaiver: Waiver? = nil, gain: Gain = .none
  ) -> ItemState {
    ItemState(
      item: item ?? self.item, answer: answer, observation: observation, effective: effective, percent: percent,
      source: source, staleReasons: staleReasons, isDisputed: isDisputed, isUnconfirmed: isUnconfirmed,
      proposed: proposed, isProbeError: isProbeError, liveWaiver: liveWaiver, gain: gain)
  }
}
