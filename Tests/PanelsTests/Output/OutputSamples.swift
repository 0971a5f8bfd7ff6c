import Analytics
import Ledger
import Panels

/// A source of chance with a seed, so that a failing shape can be made again (SplitMix64, Steele et al. 2014).
struct SeededChance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Sheets with every kind of value, and with the texts that break writers.
enum OutputSamples {
  static let euro = ValueFormat(currency: Currency(code: "EUR"))

  static let texts = [
    "", "a", "Tea, loose", "the \"good\" one", "two\nlines", "cr\rlf\r\n", " blank", "blank ", "龙井茶", "Ürümqi",
    "\u{1B}[31mred\u{1B}[0m", "nul\u{0}", "tab\t", "\\", "e\u{301}", "👩‍👩‍👧", "\u{2028}", "\u{202E}rtl", "\u{7F}", "=1+1",
    "a very long product name that will never fit into the column that it has been given at any sensible width",
  ]

  static let columns = [
    DataColumn("id", "Id", .key, priority: 0), DataColumn("name", "Name", .text, priority: 2),
    DataColumn("count", "Count", .count, drawing: .figureAndBar, priority: 1),
    DataColumn("net", "Net €", .money, priority: 1), DataColumn("share", "Share", .ratio, priority: 3),
    DataColumn("gap", "Gap", .days, priority: 4), DataColumn("x", "Number", .number, priority: 6),
    DataColumn("day", "Day", .date, priority: 5), DataColumn("at", "At", .instant, priority: 7),
    DataColumn("secret", "Secret", .text, drawing: .hidden),
  ]

  static func value(_ kind: Kind, _ chance: inout SeededChance) -> Value {
    if Int.random(in: 0..<6, using: &chance) == 0 { return .none }
    switch kind {
    case .integer, .count: return .integer(Int.random(in: -1_000_000...1_000_000, using: &chance))
    case .money: return .money(Int64.random(in: -10_000_000_000...10_000_000_000, using: &chance))
    case .ratio: return .number(Double.random(in: -1...2, using: &chance))
    case .number, .days:
      let odd = [Double.nan, .infinity, 0, 1e300, Double.leastNonzeroMagnitude, -0.0, 3, 0.1]
      return .number(Bool.random(using: &chance) ? odd[Int.random(in: 0..<odd.count, using: &chance)] : 12.5)
    case .date: return .date(Day(rawValue: Int32.random(in: -10_000...30_000, using: &chance)))
    case .instant:
      return .instant(
        Day(rawValue: Int32.random(in: 0...30_000, using: &chance)), Int.random(in: 0..<86_400, using: &chance))
    case .text, .key: return .text(texts[Int.random(in: 0..<texts.count, using: &chance)])
    }
  }

  static func rows(_ count: Int, seed: UInt64) -> [[Value]] {
    var chance = SeededChance(state: seed)
    return (0..<count).map { _ in columns.map { value($0.kind, &chance) } }
  }

  static func sheet(rows: [[Value]], title: String = "Sample") -> Sheet {
    let sum = rows.reduce(Int64(0)) { sum, row in
      if case .money(let minor) = row[3] { return sum + minor }
      return sum
    }
    return Sheet(
      id: "sample", title: title,
      table: DataTable(
        columns: columns, rows: rows,
        totals: [.text("Sum"), .none, .integer(rows.count), .money(sum)] + columns.dropFirst(4).map { _ in .none }),
      window: "365d", customers: rows.count, settings: [("by", "net")],
      reading: ["Half of them \"never\" return."], notes: ["2 customers with net ≤ 0 come last"])
  }

  static func printout(_ rows: [[Value]], _ selection: RowSelection = .init()) throws -> Printout {
    try Printout(sheet(rows: rows), shop: "Teas & Co", asOf: Day("2011-12-09"), format: euro, selection: selection)
  }

  static func written(
    _ printout: Printout, as format: OutputFormat, width: Int = 100, ascii: Bool = false
  ) -> String {
    ChunkedText.collect {
      printout.write(as: format, text: TextOutput(width: width, glyphs: ascii ? .ascii : .unicode), to: &$0)
    }
  }
}
