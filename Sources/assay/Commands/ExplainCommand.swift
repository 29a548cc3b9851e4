import ArgumentParser
import BundledFacts
import Checklists
import Evidence
import Probes

/// `assay explain ID`: what an item or a probe means, how to check it and how to mend it.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "What an item or a probe means, how to check it, how to mend it.")
  @OptionGroup var checklists: CatalogueOptions
  @Argument(help: "An item such as health.testing, or a probe such as errors/unwrapped.")
  var id: String

  func run() throws {
    let catalogue = try checklists.wholeCatalogue(of: ".")
    if let item = catalogue.item(id) {
      Console.write(Explanation(item: item).text)
    } else if let declared = catalogue.declared.first(where: { $0.id.text == id }) {
      Console.write(Explanation.text(of: declared))
    } else if let card = ExplainCommand.cards.first(where: { $0.id.text == id }) {
      Console.write(Explanation.text(of: card))
    } else {
      let known = catalogue.items.map(\.id) + ExplainCommand.cards.map(\.id.text) + catalogue.declared.map(\.id.text)
      let near = NearestName.hint(for: id, among: known)
      throw Failure(
        .usage, "nothing is called \"\(id.printable)\".\(near) `assay checklist list` names the items.")
    }
  }
}

extension ExplainCommand {
  /// Of all probes, and of what is said about silencing comments.
  static let cards = AllProbes.list.map { $0.card } + SilencingCards.all
}

/// An item as text for a terminal.
struct Explanation {
  let item: ChecklistItem

  var text: String {
    var lines = ["\(item.id)  \(item.title)", "", item.asks, "", "Why:      \(item.why)"]
    lines += ["Solid:    \(item.solid)", "Partial:  \(item.partial)", "Missing:  \(item.missing)"]
    lines += [
      "Look at:  \(item.look)", "", "To mend (\(item.remediation.effort.rawValue)): \(item.remediation.text)", "",
    ]
    lines += item.remediation.example.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
    var facts = [
      "applies to \(item.applies.map(\.rawValue).joined(separator: ", "))", "asked again after \(item.reviewDays) days",
    ]
    if item.priority != .none { facts.insert(item.priority.rawValue, at: 0) }
    if !item.suggestion.probes.isEmpty {
      facts.append("probes: \(item.suggestion.probes.map(\.text).joined(separator: ", "))")
    }
    if !item.criteria.isEmpty { facts.append("the mean of \(item.criteria.joined(separator: ", "))") }
    return (lines + ["", facts.joined(separator: "; ") + ".", ""]).joined(separator: "\n")
  }

  static func text(of card: ProbeCard) -> String {
    let sign = card.sign == .signal ? "Looks for (good when found):" : "Looks for (bad when found):"
    var lines = ["\(card.id), version \(card.version)", "", "\(sign) \(card.looksFor).", "Because \(card.because)."]
    lines += ["Instead: \(card.instead)."]
    let limits = ProbeLimits.text(of: card.id.text)
    if !limits.isEmpty { lines.append("Limits: \(limits)") }
    lines += [""] + silencing(card)
    for example in card.examples {
      lines.append(example.isFound ? "Found:" : "Quiet:")
      lines += example.text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How a finding that is fine as it is can be silenced beside the code.
  private static func silencing(_ card: ProbeCard) -> [String] {
    guard AllProbes.list.contains(where: { $0.card.id == card.id }) else { return [] }
    var lines = ["Silence one finding, on its line or the one above: // assay:ignore \(card.id) reason"]
    let rules = BundledFacts.linters.rules(of: card.id.text)
    if !rules.isEmpty {
      var names: [String] = []
      for rule in rules where !names.contains(rule.linter) { names.append(rule.linter) }
      let codes = rules.compactMap(\.code)
      lines.append(
        "Comments for these linters count too: " + names.joined(separator: ", ")
          + (codes.isEmpty ? "" : " (\(codes.joined(separator: ", ")))"))
    }
    return lines + [""]
  }
}
