/// What a module is for; items whose subject such a module cannot have do not apply to it.
package enum ProjectKind: String, Hashable, Sendable, Codable, CaseIterable {
  case service, cli, library
}
