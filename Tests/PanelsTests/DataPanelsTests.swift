import Analytics
import Ingest
import Ledger
import Testing

@testable import Panels

@Suite("Panels about the files")
struct DataPanelsTests {
  private func findings(_ texts: [(String, String)]) throws -> Findings {
    let ledger = try readLedger(texts.map { .bytes(name: $0.0, Array($0.1.utf8)) })
    return Findings(ledger, Question(ledger: ledger))
  }

  private func orders(_ days: [Int]) -> String {
    var text = "order_id,customer_id,date,sku,quantity,price,order_total\n"
    for (order, day) in days.enumerated() {
      let total = order == 3 ? "99.00" : "20.00"
      text += "\(order + 1),c\(order % 5),\(Day(rawValue: 19_000).adding(days: day)),S\(order % 3),2,10.00,\(total)\n"
    }
    return text
  }

  @Test("Files: what each was taken for, and its columns behind it")
  func files() throws {
    let findings = try findings([
      ("orders.csv", orders(Array(0..<30))),
      ("products.csv", "sku,product,category,price,cost\nS0,Tea,Hot,10.00,4.00\n"),
    ])
    let sheet = Panel.files.sheet(findings)
    #expect(sheet.table.rowCount == 2)
    #expect(sheet.table[0, 0] == .text("orders.csv") && sheet.table[1, 1] == .text("products"))
    let columns = try #require(sheet.destination(0)?.open())
    #expect(columns.table[5, 1] == .text("price") && columns.table[5, 2] == .text("unit_price"))
    #expect(sheet.reading == ["1 file of orders read; 1 file beside them."])
  }

  @Test("Reconciliation: the order that does not add up, and its lines behind it")
  func reconciliation() throws {
    let findings = try findings([("orders.csv", orders(Array(0..<30)))])
    let sheet = Panel.reconciliation.sheet(findings)
    #expect(sheet.table.rowCount == 1)
    #expect(
      (0...4).map { sheet.table[0, $0] } == [.text("4"), .money(2_000), .money(9_900), .money(7_900), .integer(5)])
    #expect(sheet.destination(0)?.open().id == "order")
    #expect(sheet.reading.first == "The lines of 29 of 30 orders come to their total (97 %).")
  }

  @Test("Repaired rows: by rule, each as it stands in its file")
  func repairs() throws {
    var lines = orders(Array(0..<40)).split(separator: "\n").map(String.init)
    lines[7] = lines[7].replacing("S", with: "\"S")
    lines[12] = lines[12].split(separator: ",").joined(separator: ";")
    let findings = try findings([("orders.csv", lines.joined(separator: "\n"))])
    let sheet = Panel.repairs.sheet(findings)
    #expect(sheet.table.rowCount == 2)
    let rows = (0..<2).compactMap { sheet.destination($0)?.open() }
    #expect(Set(rows.compactMap { $0.table[0, 1].magnitude }) == [8, 13])
    #expect(findings.ledger.report.net == 40 * 2_000)
  }

  @Test("Days without orders: the hole, and the orders around it")
  func gaps() throws {
    let findings = try findings([("orders.csv", orders(Array(0..<200) + Array(214..<300)))])
    let sheet = Panel.gaps.sheet(findings)
    #expect(sheet.table.rowCount == 1)
    #expect(sheet.table[0, 2] == .integer(14) && sheet.table[0, 3] == .integer(7) && sheet.table[0, 4] == .integer(7))
    let around = try #require(sheet.destination(0)?.open())
    #expect(around.table.rowCount == 14 && around.destination(0)?.open().id == "order")
  }

  @Test("Nothing to show is said")
  func empty() {
    let findings = Shops.findings(Shops.single)
    #expect(Panel.repairs.sheet(findings).reading == ["No row had to be mended."])
    #expect(Panel.gaps.sheet(findings).table.rowCount == 0)
    #expect(Panel.files.sheet(findings).reading == ["No file was read."])
    #expect(Panel.reconciliation.sheet(findings).reading.first?.contains("nothing to compare") == true)
  }
}
