import Analytics
import Canvas
import Ingest
import Ledger
import Testing
import Workbook

@testable import Panels

/// Nothing that is made of a masked ledger shows a word of a person, in any form.
@Suite struct MaskedPanelsTests {
  /// What may be seen nowhere: a word in every personal text, and the digits of every phone number.
  private static let marks = ["SECRET", "5557319"]

  /// A ledger read from a file in which every personal text holds a mark, with broken rows and side tables.
  private static let ledger: Ledger = {
    var text =
      "order_id,customer_id,email,phone,name,city,region,status,ordered_at,product,quantity,total,SECRET memo\n"
    for number in 0..<60 {
      let person = number % 13
      let day = Day(rawValue: 19_000 + Int32(number * 7))
      let status = number == 7 ? "SECRET status" : "paid"
      let account = number % 5 == 4 ? "" : "SECRET-a\(person)"
      text +=
        "\(number),\(account),SECRET\(person)@shop.example,+415557319\(person)0,SECRET Person \(person),SECRETtown,"
      text += "Bern,\(status),\(day),tea,\(1 + number % 3),\(10 + number),SECRET note\n"
    }
    for number in 0..<7 {
      text +=
        "7\(number),SECRET-d\(number),SECRET-desk@shop.example,,SECRET Desk \(number),,Uri,paid,2023-03-03,cup,1,20,\n"
    }
    text +=
      "90,SECRET-a1,,,,,Bern,paid,SECRET day,tea,1,20,\n91,SECRET-a1,,,,,Bern,paid,2023-03-04,tea,1,SECRET price,\n"
    text += "93,,,,,,Bern,paid,2023-03-06,tea,1,20,\n94,SECRET-a3,,,,,Bern\n"
    guard let read = try? readLedger([.bytes(name: "orders.csv", Array(text.utf8))]) else { return .empty }
    let people = LinkColumn(codes: [0, 1, -2], unknown: TextColumn(["SECRET-stranger"]))
    var sides = Sides()
    sides.customers = ProfileTable(
      customer: people, name: TextColumn(["SECRET A", "SECRET B", "SECRET C"]),
      email: TextColumn(["", "SECRET@b.example", ""]), phone: TextColumn(["5557319", "", "5557319"]),
      city: CategoryColumn(["SECRET", "", ""]), tags: CategoryColumn(["SECRET", "SECRET 2", ""]))
    sides.visits = VisitTable(
      customer: people, day: [19_100, 19_101, 19_102], second: [-1, -1, -1],
      page: CategoryColumn(["/SECRET", "/tea", "/SECRET"]), customerCount: read.customers.count)
    sides.enquiries = EnquiryTable(
      customer: people, product: .empty, day: [1, 2, 3], second: [-1, -1, -1], kind: [0, 0, 0],
      note: TextColumn(["SECRET", "SECRET", "SECRET"]))
    var file = ImportReport.SideFile(path: "customers.csv", kind: .customers)
    file.rows = 4
    file.counts = [.used: 3, .fields: 1]
    file.examples = [.fields: [.init(line: 3, text: "SECRET", reason: "“SECRET” is odd")]]
    file.columns = [("SECRET column", ""), ("customer_id", "customer_id")]
    file.remarks = ["Columns passed over: “SECRET column”."]
    let whole = read.enriched(with: sides, files: [file])
    var report = whole.report
    report.repairs = ["quote as text": 1]
    report.repaired = [.init(example: .init(file: 0, line: 9, text: "9,SECRET \"Q\" X"), rule: "quote as text")]
    return Ledger(
      name: whole.name, currency: whole.currency, customers: whole.customers, orders: whole.orders, lines: whole.lines,
      products: whole.products, refunds: whole.refunds, identities: whole.identities, report: report, sides: whole.sides
    )
  }()

