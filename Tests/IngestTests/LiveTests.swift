import Glibc
import Ledger
import Synchronization
import Testing

@testable import Ingest

@Suite("Files that grow, are replaced and vanish")
struct LiveTests {
  private func write(_ text: String, _ path: String, append: Bool = false) {
    let file = open(path, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0o600)
    _ = text.withCString { Glibc.write(file, $0, strlen($0)) }
    close(file)
  }

  @Test("What became of a file is told once it has been quiet")
  func watchedFile() {
    let path = "/tmp/clientele-watch-\(getpid()).csv"
    defer { unlink(path) }
    write("a\n", path)
    var file = WatchedFile(path: path)
    func wait() -> FileWatch.Event? {
      file.look(elapsed: 100, debounce: 200) ?? file.look(elapsed: 100, debounce: 200)
        ?? file.look(elapsed: 100, debounce: 200)
    }
    #expect(wait() == nil)
    write("bcd\n", path, append: true)
    #expect(file.look(elapsed: 100, debounce: 200) == nil)
    #expect(wait() == .grown(bytes: 4))
    #expect(wait() == nil)
    write("other\n", path + ".new")
    rename(path + ".new", path)
    #expect(wait() == .replaced)
    unlink(path)
    #expect(wait() == .vanished)
    #expect(wait() == nil)
    write("back\n", path)
    #expect(wait() == .returned)
    write("x\n", path)
    #expect(wait() == .replaced)
  }

  @Test("A file that never rests is told of all the same")
  func restless() {
    let path = "/tmp/clientele-restless-\(getpid()).csv"
    defer { unlink(path) }
    write("a\n", path)
    var file = WatchedFile(path: path)
    var events = 0
    for _ in 0..<25 {
      write("more\n", path, append: true)
      if file.look(elapsed: 100, debounce: 200) != nil { events += 1 }
    }
    #expect(events == 2)
  }

  @Test("The watch calls on a thread of its own until it is stopped")
  func watch() async throws {
    let path = "/tmp/clientele-watching-\(getpid()).csv"
    defer { unlink(path) }
    write("a\n", path)
    let (stream, continuation) = AsyncStream.makeStream(of: FileWatch.Event.self)
    let watch = FileWatch(paths: [path], pollMilliseconds: 10, debounceMilliseconds: 20) { _, event in
      continuation.yield(event)
    }
    write("b\n", path, append: true)
    var events = stream.makeAsyncIterator()
    #expect(await events.next() == .grown(bytes: 2))
    unlink(path)
    #expect(await events.next() == .vanished)
    watch.stop()
  }

  @Test("A half-written last line waits for its rest; a whole one is a row")
  func halfLine() throws {
    let start = "customer_id,date,total\na,2020-01-01,5.00\n"
    let half = try read(start + "b,2020-0") { $0.isLive = true }
    #expect(half.report.rows == 1 && half.report.remarks.contains { $0.contains("not finished") })
    let quoted = try read(start + "b,\"2020-01-01\",\"7.0") { $0.isLive = true }
    #expect(quoted.report.rows == 1)
    let whole = try read(start + "b,2020-01-02,7.00") { $0.isLive = true }
    #expect(whole.report.rows == 2)
    let still = try read(start + "b,2020-0")
    #expect(still.report.counts[.broken] == 1)
  }

  @Test("Of a file that was written a moment ago, an unfinished last line waits whatever it holds")
  func recentFile() throws {
    let path = "/tmp/clientele-recent-\(getpid()).csv"
    defer { unlink(path) }
    write("customer_id,date,total\na,2020-01-01,5.00\nb,2020-01-02,7", path)
    var options = ReadOptions()
    options.isLive = true
    #expect(try readLedger([.file(path)], options: options).report.rows == 1)
    write(".50\n", path, append: true)
    #expect(try readLedger([.file(path)], options: options).report.gross == 1250)
  }
}
