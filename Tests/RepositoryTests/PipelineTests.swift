import Evidence
import Repository
import Testing

/// `text` of each step: its words, or the action's name, or the image, with `~` before one that may fail.
private func steps(_ sections: String) -> [String] {
  Snapshot(sections: sections).pipeline.steps.map { step in
    let text =
      switch step.action {
      case .command(let words): words.joined(separator: " ")
      case .uses(let name, let version, _): "uses " + name + (version.isEmpty ? "" : "@" + version)
      case .service(let image): "service " + image
      }
    return (step.isAdvisory ? "~" : "") + text
  }
}

@Suite struct PipelineTests {
  static let workflow = """
    -- .github/workflows/ci.yml --
    name: ci
    on:
      push:
        branches: [main]
      pull_request:
    env:
      FLAGS: -race
    jobs:
      test:
        strategy:
          matrix:
            pkg: [./a, ./b]
        services:
          db:
            image: postgres:16-alpine
        steps:
          - uses: actions/checkout@v4
          - name: vet
            run: go vet ./...
          - run: |
              # go build
              go test ${{ env.FLAGS }} ${{ matrix.pkg }}
          - uses: golangci/golangci-lint-action@v6
            with: {version: v2.1}
            continue-on-error: true
          - run: make lint
            working-directory: tools/ci
          - run: go build ./...
            if: false
          - uses: ./.github/actions/scan
            with:
              level: high
      called:
        uses: ./.github/workflows/shared.yml
        with: {target: cover}
    -- .github/workflows/shared.yml --
    on:
      workflow_call:
        inputs:
          target: {type: string}
    jobs:
      run:
        steps:
          - run: make ${{ inputs.target }}
    -- .github/actions/scan/action.yml --
    inputs:
      level: {default: low}
    runs:
      using: composite
      steps:
        - run: trivy --level ${{ inputs.level }}
          shell: bash
    -- Makefile --
    GO ?= go
    cover: test
    \t-$(GO) tool cover
    test: ; $(GO) test -cover ./...
    -- tools/ci/Makefile --
    lint:
    \t@../../hack/lint.sh
    -- hack/lint.sh --
    #!/usr/bin/env bash
    set -e
    golangci-lint run || true
    make lint
    """

