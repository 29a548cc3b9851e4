import Repository

/// Files of Go that hold one numbered step of a migration: `migrations/20240102_names.go`, `migration/v13.go`.
///
/// A step runs once for each database and is never touched again.
enum MigrationSteps {
  static func isStep(_ file: GoFile) -> Bool {
    let parts = file.path.split(separator: "/")
    guard let last = parts.last, last.hasSuffix(".go"),
      parts.dropLast().contains(where: { IdentifierWords($0).containsAny(of: ["migration", "migrations", "migrate"]) })
    else { return false }
    var stem = last.dropLast(".go".count)
    if let first = stem.first, first == "v" || first == "m" || first == "V" { stem = stem.dropFirst() }
    let digits = stem.prefix { $0.isNumber || $0 == "." }
    return digits.first?.isNumber ?? false
      && (digits.count == stem.count || stem.dropFirst(digits.count).first.map { "_-".contains($0) } ?? false)
  }
}
