import Synchronization
import Testing
import Threads

struct DeepThreadTests {
  @Test func `Recursion that no borrowed thread has the stack for ends with its result`() {
    func sum(_ number: Int) -> Int {
      let room = [number, number, number, number]
      return number == 0 ? 0 : room[number % 4] + sum(number - 1)
    }
    #expect(DeepThreads.run { sum(100_000) } == 5_000_050_000)
  }

  @Test func `Each number is worked on once`() {
    let counts = Mutex([Int](repeating: 0, count: 1000))
    DeepThreads.perform(iterations: 1000, workerCount: 4) { number in counts.withLock { $0[number] += 1 } }
    #expect(counts.withLock { $0 } == [Int](repeating: 1, count: 1000))
  }

  @Test func `No work needs no thread`() {
    let calls = Atomic(0)
    DeepThreads.perform(iterations: 0, workerCount: 4) { _ in calls.add(1, ordering: .relaxed) }
    #expect(calls.load(ordering: .relaxed) == 0)
  }
}
