import Ledger
import SharedDataSets
import Testing

@testable import Ingest

@Suite("Public data sets, against figures computed elsewhere")
struct RealFileTests {
  @Test(
    "CDNOW master: 69,659 rows, 23,570 people, 2,500,315.63 dollars (ANCHORS; Fader, Hardie)",
    .sharedData("cdnow/CDNOW_master.txt.gz"))
  func cdnowMaster() throws {
    let path = try #require(SharedData.path("cdnow/CDNOW_master.txt.gz"))
    let ledger = try readLedger([.file(path)])
    #expect(ledger.report.rows == 69_659 && ledger.customers.count == 23_570)
    #expect(ledger.report.net == 250_031_563)
    #expect(ledger.report.counts == [.used: 69_579, .zeroValue: 80])
    #expect(ledger.report.repeated == 255)
    // Distinct person-days.
    #expect(ledger.orders.count == 67_591)
    #expect(ledger.firstDay?.description == "1997-01-01" && ledger.lastDay?.description == "1998-06-30")
    ledger.checkInvariants()
  }

  @Test("CDNOW sample, without a header: 2,357 people, 6,919 rows", .sharedData("cdnow/CDNOW_sample.txt"))
  func cdnowSample() throws {
    let path = try #require(SharedData.path("cdnow/CDNOW_sample.txt"))
    let ledger = try readLedger([.file(path)])
    #expect(ledger.report.rows == 6_919 && ledger.customers.count == 2_357 && ledger.orders.count == 6_696)
    // awk '{s+=$5} END {printf "%.2f", s}' CDNOW_sample.txt
    #expect(ledger.report.net == 24_409_194)
    #expect(ledger.report.counts == [.used: 6_911, .zeroValue: 8])
  }

  /// With pandas 3.1.1, `line` = sign(a)·((|a| + 5) // 10) over integers a = Quantity · 1000·UnitPrice:
  /// `line[CustomerID != ''].sum()`, `line[CustomerID == ''].sum()`, `duplicated().sum()`, and counts of rows by
  /// (CustomerID known) × (Quantity ≥ 0 and line ≥ 0).
  @Test(
    "Online Retail, complete: every row, and net to the penny beside pandas",
    .sharedData("online_retail/online_retail.csv.gz"))
  func onlineRetail() throws {
    let path = try #require(SharedData.path("online_retail/online_retail.csv.gz"))
    let ledger = try readLedger([.file(path)])
    let report = ledger.report
    #expect(report.rows == 541_909 && report.counts.values.reduce(0, +) == 541_909)
    #expect(report.repeated == 5_268)
    #expect(report.net == 974_774_793)
    #expect(report.unidentifiedNet == 144_768_212)
    #expect(report.net - report.unidentifiedNet == 830_006_581)
    #expect(report.gross == 1_066_668_454 && report.refunds == 91_893_661)
    #expect(ledger.customers.count == 4_372)
    #expect(
      (report.counts[.used] ?? 0) + (report.counts[.zeroValue] ?? 0) == 397_924 && report.counts[.zeroValue] == 44)
    #expect(report.counts[.unidentified] == 133_359 && report.counts[.refundUnidentified] == 1_721)
    #expect((report.counts[.refundMatched] ?? 0) + (report.counts[.refundUnmatched] ?? 0) == 8_905)
    let nets = ledger.netByKey
    #expect(nets["14646"] == 27_948_902 && nets["18102"] == 25_643_849 && nets["17450"] == 18_748_217)
  }

  @Test(
    "Tableau superstore in Chinese: 10,000 lines, 790 customers, Σ 销售额 rounded line by line",
    .sharedData("cjk/superstore_cn_orders.csv.gz"))
  func superstore() throws {
    let path = try #require(SharedData.path("cjk/superstore_cn_orders.csv.gz"))
    let ledger = try readLedger([.file(path)])
    #expect(ledger.report.counts == [.used: 10_000])
    #expect(ledger.customers.count == 790 && ledger.report.net == 1_611_754_840)
    // 1,955 products and the row for none; an order here is one customer's under one number.
    #expect(ledger.products.count == 1_956 && ledger.orders.count == 4_979)
    #expect(ledger.customers.name.isPresent && ledger.customers.region.names.contains("浙江"))
    #expect(ledger.report.counts[.duplicate] == nil && ledger.report.discounts == 0)
  }

  @Test(
    "Both date styles of the Tmall report give the same shop, without customers",
    .sharedData("cjk/tmall_order_report.csv.gz", "cjk/tmall_order_report_slashdates.csv.gz"))
  func tmall() throws {
    var nets: [Int64] = []
    for name in ["cjk/tmall_order_report.csv.gz", "cjk/tmall_order_report_slashdates.csv.gz"] {
      let path = try #require(SharedData.path(name))
      let ledger = try readLedger([.file(path)])
      #expect(ledger.customers.count == 0 && ledger.orders.count == 28_010)
      #expect(ledger.report.counts == [.unidentified: 24_087, .unpaid: 3_923])
      #expect(ledger.firstDay?.description == "2020-02-01" && ledger.lastDay?.description == "2020-02-29")
      nets.append(ledger.report.net)
    }
    // Σ 买家实际支付金额 of the file.
    #expect(nets == [190_248_715, 190_248_715])
  }

  @Test(
    "A listing of products is no shop, and the message says what it is",
    .sharedData("cjk/double11_cosmetics_utf8bom.csv.gz"))
  func listing() throws {
    let path = try #require(SharedData.path("cjk/double11_cosmetics_utf8bom.csv.gz"))
    do {
      _ = try readLedger([.file(path)])
      Issue.record("a file without orders was read")
    } catch {
      #expect(error.kind == .missingColumn && error.what.contains("no customer"))
    }
  }

  @Test(
    "A log of visits alone is read for a report, and is no shop without orders",
    .sharedData("events/taobao_userbehavior_43users.csv"))
  func visits() throws {
    let path = try #require(SharedData.path("events/taobao_userbehavior_43users.csv"))
    var options = ReadOptions()
    options.allowsNoOrders = true
    let ledger = try readLedger([.file(path)], options: options)
    #expect(ledger.orders.count == 0 && ledger.sides.visits?.count == 4_321)
    #expect(ledger.report.sides.first?.strangers.people == 43)
    #expect(throws: IngestError.self) { _ = try readLedger([.file(path)]) }
  }
}
