import Repository

/// What goreleaser's settings say about images.
struct Goreleaser: Sendable {
  static let paths = [
    ".goreleaser.yml", ".goreleaser.yaml", "goreleaser.yml", "goreleaser.yaml", ".github/goreleaser.yml",
    ".github/goreleaser.yaml", ".config/goreleaser.yml", ".config/goreleaser.yaml", ".goreleaser.yml.tmpl",
  ]

  let path: String
  /// Dockerfiles its images are made from.
  let dockerfiles: [String]
  /// Images are made by ko.
  let usesKo: Bool
  let koBase: String?

  init?(_ snapshot: Snapshot) {
    guard let path = Goreleaser.paths.first(where: { snapshot.text(of: $0) != nil }), let text = snapshot.text(of: path)
    else { return nil }
    self.path = path
    let entries = YAMLOutline(text).entries
    let images = entries.filter { ["dockers", "dockers_v2"].contains($0.path.first ?? "") }
    let named = images.filter { $0.path.last == "dockerfile" }.map(\.value)
    dockerfiles = named.isEmpty && !images.isEmpty ? ["Dockerfile"] : Array(Set(named)).sorted()
    usesKo = entries.contains { $0.path.first == "kos" }
    koBase = entries.first { $0.path.first == "kos" && $0.path.last == "base_image" }?.value
  }
}
