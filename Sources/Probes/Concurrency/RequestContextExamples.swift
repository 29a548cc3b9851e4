/// The examples of `RequestContextEscapesProbe`.
let requestContextExamples: [ProbeExample] = [
  .found(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      var ctx = r.Context()
      work := func() { save(▸ctx) }
      go work()
    }
    """),
  .found(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      go func(r *http.Request) { save(▸r.Context()) }(r)
    }
    """),
  .quiet(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      go func(r *http.Request) { save(r.Context()) }(r.WithContext(context.Background()))
    }
    """),
  .found(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      time.AfterFunc(time.Second, func() { save(▸r.Context()) })
    }
    """),
  .quiet(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      work := func() { save(r.Context()) }
      work()
    }
    """),
  .found(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      go save(▸r.Context())
    }
    """),
  .found(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      ctx := r.Context()
      go func() { save(▸ctx) }()
    }
    """),
  .found(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, request *http.Request) {
      ctx, cancel := context.WithTimeout(request.Context(), time.Second)
      defer cancel()
      go save(▸ctx)
    }
    """),
  .found(
    """
    func save(ctx context.Context) {}
    var handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
      if r.Method == "POST" {
        go func() {
          ctx := context.WithValue(▸r.Context(), 1, 2)
          save(ctx)
        }()
      }
    })
    """),
  .found(
    """
    func record(r *http.Request) { save(r.Context()) }
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      go record(▸r)
    }
    """),
  .found(
    """
    package shop
    import ("context"; "github.com/gin-gonic/gin")
    func save(ctx context.Context) {}
    func handle(c *gin.Context) {
      go save(▸c.Request.Context())
    }
    """),
  .quiet(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      go save(context.WithoutCancel(r.Context()))
    }
    """),
  .quiet(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      ctx := context.WithoutCancel(r.Context())
      go func() { save(ctx) }()
    }
    """),
  .quiet(
    """
    func handle(w http.ResponseWriter, r *http.Request) {
      done := make(chan error)
      go func() { done <- r.Context().Err() }()
      <-done
    }
    """),
  .quiet(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      wg := sync.WaitGroup{}
      defer wg.Wait()
      wg.Add(1)
      go func() {
        defer wg.Done()
        save(r.Context())
      }()
    }
    """),
  .quiet(
    """
    func handle(w http.ResponseWriter, r *http.Request) {
      go func() {
        <-r.Context().Done()
        println("gone")
      }()
    }
    """),
  .quiet(
    """
    func save(ctx context.Context) {}
    func attach(streams func()) { streams() }
    func handle(w http.ResponseWriter, r *http.Request) {
      attach(func() { go save(r.Context()) })
    }
    """),
  .quiet(
    """
    func save(ctx context.Context) {}
    func run(ctx context.Context) {
      go save(ctx)
    }
    """),
  .quiet(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      timer := time.AfterFunc(time.Second, func() { save(r.Context()) })
      defer timer.Stop()
    }
    """),
  .found(
    """
    func save(ctx context.Context) {}
    func handle(w http.ResponseWriter, r *http.Request) {
      timer := time.AfterFunc(time.Second, func() { save(▸r.Context()) })
      timer.Reset(time.Minute)
    }
    """),
]
