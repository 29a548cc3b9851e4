import Evidence
import Repository

/// Judges the image that ships: built in an earlier stage, on a minimal base, run by a user that is not root.
///
/// Each weakness is a finding at its line. Images that ko, buildpacks or goreleaser's ko settings make are known by
/// their defaults. Limits: a base that only the build's caller knows, or that somebody made for himself, is not guessed.
struct DockerfileProbe: Probe {
  static let card = ProbeCard(
    id: "delivery/dockerfile",
    version: 4,
    sign: .signal,
    looksFor: "a shipped image that is built in stages, minimal and not run by root",
    because: "every tool in an image, and root above all, is a gift to whoever gets in",
    instead: "build in a golang stage, copy the program into distroless or scratch, and set a numeric USER",
    examples: [
      .found(
        """
        -- Dockerfile --
        FROM golang:1.24 AS build
        COPY . .
        RUN go build -o /shop ./cmd/shop

        FROM gcr.io/distroless/static:nonroot
        COPY --from=build /shop /shop
        ENTRYPOINT ["/shop"]
        """),
      .found(
        """
        -- Dockerfile --
        FROM golang:1.24 AS build
        COPY . .
        RUN go build -o /shop ./cmd/shop

        ▸FROM debian:bookworm-slim
        COPY --from=build /shop /shop
        ENTRYPOINT ["/shop"]
        """),
      .found(
        """
        -- Dockerfile --
        ARG RUNTIME_IMAGE=placeholder
        FROM golang:1.24 AS build
        COPY . .
        RUN go build -o /shop ./cmd/shop

        ▸FROM ${RUNTIME_IMAGE}
        USER 1000
        COPY --from=build /shop /shop
        ENTRYPOINT ["/shop"]
        """),
      .found(
        """
        -- build/base/Dockerfile --
        FROM alpine:3.22 AS certificates
        RUN apk add ca-certificates

        FROM alpine:3.22
        COPY --from=certificates /etc/ssl/certs /etc/ssl/certs
        -- build/shop/Dockerfile --
        ▸FROM alpine:3.22
        COPY shop /shop
        ENTRYPOINT ["/shop"]
        -- build/workbench/Dockerfile --
        FROM golang:1.24-alpine
        COPY Makefile /
        CMD ["/bin/sh"]
        """),
      .found(
        """
        -- Dockerfile --
        FROM golang:1.24 AS build
        COPY . .
        RUN go build -o /shop ./cmd/shop

        ▸FROM ghcr.io/example/base:1.2
        USER 1000
        COPY --from=build /shop /shop
        ENTRYPOINT ["/shop"]
        """),
      .quiet(
        """
        -- docker/store.Dockerfile --
        FROM golang:1.24 AS build
        COPY . .
        RUN go build -o /shop ./cmd/shop

        FROM debian:bookworm-slim AS upload
        ADD scripts /scripts
        RUN sh /scripts/upload.sh
        """),
      .quiet(
        """
        -- test/Dockerfile --
        FROM golang:1.24
        COPY . .
        CMD ["go", "test", "./..."]
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let scope = Scope(
      files: snapshot.images.count, patterns: ["Dockerfile, Containerfile, ko, buildpacks"],
      skipped: snapshot.images.isEmpty ? ["no Dockerfile found"] : [])
    let shipped = ShippedImage.all(in: snapshot, steps: subject.deliverySteps)
    if let image = imageByTool(subject, scope, isFallback: shipped.isEmpty), !shipped.contains(where: \.isReleased) {
      return image
    }
    if shipped.isEmpty {
      return Outcome(probe: Self.card.id, answer: .notFound, measures: ["images": .count(0)], scope: scope)
    }
    var findings: [Finding] = []
    var isMinimal = true
    var isNonRoot = true
    var isStaged = true
    var isUnknown = false
    for image in shipped {
      guard let final = FinalStage(image) else { continue }
      func note(_ line: Int, _ message: String) {
        findings.append(snapshot.finding(Self.card.id, at: Location(path: image.image.path, line: line), message))
      }
      let staged = final.stageCount > 1 && final.copiesFromStage || !final.compiles && final.copiesFromContext
      if final.isUnknown {
        isUnknown = true
        note(
          final.stage.line,
          final.isOfOthers
            ? "what the base \(final.base) holds stands elsewhere"
            : "the base \(final.base) is only known when the image is built")
      } else if !final.isMinimal {
        isMinimal = false
        note(final.stage.line, "the final stage stands on \(final.base), not on a minimal image")
      }
      if !staged {
        isStaged = false
        note(final.stage.line, "the program is compiled in the stage that ships")
      }
      if !final.isNonRoot {
        isNonRoot = false
        note(
          final.user?.line ?? final.stage.line, Self.rootNote(final)
        )
      }
      if final.isMinimal, staged, final.isNonRoot {
        note(final.stage.line, "minimal final stage, not run by root")
      }
    }
    let isSolid = isMinimal && isNonRoot && isStaged && !isUnknown
    return Outcome(
      probe: Self.card.id, answer: isSolid ? .found : .partial, findings: findings,
      measures: [
        "images": .count(shipped.count), "isMinimal": .flag(isMinimal && !isUnknown), "isNonRoot": .flag(isNonRoot),
        "isStaged": .flag(isStaged), "isUnknown": .flag(isUnknown), "path": .text(shipped[0].image.path),
        "isOnlyOne": .flag(snapshot.images.count == 1),
      ], scope: scope)
  }

  private static func rootNote(_ final: FinalStage) -> String {
    if final.user != nil { return "runs as root" }
    return final.isUnknown ? "no USER: root, unless the base brings a user" : "no USER: the program runs as root"
  }

  /// Other ways to an image, by the defaults of the tool that makes it; beside a Dockerfile only where the tool releases.
  private func imageByTool(_ subject: Subject, _ scope: Scope, isFallback: Bool) -> Outcome? {
    let (snapshot, steps) = (subject.snapshot, subject.deliverySteps)
    let goreleaser = Goreleaser(snapshot)
    let ko = snapshot.text(of: ".ko.yaml") ?? snapshot.text(of: ".ko.yml")
    let koStep = steps.uses.first { use in
      guard use.purpose == .build(.image), !ShippedImage.isAside(use.step.location.path) else { return false }
      switch use.step.action {
      case .command(let words): return CommandLine(words)?.program == "ko"
      case .uses, .service: return false
      }
    }
    let koReleases =
      goreleaser?.usesKo == true
      || koStep.map { step in
        steps.uses.contains { $0.step == step.step && $0.purpose.releaseTool == "ko" }
      } == true
    if koReleases || isFallback && (ko != nil || koStep != nil) {
      let base = ko.flatMap { YAMLOutline($0).all("defaultBaseImage").first?.value } ?? goreleaser?.koBase
      // ko's own default is a non-root base of the distroless kind.
      let image = base ?? "cgr.dev/chainguard/static"
      let final = FinalStage(
        ShippedImage(
          image: ContainerImage(path: ".ko.yaml", stages: [.init(base: image, name: nil, line: 1, instructions: [])]),
          target: nil, isReleased: true))
      let isMinimal = final?.isMinimal ?? false
      let isNonRoot = final?.isNonRoot ?? false
      let place =
        ko != nil
        ? Location(path: ".ko.yaml", line: 1) : koStep?.step.location ?? Location(path: goreleaser?.path ?? "", line: 1)
      return Outcome(
        probe: Self.card.id, answer: isMinimal && isNonRoot ? .found : .partial,
        findings: [snapshot.finding(Self.card.id, at: place, "ko makes the image on \(image)")],
        measures: [
          "images": .count(1), "isMinimal": .flag(isMinimal), "isNonRoot": .flag(isNonRoot), "isStaged": .flag(true),
          "isByTool": .flag(true),
        ], scope: scope)
    }
    if isFallback,
      let pack = steps.uses.first(where: { use in
        switch use.step.action {
        case .command(let words): CommandLine(words)?.program == "pack"
        case .uses(let name, _, _): name.hasPrefix("buildpacks/github-actions")
        case .service: false
        }
      })
    {
      return Outcome(
        probe: Self.card.id, answer: .partial,
        findings: [snapshot.finding(Self.card.id, at: pack.step.location, "buildpacks make the image on a full base")],
        measures: ["images": .count(1), "isNonRoot": .flag(true), "isStaged": .flag(true), "isByTool": .flag(true)],
        scope: scope)
    }
    return nil
  }
}
