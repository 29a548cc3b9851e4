import CAllocator
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Threads whose stacks hold what recursion over a deeply nested file needs.
///
/// The threads that Dispatch lends have 512 KB, and running out of stack ends the program. Only what is used of a stack
/// takes memory. Where so large a stack is refused, the work is done on the calling thread.
package enum DeepThreads {
  /// Some 25 KB for each of the 10,000 levels that a Go file may nest.
  package static let stackByteCount = 256 << 20

  /// Runs the body on a thread of its own and waits for its end.
  package static func run<Result>(_ body: () -> Result) -> Result {
    var result: Result?
    withoutActuallyEscaping({ result = body() }) { body in
      let job = Job(body)
      if let thread = job.start() { pthread_join(thread, nil) } else { job.body() }
    }
    guard let result else { preconditionFailure("the body ran to its end") }
    return result
  }

  /// Calls the body with 0, 1, ... on up to `workerCount` threads, once with each number, and waits for all.
  package static func perform(iterations: Int, workerCount: Int, _ body: @Sendable (Int) -> Void) {
    let next = Atomic(0)
    withoutActuallyEscaping({
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < iterations else { return }
        body(index)
      }
    }) { body in
      let job = Job(body)
      let threads = (0..<min(iterations, workerCount)).compactMap { _ in job.start() }
      if threads.isEmpty { job.body() }
      for thread in threads { pthread_join(thread, nil) }
    }
  }

  /// Runs the body beside the caller, on a thread that is gone when it ends. Dispatch keeps a thread that wakes every
  /// second once it was used; a program that only waits for keys should not wake at all.
  package static func start(_ body: @escaping @Sendable () -> Void) {
    if !canStart(body) { body() }
  }

  /// The same for a body that does not end by itself: false, and nothing done, where the system refuses a thread.
  package static func canStart(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = Job(body).start() else { return false }
    pthread_detach(thread)
    return true
  }

  /// glibc would give every thread a heap of its own, and what a thread frees when it ends stays in that heap, where the
  /// next threads' work does not find it: an eighth of all memory. Two heaps do for two threads.
  fileprivate static let heapLimit: Void = allocator_limit_heaps(2)

  /// How many threads can run at a time.
  package static let processorCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

/// What a thread does. Whoever starts one keeps the job until the thread has ended.
private final class Job: Sendable {
  nonisolated(unsafe) let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }

  /// Starts a thread that runs the body; nil when the system refuses one.
  func start() -> pthread_t? {
    DeepThreads.heapLimit
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, DeepThreads.stackByteCount) == 0 else { return nil }
    let context = Unmanaged.passRetained(self)
    guard pthread_create(&thread, &attributes, runJob, context.toOpaque()) == 0 else {
      context.release()
      return nil
    }
    return thread
  }
}

#if canImport(Darwin)
  private func runJob(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body()
    return nil
  }
#else
  private func runJob(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body() }
    return nil
  }
#endif
