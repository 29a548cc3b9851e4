import Evidence

/// The ids of all probes of the catalogue: what a built-in checklist may name.
///
/// The list is written down rather than taken from the probes, so that a wrong id stops the build of the checklists
/// before a single probe is compiled.
package enum CataloguedProbes {
  package static let ids: [ProbeID] = families.flatMap { family, names in names.map { ProbeID("\(family)/\($0)") } }

  private static let families: KeyValuePairs<String, [String]> = [
    "project": [
      "standard-layout", "thin-main", "domain-purity", "catch-all-package", "import-cycle", "libraries",
      "init-function", "mutable-global",
    ],
    "errors": [
      "unwrapped", "bare-return", "swallowed", "ignored", "compared", "naming", "logged-and-returned", "panic",
      "sentinels", "status-mapping",
    ],
    "concurrency": [
      "unsupervised-goroutine", "context-not-first", "context-missing", "context-detached", "context-in-struct",
      "cancel-lost", "mutex-copied", "loop-variable", "waitgroup-add-inside", "request-context-escapes",
      "ticker-not-stopped", "errgroup",
    ],
    "interfaces": ["too-large", "i-prefix", "empty-interface", "returned", "producer-side"],
    "testing": [
      "tested-packages", "table-driven", "not-parallel", "short-guard", "fuzz", "benchmark", "containers", "race",
      "coverage",
    ],
    "configuration": ["scattered-env", "validated", "loader", "secret-default"],
    "logging": ["structured", "print", "sensitive", "request-id"],
    "database": [
      "sql-concatenation", "rows-not-closed", "rows-err-unchecked", "transaction-not-rolled-back", "pool", "migrations",
    ],
    "http": [
      "server-timeouts", "graceful-shutdown", "health-endpoints", "body-not-closed", "security-headers",
      "rate-limiting", "cors-wildcard", "input-validation", "token-validation",
    ],
    "observability": ["tracing", "metrics", "profiling-exposed"],
    "delivery": [
      "dockerfile", "ci-pipeline", "golangci", "make-targets", "vulnerability-scan", "dependency-updates",
    ],
    "performance": ["concatenation-in-loop", "unallocated-slice", "client-per-call", "defer-in-loop"],
    "security": ["hardcoded-secret", "tls", "weak-crypto", "weak-random", "command-injection"],
    "documentation": ["readme", "go-doc", "decision-records"],
  ]
}
