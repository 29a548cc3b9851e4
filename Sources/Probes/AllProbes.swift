import Evidence

/// The list of all probes: one line each, by family.
package enum AllProbes {
  package static let list: [any Probe.Type] =
    project + errors + concurrency + interfaces + testing + configuration + logging + database + http + observability
    + delivery + performance + security + documentation

  /// The same, ready to run.
  package static let runnable = list.map { RunnableProbe($0) }

  static let project: [any Probe.Type] = [
    CatchAllPackageProbe.self,
    DomainPurityProbe.self,
    ImportCycleProbe.self,
    InitFunctionProbe.self,
    LibrariesProbe.self,
    MutableGlobalProbe.self,
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
    ContextInStructProbe.self,
    ContextMissingProbe.self,
    ContextNotFirstProbe.self,
    ErrgroupProbe.self,
    LoopVariableProbe.self,
    MutexCopiedProbe.self,
    RequestContextEscapesProbe.self,
    TickerNotStoppedProbe.self,
    UnsupervisedGoroutineProbe.self,
    WaitgroupAddInsideProbe.self,
  ]

  static let interfaces: [any Probe.Type] = [
    EmptyInterfaceProbe.self,
    IPrefixProbe.self,
    ProducerSideProbe.self,
    ReturnedProbe.self,
    TooLargeProbe.self,
  ]

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
    PoolProbe.self,
    RowsErrUncheckedProbe.self,
    RowsNotClosedProbe.self,
    SqlConcatenationProbe.self,
    TransactionNotRolledBackProbe.self,
  ]

  static let http: [any Probe.Type] = [
    BodyNotClosedProbe.self,
    CorsWildcardProbe.self,
    GracefulShutdownProbe.self,
    HealthEndpointsProbe.self,
    InputValidationProbe.self,
    RateLimitingProbe.self,
    SecurityHeadersProbe.self,
    ServerTimeoutsProbe.self,
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

  static let performance: [any Probe.Type] = [
    ClientPerCallProbe.self,
    ConcatenationInLoopProbe.self,
    DeferInLoopProbe.self,
    UnallocatedSliceProbe.self,
  ]

  static let security: [any Probe.Type] = [
    CommandInjectionProbe.self,
    HardcodedSecretProbe.self,
    TlsProbe.self,
    WeakCryptoProbe.self,
    WeakRandomProbe.self,
  ]

  static let documentation: [any Probe.Type] = [
    ReadmeProbe.self,
    GoDocProbe.self,
    DecisionRecordsProbe.self,
  ]
}
