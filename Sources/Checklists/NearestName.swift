/// Finds what a misspelt name was probably meant to be.
package enum NearestName {
  /// Longer names are not compared.
  static let lengthMax = 100

  /// ` Did you mean "x"?`, with a leading space, or nothing when no name is close.
  package static func hint(for name: String, among names: some Sequence<String>) -> String {
    nearest(to: name, among: names).map { " Did you mean \"\($0)\"?" } ?? ""
  }

  /// The name with the fewest edits, at most a third of its length; ties go to the first in alphabetical order.
  static func nearest(to name: String, among names: some Sequence<String>) -> String? {
    guard name.utf8.count <= lengthMax else { return nil }
    let limit = max(2, name.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in Set(names).sorted() {
      let found = distance(name, candidate)
      if found <= limit, found < best?.distance ?? Int.max { best = (found, candidate) }
    }
    if let best { return best.name }
    // `race-flag` for `testing/race`, `testing/race-flag` for `testing/race`: one begins with the other.
    return Set(names).sorted().filter { !$0.isEmpty && (name.hasPrefix($0) || $0.hasPrefix(name)) }
      .max { $0.count < $1.count }
  }

  /// Levenshtein distance over bytes: names are ASCII.
  private static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.utf8)
    let b = Array(b.utf8)
    var previous = Array(0...b.count)
    for (row, left) in a.enumerated() {
      var current = [row + 1]
      for (column, right) in b.enumerated() {
        let replaced = previous[column] + (left == right ? 0 : 1)
        current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[b.count]
  }
}
