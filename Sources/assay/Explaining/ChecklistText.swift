import Checklists
import Evidence
import Reports

/// A checklist as text for a terminal: what it is and what it asks, an item a line.
extension Checklist {
  var text: String {
    var text = ExplainedText()
    text.paragraph(title, mark: id + "  ")
    text.blank()
    text.paragraph(scoringText)
    text.heading("Its items; `assay explain ID` tells each whole")
    for item in items {
      let priority = item.priority == .none ? "" : item.priority.rawValue + " "
      text.paragraph(priority + item.title, mark: item.id + "  ", indent: 2)
      text.paragraph(item.asks, indent: 4)
    }
    return text.text
  }
}
