import Ledger
import Testing

@testable import Ingest

@Suite("One odd sheet, file or neighbour never stops the rest")
struct OddNeighbourTests {
  private static let orders = "order_id,customer_id,ordered_at,total\n1,ann,2024-03-01,5.00\n2,bob,2024-03-02,7.50\n"
  private static let expected: [String: Int64] = ["ann": 500, "bob": 750]

  private func read(
    _ sources: [Source], _ adjust: (inout ReadOptions) -> Void = { _ in }
  ) throws -> Ledger {
    var options = ReadOptions()
    adjust(&options)
    return try readLedger(sources, options: options)
  }

  private func failure(_ sources: [Source], _ adjust: (inout ReadOptions) -> Void = { _ in }) -> IngestError? {
    do {
      _ = try read(sources, adjust)
      return nil
    } catch {
      return error as? IngestError
    }
  }

  /// A row of inline texts and numbers.
  private static func row(_ cells: [String]) -> String {
    "<row>"
      + cells.map { cell in
        Double(cell) == nil ? "<c t=\"inlineStr\"><is><t>\(cell)</t></is></c>" : "<c><v>\(cell)</v></c>"
      }.joined() + "</row>"
  }

  private static let odd: [(name: String, rows: [[String]])] = [
    ("Notes", [["Written on a Friday for the accountant"], ["ask Bob"]]),
    ("Cover", [["", "Note: nothing in here is real"], ["", ""], ["", "Sheet 2 has the orders"]]),
    ("Empty", []),
    ("Chart data", [["2024-01", "10"], ["2024-02", "20"], ["2024-03", "30"]]),
    ("Pivot", [["Row Labels", "Sum of total"], ["ann", "5"], ["Grand Total", "12.5"]]),
    ("Months", [["Month", "Total"], ["2024-03-01", "12.5"]]),
    ("Contacts", [["Customer", "Phone"], ["ann", "555 010 020"]]),
    ("x", [["x"], ["1"]]),
  ]

  @Test(
    "A sheet of notes, of numbers, of contacts, hidden or not, before or after the orders", arguments: odd.map(\.name))
  func sheets(_ name: String) throws {
    let sheet = try #require(Self.odd.first { $0.name == name })
    let odd = (name: sheet.name, rows: sheet.rows.map(Self.row).joined())
    let orders = (
      name: "orders",
      rows: Self.orders.split(separator: "\n").map { Self.row($0.split(separator: ",").map(String.init)) }.joined()
    )
    for sheets in [[odd, orders], [orders, odd]] {
      for hidden in [[], [name]] as [Set<String>] {
        var book = WorkbookWriter()
        book.sheets = sheets
        book.hidden = hidden
        let ledger = try read([.bytes(name: "book.xlsx", book.bytes)])
        #expect(ledger.netByKey == Self.expected)
        let isListed = ledger.report.remarks.contains { $0.hasPrefix("Not read: book.xlsx › \(name).") }
        #expect(isListed == !sheet.rows.isEmpty, "\(ledger.report.remarks)")
      }
    }
  }

  @Test("Notes, empty files, pictures and pages in a folder and in a zip file are passed over and listed")
  func files() throws {
    let folder = TestFolder()
    var zip = ZipWriter()
    let files: [(name: String, bytes: [UInt8])] = [
      ("orders.csv", Array(Self.orders.utf8)), ("notes.csv", Array("remember\nto call Bob\n".utf8)),
      ("logo.csv", [0x89, 0x50, 0x4E, 0x47, 1, 2, 3]), ("page.csv", Array("<html><body>no</body></html>".utf8)),
      ("summary.csv", Array("Month,Total\n2024-03-01,12.50\n".utf8)), ("raw.csv", [1, 2, 0, 0, 3, 0, 0, 9, 9, 9, 9]),
    ]
    for file in files {
      folder.write(file.name, file.bytes)
      zip.add(Array(file.name.utf8), file.bytes)
    }
    folder.write("empty.csv", [])
    for source in [Source.file(folder.path), .bytes(name: "shop.zip", zip.bytes)] {
      let ledger = try read([source])
      #expect(ledger.netByKey == Self.expected)
      for name in ["notes.csv", "logo.csv", "page.csv", "summary.csv", "raw.csv"] {
        #expect(ledger.report.remarks.contains { $0.contains(name) && $0.hasPrefix("Not read") }, "\(name)")
      }
    }
    // Alone, none of them is passed over.
    let alone = TestFolder()
    alone.write("empty.csv", [])
    #expect(failure([.file(alone.path)])?.what.contains("empty") == true)
  }

  @Test("A file that was named has to be read, or left out by name")
  func named() throws {
    let orders = Source.bytes(name: "orders.csv", Array(Self.orders.utf8))
    let notes = Source.bytes(name: "notes.csv", Array("remember\nto call Bob\nto call Ann\n".utf8))
    let error = try #require(failure([orders, notes]))
    #expect(error.file == "notes.csv" && error.wayOut.contains("--kind 'notes.csv=ignore'"))
    #expect(try read([orders, notes]) { $0.kinds = ["notes.csv": "ignore"] }.netByKey == Self.expected)
  }

