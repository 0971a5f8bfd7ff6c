import Glibc
import Ingest
import Ledger
import SharedDataSets
import Testing

@testable import Analytics

/// Counts of public data sets, computed with pandas 3.1.1 from the definitions: sums of rows by person in whole minor
/// units, distinct days, `str.contains` for expressions, calendar months with `DateOffset`.
@Suite("Filters of public data sets")
struct FilterRealDataTests {
  private static func data(_ name: String) throws -> FilterData {
    let ledger = try readLedger([.file(#require(SharedData.path(name)))])
    return FilterData(ledger: ledger, question: Question(ledger: ledger))
  }

  private func check(_ cases: [(text: String, count: Int)], _ data: FilterData) throws {
    for (text, count) in cases {
      let picked = try Filter(text).count(in: data)
      #expect(picked == count, "\(text)")
    }
  }

  @Test("CDNOW", .sharedData(CDNOW.name))
  func cdnow() throws {
    let data = FilterData(ledger: CDNOWTests.ledger, question: Question(asOf: day("1998-06-30")))
    try check(
      [
        ("net > 100.50", 6_211), ("purchases >= 5", 3_835), ("first_purchase = 1997-01", 7_814),
        ("net(90d) >= 50", 1_234), ("purchases(1997-07..1997-09) >= 2 and days_since > 180", 449),
        ("last_purchase < 1997-06 and orders = 1", 11_842), ("aov between 20 and 30", 5_239),
        ("customer starts with 0001", 10), ("customer ~ /^(\\d)\\1{2}.*7$/", 30), ("net >= 0", 23_570),
        ("stage = churned", 16_018), ("stage = active and not stage = silent", 1_595),
      ], data)
  }

  /// Net as the sum of all rows of a person, gross as that of the rows above zero. The product was never refunded. Four
  /// people abroad have refunds alone: those name no country, so they are neither in Germany nor elsewhere.
  @Test("Online Retail", .sharedData("online_retail/online_retail.csv.gz"))
  func onlineRetail() throws {
    let data = try FilterRealDataTests.data("online_retail/online_retail.csv.gz")
    try check(
      [
        ("net > 5_000", 263), ("net <= 0", 55), ("gross between 1000 and 2000", 765),
        ("country != \"united kingdom\"", 418),
        ("country = germany", 94), ("customer ~ /^1[23]\\d*7$/", 125), ("bought(22749)", 275),
        ("bought(22749) in 2011-09..2011-11", 139), ("bought(22749) at least 3 times", 28),
      ], data)
  }

  /// Sales rounded line by line; an order is a person's rows under one number, on the day of the first of them. Nobody
  /// has orders of two provinces on a latest day that would decide here.
  @Test("Superstore in Chinese", .sharedData("cjk/superstore_cn_orders.csv.gz"))
  func superstore() throws {
    let data = try FilterRealDataTests.data("cjk/superstore_cn_orders.csv.gz")
    try check(
      [
        ("net > 30_000", 172), ("bought(name 包含 剪刀)", 171), ("bought(name ~ /^(?:Fiskars|Acme).*剪刀/)", 83),
        ("stage = sleeping", 209), ("stage = sleeping 且 purchases ＞ 8", 23), ("name starts with 王", 7),
        ("first_purchase = 2015", 207), ("region in （广东，浙江）", 95),
      ], data)
  }
}
