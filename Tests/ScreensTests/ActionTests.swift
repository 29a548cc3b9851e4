import Canvas
import Checklists
import Evidence
import Reviews
import Testing

@testable import Screens

/// The one table of actions: dispatch, hints and help must say the same.
@Suite struct ActionTests {
  static let universe: [Key] =
    (0x20..<0x7F).map { .character(Character(Unicode.Scalar(UInt8($0)))) }
    + "abcdefghijklmnopqrstuvwxyz".map { .control($0) } + (1...12).map { .function($0) } + [
      .up, .down, .left, .right, .wordLeft, .wordRight, .home, .end, .pageUp, .pageDown, .insert, .delete, .backspace,
      .enter, .escape, .tab, .backtab, .character("ß"),
    ]

  /// A front at each place.
  static let places: [(place: Place, script: String)] = [
    (.overview, ""), (.rules, "jjjj <Enter>"), (.list, "<Enter>"), (.item, "<Enter> <Enter>"),
    (.source, "<Enter> <Enter> <Tab> <Enter>"), (.findings, "F"), (.finding, "F j <Enter>"), (.probe, "F <Enter>"),
    (.history, "H"), (.difference, "H <Enter>"), (.projects, ":projects <Enter>"), (.working, "w"), (.libraries, "L"),
    (.log, ":log <Enter>"), (.help, "?"), (.prompt, ":"),
  ]

  static func front(at place: Place) -> Front {
    let isPast: Set<Place> = [.history, .difference, .projects]
    var front = isPast.contains(place) ? Example.continued(80, 24) : Example.front(80, 24)
    front.play(places.first { $0.place == place }?.script ?? "")
    if place == .projects { _ = front.receive(.projects(Example.allProjects, problems: []), at: Example.now) }
    return front
  }

  @Test(arguments: Place.allCases) func `no key means two things at one place`(_ place: Place) {
    let keys = Action.all.filter { $0.places.contains(place) }.flatMap(\.keys)
    let twice = Set(keys.filter { key in keys.count { $0 == key } > 1 })
    #expect(twice.isEmpty)
    #expect(ActionTests.front(at: place).place == place)
  }

  @Test(arguments: Place.allCases.filter { $0 != .prompt }) func `a key outside the table changes nothing`(
    _ place: Place
  ) {
    let listed = Set(Action.all.filter { $0.places.contains(place) }.flatMap(\.keys))
    let before = ActionTests.front(at: place)
    for key in ActionTests.universe where !listed.contains(key) {
      var front = before
      #expect(front.handle(key, at: Example.now).isEmpty)
      #expect(front.review == before.review && front.layers == before.layers && front.prompt == nil)
      #expect(front.message?.text.contains("?") == true, "\(key.name) says nothing")
    }
  }

  @Test(arguments: Place.allCases) func `every key of the table does something or says why not`(_ place: Place) {
    // Moving is tried where there is somewhere to move to, by the test of the cursor.
    let moving: Set<Action.Name> = [.up, .down, .first, .last, .pageUp, .pageDown, .pageOn, .halfUp, .halfDown]
    for action in Action.all where action.places.contains(place) && !moving.contains(action.name) {
      for key in action.keys {
        var front = ActionTests.front(at: place)
        let before = front
        let effects = front.handle(key, at: Example.now)
        let isChanged =
          front.layers != before.layers || front.review != before.review || front.prompt != before.prompt
          || front.message != nil
        #expect(isChanged || !effects.isEmpty, "\(key.name) at \(place) does nothing")
      }
    }
  }

  @Test(arguments: Place.allCases.filter { $0 != .prompt }) func `arrows and the keys of vi do the same`(_ place: Place)
  {
    let pairs = [
      ("j", "<Down>"), ("k", "<Up>"), ("g", "<Home>"), ("G", "<End>"), ("l", "<Right>"), ("h", "<Left>"),
      ("<C-f>", "<PgDn>"), ("<C-b>", "<PgUp>"), ("l", "<Enter>"), ("h", "<Esc>"),
    ]
    for before in ["", "j", "G"] {
      for (letter, arrow) in pairs {
        var (one, other) = (ActionTests.front(at: place), ActionTests.front(at: place))
        one.play(before)
        other.play(before)
        // Only lists, items and explanations open something; elsewhere both keys say that they mean nothing.
        let isLeftAlone = one.play(letter).isEmpty && one.message?.text.contains("means nothing here") == true
        other.play(arrow)
        if isLeftAlone {
          #expect(other.message?.text.contains("means nothing here") == true, "\(arrow) at \(place)")
        } else {
          #expect(one.message == other.message, "\(letter) and \(arrow) at \(place)")
        }
        #expect(one.layers == other.layers, "\(letter) and \(arrow) at \(place)")
      }
    }
  }

