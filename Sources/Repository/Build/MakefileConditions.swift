/// Which lines of a Makefile count where conditions depend on what the command line sets; elsewhere both branches do.
struct MakefileConditions {
  let overrides: [String: String]
  /// One entry per open condition; nil where it is not decided.
  private var open: [Bool?] = []

  init(overrides: [String: String]) { self.overrides = overrides }

  var isActive: Bool { !open.contains(false) }

  /// Whether the statement is a condition; then it is taken into account.
  mutating func take(_ statement: String) -> Bool {
    let word = statement.prefix { !$0.isWhitespace && $0 != "(" }
    let rest = String(statement.dropFirst(word.count)).trimmingBlanks
    switch word {
    case "ifeq", "ifneq", "ifdef", "ifndef": open.append(decision(String(word), rest))
    case "else":
      guard let last = open.popLast() else { return true }
      let next = rest.prefix { !$0.isWhitespace && $0 != "(" }
      switch last {
      case nil: open.append(nil)
      case true?: open.append(false)
      case false?:
        open.append(next.isEmpty ? true : decision(String(next), String(rest.dropFirst(next.count)).trimmingBlanks))
      }
    case "endif": _ = open.popLast()
    default: return false
    }
    return true
  }

  private func decision(_ word: String, _ condition: String) -> Bool? {
    switch word {
    case "ifdef": return overrides[condition].map { !$0.isEmpty }
    case "ifndef": return overrides[condition].map(\.isEmpty)
    case "ifeq", "ifneq":
      var text = condition
      for (name, value) in overrides {
        text = text.replacing("$(\(name))", with: value).replacing("${\(name)}", with: value)
      }
      guard text != condition, !text.contains("$"), text.hasPrefix("("), text.hasSuffix(")"),
        let comma = text.firstIndex(of: ",")
      else { return nil }
      let left = String(text[text.index(after: text.startIndex)..<comma]).trimmingBlanks
      let right = String(text[text.index(after: comma)...].dropLast()).trimmingBlanks
      return (left == right) == (word == "ifeq")
    default: return nil
    }
  }
}
