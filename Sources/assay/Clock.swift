import Reviews

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The world's time and the user's login: what the core is given instead of reading.
enum Clock {
  static var now: Instant { Instant(seconds: Int64(time(nil))) }

  /// The login name, as the environment says it.
  static var login: String {
    for name in ["USER", "LOGNAME"] {
      if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
    }
    return "reviewer"
  }

  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
