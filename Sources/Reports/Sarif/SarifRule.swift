import Evidence

/// A probe's card as a rule: what it finds, why that matters and what to do instead.
extension SarifLog.Rule {
  /// What a finding of the rule is worth unless the finding says otherwise.
  var level: String { isHarmful ? "warning" : "none" }

  /// `errors/bare-return` as `BareReturn`.
  var name: String {
    id.name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  func write(_ rule: inout JSONStream) {
    rule.member("id", id.text)
    rule.member("name", name)
    rule.key("shortDescription")
    rule.object { $0.member("text", SarifLog.Rule.sentence(looksFor)) }
    rule.key("fullDescription")
    rule.object { $0.member("text", description) }
    rule.key("help")
    rule.object { help in
      help.member("text", plainHelp)
      help.member("markdown", markdownHelp)
    }
    rule.key("defaultConfiguration")
    rule.object { $0.member("level", level) }
    rule.key("properties")
    rule.object { properties in
      properties.key("tags")
      properties.array { tags in
        tags.next()
        tags.write(String(id.family))
      }
      properties.member("version", version)
    }
  }

  private var description: String {
    let what = "Looks for \(looksFor)"
    return isHarmful
      ? "\(what): \(because). Instead: \(instead)."
      : "\(what), a good sign; without it: \(because). To get there: \(instead)."
  }

  private var plainHelp: String {
    var lines = [SarifLog.Rule.sentence(looksFor), "Because \(because).", "Instead: \(instead)."]
    for example in examples {
      lines += ["", example.isFound ? "Found:" : "Not found:", SarifLog.Rule.plain(example.text)]
    }
    return lines.joined(separator: "\n")
  }

  private var markdownHelp: String {
    var lines = [
      "**\(MarkdownText.inline(SarifLog.Rule.sentence(looksFor)))**", "", "Because \(MarkdownText.inline(because)).",
      "",
      "Instead: \(MarkdownText.inline(instead)).",
    ]
    for example in examples {
      let code = SarifLog.Rule.plain(example.text)
      let fence = String(repeating: "`", count: max(3, SarifLog.Rule.longestRun(of: "`", in: code) + 1))
      lines += ["", example.isFound ? "Found:" : "Not found:", "", fence + "go", code, fence]
    }
    return lines.joined(separator: "\n")
  }

  /// An example without the mark that shows where the finding is.
  private static func plain(_ text: String) -> String {
    let code = text.replacing("▸", with: "")
    return code.hasSuffix("\n") ? String(code.dropLast()) : code
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for other in text {
      run = other == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
