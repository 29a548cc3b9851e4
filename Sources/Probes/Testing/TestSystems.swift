import Evidence
import GoSyntax
import Repository

/// What the module's tests run against, and which outside systems its code talks to.
struct TestSystems: Sendable {
  struct Use: Sendable {
    let file: GoFile
    let node: Node
    let message: String
  }
  struct Place: Hashable, Sendable {
    let location: Location
    let message: String
  }

  /// Imports in tests of libraries that start the real thing.
  let realImports: [Use]
  /// Imports in tests of stand-ins that run inside the test.
  let embeddedImports: [Use]
  /// Systems that a pipeline job starts beside tests or an end-to-end suite.
  let pipelineSystems: [Place]
  /// The same in a build target nobody calls in CI.
  let targetSystems: [Place]
  /// Tests that start the module's own program and talk to it, and that plain `go test` runs.
  let ownProgram: [Use]
  /// The same behind a build tag.
  let taggedOwnProgram: [Use]
  /// Outside systems the product's imports speak to, sorted.
  let dependencies: [String]
  /// Product code sends HTTP requests of its own.
  let callsOut: Bool

  init(_ subject: Subject) {
    let snapshot = subject.snapshot
    var kept: Set<String> = []
    for path in Set(snapshot.productFiles.lazy.flatMap { $0.imports.lazy.map(\.path) }) {
      if let name = TestSystems.system(behind: path) { kept.insert(name) }
    }
    dependencies = kept.sorted()
    callsOut = subject.productCalls(named: ["NewRequest", "NewRequestWithContext", "Get", "Post"]).contains {
      $0.node.calledOperandName == "http"
    }
    let usesSQLite = kept.contains("SQLite")
    let tests = snapshot.testFiles
    let support = snapshot.goFiles.filter { $0.roles == [.testSupport] }
    var real: [Use] = []
    var embedded: [Use] = []
    // Most imports are none of these, and the same in many files.
    var strangers: Set<String> = []
    for file in tests + support {
      for item in file.imports where !strangers.contains(item.path) {
        if TestSystems.dockerClients.contains(item.path), !TestSystems.makes(item, in: file) {
          // Only the client's types are used, for a stand-in.
        } else if let name = TestSystems.starters.first(where: { TestSystems.isBelow(item.path, $0.prefix) })?.name {
          real.append(Use(file: file, node: item.node, message: "tests run against \(name)"))
        } else if let name = TestSystems.standIns.first(where: { TestSystems.isBelow(item.path, $0.prefix) })?.name,
          name != "SQLite" || !usesSQLite
        {
          embedded.append(Use(file: file, node: item.node, message: "\(name) stands in for the real system"))
        } else {
          strangers.insert(item.path)
        }
      }
    }
    realImports = real
    embeddedImports = embedded
    // Tests beside the code they test are unit tests, whatever their folder is called.
    let packaged = Set(snapshot.productFiles.lazy.filter { !$0.isMain }.map(\.packagePath))
    let driving = tests.compactMap { file in
      TestSystems.ownProgram(
        in: file, module: snapshot.module?.path ?? "", isApart: !packaged.contains(file.packagePath))
    }
    ownProgram = driving.filter { TestTag.first(in: $0.file) == nil }
    taggedOwnProgram = driving.filter { TestTag.first(in: $0.file) != nil }
    let steps = subject.deliverySteps
    pipelineSystems = TestSystems.pipelineSystems(steps)
    targetSystems = TestSystems.targetSystems(steps, snapshot)
  }

  // MARK: Pipelines

  private static func pipelineSystems(_ steps: DeliverySteps) -> [Place] {
    let testJobs = Set(
      steps.uses.filter { $0.purpose.testRun?.kind == .tests || $0.purpose.suiteTool != nil }.map { Job($0.step) })
    return steps.uses.compactMap { use in
      guard let name = use.purpose.systemName, testJobs.contains(Job(use.step)), !isBuildService(name) else {
        return nil
      }
      return Place(location: use.step.location, message: "job \(use.step.job) starts \(name) and runs tests beside it")
    }
  }

  private static func isBuildService(_ image: String) -> Bool {
    ["docker:", "docker/", "-dind", "registry:"].contains { image.contains($0) } || image == "docker"
  }

  private struct Job: Hashable {
    let path: String
    let name: String
    init(_ step: PipelineStep) {
      path = step.via.first?.path ?? step.location.path
      name = step.job
    }
  }

  private static func targetSystems(_ steps: DeliverySteps, _ snapshot: Snapshot) -> [Place] {
    let byName = Dictionary(steps.targetUses.map { ($0.target.name, [$0]) }, uniquingKeysWith: +)
    return snapshot.buildTargets.compactMap { target in
      let reached = [target.name] + target.dependencies
      let uses = reached.flatMap { byName[$0] ?? [] }
      guard let system = uses.first(where: { $0.purpose.systemName != nil }), let name = system.purpose.systemName,
        uses.contains(where: { $0.purpose.testRun?.kind == .tests || $0.purpose.suiteTool != nil })
      else { return nil }
      return Place(location: system.location, message: "target \(target.name) starts \(name) and runs tests")
    }
  }

