import Glibc
import Ingest
import Ledger
import SharedDataSets
import Testing

@testable import Analytics

/// RFM and value of public data sets, computed with pandas 3.1.1 from the definitions: `rank(method='min')` for scores
/// whose ties share the better one, `rank(method='average')` for mid-ranks, `DateOffset(months=6)` for the window.
@Suite("RFM and value of public data sets")
struct RFMRealDataTests {
  private static func onlineRetail() throws -> Ledger {
    try readLedger([.file(#require(SharedData.path("online_retail/online_retail.csv.gz")))])
  }

  private func check(_ rfm: RFM, _ expected: [(id: String, people: Int, net: Int64)]) {
    for (id, people, net) in expected {
      let row = rfm.rows.first { $0.segment.id == id }
      #expect(row?.customers == people && row?.net == net, "\(id)")
    }
    #expect(rfm.rows.reduce(0) { $0 + $1.customers } == expected.reduce(0) { $0 + $1.people })
  }

  @Test(
    "Online Retail: scores, the default map, Klaviyo's groups, eight cells",
    .sharedData("online_retail/online_retail.csv.gz"))
  func retail() throws {
    let ledger = try RFMRealDataTests.onlineRetail()
    let question = Question(ledger: ledger)
    let history = PurchaseHistory(ledger, question)
    let scores = RFMScores(history, question)
    #expect(scores.steps(.five, .recency).map(\.customers) == [905, 837, 859, 864, 862])
    #expect(scores.steps(.five, .recency).map(\.bound) == [14, 32, 71, 179, nil])
    #expect(scores.steps(.five, .frequency).map(\.customers) == [356, 388, 436, 768, 2_379])
    #expect(scores.steps(.five, .monetary).map(\.bound) == [153_795, 76_532, 41_773, 22_577, nil])
    #expect(scores.steps(.five, .monetary).map(\.customers) == [695, 695, 695, 695, 694 + 853])
    let rfm = RFM(history, scores)
    check(
      rfm,
      [
        ("champions", 880, 342_201_348), ("loyal", 165, 36_141_504), ("potential_loyalist", 682, 39_664_607),
        ("new", 57, 815_463), ("promising", 123, 1_742_630), ("need_attention", 203, 18_314_523),
        ("about_to_sleep", 491, 14_595_135), ("at_risk", 242, 29_094_353), ("cant_lose_them", 0, 0),
        ("hibernating", 624, 16_951_376), ("lost", 860, 82_188),
      ])
    #expect(rfm.rows[0].recency == 9 && rfm.rows[0].frequency == 5 && rfm.rows[0].monetary == 185_442)
    #expect(rfm.notes.contains { $0.contains("a longer rfm.window") })
    #expect(RFM(history, scores, .klaviyo6).rows.map(\.customers) == [1_346, 602, 1_520, 0, 795, 64])
    #expect(RFM(history, scores, .cn8).rows.map(\.customers) == [580, 63, 41, 64, 485, 1_042, 74, 1_978])
  }

  @Test("Online Retail: value", .sharedData("online_retail/online_retail.csv.gz"))
  func value() throws {
    let ledger = try RFMRealDataTests.onlineRetail()
    let value = CustomerValue(ledger, Question(ledger: ledger))
    #expect(value.gradeRows.map(\.customers) == [866, 865, 868, 863, 865])
    #expect(value.gradeRows.map(\.net) == [599_150_599, 123_926_364, 60_068_856, 31_188_774, 16_772_402])
    #expect(value.medianAOV == 29_842)
    let first = value.score(of: ledger.position("14646")) ?? 0
    #expect(abs(first - 99.258) < 0.01)
    for (median, expected) in zip(value.medians, [50.0, 50, 98.46, 50.02, 49.53]) {
      #expect(abs((median ?? 0) - expected) < 0.02)
    }
  }

  @Test("CDNOW: the default map and value", .sharedData(CDNOW.name))
  func cdnow() {
    let ledger = CDNOWTests.ledger
    let question = Question(asOf: day("1998-06-30"))
    let history = PurchaseHistory(ledger, question)
    let rfm = RFM(history, RFMScores(history, question))
    check(
      rfm,
      [
        ("champions", 1_445, 31_215_048), ("potential_loyalist", 2_895, 15_131_265), ("new", 796, 1_104_822),
        ("promising", 4_273, 326_248), ("about_to_sleep", 4_696, 0), ("hibernating", 4_888, 0), ("lost", 4_509, 0),
      ])
    let value = CustomerValue(history, ledger, ChurnList(history, question), question)
    #expect(value.gradeRows.map(\.net) == [151_403_831, 48_500_903, 26_073_592, 12_085_901, 11_967_336])
    #expect(value.medians[2] == nil, "no refund in the file, so no credit")
    #expect(abs((value.score(of: ledger.position("03901")) ?? 0) - 99.477) < 0.02)
  }
}
