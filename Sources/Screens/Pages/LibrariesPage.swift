import Canvas
import Checklists
import Evidence

/// The libraries of the module by purpose: which, in what version, what the list thinks of them, and what it would choose.
extension Front {
  func librariesDocument(width: Int) -> Document {
    var page = Document(width: width)
    guard !libraryPurposes.isEmpty else {
      page.paragraph("The list of known libraries has not been read yet.")
      return page
    }
    page.paragraph(libraryCounts, style: Palette.faint)
    for purpose in libraryPurposes {
      page.blank()
      addPurpose(purpose, &page)
    }
    return page
  }

  /// `9 libraries: 6 recommended, 2 alternative, 1 to avoid`.
  var libraryCounts: String {
    guard !review.libraries.isEmpty else {
      return isProbed ? "No library of the list is imported." : "Not probed yet."
    }
    let parts = UsedLibrary.Standing.allCases.map { standing in
      "\(review.libraries.count { $0.standing == standing }) \(standing.words)"
    }
    return "\(Wording.plural(review.libraries.count, "use")) of known libraries: \(parts.joined(separator: ", "))"
  }

  func libraries(for purpose: LibraryPurpose) -> [UsedLibrary] {
    review.libraries.filter { $0.purpose == purpose.name }
  }

  /// The rule that judges a purpose, where this catalogue has it.
  func rule(of purpose: LibraryPurpose) -> ChecklistItem? { catalogue.item("libraries." + purpose.name) }

  private func addPurpose(_ purpose: LibraryPurpose, _ page: inout Document) {
    // Enter anywhere in a purpose opens the rule that judges it.
    let id = rule(of: purpose).map { "item:" + $0.id }
    page.add(Line([Span(purpose.title, .bold)], id: id, isRow: true))
    let used = libraries(for: purpose)
    if used.isEmpty { page.paragraph("no known library", style: Palette.faint, indent: 2) }
    for library in used {
      let version = library.version.isEmpty ? "" : "  " + library.version
      let standing = library.standing.words
      let isBeside = library.path.columns + version.columns + standing.columns + 4 <= page.width
      page.add(
        Line(
          [Span("  " + library.path), Span(version, Palette.faint)],
          trailing: isBeside ? [Span(standing, Palette.standing(library.standing))] : [], id: id))
      if !isBeside { page.paragraph(standing, style: Palette.standing(library.standing), indent: 4) }
      if let reason = purpose.reasons[library.path] { page.paragraph(reason, style: Palette.faint, indent: 4, id: id) }
    }
    page.paragraph(purpose.choice, mark: "the guide: ", markStyle: Palette.faint, indent: 2, id: id)
  }
}

extension Palette {
  static func standing(_ standing: UsedLibrary.Standing) -> Style {
    switch standing {
    case .recommended: rating(.solid)
    case .alternative: rating(.partial)
    case .avoid: rating(.missing)
    }
  }
}
