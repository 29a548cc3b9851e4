import Evidence
import Reviews
import Testing

/// Which commits a replay probes.
@Suite struct CommitChoiceTests {
  /// Newest first, each so many days after 2026-01-05, a Monday.
  static func commits(_ days: [Int]) -> [PastCommit] {
    days.map { day in
      PastCommit(id: "c\(day)", seconds: 1_767_571_200 + Int64(day) * 86_400 + 3_600, subject: "day \(day)")
    }
  }

  static func ids(_ choice: CommitChoice, _ days: [Int]) -> [String] {
    choice.chosen(from: commits(days), tagged: []).map(\.id)
  }

  @Test(arguments: [
    ("tag", CommitChoice.Step.tag), ("week", .week), ("1", .commits(1)), ("40", .commits(40)),
  ]) func `every takes a word or a number`(_ text: String, _ step: CommitChoice.Step) {
    #expect(CommitChoice.Step(text: text) == step)
  }

  @Test(arguments: ["0", "-1", "month", "", "1.5", "9999999999"]) func `other words are refused`(_ text: String) {
    #expect(CommitChoice.Step(text: text) == nil)
  }

  @Test func `one in so many begins with the newest and ends at the limit`() {
    let days = Array((0..<10).reversed())
    #expect(Self.ids(CommitChoice(.commits(3), countMax: 99), days) == ["c9", "c6", "c3", "c0"])
    #expect(Self.ids(CommitChoice(.commits(3), countMax: 2), days) == ["c9", "c6"])
    #expect(
      Self.ids(CommitChoice(.commits(1), countMax: 99, since: CalendarDay(text: "2026-01-12")), days) == [
        "c9", "c8", "c7",
      ])
    #expect(Self.ids(CommitChoice(.commits(1), countMax: 5), []) == [])
  }

  @Test func `a week runs from Monday to Sunday and is told by its last commit`() {
    // Sunday of the second week, its Monday, Sunday of the first week, its Monday, the Sunday before.
    #expect(Self.ids(CommitChoice(.week, countMax: 99), [13, 7, 6, 0, -1]) == ["c13", "c6", "c-1"])
    #expect(Self.ids(CommitChoice(.week, countMax: 2), [13, 7, 6, 0, -1]) == ["c13", "c6"])
  }

  @Test func `a clock that went wrong opens no second week`() {
    #expect(Self.ids(CommitChoice(.week, countMax: 99), [8, 1, 9, 2, -3]) == ["c8", "c1", "c-3"])
  }

  @Test func `tags are taken from the tagged commits alone`() {
    let tagged = Self.commits([5, 2])
    let choice = CommitChoice(.tag, countMax: 1)
    #expect(choice.chosen(from: Self.commits([9, 5, 2]), tagged: tagged).map(\.id) == ["c5"])
  }
}
