import Glibc
import Ledger
import SharedDataSets
import Testing

@testable import Ingest

@Suite("Files that are fine come out exactly as they are")
struct RoundTripTests {
  /// A text cell with everything that quotes are for.
  private static func text(_ random: inout SeededGenerator) -> String {
    let parts = [
      "a", "Mug", "blue", ",", ";", "\"", "\"\"", "\n", "\r\n", " ", "5", "é", "杯", "'", "|", "\t", "\\", "x y",
    ]
    return (0..<Int.random(in: 0...6, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
  }

  private static func quoted(_ cell: String, _ delimiter: Character, _ always: Bool) -> String {
    let isNeeded = cell.unicodeScalars.contains { "\"\n\r".unicodeScalars.contains($0) } || cell.contains(delimiter)
    guard isNeeded || always else { return cell }
    return "\"" + cell.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  @Test("Random well-formed tables, with delimiters, quotes and line ends in cells, round-trip")
  func random() throws {
    for seed in 0..<400 as Range<UInt64> {
      var random = SeededGenerator(seed: 7_000 + seed)
      let delimiter: Character = [",", ";", "\t", "|"].randomElement(using: &random) ?? ","
      let end = ["\n", "\r\n"].randomElement(using: &random) ?? "\n"
      let names = ["order_id", "customer_id", "date", "product", "total", "note"]
      // The columns stand in any order: texts with line ends first, too.
      let order = Bool.random(using: &random) ? Array(names.indices) : names.indices.shuffled(using: &random)
      let header = order.map { names[$0] }
      var rows: [[String]] = []
      for number in 0..<Int.random(in: 1...40, using: &random) {
        let cells = [
          String(100 + number), "C\(Int.random(in: 1...30, using: &random))",
          "2024-0\(Int.random(in: 1...9, using: &random))-1\(Int.random(in: 0...9, using: &random))",
          "Mug" + RoundTripTests.text(&random),
          "\(Int.random(in: 1...99, using: &random)).\(Int.random(in: 10...99, using: &random))",
          RoundTripTests.text(&random),
        ]
        rows.append(order.map { cells[$0] })
      }
      let always = Bool.random(using: &random)
      let lines = ([header] + rows).map { row in
        row.map { RoundTripTests.quoted($0, delimiter, always) }.joined(separator: String(delimiter))
      }
      let text = lines.joined(separator: end) + (Bool.random(using: &random) ? end : "")
      let bytes = try SourceBytes.open(.bytes(name: "t.csv", Array(text.utf8)), isCancelled: nil)
      var reader = try TableReader(TextTable(label: "t.csv", bytes: bytes))
      var read: [[String]] = []
      var record = Record()
      while try reader.next(&record) { read.append(record.texts) }
      #expect(reader.header == header && read == rows, "seed \(seed): \(text) \(reader.audit)")
      #expect(reader.audit.counts.isEmpty && reader.audit.repairs.isEmpty, "seed \(seed): \(text) \(reader.audit)")
    }
  }

  @Test(
    "Real exports lose no row and need no repair",
    .sharedData(
      "online_retail/online_retail_head20000.csv.gz", "cjk/superstore_cn_orders.csv.gz",
      "cjk/tmall_order_report.csv.gz", "events/taobao_userbehavior_43users.csv", "cdnow/CDNOW_sample.txt",
      "cjk/double11_cosmetics_utf8bom.csv.gz"),
    arguments: [
      ("online_retail/online_retail_head20000.csv.gz", 20_000, 0), ("cjk/superstore_cn_orders.csv.gz", 10_000, 0),
      ("cjk/tmall_order_report.csv.gz", 28_010, 0), ("events/taobao_userbehavior_43users.csv", -1, 0),
      ("cdnow/CDNOW_sample.txt", 6_919, 0), ("cjk/double11_cosmetics_utf8bom.csv.gz", -1, 0),
    ])
  func real(name: String, rows: Int, broken: Int) throws {
    let path = try #require(SharedData.path(name))
    let bytes = try SourceBytes.open(.file(path), isCancelled: nil)
    var reader = try TableReader(TextTable(label: name, bytes: bytes))
    var record = Record()
    var count = 0
    while try reader.next(&record) { count += 1 }
    let audit = reader.audit
    print(name, count, audit.counts, audit.repairs, audit.examples[.broken]?.prefix(3) ?? [])
    #expect(audit.counts[.broken] ?? 0 == broken && audit.repairs.isEmpty)
    #expect(rows < 0 ? count > 1_000 : count == rows)
  }
}
