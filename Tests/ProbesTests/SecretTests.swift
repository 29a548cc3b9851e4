import Evidence
import Testing

@testable import Probes
@testable import Reviews

/// What is a credential by its name or its shape, and what only looks like one.
@Suite struct SecretTests {
  @Test(arguments: [
    ("dbPassword", true), ("JWT_SECRET", true), ("client-secret", true), ("apiKeyValue", true), ("accessToken", true),
    ("passwordFile", false), ("tokenExpiry", false), ("secretName", false), ("publicKey", false),
    ("nextPageToken", false),
    ("hasPassword", false), ("mapKey", false), ("invalidPassword", false), ("fallbackToPassword", false),
  ]) func `a name speaks of a credential by its last words`(_ name: String, _ isCredential: Bool) {
    #expect((CredentialName(name).strength != nil) == isCredential)
  }

  @Test(arguments: [
    ("userID", ["user", "id"]), ("APIKey", ["api", "key"]), ("DB_PASSWORD", ["db", "password"]),
    ("userIDs", ["user", "ids"]),
    ("oauth2Token", ["oauth2", "token"]), ("x-request-id", ["x", "request", "id"]),
  ]) func `an identifier falls into its words`(_ text: String, _ words: [String]) {
    #expect(IdentifierWords(text).words == words)
  }

  @Test(arguments: [
    "", "changeme", "${TOKEN}", "<token>", "your-secret-key-change-in-production", "xxxxxxxx", "example-password",
  ])
  func `a placeholder is no credential`(_ text: String) {
    #expect(CredentialValue.isPlaceholder(text))
  }

  @Test(arguments: [
    "/run/secrets/db", "X-Auth-Token", "access_token", "https://example.org/token1", "urn:oasis:names:tc:2.0",
    "{{ .Token }}",
  ])
  func `names, paths, addresses and templates are no credentials`(_ text: String) {
    #expect(!CredentialValue.isPlausible(text, isStrong: true))
  }

  @Test func `a token of a known shape needs no name`() {
    let key = "AKIA" + "QWERTZUIOPASDFG7"
    let subject = ExampleSubject("package shop\n\nvar region = \"\(key)\"\n").subject
    let outcome = HardcodedSecretProbe().examine(subject)
    #expect(outcome.findings.map(\.confidence) == [.high])
  }

  @Test func `a password in an address is found unless it is a placeholder`() {
    #expect(CredentialValue.passwordInURL("postgres://shop:s3cr3tpw@db/shop") == "s3cr3tpw")
    #expect(CredentialValue.passwordInURL("postgres://shop:%s@db/shop") == nil)
    #expect(CredentialValue.passwordInURL("postgres://shop:${PASSWORD}@db/shop") == nil)
    #expect(CredentialValue.passwordInURL("https://example.org/a:b@c") == nil)
  }

  @Test func `a default configuration with a password counts, an example of one does not`() {
    let code = """
      -- main.go --
      package main

      import (
        "flag"
        "os"
      )

      var path = flag.String("config", "config.yml", "path of the configuration")

      func main() {
        flag.Parse()
        _, _ = os.ReadFile(*path)
      }
      """
    let shipped = code + "\n-- config.yml --\ndatabase:\n  password: hunter22\n"
    let example = code + "\n-- config.example.yml --\ndatabase:\n  password: hunter22\n"
    let found = HardcodedSecretProbe().examine(ExampleSubject(shipped).subject)
    #expect(found.findings.map(\.location.line) == [2])
    #expect(found.count("configured") == 1)
    #expect(HardcodedSecretProbe().examine(ExampleSubject(example).subject).findings.isEmpty)
  }

  @Test func `a live credential is worse than a default that may be overridden`() {
    func rating(_ text: String) -> String? {
      let subject = ExampleSubject(text).subject
      let outcomes: [ProbeID: Outcome] = [
        HardcodedSecretProbe.card.id: HardcodedSecretProbe().examine(subject),
        SecretDefaultProbe.card.id: SecretDefaultProbe().examine(subject),
      ]
      return Suggestions.operationRules["security.secrets"]?(RuleFacts(kind: .service, outcomes: outcomes)).rating?.text
    }
    #expect(rating("const signingKey = \"kZ82hfPq0sLm3Vt9\"") == "0")
    #expect(rating("var secret = flag.String(\"jwt-secret\", \"kZ82hfPq0sLm3Vt9\", \"signs tokens\")") == "1")
    #expect(rating("var secret = flag.String(\"jwt-secret\", \"\", \"signs tokens\")") == "2")
  }
}
