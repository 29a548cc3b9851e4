import Evidence
import Testing

@testable import Probes

/// Which answers are a check of the input by hand.
@Suite struct RefusalByHandTests {
  static func refuses(_ body: String, _ more: String = "") -> Bool {
    let text = """
      package shop

      import (
      \t"encoding/json"
      \t"errors"
      \t"net/http"
      )

      func place(w http.ResponseWriter, r *http.Request) {
      \tvar order struct{ Cents int }
      \(body)
      }
      \(more)
      """
    return RefusalByHand(ExampleSubject(text).subject.snapshot.productFiles).refuses
  }

  @Test(arguments: [
    #"if order.Cents < 0 { http.Error(w, "cents", http.StatusBadRequest) }"#,
    "if order.Cents < 0 { w.WriteHeader(400) }",
    "if err := check(order.Cents); err != nil { w.WriteHeader(http.StatusUnprocessableEntity) }",
    "err := check(1)\n if errors.Is(err, errCents) { w.WriteHeader(http.StatusBadRequest) }",
    "if order.Cents > 0 { w.WriteHeader(200) } else { w.WriteHeader(http.StatusBadRequest) }",
    "if err := check(order.Cents); err == nil { w.WriteHeader(200) } else { w.WriteHeader(http.StatusBadRequest) }",
    "switch { case order.Cents < 0: w.WriteHeader(http.StatusBadRequest) }",
    "switch r.Method { case http.MethodPost:\n if order.Cents < 0 { w.WriteHeader(http.StatusBadRequest) } }",
  ])
  func `what was decoded is compared and refused`(_ body: String) {
    #expect(Self.refuses(body))
  }

  @Test(arguments: [
    "if err := json.NewDecoder(r.Body).Decode(&order); err != nil { w.WriteHeader(http.StatusBadRequest) }",
    "if err := r.ParseForm(); err == nil { w.WriteHeader(200) } else { w.WriteHeader(http.StatusBadRequest) }",
    "if err := r.ParseForm(); err != nil { return } else { w.WriteHeader(http.StatusBadRequest) }",
    "err := r.ParseForm()\n if err != nil { w.WriteHeader(http.StatusBadRequest); return }",
    "err := readJSON(r, &order)\n if errors.As(err, &failure) { w.WriteHeader(http.StatusBadRequest) }",
    "if r.Method != http.MethodPost { w.WriteHeader(http.StatusBadRequest) }",
    "switch r.Method { default: w.WriteHeader(http.StatusBadRequest) }",
    "if order.Cents < 0 { w.WriteHeader(http.StatusTeapot) }",
    "if order.Cents < 0 { wait(400) }",
  ])
  func `what cannot be read is not the input being checked`(_ body: String) {
    #expect(!Self.refuses(body))
  }

  @Test func `a function that always refuses is judged by its callers`() {
    let helper = "\nfunc refuse(w http.ResponseWriter) { w.WriteHeader(http.StatusBadRequest) }"
    #expect(Self.refuses("if order.Cents < 0 { refuse(w) }", helper))
    #expect(!Self.refuses("if r.Method != http.MethodPost { refuse(w) }", helper))
    #expect(!Self.refuses("", helper))
  }
}
