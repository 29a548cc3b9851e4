import Canvas
import Checklists
import Reviews

/// A checklist, one item a line.
extension Front {
  func listDocument(_ id: String, width: Int) -> Document {
    var page = Document(width: width, selectsRowsOnly: true)
    let states = states(of: id, filter: layer(showing: id).filter)
    let hasPriority = states.contains { $0.item.priority != .none }
    if size.height >= 16, let checklist = catalogue.checklists.first(where: { $0.id == id }) {
      page.add(Span(summary(of: checklist), Palette.faint))
      page.blank()
    }
    var group: ChecklistItem.Priority?
    for state in states {
      if hasPriority, group != nil, group != state.item.priority { page.blank() }
      group = state.item.priority
      page.add(itemLine(state, width: width, hasPriority: hasPriority))
    }
    if states.isEmpty { page.paragraph("No item is \(layer(showing: id).filter.title). * shows all.", indent: 2) }
    return page
  }

  /// The score of the list and how much of it is open, so that an answer shows its effect at once.
  private func summary(of checklist: Checklist) -> String {
    let states = states(of: checklist.id, filter: .all)
    let scores = evaluation.scores
    let (number, band) =
      switch checklist.scoring {
      case .health: (Wording.health(scores.health), scores.health?.band ?? "")
      case .readiness: (Wording.gates(scores.readiness), "")
      case .security: (Wording.gates(scores.security), "")
      case .quality: (Wording.quality(scores.quality) + "/100", scores.quality?.band ?? "")
      case .rules: (Wording.points(Wording.points(states)), "")
      }
    let open = checklist.scoring == .quality ? "" : "\(states.count(where: \.isOpen)) of \(states.count) below solid"
    return [number, band, open].filter { !$0.isEmpty }.joined(separator: "   ")
  }

  func layer(showing list: String) -> Layer { layers.last { $0.screen == .list(list) } ?? layer }

  /// Rating, priority, title, and at the right where the rating comes from or what the item is worth.
  func itemLine(_ state: ItemState, width: Int, hasPriority: Bool, gain: String? = nil) -> Line {
    var spans: [Span] = []
    if state.item.isDimension {
      let dimension = evaluation.scores.quality?.dimensions.first { $0.item == state.item.id }
      var text = "n/a"
      if let floor = dimension?.floor, let ceiling = dimension?.ceiling { text = Wording.range(floor, ceiling) }
      spans = [
        Span(text.padded(to: 12) + " "), Span("weight \(state.item.weight)".padded(to: 10) + " ", Palette.faint),
      ]
    } else {
      spans = [Span(Wording.rating(state.effective).padded(to: 9) + " ", Palette.rating(state.effective))]
    }
    if hasPriority {
      let priority = state.item.priority == .none ? "" : state.item.priority.rawValue
      spans.append(Span(priority.padded(to: 2) + " ", Palette.priority(state.item.priority)))
    }
    spans.append(Span(state.item.title, state.isOpen ? .bold : .plain))
    if gain != nil, let checklist = catalogue.checklists.first(where: { $0.id == state.item.checklist }), width >= 100 {
      spans.append(Span("  " + checklist.title.lowercased(), Palette.faint))
    }
    let words = Wording.states(state, isProbed: isProbed)
    // On a narrow screen that it is stale must do; the item says why.
    let first = words.first.map { String($0.prefix { $0 != ":" }) } ?? ""
    let word = width < 48 ? Wording.short(first) : first
    let text: String
    if state.item.isDimension {
      text = state.percent == nil ? "computed" : "overridden"
    } else if let gain {
      // What needs another look is in the queue for that, whatever it is worth.
      let why = state.isStale ? Wording.stale(state) : ""
      let parts = why.isEmpty ? [gain] : gain.isEmpty || width < 100 ? [why] : [why, gain]
      text = width < 60 || parts == [""] ? word : parts.joined(separator: "; ")
    } else {
      text = width < 60 ? word : words.joined(separator: ", ")
    }
    return Line(
      spans, trailing: [Span(text, gain == nil ? Palette.state(state) : .plain)], id: "item:" + state.item.id,
      isRow: true)
  }

  /// Whether probes have brought anything yet, in this session or an earlier one.
  var isProbed: Bool { !review.observations.isEmpty || (probed != nil && probing == nil) }
}
