/// The facts of `Data/` that are not code, embedded when Assay is built.
package enum BundledFacts {
  /// Exported declarations of Go's standard library, one `-- import/path --` section per package.
  package static let standardLibrary = EmbeddedTexts.text("StandardLibrary.txt") ?? ""
  /// The same for the parts of widely used modules that reviews meet most, written by hand.
  package static let librarySignatures = EmbeddedTexts.text("LibrarySignatures.txt") ?? ""
  /// The purposes of libraries and what the guide would choose for each.
  package static let libraryCategories = LibraryCategory.parse(EmbeddedTexts.text("Libraries.yml") ?? "")
  /// Known libraries by category and standing.
  package static let libraries = libraryCategories.flatMap(\.libraries)
  /// Which linters look for the same as a probe.
  package static let linters = LinterTable(parsing: EmbeddedTexts.text("Linters.txt") ?? "")
  /// Calls whose error nobody needs to look at.
  package static let harmlessErrors = HarmlessErrors(parsing: EmbeddedTexts.text("HarmlessErrors.txt") ?? "")
}