  private static let mask = Mask { bytes in
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// Everything that can be seen of a sheet, in every form.
  private static func seen(_ sheet: Sheet, _ findings: Findings) throws -> String {
    let printout = try Printout(sheet, of: findings)
    var seen = [sheet.title] + sheet.reading + sheet.notes + sheet.definition
    seen += sheet.settings.map { $0.key + $0.value } + (0..<sheet.table.rowCount).map { sheet.table.key(of: $0) }
    seen += (0..<sheet.table.rowCount).compactMap { sheet.destination($0)?.title }
    for format in OutputFormat.allCases {
      for width in [40, 400] {
        seen.append(
          ChunkedText.collect { printout.write(as: format, text: TextOutput(width: width, showsFigure: true), to: &$0) }
        )
      }
    }
    for format in ExportFormat.allCases {
      var bytes: [UInt8] = []
      RowsOutput.write(sheet, format: format, currency: findings.ledger.currency) { bytes += $0 }
      seen.append(String(decoding: bytes, as: UTF8.self))
    }
    return seen.joined(separator: "\n")
  }

  private static func marked(_ text: String) -> [String] {
    let upper = text.uppercased()
    return marks.filter { upper.contains($0) }
  }

  /// Every sheet of every panel and every sheet behind its rows.
  private func sheets(_ findings: Findings) -> [Sheet] {
    var sheets: [Sheet] = []
    func walk(_ sheet: Sheet, _ depth: Int) {
      sheets.append(sheet)
      guard depth < 4 else { return }
      let count = sheet.table.rowCount
      // The rows of the data panels are few and lead to the file's own texts; of people some are enough.
      let rows = depth == 0 || count < 8 ? Array(0..<count) : [0, count / 2, count - 1]
      for row in rows { if let next = sheet.destination(row) { walk(next.open(), depth + 1) } }
    }
    for panel in PanelRegistry.all { walk(panel.sheet(findings), 0) }
    for query in ["p-", "secret", "•••"] {
      sheets.append(
        MatchesSheet.make(findings, search: CustomerSearch(query, in: findings.ledger), query: "?"))
    }
    return sheets
  }

  @Test("The ledger of this test has its marks where people look, before it is masked")
  func marksAreThere() throws {
    let ledger = Self.ledger
    #expect(ledger.customers.count > 15 && ledger.report.examples.count > 2 && !ledger.report.repaired.isEmpty)
    #expect(ledger.identities.isPresent && ledger.identities.entries.contains { !$0.verdict.isJoined })
    #expect(!ledger.report.unknownStatuses.isEmpty)
    let findings = Shops.findings(ledger)
    for id in ["customers", "people", "repairs", "churn"] {
      let sheet = try #require(PanelRegistry.panel(id)).sheet(findings)
      #expect(Self.marked(try Self.seen(sheet, findings)).contains("SECRET"), "\(id)")
    }
    let card = CustomerSheet.make(findings, customer: 1)
    #expect(Self.marked(try Self.seen(card, findings)) == Self.marks)
  }

  @Test("No panel, list, card, order, report or export of the masked ledger shows a mark")
  func nothingIsSeen() throws {
    let findings = Shops.findings(Self.ledger.masked(Self.mask))
    let sheets = sheets(findings)
    #expect(Set(sheets.map(\.id)).isSuperset(of: ["customers", "customer", "order", "rows", "people", "import"]))
    for sheet in sheets {
      #expect(Self.marked(try Self.seen(sheet, findings)).isEmpty, "\(sheet.id): \(sheet.title)")
    }
    let report = ChunkedText.collect {
      ImportReportText.write(findings.ledger, TextOutput(width: 400), examples: 1_000, to: &$0)
    }
    #expect(Self.marked(report).isEmpty && report.contains("remarks about the files are hidden"))
    for customer in 0..<findings.ledger.customers.count {
      let facts = CustomerFacts.table(findings, customer: customer)
      #expect(Self.marked("\((0..<facts.columns.count).map { facts[0, $0] })").isEmpty)
    }
  }

  @Test("No byte of a mark is left anywhere in the masked ledger's memory that is public")
  func nothingIsKept() {
    let text = String(reflecting: Self.ledger.masked(Self.mask))
    #expect(Self.marked(text).isEmpty)
    #expect(Self.marked(String(reflecting: Self.ledger)).contains("SECRET"))
    let columns = Self.ledger.masked(Self.mask)
    for bytes in [columns.customers.key, columns.customers.name, columns.customers.email, columns.identities.keyColumn]
    {
      #expect(Self.marked(String(decoding: bytes.bytes, as: UTF8.self)).isEmpty)
    }
  }

  @Test("Every figure of every sheet is the same")
  func figuresStay() {
    let plain = sheets(Shops.findings(Self.ledger))
    let masked = sheets(Shops.findings(Self.ledger.masked(Self.mask)))
    let names = { (sheets: [Sheet]) in sheets.filter { $0.id != "find" }.map(\.id) }
    #expect(names(plain) == names(masked))
    for (left, right) in zip(plain, masked) where left.id == right.id && left.id != "find" {
      #expect(left.table.rowCount == right.table.rowCount)
      for (column, data) in left.table.columns.enumerated() where data.kind != .text && data.kind != .key {
        // Keys of equal weight are listed by their text, which is another one now.
        let before = (0..<left.table.rowCount).map { "\(left.table[$0, column])" }
        let after = (0..<right.table.rowCount).map { "\(right.table[$0, column])" }
        #expect(left.id == "people" ? before.sorted() == after.sorted() : before == after, "\(left.id) \(data.id)")
      }
      #expect(left.table.totals.map { "\($0)" } == right.table.totals.map { "\($0)" })
    }
  }

  @Test("Notes of a masked page are found by the person's pseudonyms and say nothing")
  func page() {
    let page = WorkbookPage(
      notes: [
        Note(id: 2, customerKey: "secret3@shop.example", kind: .doNotContact, text: "SECRET", writtenAt: 2),
        Note(id: 1, customerKey: "SECRET-a3", kind: .note, text: "SECRET", writtenAt: 1),
      ],
      segments: [
        Segment(name: "mine", title: "SECRET", filter: "name = SECRET", origin: .file("/home/x/mine.segment"))
      ] + ShippedSegments.all
    ).masked(Self.mask)
    #expect(Self.marked("\(page)").isEmpty)
    let ledger = Self.ledger.masked(Self.mask)
    let customer = (0..<ledger.customers.count).first {
      ledger.customers.email[$0] == Self.mask.pseudonym("secret3@shop.example", .email)
    }
    let keys = IdentityKind.allCases.flatMap { ledger.identities.keys(of: customer ?? 0, $0) }
    #expect(page.notes(of: keys).map(\.id) == [2, 1] && page.forbidsContact(keys))
    #expect(page.segments.map(\.name).prefix(2) == ["mine", "vip"])
  }
}
