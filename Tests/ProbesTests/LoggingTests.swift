import Evidence
import Testing

@testable import Probes
@testable import Reviews

/// What counts as a log line, which logger it goes to, and what the items make of it.
@Suite struct LoggingTests {
  func outcome(_ type: any Probe.Type, _ text: String) -> Outcome { type.init().examine(ExampleSubject(text).subject) }

  func rating(_ item: String, _ text: String, kind: ProjectKind, _ probes: [any Probe.Type]) -> Suggested? {
    let subject = ExampleSubject(text).subject
    var outcomes: [ProbeID: Outcome] = [:]
    for probe in probes { outcomes[probe.card.id] = probe.init().examine(subject) }
    return Suggestions.operationRules[item]?(RuleFacts(kind: kind, outcomes: outcomes))
  }

  @Test func `a wrapper that spreads its arguments into a format takes only text`() {
    let text = """
      -- log/log.go --
      package log

      import "github.com/rs/zerolog"

      type Logger struct{ inner *zerolog.Logger }

      func (l *Logger) Debug(message string, args ...any) { l.write(zerolog.DebugLevel, message, args...) }
      func (l *Logger) Info(message string, args ...any)  { l.write(zerolog.InfoLevel, message, args...) }
      func (l *Logger) Error(message string, args ...any) { l.write(zerolog.ErrorLevel, message, args...) }

      func (l *Logger) write(level zerolog.Level, message string, args ...any) {
        l.inner.WithLevel(level).Msgf(message, args...)
      }
      -- cart/cart.go --
      package cart

      import "example.org/shop/log"

      func Add(l *log.Logger, item string) {
        l.Info("added %s", item)
        l.Error("cannot price %s", item)
      }
      """
    let outcome = outcome(StructuredProbe.self, text)
    #expect(outcome.flag("textOnlyWrapper"))
    #expect(outcome.count("formatted") == 2)
    #expect(outcome.answer == .partial)
    let suggested = rating("readiness.p0.structured-logging", text, kind: .service, [StructuredProbe.self])
    #expect(suggested?.rating?.text == "1")
  }

  @Test func `a wrapper that hands fields on is a structured logger`() {
    let text = """
      -- log/log.go --
      package log

      import "log/slog"

      func Debug(message string, args ...any) { slog.Debug(message, args...) }
      func Info(message string, args ...any)  { slog.Info(message, args...) }
      func Error(message string, args ...any) { slog.Error(message, args...) }
      -- cart/cart.go --
      package cart

      import "example.org/shop/log"

      func Add(item string) { log.Info("added", "item", item) }
      """
    let outcome = outcome(StructuredProbe.self, text)
    #expect(outcome.count("structured") == 1)
    #expect(!outcome.flag("textOnlyWrapper"))
  }

  @Test func `the standard logger counts as structured where it is redirected`() {
    let text = """
      -- main.go --
      package main

      import "log/slog"

      func main() { slog.SetDefault(slog.Default()) }
      -- cart/cart.go --
      package cart

      import "log"

      func Add(item string) { log.Printf("added %s", item) }
      """
    let outcome = outcome(StructuredProbe.self, text)
    #expect(outcome.flag("redirected"))
    #expect(outcome.count("plain") == 0)
    #expect(outcome.count("structured") == 1)
  }

  @Test func `logrus is half the signal`() {
    let text = """
      package shop

      import "github.com/sirupsen/logrus"

      func store(path string) { logrus.Infof("stored %s", path) }
      """
    let suggested = rating("readiness.p0.structured-logging", text, kind: .service, [StructuredProbe.self])
    #expect(suggested?.rating?.text == "1")
  }

  @Test func `a command that only prints has no logging to rate`() {
    let text = """
      -- main.go --
      package main

      import "fmt"

      func main() { fmt.Println("done") }
      """
    let suggested = rating("readiness.p0.structured-logging", text, kind: .cli, [StructuredProbe.self])
    #expect(suggested?.rating?.text == "n/a")
    #expect(suggested?.confidence == .high)
  }

  @Test func `methods named like levels on other things are no log calls`() {
    let text = """
      package shop

      import "net/http"

      type catalog struct{}

      func (catalog) Info(name string) string { return name }

      func show(w http.ResponseWriter, catalog catalog, name string) {
        http.Error(w, catalog.Info(name), 404)
      }
      """
    #expect(outcome(StructuredProbe.self, text).count("logCalls") == 0)
  }

  @Test func `a flag named for a password is no credential in a log line`() {
    let text = """
      package shop

      import "log/slog"

      type config struct{ FallbackPassword bool }

      func show(c config) { slog.Info("login", "mode", c.FallbackPassword) }
      """
    #expect(outcome(SensitiveProbe.self, text).findings.isEmpty)
  }

  @Test func `an id on debug lines only is half of what is asked`() {
    let text = """
      package shop

      import (
        "log/slog"
        "net/http"

        "github.com/go-chi/chi/v5/middleware"
      )

      func handle(w http.ResponseWriter, r *http.Request) {
        slog.Debug("served", slog.String("request_id", middleware.GetReqID(r.Context())))
      }

      func routes(next http.Handler) http.Handler { return middleware.RequestID(next) }
      """
    let suggested = rating("readiness.p1.request-id", text, kind: .service, [RequestIdProbe.self])
    #expect(suggested?.rating?.text == "1")
  }

  @Test func `an id that becomes part of the request's logger is on all its lines`() {
    let text = """
      package shop

      import (
        "context"
        "log/slog"
        "net/http"
      )

      type loggerKey struct{}

      func identify(next http.Handler) http.Handler {
        return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
          requestID := r.Header.Get("X-Request-ID")
          logger := slog.Default().With("request_id", requestID)
          ctx := context.WithValue(r.Context(), "request_id", requestID)
          next.ServeHTTP(w, r.WithContext(context.WithValue(ctx, loggerKey{}, logger)))
        })
      }
      """
    let suggested = rating("readiness.p1.request-id", text, kind: .service, [RequestIdProbe.self])
    #expect(suggested?.rating?.text == "2")
  }

  @Test func `no log call means nothing to give away`() {
    let suggested = rating(
      "security.logging", "func add(a int) int { return a }", kind: .library, [SensitiveProbe.self])
    #expect(suggested?.rating?.text == "n/a")
  }
}
