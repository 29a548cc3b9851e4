import Testing

@testable import Terminal

/// What is in the box, what is taken back, and that the bell rings for what comes next.
@Suite struct MailboxTests {
  @Test func `what is taken back is not heard, the rest is in its order, and the next message rings`() throws {
    let doorbell = try #require(Doorbell.alone())
    let mailbox = Mailbox<Int>(doorbell)
    for number in 1...5 { mailbox.send(number) }
    mailbox.remove { $0 % 2 == 0 }
    #expect(mailbox.takeAll() == [1, 3, 5] && mailbox.isEmpty)
    mailbox.send(2)
    // Both bells have been rung into the same pipe: neither waits.
    doorbell.wait()
    mailbox.remove { _ in true }
    #expect(mailbox.isEmpty)
    mailbox.send(4)
    doorbell.wait()
    #expect(mailbox.takeAll() == [4])
  }
}
