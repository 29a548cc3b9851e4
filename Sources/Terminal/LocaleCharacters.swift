import CCurses

extension Terminal {
  /// Whether the user's locale can show more than ASCII: for commands that print without opening a screen.
  package static var isUnicode: Bool { screen_locale_is_utf8() }
}
