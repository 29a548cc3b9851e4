#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How many cases a randomised test tries: few in every run of the tests, many in `make torture`.
package enum RunLength {
  /// Set by `make torture`.
  package static let isTorture = getenv("ASSAY_TORTURE") != nil

  package static func cases(inTests: Int, inTorture: Int) -> Int { isTorture ? inTorture : inTests }

  /// Where random cases begin: other cases with another number in `ASSAY_SEED`.
  package static let seed: Int = getenv("ASSAY_SEED").flatMap { Int(String(cString: $0)) } ?? 0
}
