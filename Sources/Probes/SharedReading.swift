import Synchronization

/// Something several probes read off one subject: made once, by the first that asks, while the others wait for it.
final class SharedReading<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  func value(_ make: () -> Value) -> Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}

extension Subject {
  /// What the pipeline's steps and the build targets are for.
  var deliverySteps: DeliverySteps { sharedSteps.value { DeliverySteps(snapshot) } }

  /// The scripts that somebody names.
  var calledScripts: CalledScripts { sharedCalledScripts.value { CalledScripts(unwatched.snapshot) } }

  /// Every log call of the product.
  var logCalls: LogCalls { sharedLogCalls.value { LogCalls(self) } }

  /// What turns flags, environment or a file into settings.
  var configurationLoads: ConfigurationLoads { sharedLoads.value { ConfigurationLoads(unwatched) } }

  /// Reads of the environment that fetch a setting.
  var environmentReads: EnvironmentReads { sharedEnvironment.value { EnvironmentReads(self) } }

  /// Whether the product answers requests.
  var serverSigns: ServerSigns { sharedServer.value { ServerSigns(self) } }

  /// Where printing is what the code is for.
  var outputPlaces: OutputPlaces { sharedOutput.value { OutputPlaces(self) } }

  /// The programs whose panics are their way to end.
  var panickingPrograms: PanickingPrograms {
    sharedPanickingPrograms.value { PanickingPrograms(snapshot) }
  }

  /// The packages and files that only tests use.
  var testOnlyPackages: TestOnlyPackages {
    sharedTestOnlyPackages.value { TestOnlyPackages(unwatched.snapshot) }
  }

  /// The programs that users get, and what only serves others.
  var shippedPrograms: ShippedPrograms {
    sharedShippedPrograms.value {
      ShippedPrograms(
        unwatched.snapshot, testOnly: testOnlyPackages, serving: unwatched.serverSigns.packages)
    }
  }

  /// Which types of the module have which methods.
  var implementations: Implementations { sharedImplementations.value { Implementations(unwatched) } }

  /// The files as probes of a team's own checklists ask for them.
  var declaredGround: DeclaredGround { sharedGround.value { DeclaredGround(unwatched.snapshot) } }

  /// Which packages have tests.
  var testedPackages: TestedPackages { sharedTested.value { TestedPackages(unwatched.snapshot) } }

  /// Where the product takes requests; its findings are those of `http/graceful-shutdown`.
  var servingSurface: ServingSurface {
    sharedSurface.value { ServingSurface(snapshot, probe: GracefulShutdownProbe.card.id) }
  }
}