  @Test("What is said is said of the named file, not of one that lies beside it")
  func blame() throws {
    let folder = TestFolder()
    let path = folder.write("bestellijst.csv", "nummer,wanneer,wie,hoeveel\n1,2024-03-01,ann,5.00\n")
    folder.write("customers.csv", "customer_id,name,email,since\nann,Ann,ann@example.org,2024-01-01\n")
    let error = try #require(failure([.file(path)]))
    #expect(error.file == path && error.wayOut.contains("hoeveel"))
  }

  @Test("`--map` holds for a file that was taken for something else")
  func mapped() throws {
    let listing = "update_time,id,title,price,sale_count,comment_count,店名\n2016/11/14,A1,霜,139,26719,2704,x\n"
    let source = Source.bytes(name: "list.csv", Array(listing.utf8))
    #expect(failure([source])?.wayOut.contains("--map") == true)
    let map: [(field: Field, column: String)] = [(.customerId, "店名"), (.orderedAt, "update_time"), (.total, "price")]
    #expect(try read([source]) { $0.map = map }.netByKey == ["x": 13_900])
    let contacts = "customer_id,name,since,spent\nann,Ann,2024-03-01,5.00\n"
    let people = Source.bytes(name: "people.csv", Array(contacts.utf8))
    #expect(failure([people])?.what.contains("customers") == true)
    #expect(try read([people]) { $0.map = [(.orderedAt, "since"), (.total, "spent")] }.netByKey == ["ann": 500])
  }

  @Test("A column that the platform's translation would not look at is refused, with the way to have it read")
  func unusedMap() throws {
    let text =
      "id,Created date (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Weight\n"
      + "ch_1,2024-03-01 10:00:00,5.00,0.00,eur,Paid,cus_a,3\n"
    let source = Source.bytes(name: "payments.csv", Array(text.utf8))
    let error = try #require(failure([source]) { $0.map = [(.quantity, "Weight")] })
    #expect(error.what.contains("Stripe") && error.wayOut.contains("payments.csv=generic"))
  }
}

@Suite("Orders and their lines in two plain files")
struct OrdersAndLinesTests {
  private let heads =
    "Order ID,Order Date,CustomerName,State,City\nB-1,01-04-2018,Ann,North,Town\nB-2,13-04-2018,Bob,South,Town\n"
  private let lines =
    "Order ID,Amount,Profit,Quantity,Category,Sub-Category\nB-1,1275.00,-1148.00,7,Furniture,Bookcases\n"
    + "B-1,66.00,-12.00,5,Clothing,Stole\nB-2,8.00,-2.00,3,Clothing,Scarf\n"

  private func read(_ files: [(String, String)]) throws -> Ledger {
    try readLedger(files.map { .bytes(name: $0.0, Array($0.1.utf8)) }, options: ReadOptions())
  }

  @Test("are joined by the order number, in either order, people told apart by name")
  func joined() throws {
    for files in [[("a.csv", heads), ("b.csv", lines)], [("b.csv", lines), ("a.csv", heads)]] {
      let ledger = try read(files)
      #expect(ledger.netByKey == ["Ann": 134_100, "Bob": 800])
      #expect(ledger.orders.count == 2 && ledger.lines.count == 3)
      #expect(Day(rawValue: ledger.orders.day.max() ?? 0).description == "2018-04-13")
      #expect(ledger.report.remarks.contains { $0.contains("by their names alone") })
    }
  }

  @Test("Unit prices times quantities; lines without an order are set aside; a guest stays a guest")
  func prices() throws {
    let heads = "order number,customer_id,ordered at\n1,ann,2024-03-01\n2,,2024-03-02\n"
    let lines = "order number,product,qty,unit price\n1,Cup,2,3.00\n2,Lamp,1,9.00\n7,Cup,1,3.00\n"
    let ledger = try read([("o.csv", heads), ("l.csv", lines)])
    #expect(ledger.netByKey == ["ann": 600])
    #expect(ledger.report.unidentifiedOrders == 1 && ledger.report.counts[.broken] == 1)
  }

  @Test("Payments beside orders with totals are not their lines")
  func payments() throws {
    let heads = "order number,customer_id,ordered at,total\n1,ann,2024-03-01,6.00\n"
    let payments = "order number,amount\n1,7.20\n"
    let folder = TestFolder()
    folder.write("o.csv", heads)
    folder.write("p.csv", payments)
    let ledger = try readLedger([.file(folder.path)], options: ReadOptions())
    #expect(ledger.netByKey == ["ann": 600])
    #expect(ledger.report.remarks.contains { $0.contains("p.csv") && $0.hasPrefix("Not read") })
  }
}
