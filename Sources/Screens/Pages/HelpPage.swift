import Canvas

/// The keys and commands, printed from the tables that run them.
extension Front {
  func helpDocument(_ place: Place, width: Int) -> Document {
    var page = Document(width: width)
    if place == .overview { addTheWay(&page) }
    page.heading("Keys of the \(place.title)")
    add(Action.all.filter { $0.places.contains(place) && $0.places.count < Place.screens.count }, &page)
    page.heading("Keys everywhere")
    add(Action.all.filter { $0.places.isSuperset(of: Place.screens) }, &page)
    page.heading("While typing a line")
    add(Action.typing, &page)
    page.heading("Commands")
    for command in Command.all {
      let name = ":\(command.name) \(command.usage)"
      addEntry(name, command.help, &page)
    }
    page.heading("Other screens")
    add(Action.all.filter { !$0.places.contains(place) && !$0.places.contains(.prompt) }, &page)
    return page
  }

  /// A review from beginning to end, for those who see it for the first time.
  private func addTheWay(_ page: inout Document) {
    page.heading("How a review goes")
    let steps = [
      ("]", "goes to what is worth most, one item after the other: read what the probes saw."),
      ("a d", "accepts what they suggest, or disputes it with your rating and the reason."),
      ("2 1 0 x", "rates on your own: solid, partial, missing, not applicable. e adds a note."),
      ("w", "shows how each score came about; an answer is kept as soon as you see it."),
      ("Z", "makes the review final. The next one starts from it and says what changed."),
      ("X", "writes the report for the team."),
    ]
    for (keys, text) in steps { addEntry(keys, text, &page) }
  }

  private func add(_ actions: [Action], _ page: inout Document) {
    for action in actions { addEntry(action.keyNames, action.help, &page) }
  }

  private func addEntry(_ name: String, _ help: String, _ page: inout Document) {
    let column = page.width < 60 ? 14 : 24
    if name.columns < column {
      page.paragraph(help, mark: "  " + name.padded(to: column), markStyle: Palette.key)
    } else {
      page.add(Span("  " + name, Palette.key))
      page.paragraph(help, indent: column + 2)
    }
  }

  func logDocument(width: Int) -> Document {
    var page = Document(width: width)
    if log.isEmpty { page.paragraph("No messages yet.") }
    for entry in log {
      page.paragraph(entry.text, mark: "\(entry.at.text.dropFirst(11).prefix(8))  ", markStyle: Palette.faint)
    }
    return page
  }
}
