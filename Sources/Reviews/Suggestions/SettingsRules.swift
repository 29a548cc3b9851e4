import Checklists
import Evidence

/// The operation rules about settings and secrets.
extension Suggestions {
  static func configValidation(_ facts: RuleFacts) -> Suggested {
    let checks = facts["configuration/validated"]
    if let untold = checks.untold { return untold }
    let loads = checks.count("loads")
    let settings = checks.count("settings")
    let required = checks.count("required")
    let calls = checks.count("calls")
    let comparisons = checks.count("comparisons")
    let stopping = checks.count("stopping")
    if facts.kind == .library, loads == 0 {
      return Suggested(.notApplicable, .high, "A library that its callers configure by Go code.")
    }
    let figures = "\(required) required, \(calls) validate calls, \(comparisons) comparisons for \(settings) settings"
    if required + calls + comparisons == 0 {
      if stopping > 0 {
        return Suggested(.partial, .medium, "A setting that does not parse stops the program, nothing else is checked.")
      }
      if loads == 0, settings == 0 {
        return facts.kind == .service
          ? Suggested(.missing, .medium, "No settings are read and none are checked.")
          : Suggested(.notApplicable, .medium, "The program reads no settings.")
      }
      return Suggested(.missing, .medium, "Settings are read and never checked.")
    }
    let isReplacing = checks.count("fallbacks") > 0
    if calls > 0 || stopping > 0 && (required >= 3 || required > 0 && required * 4 >= settings) {
      let isCertain = !isReplacing && checks.count("passing") == 0 && (calls > 1 || required > 2)
      return Suggested(.solid, isCertain ? .high : .medium, "Settings are checked at start-up: \(figures).")
    }
    if comparisons >= 3, comparisons * 6 >= settings, !isReplacing {
      return Suggested(.solid, .medium, "Settings are checked at start-up: \(figures).")
    }
    return Suggested(
      .partial, .medium,
      isReplacing
        ? "Some settings are checked, bad values of others are replaced: \(figures)."
        : "Few settings are checked: \(figures).")
  }

  static func configuration(_ facts: RuleFacts) -> Suggested {
    let loader = facts["configuration/loader"]
    let checks = facts["configuration/validated"]
    let scattered = facts["configuration/scattered-env"]
    let defaults = facts["configuration/secret-default"]
    if let untold = [loader, checks].untold { return untold }
    let places = loader.count("places")
    let stray = scattered.count("scattered")
    let strayPackages = scattered.count("packages")
    if places == 0, facts.kind == .library, scattered.count("reads") == 0 {
      return Suggested(.notApplicable, .high, "A library that its callers configure by Go code.")
    }
    if facts.kind == .library, places == 0 {
      return Suggested(
        .notApplicable, .medium, "A library; it reads \(scattered.count("reads")) environment variables besides.")
    }
    let libraries = loader.list("libraries").joined(separator: ", ")
    if places == 0, loader.count("centralReads") < 3 {
      if stray > 0 || scattered.count("reads") == 0 {
        return Suggested(
          .missing, .medium,
          stray > 0
            ? "\(stray) environment reads in \(strayPackages) packages and no loader."
            : "No loader: settings are written into the code.")
      }
      return Suggested(.partial, .medium, "Settings are read in one place, without a loader.")
    }
    var faults: [String] = []
    if stray > 2 || strayPackages > 1, stray * 100 > checks.count("settings") {
      faults.append("\(stray) environment reads in \(strayPackages) other packages")
    }
    let required = checks.count("required")
    let calls = checks.count("calls")
    let isFewChecks = calls == 0 && required == 0 && checks.count("comparisons") * 6 < checks.count("settings")
    if checks.count("stopping") == 0 && required + calls + checks.count("comparisons") == 0 {
      faults.append("nothing is checked at start-up")
    } else if isFewChecks, checks.count("fallbacks") + checks.count("passing") > 0 {
      faults.append("few settings are checked and bad ones are passed over")
    }
    let working = defaults.count("defaults") + facts["security/hardcoded-secret"].count("configured")
    if working > 0 { faults.append("\(working == 1 ? "a secret has" : "\(working) secrets have") a working default") }
    let source = libraries.isEmpty ? "One package reads the environment" : "Settings come through \(libraries)"
    if faults.isEmpty {
      return Suggested(.solid, required + calls > 0 ? .high : .medium, "\(source), checked at start-up.")
    }
    return Suggested(.partial, .medium, "\(source), but \(faults.joined(separator: "; ")).")
  }

  static func secrets(_ facts: RuleFacts) -> Suggested {
    let written = facts["security/hardcoded-secret"]
    let defaults = facts["configuration/secret-default"]
    if let untold = [written, defaults].untold { return untold }
    let overridable = defaults.count("defaults") + written.count("configured")
    if written.count("certain") > 0 {
      return Suggested(.missing, .medium, "\(written.count("certain")) credentials are written into the source.")
    }
    if written.count("likely") > 0 {
      return Suggested(.partial, .low, "\(written.count("likely")) texts in the source look like credentials.")
    }
    if overridable > 0 {
      return Suggested(
        .partial, defaults.count("defaults") > 0 ? .high : .medium,
        "\(overridable == 1 ? "A secret has" : "\(overridable) secrets have") a working default that an operator may override."
      )
    }
    let isClean = written.count("secrets") == 0
    return Suggested(.solid, isClean ? .high : .medium, "No credential in the source or as a default.")
  }
}
