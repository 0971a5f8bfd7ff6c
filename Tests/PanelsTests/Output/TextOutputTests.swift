import Canvas
import Ledger
import Panels
import Testing

/// `print` as a person reads it: aligned, never wider than asked, nothing that steers a terminal.
@Suite struct TextOutputTests {
  @Test(arguments: [20, 21, 27, 40, 61, 80, 100, 140, 300], [false, true])
  func noLineIsEverWiderThanAsked(width: Int, ascii: Bool) throws {
    for seed in 0..<15 {
      let rows = OutputSamples.rows(seed * 3, seed: UInt64(seed))
      let text = OutputSamples.written(try OutputSamples.printout(rows), as: .text, width: width, ascii: ascii)
      for line in text.split(separator: "\n") {
        #expect(DisplayWidth.of(String(line)) <= width, "\(line)")
      }
    }
  }

  @Test func nothingThatSteersATerminalIsWritten() throws {
    let rows = OutputSamples.texts.map { text in
      [.text(text), .text(text)] + OutputSamples.columns.dropFirst(2).map { _ in Value.none }
    }
    let text = OutputSamples.written(try OutputSamples.printout(rows), as: .text, width: 200)
    let steering = text.unicodeScalars.filter {
      ($0.value < 0x20 && $0 != "\n") || (0x7F..<0xA0).contains($0.value) || $0.value == 0x202E
    }
    #expect(steering.isEmpty)
    #expect(text.contains("␛[31mred"))
  }

  @Test func aTableIsAlignedAndEndsWithItsTotals() throws {
    let columns = [
      DataColumn("name", "Name", .key), DataColumn("customers", "Customers", .count),
      DataColumn("net", "Net €", .money), DataColumn("share", "Share", .ratio),
    ]
    let sheet = Sheet(
      id: "regions", title: "Regions",
      table: DataTable(
        columns: columns,
        rows: [
          [.text("上海"), .integer(1_250), .money(1_234_567), .number(0.75)],
          [.text("Wien"), .integer(9), .money(-50), .none],
        ], totals: [.none, .integer(1_259), .money(1_234_517), .none]),
      window: "all", customers: 1_259, reading: ["Three of four live in 上海."], notes: ["1 customer has no region."])
    let printout = try Printout(sheet, shop: "Teas", asOf: Day("2026-06-30"), format: OutputSamples.euro)
    #expect(
      OutputSamples.written(printout, as: .text) == """
        Regions · Teas
        as of 2026-06-30 · whole file · EUR · 1,259 customers

        Name   Customers   Net €  Share
        上海       1,250  12,346    75%
        Wien           9      −1      —
        ───────────────────────────────
        Total      1,259  12,345

        Three of four live in 上海.

        1 customer has no region.

        """)
  }

  @Test func theLeastImportantColumnsGoFirstAndAreNamed() throws {
    let rows = OutputSamples.rows(8, seed: 3)
    let wide = OutputSamples.written(try OutputSamples.printout(rows), as: .text, width: 300)
    let narrow = OutputSamples.written(try OutputSamples.printout(rows), as: .text, width: 60)
    let head = try #require(narrow.split(separator: "\n").first { $0.hasPrefix("Id") })
    #expect(head.contains("Count") && head.contains("Net"))
    #expect(!head.contains("Number"))
    #expect(narrow.contains("Left out at this width:"))
    #expect(!wide.contains("Left out"))
  }

  @Test func theNamedWidthShowsAllColumns() throws {
    let printout = try OutputSamples.printout(OutputSamples.rows(8, seed: 3))
    let narrow = OutputSamples.written(printout, as: .text, width: 60)
    let sentence = try #require(narrow.split(separator: "--width ").last)
    let width = try #require(Int(sentence.prefix { $0.isNumber }))
    #expect(!OutputSamples.written(printout, as: .text, width: width).contains("Left out"))
    #expect(OutputSamples.written(printout, as: .text, width: width - 25).contains("Left out"))
  }

  @Test func hiddenColumnsAreForMachinesOnly() throws {
    let printout = try OutputSamples.printout(OutputSamples.rows(3, seed: 1))
    #expect(!OutputSamples.written(printout, as: .text, width: 300).contains("Secret"))
    #expect(OutputSamples.written(printout, as: .csv).contains("secret"))
  }

  @Test func asciiHasNoDrawnSign() throws {
    let rows = [OutputSamples.columns.map { $0.kind == .money ? Value.money(-100) : .none }]
    let text = OutputSamples.written(try OutputSamples.printout(rows), as: .text, width: 120, ascii: true)
    #expect(text.unicodeScalars.allSatisfy { $0.value < 0x80 || $0 == "€" })
  }

  @Test func anEmptyTableSaysSo() throws {
    #expect(OutputSamples.written(try OutputSamples.printout([]), as: .text).contains("(no rows)"))
  }
}