  @Test func `every name has an action, keys, a label and a sentence`() {
    #expect(Set(Action.all.map(\.name)).count == Action.all.count)
    #expect(Set(Action.all.map(\.name)) == Set(Action.Name.allCases))
    for action in Action.all {
      #expect(!action.keys.isEmpty && !action.label.isEmpty && !action.places.isEmpty)
      #expect(action.help.hasSuffix("."), "\(action.name)")
    }
  }

  @Test(arguments: Place.allCases.filter { $0 != .help && $0 != .prompt })
  func `help tells every key and command`(_ place: Place) {
    let front = ActionTests.front(at: place)
    let text = front.helpDocument(place, width: 200).lines.map(\.text).joined(separator: "\n")
    for action in Action.all { #expect(text.contains(action.help), "\(action.name) is not in the help of \(place)") }
    for command in Command.all { #expect(text.contains(":" + command.name)) }
  }

  @Test(arguments: Place.allCases) func `a key in the hint line works`(_ place: Place) {
    let front = ActionTests.front(at: place)
    #expect(!front.hints.isEmpty)
    for hint in front.hints {
      for name in hint.keys.split(separator: " ") {
        let action = Action.all.first { $0.places.contains(place) && $0.keys.contains { $0.name == name } }
        #expect(action?.obstacle(front) == nil && action != nil, "\(name) in the hints of \(place)")
      }
    }
  }

  @Test func `a disabled key gives its reason and does nothing`() {
    var front = Example.front(80, 24)
    #expect(front.play("u").isEmpty)
    #expect(front.message?.text == "There is nothing to undo.")
    front.play("jjj <Enter> <Enter> 2")
    #expect(front.message?.text.contains("= overrides it") == true)
    var fixed = Example.front(80, 24, session: Session(author: "ada", readOnlyReason: "the review is final"))
    fixed.play("<Enter> 2")
    #expect(fixed.message?.text == "Nothing can be changed: the review is final")
    #expect(fixed.review.events.isEmpty)
  }

  @Test func `a read-only session says so in the title of every screen`() {
    var front = Example.front(80, 24, session: Session(author: "ada", readOnlyReason: "the review is final"))
    for keys in ["", "<Enter>", "<Enter>"] {
      front.play(keys)
      #expect(front.picture.text.split(separator: "\n").first?.hasSuffix("read only  NOT READY") == true)
    }
  }

  @Test func `a larger screen shows a list from its beginning again`() {
    var front = Example.front(40, 10)
    front.play("jjj")
    let upper = front.layer.top
    _ = front.handle(.resize(Size(width: 80, height: 24)), at: Example.now)
    #expect(upper > 0 && front.layer.top == 0)
  }

  @Test func `the history of an item tells a note from an answer`() {
    var front = Example.front(80, 60)
    front.play("<Enter> <Enter> 2")
    front.write("Read it twice, it holds")
    front.play("<Enter> e")
    front.write("Ask again in May")
    front.play("<Enter>")
    let lines = front.page.lines.map { $0.spans.map(\.text).joined() }
    #expect(lines.count { $0.contains("note: Ask again in May") } == 1)
    #expect(lines.count { $0.contains("2 solid by ada") } == 2)
  }

  @Test(arguments: [70, 80, 96, 120]) func `a band of two names is shown whole beside its score`(_ width: Int) {
    let lists = Example.catalogue.checklists.map { list in
      Checklist(
        id: list.id, title: "\(list.title) of the example", revision: list.revision, scoring: list.scoring,
        items: list.items, digest: list.digest)
    }
    let front = Front(
      review: Example.review, catalogue: Catalogue(checklists: lists), session: Example.session,
      size: Size(width: width, height: 24), at: Example.now)
    let rows = front.picture.text.split(separator: "\n")
    let row = rows.firstIndex { $0.contains("Quality of") }
    #expect(row.map { rows[$0].contains("0.0..100.0/100") } == true)
    #expect(row.map { rows[$0...].prefix(2).contains { $0.contains(" needs rewrite..exemplary") } } == true)
  }

  @Test func `an item no probe looks at names no search`() {
    var front = Example.front(80, 60)
    let told = Observation(
      item: "health.documentation", probes: [], probeVersion: "", result: .inconclusive(reason: "a person can tell."),
      confidence: .low, reason: "", evidence: [], scope: Scope(files: 0, patterns: [], skipped: []))
    _ = front.receive(.observations([told], Example.project), at: Example.now)
    front.play("<Enter> G <Enter>")
    #expect(front.picture.text.contains("Cannot tell: a person can tell."))
    #expect(!front.picture.text.contains("What was searched"))
  }
}