  // MARK: The own program

  /// A test that builds or runs the program, scripts it, or calls `main` or `run` of its own main package.
  private static func ownProgram(in file: GoFile, module: String, isApart: Bool) -> Use? {
    if let item = file.imports.first(where: { isBelow($0.path, "github.com/rogpeppe/go-internal/testscript") }) {
      return Use(file: file, node: item.node, message: "scripts drive the program")
    }
    let calls = file.tree.nodes(of: .callExpr)
    for call in calls {
      guard let function = call.function?.unparenthesized else { continue }
      if function.isText("exec.Command") || function.isText("exec.CommandContext"),
        call.arguments.prefix(3).contains(where: { $0.isText("\"go\"") }),
        call.arguments.contains(where: { $0.isText("\"build\"") || $0.isText("\"run\"") }),
        call.arguments.contains(where: {
          $0.text.contains("cmd/") || $0.text.contains("../") || $0.text.contains(module)
        })
      {
        return Use(file: file, node: call, message: "builds the program and runs it")
      }
      if file.isMain, function.kind == .ident, reachesOutside(file),
        function.isText("main") || function.isText("run") || function.isText("realMain")
      {
        return Use(file: file, node: call, message: "runs the program's main")
      }
    }
    let drives =
      file.imports.contains { ["net/http", "os/exec", "google.golang.org/grpc"].contains($0.path) }
      || file.imports.contains { $0.path.hasPrefix(module) && !module.isEmpty }
    guard isApart, drives, let suite = EndToEndSuite.name(of: file.path),
      !suite.hasPrefix("an integration") || !fakesTheOther(Array(calls), file, module),
      let function = TestFunction.all(in: file).first
    else { return nil }
    return Use(file: file, node: function.node, message: suite)
  }

  /// A test that calls main and neither asks a server nor starts a program tries the command line alone.
  private static func reachesOutside(_ file: GoFile) -> Bool {
    file.imports.contains { imported in
      ["net/http", "net", "os/exec", "database/sql", "google.golang.org/grpc", "net/http/httptest"].contains(
        imported.path)
        || system(behind: imported.path) != nil
    }
  }

  /// Whether the only server is one the test writes itself: what the code talks to is a stand-in.
  private static func fakesTheOther(_ calls: [Node], _ file: GoFile, _ module: String) -> Bool {
    let servers = calls.filter { $0.calledOperandName == "httptest" && $0.calledName?.hasSuffix("Server") ?? false }
    guard !servers.isEmpty, !file.imports.contains(where: { $0.path == "os/exec" }) else { return false }
    let own = Set(file.imports.filter { isBelow($0.path, module) }.map(\.name))
    return servers.allSatisfy { server in
      guard let handler = server.arguments.first?.unparenthesized else { return false }
      // A handler made by a function of the test, or written there.
      let maker = handler.kind == .callExpr ? handler.function?.unparenthesized : nil
      let isWritten = maker?.kind == .ident || maker?.isText("http.HandlerFunc") ?? false
      return isWritten && !handler.descendants(of: .ident).contains { own.contains($0.text) }
    }
  }

  // MARK: Known libraries

  /// The outside system that an import speaks to.
  static func system(behind path: String) -> String? {
    systems.first { isBelow(path, $0.prefix) }?.name
  }

  static func isBelow(_ path: String, _ prefix: String) -> Bool {
    path.isPath(prefix)
  }

  private static let dockerClients: Set<String> = ["github.com/docker/docker/client", "github.com/moby/moby/client"]

  /// Whether a client of the imported package is made.
  private static func makes(_ item: GoImport, in file: GoFile) -> Bool {
    file.tree.nodes(of: .callExpr).contains {
      $0.calledOperandName == item.name && $0.calledName?.hasPrefix("New") ?? false
    }
  }

  private static let starters: [(prefix: String, name: String)] = [
    ("github.com/testcontainers/testcontainers-go", "containers (testcontainers-go)"),
    ("github.com/ory/dockertest", "containers (dockertest)"),
    ("sigs.k8s.io/controller-runtime/pkg/envtest", "a Kubernetes API server (envtest)"),
    ("sigs.k8s.io/e2e-framework", "a cluster (e2e-framework)"),
    ("sigs.k8s.io/kind", "a cluster (kind)"), ("github.com/fergusstrange/embedded-postgres", "a real Postgres"),
    ("github.com/orlangure/gnomock", "containers (gnomock)"),
    ("github.com/peterldowns/pgtestdb", "a real Postgres (pgtestdb)"),
    ("github.com/efficientgo/e2e", "containers (e2e)"), ("github.com/tryvium-travels/memongo", "a real MongoDB"),
    ("github.com/nats-io/nats-server", "a NATS server"),
    ("github.com/docker/docker/client", "containers (Docker client)"),
    ("github.com/gruntwork-io/terratest", "real infrastructure (terratest)"),
    ("github.com/grafana/e2e", "containers (e2e)"),
    ("github.com/moby/moby/client", "containers (Docker client)"), ("go.etcd.io/etcd/tests", "an etcd cluster"),
  ]

