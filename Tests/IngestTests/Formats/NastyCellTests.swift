import Ledger
import Testing

@testable import Ingest

@Suite("No cell brings a translation down")
struct NastyCellTests {
  private static let kinds = Formats.all.filter { $0.translation != nil && $0.role == .orders }.map(\.id)
  private let cells = [
    "", "-", "0", "-0", "1", "-1", "0.5", "999999999999999999", "-999999999999999999", "9223372036854775807", "1e400",
    "12,34", "$-5", "(5.00)", "abc", "2024-02-30", "2024-03-01", "45384", "99999999999", "2024-03-01 10:00:00",
    "refund",
    "refunded", "cancelled", "交易关闭", "合计", "|", ";", "::|;\\", "name:|total:999999999999999999;quantity:",
    "Product ID: 1, Product Total Price: 999999999999999999|Product ID", "product_id:1|99999999999|99999999999999999",
    "\u{FEFF}", "中文", "t**", "##", "3.5E+16", "'", "=\"\"", "\\",
  ]

  @Test("and every row ends in one place", arguments: kinds)
  func nasty(_ id: String) throws {
    let kind = try #require(Formats.kind(id))
    var generator = SeededGenerator(seed: UInt64(id.utf8.count))
    for _ in 0..<6 {
      var file = ExportFile("x.csv", kind.headers, [])
      file.rows = (0..<60).map { row in
        kind.headers.map { _ in
          Int.random(in: 0..<4, using: &generator) == 0 ? "\(row % 9)" : cells.randomElement(using: &generator) ?? ""
        }
      }
      let prepared = try prepare([file])
      let orders = try #require(prepared.orders.first)
      let aside = orders.table.audit.counts.values.reduce(0, +)
      // A packed cell may give many rows; and of events only the purchases are orders.
      let isPacked = kind.columns.contains { $0.column == .packedLines }
      if !isPacked, kind.alsoSide == nil { #expect(orders.table.lines.count + aside == 60) }
      guard orders.table.lines.count > 0 else { continue }
      // What was written can be read, or is refused with a sentence.
      do {
        let ledger = try prepared.ledger()
        ledger.checkInvariants()
      } catch let error as IngestError {
        #expect(!error.what.isEmpty)
      }
    }
  }
}
