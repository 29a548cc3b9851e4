import Checklists
import Evidence
import Probes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Everything besides the commit that bears on what a replay finds in it, so that nothing kept outlives its grounds.
///
/// What the module cache holds is not part of it: after `go mod download`, `--anew` asks again.
enum ReplayConditions {
  static func texts(_ catalogue: Catalogue, kind: ProjectKind?, root: String) -> [String] {
    let probes = ProbeRun.versions.map { "\($0.key)@\($0.value)" }.sorted()
    let lists = catalogue.references.map { "\($0.id) \($0.revision) \($0.digest)" }
    return ["1", Assay.toolVersion, program] + probes + lists + [kind?.rawValue ?? "", root]
  }

  /// Size and time of the program's own file: two builds of one version need not find the same.
  private static var program: String {
    #if canImport(Darwin)
      let path = CommandLine.arguments.first ?? ""
    #else
      let path = "/proc/self/exe"
    #endif
    var status = stat()
    guard stat(path, &status) == 0 else { return "" }
    #if canImport(Darwin)
      return "\(status.st_size) \(status.st_mtimespec.tv_sec)"
    #else
      return "\(status.st_size) \(status.st_mtim.tv_sec)"
    #endif
  }
}
