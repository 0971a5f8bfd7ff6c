import Ingest
import Ledger
import SharedDataSets
import Testing

@testable import Analytics

/// Online Retail (UCI, Chen 2015): what the last 365 days of 4,252 people are worth.
///
/// The expected figures were computed with plain Python from the definitions, independently of this module: each refund
/// row taken from the person's latest earlier order that holds the product, purchases by person and day, sums in pence.
@Suite("Online Retail, who brings the money")
struct OnlineRetailValueTests {
  @Test("Quadrants, tiers, and no word about discounts", .sharedData("online_retail/online_retail.csv.gz"))
  func figures() throws {
    let path = try #require(SharedData.path("online_retail/online_retail.csv.gz"))
    let ledger = try readLedger([.file(path)])
    let question = Question(asOf: day("2011-12-09"))
    let history = PurchaseHistory(ledger, question)
    let quadrants = ValueQuadrants(history, question)
    #expect(quadrants.customers == 4_252)
    #expect(quadrants.totalNet == 800_996_126)
    #expect(quadrants.totalPurchases == 16_025)
    #expect(quadrants.netCut == 188_382)
    #expect(quadrants.purchaseCut == 4)
    #expect(quadrants.rows.map(\.customers) == [771, 120, 588, 2_773])
    #expect(quadrants.rows.map(\.net) == [553_905_992, 40_803_887, 69_782_731, 136_503_516])
    #expect(quadrants.rows.map(\.purchases) == [8_258, 278, 3_033, 4_456])
    let tiers = ProfitTiers(history, question, stages: Lifecycle(history, question))
    #expect(tiers.rows.map(\.customers) == [4, 434, 3_806, 8])
    #expect(tiers.rows.map(\.margin) == [82_197_467, 398_492_681, 320_430_469, -124_491])
    #expect(tiers.rows.map(\.losingValue) == [0, 32, 1_277, 5])
    let priceOnly = PriceOnly(history, ledger, question)
    #expect(!priceOnly.knowsDiscounts && priceOnly.customers == 0)
  }
}
