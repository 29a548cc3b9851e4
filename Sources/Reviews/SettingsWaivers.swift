import Evidence

// Waivers of `.assay.yml` count where a draft is evaluated and are never saved in it: what the file stops saying stops
// counting. A review that is made final keeps those of its day, so that its verdict stays what it was.
extension Review {
  /// The review with the waivers of today's settings instead of any it had from them; a final review as it is.
  package func waived(by settings: [ProjectSettings.Waived]) -> Review {
    guard state == .draft else { return self }
    var result = self
    result.waivers = ownWaivers + settings.map(Waiver.init)
    return result
  }

  /// The review as today's settings want it: their waivers, and their profile where they name one; a final one as it is.
  package func settled(by settings: ProjectSettings) -> Review {
    guard state == .draft else { return self }
    var result = waived(by: settings.waivers)
    if let profile = settings.profile { result.profile = profile }
    return result
  }

  /// The waivers that were made in the review.
  package var ownWaivers: [Waiver] { waivers.filter { $0.settingsLine == nil } }
}

extension Waiver {
  fileprivate init(_ waived: ProjectSettings.Waived) {
    let terms = waived.terms
    let kind: Kind =
      switch terms.kind {
      case .wontFix: .wontFix
      case .fixLater: .fixLater
      }
    self.init(
      item: terms.item, kind: kind, reason: terms.reason, owner: terms.owner,
      createdAt: Instant(seconds: 0).adding(days: terms.created.daysSince1970), expires: terms.expires.text,
      settingsLine: waived.line)
  }
}
