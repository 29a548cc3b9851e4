import Checklists
import Evidence

/// One of the pictures a reviewer can be at.
enum Screen: Hashable, Sendable {
  case overview
  /// All rule checklists.
  case rules
  /// A checklist, by id.
  case list(String)
  /// An item, by id.
  case item(String)
  /// The source around a finding of an item.
  case source(item: String, evidence: Int)
  /// The findings of all probes.
  case findings
  /// The source around a finding of that list.
  case finding(FindingName)
  /// What a probe is about.
  case probe(ProbeID)
  case working
  /// The libraries of the module.
  case libraries
  /// The reviews before this one.
  case history
  /// What changed between two reviews, by their ids.
  case difference(from: String, to: String)
  /// All projects in the store.
  case projects
  case log
  /// The keys of a place.
  case help(Place)

  var place: Place {
    switch self {
    case .overview: .overview
    case .rules: .rules
    case .list: .list
    case .item: .item
    case .source: .source
    case .findings: .findings
    case .finding: .finding
    case .probe: .probe
    case .working: .working
    case .libraries: .libraries
    case .history: .history
    case .difference: .difference
    case .projects: .projects
    case .log: .log
    case .help: .help
    }
  }
}

extension Screen {
  /// A page of lines to choose from, shown from its beginning where it fits.
  var isList: Bool {
    switch self {
    case .overview, .rules, .list, .findings, .history, .projects: true
    case .item, .source, .finding, .probe, .working, .libraries, .difference, .log, .help: false
    }
  }
}

/// Where keys mean something: every screen, and the line prompts are typed in.
enum Place: String, Hashable, Sendable, CaseIterable {
  case overview, rules, list, item, source, findings, finding, probe, working, libraries, history, difference,
    projects, log, help, prompt

  /// As the help screen's heading says it.
  var title: String {
    switch self {
    case .overview: "overview"
    case .rules: "rule checklists"
    case .list: "checklist"
    case .item: "item"
    case .source: "source"
    case .findings: "findings"
    case .finding: "source of a finding"
    case .probe: "probe"
    case .working: "working"
    case .libraries: "libraries"
    case .history: "history"
    case .difference: "difference"
    case .projects: "projects"
    case .log: "messages"
    case .help: "help"
    case .prompt: "typing a line"
    }
  }

  static let screens: Set<Place> = Set(allCases).subtracting([.prompt])
  /// Where one item is selected.
  static let items: Set<Place> = [.overview, .rules, .list, .item, .source]
  /// Where one finding of the list of all is selected.
  static let browsing: Set<Place> = [.findings, .finding]
}

/// A screen with the reader's place in it. The screens lie on top of each other; Esc takes one away.
struct Layer: Hashable, Sendable {
  var screen: Screen
  /// Index among the document's selectable lines.
  var cursor = 0
  /// First visible line.
  var top = 0
  /// Id of the selected line, so that new results never move the selection to another one.
  var selected: String?
  var filter = Filter.all
  /// The finding at or above the cursor, on the screen of an item.
  var evidence = 0
}

/// Which items a checklist shows.
enum Filter: String, Hashable, Sendable, CaseIterable {
  case all, open, p0, unconfirmed, disputed, stale, changed

  var title: String {
    switch self {
    case .all: "all"
    case .open: "open"
    case .p0: "P0"
    case .unconfirmed: "unconfirmed"
    case .disputed: "disputed"
    case .stale: "stale"
    case .changed: "changed in this session"
    }
  }
}
