import CCurses

/// What a terminal's description says of how to write to it, where it is one that speaks as ANSI did (ECMA-48).
///
/// All of today's do. Terminals that want pauses between sequences, or speak otherwise, are left to curses.
struct TerminalDialect: Hashable, Sendable {
  /// Attributes that this terminal shows.
  var hasBold = true
  var hasDim = true
  var hasReversed = true
  var hasUnderlined = true
  var hasColour = true
  /// A part of the screen can be scrolled.
  var scrollsParts = true

  init() {}

  /// Nil when the description holds anything this does not speak.
  init?(hasColour: Bool, capability: (String) -> String?) {
    let e = "\u{1B}["
    guard capability("cup") == e + "%i%p1%d;%p2%dH", capability("el") == e + "K",
      // Erasing all of the screen, or from its first cell on, is the same to both kinds.
      let clear = capability("clear"), [e + "H\(e)2J", e + "H\(e)J"].contains(clear),
      // A shift out of a set of line drawings, which is never entered, may stand on either side.
      let reset = capability("sgr0"), reset.replacing("\u{1B}(B", with: "").replacing("\u{0F}", with: "") == e + "m",
      capability("xenl") != nil || capability("am") == nil
    else { return nil }
    hasBold = capability("bold") == e + "1m"
    hasDim = capability("dim") == e + "2m"
    hasUnderlined = capability("smul") == e + "4m"
    hasReversed = capability("rev") == e + "7m"
    // Names of colours are the same numbers everywhere that `op` puts them back.
    self.hasColour = hasColour
    if hasColour, capability("op")?.hasPrefix(e + "39;49m") != true { return nil }
    let feeds = ["\n", "\u{1B}D"]
    scrollsParts =
      capability("csr") == e + "%i%p1%d;%p2%dr" && capability("ri") == "\u{1B}M"
      && capability("ind").map(feeds.contains) == true
  }
}
