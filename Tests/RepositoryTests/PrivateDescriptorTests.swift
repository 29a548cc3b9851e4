import Testing

@testable import Intake

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What git is spoken to through: other programs started beside it must not hold its ends open.
@Suite struct PrivateDescriptorTests {
  @Test(arguments: [false, true]) func `both ends are closed on exec, and lead to each other`(_ isSocket: Bool) throws {
    let (reading, writing) = try #require(GitCommand.pair(isSocket: isSocket))
    defer { close(reading) }
    #expect(fcntl(reading, F_GETFD) & FD_CLOEXEC != 0 && fcntl(writing, F_GETFD) & FD_CLOEXEC != 0)
    var sent: [UInt8] = [1, 2, 3]
    #expect(write(writing, &sent, 3) == 3)
    var received: [UInt8] = [0, 0, 0]
    #expect(read(reading, &received, 3) == 3 && received == sent)
    close(writing)
    #expect(read(reading, &received, 3) == 0)
  }
}
