import Checklists
import Evidence

/// All waivers of a review at one moment.
struct WaiverReading {
  /// By item; of several live ones the one that lasts longest.
  let live: [String: Waiver]
  private let waivers: [Waiver]
  private let now: Instant

  init(_ waivers: [Waiver], at now: Instant) {
    self.waivers = waivers
    self.now = now
    var live: [String: Waiver] = [:]
    for waiver in waivers where waiver.isLive(at: now) {
      // ISO dates of four-digit years sort as text.
      if let other = live[waiver.item], other.expires >= waiver.expires { continue }
      live[waiver.item] = waiver
    }
    self.live = live
  }

  /// What somebody should do about a waiver: a date that does not count, an item that is none, one that is not needed.
  func remarks(_ catalogue: Catalogue, _ state: (String) -> ItemState?) -> [String] {
    waivers.compactMap { waiver -> String? in
      let name = "the waiver of \(waiver.item.printable)\(waiver.place)"
      guard let item = catalogue.item(waiver.item) else {
        let hint = NearestName.hint(for: waiver.item, among: catalogue.items.map(\.id))
        return "\(name) has no effect: there is no such item.\(hint)"
      }
      guard item.kind == .gate else { return "\(name) has no effect: it is no gate, and a waiver touches gates only" }
      switch waiver.lastDay {
      case .failure(let problem):
        return "\(name) counts as expired: its date \"\(waiver.expires.printable)\" \(problem)"
      case .success(let day):
        if now.day > day { return "\(name) expired on \(day.text); bring the gate to solid, or waive it anew" }
      }
      switch state(waiver.item)?.effective {
      case .solid?: return "\(name) is not needed any more: the gate is met; remove it"
      case .notApplicable?: return "\(name) is not needed: the gate does not apply; remove it"
      case .partial?, .missing?, nil: return nil
      }
    }
  }
}

extension Waiver {
  /// ` (.assay.yml:12)` for one of the settings.
  fileprivate var place: String { settingsLine.map { " (\(ProjectSettings.fileName):\($0))" } ?? "" }
}
