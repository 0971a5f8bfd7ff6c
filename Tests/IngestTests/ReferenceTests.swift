import Ledger
import Testing

@testable import Ingest

/// RFC 4180 read scalar by scalar, the obvious way.
private func rows(of text: String, delimiter: Unicode.Scalar, newline: String) -> [[String]] {
  let end: Unicode.Scalar = newline == "\r" ? "\r" : "\n"
  var rows: [[String]] = []
  var row: [String] = []
  var field = ""
  var isQuoted = false
  var scalars = Array(text.unicodeScalars)
  if scalars.last != end { scalars.append(end) }
  var at = 0
  while at < scalars.count {
    let scalar = scalars[at]
    at += 1
    if isQuoted {
      if scalar != "\"" {
        field.unicodeScalars.append(scalar)
      } else if at < scalars.count, scalars[at] == "\"" {
        field += "\""
        at += 1
      } else {
        isQuoted = false
      }
    } else if scalar == "\"", field.isEmpty {
      isQuoted = true
    } else if scalar == delimiter || scalar == end {
      row.append(field)
      field = ""
      if scalar == end {
        rows.append(row)
        row = []
      }
    } else if !(scalar == "\r" && end == "\n" && at < scalars.count && scalars[at] == end) {
      field.unicodeScalars.append(scalar)
    }
  }
  return rows
}

@Suite("The reader against a reader that is plain and slow")
struct ReferenceTests {
  /// A file, made at random from a seed.
  struct Shop {
    var delimiter: Unicode.Scalar
    var newline: String
    var header: [String]
    var body: [[String]]
    var hasFinalNewline: Bool

    init(seed: UInt64, rows count: Int) {
      var generator = SeededGenerator(seed: seed)
      delimiter = [",", ";", "\t", "|"][Int.random(in: 0..<4, using: &generator)]
      newline = ["\n", "\r\n", "\r"][Int.random(in: 0..<3, using: &generator)]
      hasFinalNewline = Bool.random(using: &generator)
      var columns = ["order_id", "customer_id", "ordered_at", "sku", "quantity", "unit_price", "discount", "remark"]
      columns.shuffle(using: &generator)
      header = columns
      body = []
      let pieces = ["a", "\"", "\"\"", "\n", "\r\n", ",", ";", "\t", "|", " ", "é", "中", "\r", "😀"]
      for _ in 0..<count {
        let order = Int.random(in: 1...max(1, count / 2), using: &generator)
        var cells: [String: String] = [:]
        cells["order_id"] = order % 3 == 0 ? "A-\(order)" : "\(order)"
        cells["customer_id"] = order % 11 == 0 ? "" : "customer \(order % 7)"
        cells["ordered_at"] = "2020-01-\(Digits.padded(order % 28 + 1, 2)) 10:\(Digits.padded(order % 60, 2)):00"
        cells["sku"] = "S\(Int.random(in: 0...9, using: &generator))"
        cells["quantity"] = "\(Int.random(in: 0...12, using: &generator))"
        cells["unit_price"] =
          "\(Int.random(in: 0...99, using: &generator)).\(Int.random(in: 10...99, using: &generator))"
        cells["discount"] = Bool.random(using: &generator) ? "" : "0.\(Int.random(in: 10...99, using: &generator))"
        cells["remark"] = (0..<Int.random(in: 0...5, using: &generator))
          .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
        body.append(columns.map { cells[$0] ?? "" })
      }
      // Cells whose quotes are not needed have some all the same.
      for row in body.indices {
        for column in body[row].indices {
          let cell = body[row][column]
          let needs = cell.unicodeScalars.contains { $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == delimiter }
          if needs || Int.random(in: 0..<12, using: &generator) == 0 {
            body[row][column] = "\"" + cell.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
          }
        }
      }
    }

    var text: String {
      let lines = ([header] + body).map { $0.joined(separator: String(Character(delimiter))) }
      return lines.joined(separator: newline) + (hasFinalNewline ? newline : "")
    }

    /// The ledger as `LedgerEntry` makes it from what the plain reader finds.
    func reference() -> Ledger {
      let parsed = rows(of: text, delimiter: delimiter, newline: newline)
      func column(_ name: String) -> Int { header.firstIndex(of: name) ?? 0 }
      var orders: [String: LedgerEntry] = [:]
      var names: [String] = []
      for row in parsed.dropFirst() {
        let key = row[column("customer_id")] + "/" + row[column("order_id")]
        let at = row[column("ordered_at")]
        let clock = at.suffix(8).split(separator: ":").compactMap { Int($0) }
        func hundredths(_ text: String) -> Int { Int(text.filter { $0 != "." }) ?? 0 }
        let quantity = Int(row[column("quantity")]) ?? 0
        let line = LedgerEntry.Line(
          product: row[column("sku")], quantity: quantity,
          gross: Int64(quantity * hundredths(row[column("unit_price")])),
          discount: Int64(hundredths(row[column("discount")])))
        if orders[key] == nil {
          names.append(key)
          orders[key] = LedgerEntry(
            customer: row[column("customer_id")], id: row[column("order_id")],
            day: Day(String(at.prefix(10))) ?? Day(rawValue: 0), second: clock[0] * 3600 + clock[1] * 60 + clock[2],
            lines: [line])
        } else {
          orders[key]?.lines.append(line)
        }
      }
      return Ledger(entries: names.compactMap { orders[$0] })
    }
  }

  /// What both ledgers must say alike, without the counts of buckets that entries do not have.
  private func facts(_ ledger: Ledger) -> [String] {
    ledger.figures.filter { !$0.hasPrefix("customer ") && !$0.hasPrefix("sums ") && $0.contains(" s0 ") }
      .map { line in String(line.drop { $0 != " " }) }.sorted()
  }

  @Test("Quotes, line ends, delimiters and columns in every order, cut for threads in every place")
  func generatedFiles() throws {
    for seed in 0..<240 {
      let shop = Shop(seed: UInt64(seed), rows: 1 + seed % 40)
      let expected = shop.reference()
      let ledger = try read(shop.text) { options in
        options.threads = 1 + seed % 3
        options.tuning.partBytes = 16 + seed % 300
        options.tuning.windowBytes = 300 + seed * 7
        options.tuning.partitions = 1 << (seed % 4)
      }
      ledger.checkInvariants()
      #expect(ledger.report.rows == shop.body.count, "seed \(seed)")
      #expect(facts(ledger) == facts(expected), "seed \(seed)")
      #expect(
        ledger.report.gross - ledger.report.discounts == expected.report.gross - expected.report.discounts,
        "seed \(seed)")
      if facts(ledger) != facts(expected) { break }
    }
  }

  @Test("A larger file, in windows and parts of every size, gives the same ledger")
  func sizes() throws {
    let shop = Shop(seed: 77, rows: 900)
    let expected = try read(shop.text) { $0.threads = 1 }.figures
    for (threads, part, window, partitions) in [(2, 1_000, 400, 1), (3, 5_000, 5_000, 8), (2, 50_000, 1 << 20, 4)] {
      let ledger = try read(shop.text) { options in
        options.threads = threads
        options.tuning.partBytes = part
        options.tuning.windowBytes = window
        options.tuning.partitions = partitions
      }
      #expect(ledger.figures == expected, "\(threads) threads, parts of \(part), windows of \(window)")
    }
  }
}
