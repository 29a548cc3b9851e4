import Repository

/// Where a folder's repository comes from, as its git configuration says; asked for reports that name it.
package struct RemoteRepository: Hashable, Sendable {
  /// The remote's URI without credentials; nil when there is none that others could use.
  package let uri: String?
  /// Whether the folder is the repository's root.
  package let isRoot: Bool

  package init(of folder: String) {
    let remote = try? GitCommand.run(["config", "--get", "remote.origin.url"], in: folder)
    let prefix = try? GitCommand.run(["rev-parse", "--show-prefix"], in: folder)
    uri = remote.flatMap { $0.status == 0 ? RemoteRepository.uri(of: $0.text) : nil }
    isRoot = prefix.map { $0.status == 0 && $0.text.isEmpty } ?? false
  }

  /// A remote as git takes it as a URI: users and passwords left out, `host:path` written out, local paths refused.
  static func uri(of remote: String) -> String? {
    guard !remote.isEmpty,
      remote.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Array("\"<>\\^`{|}".utf8).contains($0) })
    else { return nil }
    if let mark = remote.firstRange(of: "://") {
      let scheme = remote[..<mark.lowerBound].lowercased()
      guard ["https", "http", "ssh", "git"].contains(scheme) else { return nil }
      let rest = remote[mark.upperBound...]
      let slash = rest.firstIndex(of: "/") ?? rest.endIndex
      let host = rest[..<slash].split(separator: "@", omittingEmptySubsequences: false).last ?? ""
      return host.isEmpty ? nil : "\(scheme)://\(host)\(rest[slash...])"
    }
    // user@host:path, but not a path of this machine.
    guard let colon = remote.firstIndex(of: ":"), !remote[..<colon].contains("/") else { return nil }
    let host = remote[..<colon].split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    let path = remote[remote.index(after: colon)...]
    guard host.count > 1, !path.isEmpty else { return nil }
    return "ssh://\(host)\(path.hasPrefix("/") ? "" : "/")\(path)"
  }
}
