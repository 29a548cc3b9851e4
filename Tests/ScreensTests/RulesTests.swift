import Canvas
import Checklists
import Reviews
import Testing

@testable import Screens

/// The page of all rule checklists, and the way from one checklist to the next.
@Suite struct RulesTests {
  /// With a second list of rules.
  private static func front(_ width: Int = 80, _ height: Int = 24) -> Front {
    let more = Checklist(
      id: "logging", title: "Logging rules", revision: 1, scoring: .rules,
      items: [Example.item("logging.levels", "Levels mean something", probes: ["logging/levels"])], digest: "d6")
    let catalogue = Catalogue(checklists: Example.catalogue.checklists + [more])
    var front = Front(
      review: Example.review, catalogue: catalogue, session: Example.session,
      size: Size(width: width, height: height), at: Example.now)
    _ = front.receive(.observations(Example.observations, Example.project), at: Example.now)
    _ = front.receive(.probingEnded, at: Example.now)
    front.play("jjjj <Enter>")
    return front
  }

  /// The lines of the list, below the title and the sum of all.
  private func rows(_ front: Front) -> [String] {
    front.picture.rows.dropFirst(3).dropLast(2).filter { !$0.isEmpty }
  }

  @Test func `all lists are folded at first and unfold one by one`() {
    var front = RulesTests.front()
    #expect(rows(front).count == 2)
    front.play("<Space>")
    #expect(rows(front).count == 4 && rows(front)[0].hasPrefix("▸ - Error rules"))
    front.play("j <Space>")
    #expect(rows(front).count == 2, "folded from one of its items")
    #expect(front.layer.selected == "list:errors")
    front.play("z")
    #expect(rows(front).count == 5)
    front.play("z")
    #expect(rows(front).count == 2)
  }

  @Test func `a rule is rated where it stands and opened from there`() {
    var front = RulesTests.front()
    front.play("<Space> j j 2")
    #expect(front.review.events.map(\.item) == ["errors.not-ignored"])
    front.play("<Enter>")
    #expect(front.layer.screen == .item("errors.not-ignored"))
    // From this page the next rule is that of the next list.
    front.play("J")
    #expect(front.layer.screen == .item("logging.levels"))
    front.play("<Esc>")
    #expect(front.layer.screen == .rules && front.layer.selected == "list:logging", "its list is folded")
  }

  @Test func `a filter shows what it is about, unfolded, and leaves other lists out`() {
    var front = RulesTests.front()
    front.play("<Space> j j 2")
    front.play(":filter <Space> changed <Enter>")
    let shown = rows(front)
    #expect(shown.count == 2 && shown[0].contains("1 of 2") && shown[1].contains("No error is ignored"))
    #expect(!shown.joined().contains("Logging"))
    front.play("*")
    #expect(rows(front).count == 2 && rows(front).joined().contains("Logging"))
    front.play(":filter <Space> disputed <Enter>")
    #expect(front.picture.text.contains("No rule is disputed. * shows all."))
  }

  @Test func `a search finds what was folded away`() {
    var front = RulesTests.front()
    front.play("/levels <Enter>")
    #expect(front.layer.selected == "item:logging.levels")
  }

  @Test func `Tab goes from heading to heading, and from checklist to checklist around the end`() {
    var front = RulesTests.front()
    front.play("z <Tab>")
    #expect(front.layer.selected == "list:logging")
    front.play("<S-Tab>")
    #expect(front.layer.selected == "list:errors")
    front.play("<S-Tab>")
    #expect(front.message?.text == "This is the first list.")
    front.play("<Enter> <Tab>")
    #expect(front.layer.screen == .list("logging"))
    front.play("<Tab>")
    #expect(front.layer.screen == .list("health"))
    front.play("<S-Tab> <Esc>")
    #expect(front.layer.screen == .rules && front.layer.selected == "list:logging")
  }

  @Test func `beside the list stands the rule, or what the list of a heading holds`() {
    var front = RulesTests.front(120, 40)
    #expect(front.picture.text.contains("│ Error rules"))
    front.play("<Space> j")
    #expect(front.picture.text.contains("errors.wrapped"))
  }
}