  private static let standIns: [(prefix: String, name: String)] = [
    ("github.com/alicebob/miniredis", "miniredis"), ("github.com/mattn/go-sqlite3", "SQLite"),
    ("modernc.org/sqlite", "SQLite"),
    ("gorm.io/driver/sqlite", "SQLite"), ("github.com/glebarez", "SQLite"),
    ("github.com/dolthub/go-mysql-server", "an embedded MySQL"),
    ("github.com/johannesboyne/gofakes3", "a fake S3"), ("go.etcd.io/etcd/server/v3/embed", "an embedded etcd"),
    ("github.com/ncruces/go-sqlite3", "SQLite"),
  ]

  private static let systems: [(prefix: String, name: String)] = [
    ("github.com/lib/pq", "Postgres"), ("github.com/jackc/pgx", "Postgres"), ("github.com/go-pg/pg", "Postgres"),
    ("gorm.io/driver/postgres", "Postgres"), ("github.com/go-sql-driver/mysql", "MySQL"),
    ("gorm.io/driver/mysql", "MySQL"),
    ("database/sql", "SQL"), ("gorm.io/gorm", "SQL"), ("github.com/jmoiron/sqlx", "SQL"),
    ("github.com/uptrace/bun", "SQL"),
    ("entgo.io/ent", "SQL"), ("xorm.io/xorm", "SQL"), ("github.com/mattn/go-sqlite3", "SQLite"),
    ("modernc.org/sqlite", "SQLite"),
    ("gorm.io/driver/sqlite", "SQLite"), ("github.com/ncruces/go-sqlite3", "SQLite"),
    ("github.com/redis", "Redis"), ("github.com/go-redis", "Redis"), ("github.com/gomodule/redigo", "Redis"),
    ("github.com/valkey-io", "Redis"), ("go.mongodb.org/mongo-driver", "MongoDB"), ("github.com/IBM/sarama", "Kafka"),
    ("github.com/Shopify/sarama", "Kafka"), ("github.com/segmentio/kafka-go", "Kafka"),
    ("github.com/twmb/franz-go", "Kafka"),
    ("github.com/confluentinc", "Kafka"), ("github.com/rabbitmq", "RabbitMQ"),
    ("github.com/streadway/amqp", "RabbitMQ"),
    ("github.com/nats-io/nats.go", "NATS"), ("go.etcd.io/etcd/client", "etcd"),
    ("github.com/elastic/go-elasticsearch", "Elasticsearch"),
    ("github.com/opensearch-project", "OpenSearch"), ("github.com/aws/aws-sdk-go", "AWS"),
    ("github.com/aws/aws-sdk-go-v2", "AWS"),
    ("cloud.google.com/go", "Google Cloud"), ("github.com/Azure/azure-sdk-for-go", "Azure"),
    ("github.com/minio/minio-go", "S3"),
    ("k8s.io/client-go", "Kubernetes"), ("sigs.k8s.io/controller-runtime", "Kubernetes"),
    ("github.com/gocql/gocql", "Cassandra"),
    ("github.com/ClickHouse", "ClickHouse"), ("github.com/neo4j", "Neo4j"),
    ("github.com/hashicorp/consul/api", "Consul"),
    ("github.com/hashicorp/vault/api", "Vault"), ("github.com/influxdata", "InfluxDB"),
    ("github.com/nsqio/go-nsq", "NSQ"),
    ("github.com/apache/pulsar-client-go", "Pulsar"), ("github.com/docker/docker/client", "Docker"),
    ("github.com/bradfitz/gomemcache", "memcached"), ("github.com/go-ldap/ldap", "LDAP"), ("net/smtp", "SMTP"),
    ("github.com/eclipse/paho.mqtt.golang", "MQTT"), ("go.temporal.io/sdk", "Temporal"),
    ("github.com/couchbase", "Couchbase"),
  ]
}

/// Tests that drive a whole program from outside, by where they lie or the tag they carry.
enum EndToEndSuite {
  private static let driving = ["e2e", "acceptance", "endtoend", "end-to-end"]

  /// What a file's folder says of the tests in it; nil for a folder like any other.
  static func name(of path: String) -> String? {
    let folders = path.lowercased().split(separator: "/").dropLast()
    if folders.contains(where: { part in driving.contains { part.contains($0) } }) {
      return "an end-to-end suite drives the program"
    }
    return folders.contains { $0.contains("integration") }
      ? "an integration suite runs parts of the program together" : nil
  }

  static func holds(_ file: GoFile) -> Bool { name(of: file.path) != nil || TestTag.first(in: file) != nil }
}
