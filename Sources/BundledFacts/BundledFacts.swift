/// The facts of `Data/` that are not code, embedded when Assay is built.
package enum BundledFacts {
  /// Exported declarations of Go's standard library, one `-- import/path --` section per package.
  package static let standardLibrary = EmbeddedTexts.text("StandardLibrary.txt") ?? ""
  /// The same for the parts of widely used modules that reviews meet most, written by hand.
  package static let librarySignatures = EmbeddedTexts.text("LibrarySignatures.txt") ?? ""
  /// Known libraries by category and standing.
  package static let libraries = LibraryFact.parse(EmbeddedTexts.text("Libraries.yml") ?? "")
  /// Which linters look for the same as a probe.
  package static let linters = LinterTable(parsing: EmbeddedTexts.text("Linters.txt") ?? "")
  /// Calls whose error nobody needs to look at.
  package static let harmlessErrors = HarmlessErrors(parsing: EmbeddedTexts.text("HarmlessErrors.txt") ?? "")
}
