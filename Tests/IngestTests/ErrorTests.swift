import CZlib
import Glibc
import Ledger
import Synchronization
import Testing

@testable import Ingest

@Suite("What cannot be read is said, with the way out")
struct ErrorTests {
  private let good = "customer_id,date,total\na,2020-01-01,5.00\n"

  @Test("Files that are no table")
  func noTable() {
    #expect(failure("")?.kind == .notATable)
    #expect(failure("\n\n \n")?.kind == .notATable)
    #expect(failure("customer_id,date,total\n")?.what.contains("not a single row") == true)
    #expect(failure("PK\u{3}\u{4}rest")?.what.contains("spreadsheet") == true)
    #expect(failure("customer_id,da\0te,total\n")?.what.contains("zero") == true)
    #expect(failure("customer_id,date,total\na,never,5\nb,never,6\n")?.line == 2)
    #expect(failure(String(repeating: "x", count: 400_000) + "\n" + good)?.kind == .notATable)
  }

  @Test("A missing column names what was looked for, the nearest header and the --map that mends it")
  func missing() {
    let error = failure("custmer_id,date,total\na,2020-01-01,5\n")
    #expect(error?.kind == .missingColumn && error?.file == "file0.csv")
    #expect(error?.wayOut.contains("--map 'customer_id=custmer_id'") == true)
    #expect(failure("customer_id,total\na,5\n")?.what.contains("date") == true)
    #expect(failure("customer_id,date\na,2020-01-01\n")?.what.contains("amount") == true)
    let wrong = failure(good) { $0.map = [(.total, "totl")] }
    #expect(wrong?.wayOut.contains("total=total") == true)
  }

  @Test("Paths that cannot be read")
  func paths() {
    func kind(_ path: String) -> IngestError? {
      do {
        _ = try readLedger([.file(path)])
        return nil
      } catch {
        return error
      }
    }
    #expect(kind("/no/such/file.csv")?.what.contains("no such file") == true)
    var folder = Array("/tmp/clientele-empty-XXXXXX".utf8CString)
    #expect(mkdtemp(&folder) != nil)
    let path = folder.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } } ?? ""
    #expect(kind(path)?.what.contains("no order files") == true)
    rmdir(path)
    #expect(kind("/no/such/file.csv")?.description.hasPrefix("/no/such/file.csv: ") == true)
  }

  /// The bytes as one gzip member.
  private func gzip(_ text: String) -> [UInt8] {
    let input = Array(text.utf8)
    var output = [UInt8](repeating: 0, count: input.count + 1_000)
    var stream = z_stream()
    deflateInit2_(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    let count = input.withUnsafeBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to -> Int in
        stream.next_in = UnsafeMutablePointer(mutating: from.baseAddress)
        stream.avail_in = UInt32(from.count)
        stream.next_out = to.baseAddress
        stream.avail_out = UInt32(to.count)
        deflate(&stream, Z_FINISH)
        return to.count - Int(stream.avail_out)
      }
    }
    return Array(output.prefix(count))
  }

  private func read(_ bytes: [UInt8]) throws -> Ledger { try readLedger([.bytes(name: "orders.csv", bytes)]) }

  @Test("gzip by its first bytes; several members; cut short and damaged ones refused")
  func packed() throws {
    let whole = gzip(good)
    #expect(try read(whole).report.gross == 500)
    #expect(try read(whole + gzip("b,2020-01-02,7.00\n") + [0, 0, 0]).report.gross == 1200)
    for count in 3..<whole.count {
      #expect(throws: IngestError.self) { try read(Array(whole.prefix(count))) }
    }
    var damaged = whole
    damaged[whole.count - 6] ^= 0xFF
    do {
      _ = try read(damaged)
      Issue.record("a wrong checksum went unnoticed")
    } catch let error as IngestError {
      #expect(error.kind == .damaged)
    }
  }

  @Test("A line of many megabytes is one row left out")
  func longLine() throws {
    let rows = (1...20).map { "k\($0),2020-02-\(Digits.padded($0, 2)),\($0).50\n" }.joined()
    let ledger = try Ingest.readLedger([
      .bytes(
        name: "long",
        Array((good + rows).utf8) + [UInt8](repeating: 120, count: 6 << 20)
          + Array("\nb,2020-01-02,7.00\nc,x,1\n".utf8))
    ])
    #expect(ledger.report.counts == [.used: 22, .broken: 1, .date: 1])
    #expect(ledger.report.examples[.date]?.first?.line == 25)
  }

  @Test("Ten thousand columns")
  func manyColumns() throws {
    let more = (0..<10_000).map { "x\($0)" }.joined(separator: ",")
    let ledger = try Ingest.readLedger([
      .bytes(
        name: "wide",
        Array("customer_id,\(more),date,total\na,\(more),2020-01-01,5.00\nb,\(more),2020-01-02,7.00\n".utf8))
    ])
    #expect(ledger.netByKey == ["a": 500, "b": 700])
  }

  @Test("A reading can be called off, and tells how far it is")
  func cancelled() throws {
    let rows = (0..<100_000).map { "c\($0 % 100),2020-01-01,5.00\n" }.joined()
    let bytes = Array(("customer_id,date,total\n" + rows).utf8)
    var caught: IngestError?
    do {
      _ = try readLedger([.bytes(name: "x", bytes)], isCancelled: { true })
    } catch {
      caught = error
    }
    #expect(caught == .cancelled)
    let last = Mutex<[Progress]>([])
    _ = try readLedger([.bytes(name: "x", bytes)], progress: { now in last.withLock { $0.append(now) } })
    let told = last.withLock { $0 }
    #expect(told.last?.phase == .arranging && told.last?.rows == 100_000)
    #expect(told.contains { $0.phase == .reading && $0.bytesRead == $0.bytesTotal })
  }
}
