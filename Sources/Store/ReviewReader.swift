import Checklists
import Evidence
import Reviews

extension StoredReview {
  /// Reads a stored review. What it does not know it keeps; what it knows and cannot be is refused with its place.
  package init(
    parsing bytes: [UInt8], path: String, formats: FormatHistory = .ours
  ) throws(StoreError) {
    let document: JSONValue
    do {
      document = try JSONValue(parsing: bytes)
    } catch {
      if let line = ConflictedReview.markedLine(bytes) { throw .conflicted(path: path, line: line) }
      throw .corrupt(path: path, detail: error.description)
    }
    guard let top = document.objectValue else {
      throw .foreign(path: path, detail: "it holds \(document.sort) instead of an object")
    }
    guard let version = top["schemaVersion"]?.integerValue, formats.knows(version) else {
      throw .foreign(path: path, detail: "it has no schemaVersion that any version of this program wrote")
    }
    do {
      self = try ReviewReader(top: formats.upgraded(top, from: version)).stored(formatVersion: version)
    } catch {
      throw version > ReviewFormat.version
        ? .newer(path: path, version: version) : .corrupt(path: path, detail: error.description)
    }
  }
}

/// A value that cannot be, and its place: `answers[3].rating should be 0, 1, 2 or "n/a"`.
package struct FormatError: Error, Hashable, CustomStringConvertible {
  package let place: String
  package let problem: String
  package init(place: String, problem: String) {
    self.place = place
    self.problem = problem
  }
  package var description: String { "\(place) \(problem)" }
}

/// Reads the parts of a stored review out of its top level.
private struct ReviewReader {
  let top: JSONObject

  func stored(formatVersion: Int) throws(FormatError) -> StoredReview {
    let fields = Fields(object: top, place: "")
    var odd = StoredReview.OddElements()
    var review = Review(
      id: try fields.string("id"), project: try fields.string("project"), kind: try fields.choice("kind"),
      commit: try fields.optionalString("commit"), isDirty: try fields.bool("dirty"),
      createdAt: try fields.instant("createdAt"), state: try fields.choice("state"), checklists: [],
      toolVersion: try fields.string("toolVersion"))
    guard ReviewID.isValid(review.id) else { throw fields.error("id", "is no review id") }
    review.missingPins = try fields.strings("missingPins")
    review.finalizedAt = try fields.optionalString("finalizedAt") == nil ? nil : try fields.instant("finalizedAt")
    review.finalizedBy = try fields.optionalString("finalizedBy")
    review.profile = try fields.optionalString("profile")
    for list in try fields.objects("checklists", max: StoreLimits.checklistCountMax) {
      let reference = Review.ChecklistReference(
        id: try list.string("id"), revision: try list.count("revision"), digest: try list.string("digest"))
      review.checklists.append(reference)
      if reference.json != list.object { odd.checklists[reference] = list.object }
    }
    for answer in try fields.objects("answers", max: StoreLimits.answerCountMax) {
      let event = try AnswerEvent(answer)
      review.events.append(event)
      if event.json != answer.object { odd.answers[event] = answer.object }
    }
    for entry in try fields.objects("waivers", max: StoreLimits.waiverCountMax) {
      let waiver = Waiver(
        item: try entry.string("item"), kind: try entry.choice("kind"), reason: try entry.string("reason"),
        owner: try entry.string("owner"), createdAt: try entry.instant("createdAt"),
        expires: try entry.string("expires"),
        settingsLine: entry.object["settingsLine"] == nil ? nil : try entry.count("settingsLine"))
      review.waivers.append(waiver)
      if waiver.json != entry.object { odd.waivers[waiver] = entry.object }
    }
    for entry in try fields.objects("observations", max: StoreLimits.observationCountMax) {
      let observation = try Observation(entry)
      review.observations.append(observation)
      if !observation.isWritten(as: entry.object) { odd.observations[observation] = entry.object }
    }
    for entry in top["libraries"] == nil ? [] : try fields.objects("libraries", max: StoreLimits.libraryCountMax) {
      let library = UsedLibrary(
        purpose: try entry.string("purpose"), path: try entry.string("path"), version: try entry.string("version"),
        standing: try entry.choice("standing"))
      review.libraries.append(library)
      if library.json != entry.object { odd.libraries[library] = entry.object }
    }
    review.ruler =
      top["ruler"] == nil ? nil : try Catalogue(ruler: fields.objects("ruler", max: StoreLimits.checklistCountMax))
    return StoredReview(review: review, formatVersion: formatVersion, raw: top, odd: odd)
  }
}

extension AnswerEvent {
  init(_ fields: Fields) throws(FormatError) {
    let value: Value
    if let rating = try fields.rating("rating") {
      value = .rating(rating)
    } else if fields.object["percent"] != nil {
      value = .percent(try fields.count("percent", max: 100))
    } else if fields.object["withdrawn"] == true {
      value = .withdrawn
    } else {
      throw fields.error("rating", "is missing, and neither percent nor withdrawn stands in its place")
    }
    self.init(
      item: try fields.string("item"), value: value, reason: try fields.string("reason"),
      note: try fields.string("note"), author: try fields.string("author"), at: try fields.instant("at"),
      commit: try fields.optionalString("commit"), criterionDigest: try fields.string("criterionDigest"),
      evidenceDigest: try fields.string("evidenceDigest"), observationSeen: try fields.rating("observationSeen"),
      reviewBy: try fields.instant("reviewBy"), pins: try fields.strings("pins"),
      itemRevision: fields.object["itemRevision"] == nil ? nil : try fields.count("itemRevision"),
      decidedBy: try fields.optionalString("decidedBy"))
  }
}

extension Observation {
  fileprivate convenience init(_ fields: Fields) throws(FormatError) {
    let result: Result
    if let rating = try fields.rating("rating") {
      result = .rated(rating)
    } else if fields.object["inconclusive"] != nil {
      result = .inconclusive(reason: try fields.string("inconclusive"))
    } else if fields.object["error"] != nil {
      result = .failed(reason: try fields.string("error"))
    } else {
      throw fields.error("rating", "is missing, and neither inconclusive nor error stands in its place")
    }
    var evidence: [Observation.Evidence] = []
    for entry in try fields.objects("evidence", max: StoreLimits.evidenceCountMax) {
      let location = Location(
        path: try entry.string("path"), line: try entry.count("line"), column: try entry.count("column"),
        endLine: try entry.count("endLine"))
      evidence.append(
        Observation.Evidence(
          location: location, snippet: try entry.string("snippet"), message: try entry.string("message"),
          fingerprint: try entry.optionalString("fingerprint")))
    }
    let scope = try fields.nested("scope")
    self.init(
      item: try fields.string("item"), probes: try fields.strings("probes").map { ProbeID($0) },
      probeVersion: try fields.string("probeVersion"), result: result, confidence: try fields.choice("confidence"),
      reason: try fields.string("reason"), evidence: evidence,
      scope: Scope(
        files: try scope.count("files"), patterns: try scope.strings("patterns"),
        skipped: try scope.strings("skipped")),
      evidenceDigest: try fields.string("evidenceDigest"))
  }
}
