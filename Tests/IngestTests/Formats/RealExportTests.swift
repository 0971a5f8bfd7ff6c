import Ledger
import SharedDataSets
import Testing

@testable import Ingest

@Suite("Real exports, against figures computed elsewhere")
struct RealExportTests {
  private func table(_ path: String) throws -> TextTable {
    TextTable(label: path, bytes: try SourceBytes.open(.file(path), isCancelled: nil))
  }

  /// With Python: of 28,010 rows 3,923 have no 订单付款时间; of the others Σ 总金额, Σ 退款金额 and
  /// Σ 买家实际支付金额 in cents; 总金额 − 退款金额 = 买家实际支付金额 in each of them.
  @Test(
    "Tmall order report: unidentified, not refused",
    .sharedData("cjk/tmall_order_report.csv.gz", "cjk/tmall_order_report_slashdates.csv.gz"),
    arguments: ["", "_slashdates"])
  func tmall(variant: String) throws {
    let path = try #require(SharedData.path("cjk/tmall_order_report\(variant).csv.gz"))
    let prepared = try Formats.prepare([try table(path)])
    #expect(prepared.orders.first?.kind?.id == "tmall-report" && prepared.orders.first?.confidence == 1)
    let ledger = try prepared.ledger()
    #expect(ledger.report.counts == [.unidentified: 24_087, .unpaid: 3_923])
    #expect(ledger.customers.count == 0 && ledger.orders.count == 28_010 && ledger.currency.code == "CNY")
    #expect(ledger.report.gross == 247_482_307 && ledger.report.refunds == 57_233_592)
    #expect(ledger.report.net == 190_248_715)
  }

  @Test(
    "Superstore: read as it is; with the sheet of returns, their orders are given back",
    .sharedData("cjk/superstore_cn_orders.csv.gz", "cjk/superstore_cn_returns.csv", "cjk/superstore_cn_people.csv"))
  func superstore() throws {
    let orders = try #require(SharedData.path("cjk/superstore_cn_orders.csv.gz"))
    let returns = try #require(SharedData.path("cjk/superstore_cn_returns.csv"))
    let people = try #require(SharedData.path("cjk/superstore_cn_people.csv"))
    let alone = try Formats.prepare([try table(orders)])
    #expect(alone.orders[0].kind?.id == "superstore" && !alone.orders[0].isTranslated)
    let all = try Formats.prepare([try table(returns), try table(people), try table(orders)])
    #expect(all.ignored.map(\.table.label) == [people])
    let ledger = try all.ledger()
    ledger.checkInvariants()
    // Σ 销售额 rounded line by line, as without the returns; of it the lines whose number is in the sheet.
    #expect(ledger.report.gross == 1_611_754_840 && ledger.report.refunds == 196_195_504)
    #expect(ledger.customers.count == 790 && ledger.orders.count == 4_979)
  }

  @Test("A listing of products is refused with what it is", .sharedData("cjk/double11_cosmetics_utf8bom.csv.gz"))
  func listing() throws {
    let path = try #require(SharedData.path("cjk/double11_cosmetics_utf8bom.csv.gz"))
    do {
      _ = try Formats.prepare([try table(path)])
      Issue.record("a file without orders was taken")
    } catch let error as IngestError {
      #expect(error.what.contains("no orders") && error.wayOut.contains("店名"))
    }
  }

  @Test(
    "Taobao's user behaviour becomes visits, beside an order file",
    .sharedData("events/taobao_userbehavior_43users.csv"))
  func behaviour() throws {
    let path = try #require(SharedData.path("events/taobao_userbehavior_43users.csv"))
    let orders = ExportFile("o.csv", ["customer_id", "ordered_at", "total"], [["customer_id": "1", "total": "1"]])
    let prepared = try Formats.prepare([try table(path), try orders.table()])
    let side = try #require(prepared.sides.first)
    #expect(side.side == .visits && side.table.lines.count == 4_321)
    let events = side.table.text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").last ?? "" }
    // data/README: pv 3,926, cart 190, fav 128, buy 77.
    let counts = ["view": 3_926, "cart": 190, "favourite": 128, "buy": 77]
    for (event, count) in counts { #expect(events.count { $0 == event } == count) }
  }

  @Test(
    "CDNOW and Online Retail go to the reader as they are",
    .sharedData("cdnow/CDNOW_sample.txt", "online_retail/online_retail_head20000.csv.gz"))
  func direct() throws {
    let cdnow = try #require(SharedData.path("cdnow/CDNOW_sample.txt"))
    let retail = try #require(SharedData.path("online_retail/online_retail_head20000.csv.gz"))
    for (path, kind) in [(cdnow, "cdnow"), (retail, "online-retail")] {
      let prepared = try Formats.prepare([try table(path)])
      #expect(prepared.orders.map { $0.kind?.id } == [kind] && prepared.orders.allSatisfy { !$0.isTranslated })
    }
  }
}
