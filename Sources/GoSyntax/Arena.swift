/// A growing run of plain values in memory of its own.
///
/// The scanner and the parser write several values for each byte or token they read. An array checks bounds and asks
/// whether it is shared each time; this does so in debug builds only.
struct Arena<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(capacity, 8)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    nonmutating _modify {
      assert(index >= 0 && index < count)
      yield &base[index]
    }
  }

  var isEmpty: Bool { count == 0 }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: capacity * 2) }
    (base + count).initialize(to: element)
    count &+= 1
  }

  @inline(__always)
  mutating func removeLast() -> Element {
    assert(count > 0)
    count &-= 1
    return base[count]
  }

  @inline(__always)
  mutating func removeLast(_ number: Int) {
    assert(number >= 0 && number <= count)
    count &-= number
  }

  /// Takes what was written through `base` behind the last element: up to `count` elements are valid now.
  mutating func setCount(_ count: Int) {
    assert(count <= capacity)
    self.count = count
  }

  @inline(never)
  private mutating func grow(to wanted: Int) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: wanted)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = wanted
  }

  /// The memory, which is the caller's to free from now on.
  consuming func taken() -> UnsafePointer<Element> {
    let base = UnsafePointer(base)
    discard self
    return base
  }

  var array: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }
}