  @Test func `a GitHub workflow is flattened, whatever it calls`() throws {
    #expect(
      steps(PipelineTests.workflow) == [
        "service postgres:16-alpine", "uses actions/checkout@v4", "go vet ./...", "go test -race ./a",
        "go test -race ./b",
        "~uses golangci/golangci-lint-action@v6", "make lint", "../../hack/lint.sh", "set -e", "~golangci-lint run",
        "make lint",
        "trivy --level high", "make cover", "go test -cover ./...", "~go tool cover",
      ])
  }

  @Test func `a step knows its place, the way to it and when it runs`() throws {
    let pipeline = Snapshot(sections: PipelineTests.workflow).pipeline
    let lint = try #require(pipeline.steps.first { $0.action == .command(["golangci-lint", "run"]) })
    #expect(lint.location == Location(path: "hack/lint.sh", line: 3))
    #expect(lint.via.map(\.path) == [".github/workflows/ci.yml", "tools/ci/Makefile"])
    #expect(lint.via.map(\.line) == [26, 2])
    #expect(lint.triggers == [.push, .pullRequest])
    let cover = try #require(pipeline.steps.first { $0.action == .command(["go", "test", "-cover", "./..."]) })
    #expect(cover.via.map(\.path) == [".github/workflows/ci.yml", ".github/workflows/shared.yml", "Makefile"])
    #expect(pipeline.configurations.map(\.problem) == [nil, nil])
  }

  @Test func `triggers and conditions decide when a step runs`() {
    let snapshot = Snapshot(
      sections: """
        -- .github/workflows/a.yml --
        "on": [workflow_dispatch]
        jobs: {a: {steps: [{run: go vet}]}}
        -- .github/workflows/b.yml --
        on: {push: {tags: ['v*']}, schedule: [{cron: '0 0 * * *'}]}
        jobs: {a: {steps: [{run: go vet}]}}
        -- .github/workflows/c.yml --
        on: [push, pull_request]
        jobs:
          a:
            if: github.event_name == 'pull_request'
            steps: [{run: go vet}]
        -- .github/workflows/d.yml --
        on: {pull_request: {types: [labeled]}}
        jobs: {a: {steps: [{run: go vet}]}}
        """)
    #expect(snapshot.pipeline.steps.map(\.triggers) == [.manual, [.tag, .schedule], .pullRequest, .manual])
  }

  @Test func `a folder the repository is checked out to is its root`() {
    let text = """
      -- .github/workflows/ci.yml --
      on: push
      jobs:
        a:
          defaults: {run: {working-directory: './src/${{ github.repository }}'}}
          steps:
            - uses: actions/checkout@v4
              with: {path: './src/${{ github.repository }}'}
            - run: make test
      -- Makefile --
      test: ; go test ./...
      """
    #expect(steps(text) == ["uses actions/checkout@v4", "make test", "go test ./..."])
  }

  @Test func `broken configuration is a problem of its file`() {
    let pipeline = Snapshot(sections: "-- .github/workflows/a.yml --\non: [push\njobs: {").pipeline
    #expect(pipeline.steps.isEmpty)
    #expect(pipeline.configurations.first?.problem?.contains("YAML") == true)
  }

  @Test func `targets that call each other end`() {
    let text = """
      -- .gitlab-ci.yml --
      test: {script: [make a]}
      -- Makefile --
      a: b
      \t$(MAKE) b
      b: a
      \tmake a X=$(X)x
      \t./x.sh
      -- x.sh --
      ./x.sh
      make a
      """
    #expect(steps(text).count < 100)
  }

  static let systems: [(String, [String])] = [
    (
      """
      -- .gitlab-ci.yml --
      include: {local: /ci/lint.yml}
      default: {before_script: [go mod download]}
      .base: &base
        services: [postgres:16]
        script: [go test ./...]
      test: {extends: .base, allow_failure: true}
      build: {<<: *base, before_script: [], script: [!reference [.base, script], go build]}
      never: {script: [go vet], when: never}
      -- ci/lint.yml --
      lint: {script: golangci-lint run}
      """,
      [
        "go mod download", "golangci-lint run", "~service postgres:16", "~go mod download", "~go test ./...",
        "service postgres:16",
        "go test ./...", "go build",
      ]
    ),
    (
      """
      -- .circleci/config.yml --
      version: 2.1
      orbs: {go: circleci/go@1.7}
      commands:
        check:
          parameters: {flag: {type: string, default: -v}}
          steps: [{run: go test << parameters.flag >> ./...}]
      jobs:
        test:
          docker: [{image: 'cimg/go:1.24'}, {image: 'redis:7'}]
          steps:
            - checkout
            - go/mod-download
            - check: {flag: -race}
            - run: {name: vet, command: go vet ./...}
        unused: {docker: [{image: x}], steps: [{run: go build}]}
      workflows: {main: {jobs: [test]}}
      """,
      ["service redis:7", "uses circleci/go/mod-download@1.7", "go test -race ./...", "go vet ./..."]
    ),
    (
      """
      -- Jenkinsfile --
      pipeline {
        stages {
          // sh 'go build'
          stage('Test') { steps { sh 'go test ./...' } }
          stage("Lint") { steps { catchError { sh(script: "golangci-lint run") } } }
          stage('Ship') { steps { dir('web') { sh \"\"\"
            make x
            go vet
          \"\"\" } } }
        }
      }
      -- web/Makefile --
      x:
      \tgo build
      """,
      ["go test ./...", "~golangci-lint run", "make x", "go build", "go vet"]
    ),
    (
      "-- .travis.yml --\nlanguage: go\nscript:\n- go vet ./... && go test\nafter_success: goveralls",
      ["go vet ./...", "go test", "~goveralls"]
    ),
    (
      """
      -- azure-pipelines.yml --
      steps:
      - script: go vet ./...
      - task: Go@0
        inputs: {command: test, arguments: '-race ./...'}
      - bash: go build
        continueOnError: true
      - template: ci/steps.yml
      -- ci/steps.yml --
      steps: [{script: golangci-lint run}]
      """,
      ["go vet ./...", "uses Go@0", "go test -race ./...", "~go build", "golangci-lint run"]
    ),
    (
      """
      -- .drone.yml --
      kind: pipeline
      name: main
      steps:
      - {name: test, image: golang, commands: [go test ./...]}
      - {name: ship, image: plugins/docker, when: {event: [tag]}}
      services: [{name: db, image: 'mysql:8'}]
      ---
      kind: secret
      """,
      ["go test ./...", "uses plugins/docker", "service mysql:8"]
    ),
    (
      "-- .woodpecker/test.yml --\nwhen: {event: push}\nsteps:\n  test:\n    image: golang\n    commands:\n      - just check\n-- justfile --\ncheck: vet\n  -go test\nvet:\n  @go vet",
      ["just check", "go vet", "~go test"]
    ),
    (
      "-- .buildkite/pipeline.yml --\nsteps:\n  - {label: t, command: task test, soft_fail: true}\n-- Taskfile.yml --\nvars: {GO: go}\ntasks:\n  test:\n    deps: [vet]\n    cmds: ['{{.GO}} test', {task: more}]\n  vet: go vet\n  more: {cmd: go build}",
      ["~task test", "~go vet", "~go test", "~task more", "~go build"]
    ),
    (
      "-- .tekton/ci.yaml --\nkind: PipelineRun\nspec:\n  pipelineSpec:\n    tasks:\n    - name: t\n      taskSpec:\n        steps:\n        - image: golang\n          script: |\n            go test ./...",
      ["go test ./..."]
    ),
    (
      "-- .prow.yaml --\npresubmits:\n- name: unit\n  always_run: true\n  spec: {containers: [{image: golang, command: [make], args: [unit]}]}\n-- Makefile --\nunit: ; go test ./...",
      ["make unit", "go test ./..."]
    ),
  ]

  @Test(arguments: systems) func `every system's commands are read`(_ sections: String, _ expected: [String]) {
    #expect(steps(sections) == expected)
  }

  @Test func `what an image or a compose file runs counts`() {
    let text = """
      -- .github/workflows/ci.yml --
      on: push
      jobs:
        a:
          steps:
            - run: docker build -t x -f build/Dockerfile .
            - uses: docker/build-push-action@v6
              with: {context: sub}
            - run: docker compose up --build --exit-code-from tests
      -- build/Dockerfile --
      ARG GO=1.24
      FROM golang:${GO} AS build
      RUN --mount=type=cache,target=/x go build \\
          # comment
          && go vet
      -- sub/Dockerfile --
      FROM scratch
      RUN ["go", "install"]
      -- docker-compose.yml --
      services:
        db: {image: 'postgres:16'}
        tests: {build: {context: ., dockerfile: tests/Dockerfile}}
      -- tests/Dockerfile --
      FROM golang
      CMD ["go", "test", "-tags=integration", "./..."]
      """
    #expect(
      steps(text) == [
        "docker build -t x -f build/Dockerfile .", "go build", "go vet", "uses docker/build-push-action@v6",
        "go install",
        "docker compose up --build --exit-code-from tests", "service postgres:16", "go test -tags=integration ./...",
      ])
  }

  @Test func `stages of a Dockerfile are read with arguments' defaults`() throws {
    let image = try #require(
      Snapshot(
        sections: """
          -- Dockerfile --
          # syntax=docker/dockerfile:1
          ARG BASE=alpine:3.20
          FROM --platform=$BUILDPLATFORM golang:1.24 AS build
          ARG VERSION=dev
          RUN <<EOF
          go build -o /app
          USER nobody
          EOF
          FROM ${BASE}
          COPY --from=build /app /app
          USER 65532:65532
          ENTRYPOINT ["/app"]
          """
      ).images.first)
    #expect(image.stages.map(\.base) == ["golang:1.24", "alpine:3.20"])
    #expect(image.stages.map(\.name) == ["build", nil])
    #expect(image.stages[0].user == nil)
    #expect(image.stages[1].user?.arguments == "65532:65532")
    #expect(image.stages[1].line == 9)
  }

  @Test(arguments: [
    (".golangci.yml", "linters:\n  enable: [revive, gosec]\n  disable: [errcheck]\n", "standard", 2),
    (
      ".golangci.yml",
      "version: '2'\nlinters:\n  default: none\n  enable:\n    - gosec\n    - revive\n  disable:\n    - errcheck\n",
      "none", 4
    ),
    (
      ".golangci.toml",
      "[linters]\nenable = [\n  \"gosec\", # why\n  \"revive\",\n]\ndisable = [\"errcheck\"]\ndisable-all = true\n",
      "none", 2
    ),
    (
      ".golangci.json",
      "{\"linters\": {\"enable-all\": true, \"enable\": [\"gosec\", \"revive\"], \"disable\": [\"errcheck\"]}}", "all",
      1
    ),
  ]) func `linter settings are read in every format`(_ path: String, _ text: String, _ set: String, _ line: Int) throws
  {
    let configuration = try #require(Snapshot(sections: "-- \(path) --\n\(text)").golangci)
    #expect(configuration.enabled == ["gosec", "revive"])
    #expect(configuration.disabled == ["errcheck"])
    #expect(configuration.defaultSet == set)
    #expect(configuration.line == line)
    #expect(configuration.problem == nil)
  }

  @Test func `a magefile's targets are read`() {
    let text = """
      -- .travis.yml --
      script: mage -v check
      -- magefile.go --
      //go:build mage

      package main

      func Check() error {
      \tmg.Deps(Vet)
      \treturn sh.RunV("go", "test", "./...")
      }

      func Vet() error { return sh.Run("go", "vet", "./...") }
      """
    #expect(steps(text) == ["mage -v check", "go vet ./...", "go test ./..."])
  }
}
