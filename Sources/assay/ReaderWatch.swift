#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ends this process as soon as nobody reads its standard output any more.
///
/// A review that dies of a signal cannot stop its probes, and they would learn of its end only with the next line they
/// have to say, which may be half a second later.
enum ReaderWatch {
  /// Watches on a thread of its own; where none can be had, the next line still ends the process.
  static func start() {
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    _ = pthread_create(
      &thread, nil,
      { _ in
        // Nothing is asked for: a broken pipe and a hang-up are always told.
        var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        while poll(&output, 1, -1) < 0, errno == EINTR {}
        _exit(1)
      }, nil)
  }
}
