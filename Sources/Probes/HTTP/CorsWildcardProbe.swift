import Evidence
import GoSyntax
import Repository

/// Finds answers that let pages of any origin read what only a signed-in person may.
///
/// `*` without credentials is counted (`open`, `openPlaces`) and not reported: what it answers may well be public, and
/// no cookie goes with the request (`CorsOpenings`). Limits: an origin list that comes from configuration is taken as
/// an allow-list; the request's own origin sent back counts where nothing in the function looks at it.
struct CorsWildcardProbe: Probe {
  static let card = ProbeCard(
    id: "http/cors-wildcard",
    version: 4,
    sign: .antiPattern,
    looksFor: "any origin allowed with credentials or unlooked at, and websockets of any origin beside cookies",
    because: "any page a user has open may then act with what the browser attaches",
    instead: "list the origins that are yours",
    examples: corsExamples)

  static let libraries = [
    "github.com/rs/cors", "github.com/go-chi/cors", "github.com/gin-contrib/cors", "github.com/jub0bs/cors",
    "github.com/gofiber/fiber/v2/middleware/cors", "github.com/gofiber/fiber/v3/middleware/cors",
    "github.com/gorilla/handlers", "github.com/go-pkgz/rest",
  ]

  /// How many of the places that are only counted are named.
  private var placeCountMax: Int { 20 }

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let judge = CorsOpenings(subject)
    var findings: [Finding] = []
    var open: [Location] = []
    var uses = 0
    var isCredentialed = false
    for file in snapshot.productFiles where subject.ships(file) {
      let reader = CorsReader(file, subject)
      uses += reader.uses
      for opening in reader.openings {
        let judgement = judge.judge(opening, in: reader, file)
        var message = opening.message
        switch judgement {
        case .plain:
          open.append(file.location(of: opening.node))
          continue
        case .credentialed: message += ", with credentials"
        case .websocket: message += ", with the cookies that sign people in"
        case .router: message += ", for all that is routed here"
        case .reflected: break
        }
        isCredentialed = isCredentialed || judgement == .credentialed || judgement == .websocket
        findings.append(
          file.finding(
            Self.card.id, at: opening.node, message, confidence: judgement == .router ? .medium : .high))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "uses": .count(uses), "wildcards": .count(findings.count), "credentials": .flag(isCredentialed),
        "open": .count(open.count),
        "openPlaces": .list(open.sorted().prefix(placeCountMax).map { "\($0.path):\($0.line)" }),
      ],
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: ["Access-Control-Allow-Origin", "CheckOrigin"] + Self.libraries))
  }
}
