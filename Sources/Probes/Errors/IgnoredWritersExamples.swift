/// Examples of `IgnoredProbe`: what is only written when it is closed, and functions that do nothing yet.
let ignoredWritersExamples: [ProbeExample] = [
  .found(
    """
    package shop
    import ("archive/zip"; "bytes"; "os")
    func pack(file *os.File, whole *bytes.Buffer) {
      archive := zip.NewWriter(file)
      ▸archive.Close()
      ▸whole.ReadFrom(file)
    }
    """),
  .quiet(
    """
    package shop
    import ("bytes"; "compress/gzip"; "net/http")
    func pack(whole *bytes.Buffer, w http.ResponseWriter) {
      packed := gzip.NewWriter(whole)
      packed.Close()
      answer := gzip.NewWriter(w)
      answer.Close()
      whole.WriteTo(w)
    }
    """),
  .found(
    """
    -- go.mod --
    module example.org/shop

    go 1.24
    -- cart/cart.go --
    package cart
    func Load(name string) error { return nil }
    -- shop.go --
    package shop
    import "example.org/shop/cart"
    func open() { ▸cart.Load("tea") }
    """),
  .quiet(
    """
    -- go.mod --
    module example.org/shop

    go 1.24
    -- cart/cart.go --
    package cart
    func Load(name string) error {
      println(name)
      return nil
    }
    -- shop.go --
    package shop
    import "example.org/shop/cart"
    func open() { cart.Load("tea") }
    """),
  .quiet(
    """
    package shop
    import ("bytes"; "mime/multipart")
    func pack(text string) (*bytes.Buffer, error) {
      whole := new(bytes.Buffer)
      form := multipart.NewWriter(whole)
      part, err := form.CreateFormField("title")
      if err != nil { return nil, err }
      part.Write([]byte(text))
      return whole, form.Close()
    }
    """),
  .found(
    """
    package shop
    import ("io"; "mime/multipart")
    func pack(text string, to io.Writer) error {
      form := multipart.NewWriter(to)
      part, err := form.CreateFormField("title")
      if err != nil { return err }
      ▸part.Write([]byte(text))
      return form.Close()
    }
    """),
]
