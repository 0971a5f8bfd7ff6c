import Ledger
import Testing

@testable import Ingest

@Suite("No bytes bring the reader down, and no row is lost")
struct RobustnessTests {
  @Test("A row with thousands of fields too many is one row left out")
  func crowdedRow() throws {
    let header = "customer_id,date,total\n"
    let crowded = "x" + String(repeating: ",", count: 5_000) + "y"
    for (threads, window) in [(1, 300), (2, 1 << 18)] {
      let ledger = try read(header + "a,2020-01-01,1\n" + crowded + "\nb,2020-01-02,2\n" + crowded) {
        $0.threads = threads
        $0.tuning.windowBytes = window
        $0.tuning.partBytes = 500
      }
      #expect(ledger.report.counts == [.used: 2, .broken: 2])
      #expect(ledger.report.examples[.broken]?.map(\.line) == [3, 5])
    }
  }

  @Test("Damaged files end in a ledger that adds up, or in an error that says something")
  func damaged() {
    var generator = SeededGenerator(seed: 21)
    let good = Array(ReferenceTests.Shop(seed: 5, rows: 12).text.utf8)
    let evil: [UInt8] = [0, 9, 10, 13, 32, 34, 39, 44, 45, 46, 48, 57, 59, 124, 0x80, 0xE3, 0xFF]
    for round in 0..<200 {
      var bytes = good
      for _ in 0...Int.random(in: 0..<12, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch round % 3 {
        case 0: bytes[place] = evil[Int.random(in: 0..<evil.count, using: &generator)]
        case 1: bytes.insert(evil[Int.random(in: 0..<evil.count, using: &generator)], at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...30, using: &generator)))
        }
        if bytes.isEmpty { break }
      }
      var options = ReadOptions()
      options.threads = 1 + round % 3
      options.tuning.partBytes = 64 + round
      options.tuning.windowBytes = 256 + round
      options.isLive = round % 2 == 0
      do {
        let ledger = try readLedger([.bytes(name: "damaged", bytes)], options: options)
        ledger.checkInvariants()
      } catch {
        #expect(!error.what.isEmpty && error.file == "damaged")
      }
    }
  }

  @Test("Arbitrary bytes are refused or read, never fatal")
  func noise() {
    var generator = SeededGenerator(seed: 22)
    let header = Array("customer_id,date,total\n".utf8)
    for round in 0..<150 {
      let bytes = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
        round % 2 == 0 ? UInt8.random(in: 0...255, using: &generator) : UInt8.random(in: 9...126, using: &generator)
      }
      if let ledger = try? readLedger([.bytes(name: "noise", header + bytes)]) { ledger.checkInvariants() }
      _ = try? readLedger([.bytes(name: "noise", bytes)])
    }
  }
}
