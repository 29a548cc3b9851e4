/// What a conversation may ask of the terminal while it goes on; scripts put something of their own in its place.
package protocol Display: AnyObject {
  /// Stops the process as `^Z` does everywhere, and repaints when it goes on.
  func suspend()
  /// The next frame is drawn anew from the first cell to the last.
  func forget()
  /// Puts text on the reader's clipboard.
  func copy(_ text: String)
  /// Whether clicks and the wheel come as keys; false when this terminal has no mouse.
  func setMouse(_ isOn: Bool) -> Bool
  /// Opens a file in the reader's editor and returns when it is closed. Its path ends in NUL and need not be text.
  func edit(path: [CChar], line: Int?) -> Editor.Ending
  /// Lets the reader edit text; the text only when the editor ended well.
  func edit(text: String) -> (ending: Editor.Ending, text: String?)
}
