import Canvas

/// The keys and commands, printed from the tables that run them.
extension Front {
  func helpDocument(_ place: Place, width: Int) -> Document {
    var page = Document(width: width)
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
