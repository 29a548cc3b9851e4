import Evidence

/// The list of all probes: one line each, by family.
package enum AllProbes {
  package static let list: [any Probe.Type] =
    project + errors + concurrency + interfaces + testing + configuration + logging + database + http + observability
    + delivery + performance + security + documentation

  static let project: [any Probe.Type] = [
    CatchAllPackageProbe.self,
    DomainPurityProbe.self,
    ImportCycleProbe.self,
    StandardLayoutProbe.self,
    ThinMainProbe.self,
  ]

  static let errors: [any Probe.Type] = [
    BareReturnProbe.self,
    ComparedProbe.self,
    IgnoredProbe.self,
    LoggedAndReturnedProbe.self,
    NamingProbe.self,
    PanicProbe.self,
    SentinelsProbe.self,
    StatusMappingProbe.self,
    SwallowedProbe.self,
    UnwrappedProbe.self,
  ]

  static let concurrency: [any Probe.Type] = [
    CancelLostProbe.self,
    ContextDetachedProbe.self,
    ContextMissingProbe.self,
    LoopVariableProbe.self,
    MutexCopiedProbe.self,
    UnsupervisedGoroutineProbe.self,
  ]

  static let interfaces: [any Probe.Type] = []

  static let testing: [any Probe.Type] = [
    TestedPackagesProbe.self,
    TableDrivenProbe.self,
    NotParallelProbe.self,
    ShortGuardProbe.self,
    FuzzProbe.self,
    BenchmarkProbe.self,
    ContainersProbe.self,
    RaceProbe.self,
    CoverageProbe.self,
  ]

  static let configuration: [any Probe.Type] = [
    LoaderProbe.self,
    ScatteredEnvProbe.self,
    SecretDefaultProbe.self,
    ValidatedProbe.self,
  ]

  static let logging: [any Probe.Type] = [
    PrintProbe.self,
    RequestIdProbe.self,
    SensitiveProbe.self,
    StructuredProbe.self,
  ]

  static let database: [any Probe.Type] = [
    MigrationsProbe.self,
    SqlConcatenationProbe.self,
  ]

  static let http: [any Probe.Type] = [
    CorsWildcardProbe.self,
    GracefulShutdownProbe.self,
    HealthEndpointsProbe.self,
    InputValidationProbe.self,
    RateLimitingProbe.self,
    SecurityHeadersProbe.self,
    TokenValidationProbe.self,
  ]

  static let observability: [any Probe.Type] = [
    MetricsProbe.self,
    ProfilingExposedProbe.self,
    TracingProbe.self,
  ]

  static let delivery: [any Probe.Type] = [
    DockerfileProbe.self,
    CiPipelineProbe.self,
    GolangciProbe.self,
    MakeTargetsProbe.self,
    VulnerabilityScanProbe.self,
    DependencyUpdatesProbe.self,
  ]

  static let performance: [any Probe.Type] = []

  static let security: [any Probe.Type] = [
    HardcodedSecretProbe.self,
    TlsProbe.self,
  ]

  static let documentation: [any Probe.Type] = [
    ReadmeProbe.self,
    GoDocProbe.self,
    DecisionRecordsProbe.self,
  ]
}
