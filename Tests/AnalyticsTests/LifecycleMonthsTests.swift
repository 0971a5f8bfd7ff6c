import Ledger
import Testing

@testable import Analytics

@Suite("Bounds of the life cycle that the shop's own rhythm suggests")
struct LifecycleMonthsTests {
  private func shop(_ people: Int, _ gap: Int) -> [LedgerEntry] {
    (0..<people).flatMap { orders("G\(gap)-\($0)", from: "2018-01-01", after: [0, gap, 2 * gap]) }
  }

  private func cycle(_ entries: [LedgerEntry], _ months: String) throws -> Lifecycle {
    var question = Question(asOf: day("2018-10-15"))
    _ = try question.settings.set("lifecycle.months", months)
    return Lifecycle(Ledger(entries: entries), question)
  }

  @Test("Suggested bounds are those in use where they are asked for")
  func inUse() throws {
    let entries = shop(20, 60)
    let usual = try cycle(entries, "1,4,10")
    #expect(usual.months == [1, 4, 10] && usual.suggestedMonths == [2, 3, 4] && !usual.asksForSuggested)
    #expect(usual.stages.map(\.customers) == [0, 0, 20, 0])
    #expect(usual.notes.contains { $0.contains("2, 3, 4") && $0.contains("lifecycle.months") })
    let suggested = try cycle(entries, " Suggested ")
    #expect(suggested.months == [2, 3, 4] && suggested.asksForSuggested)
    #expect(suggested.stages.map(\.customers) == [0, 0, 0, 20], "six months of silence: later than the fourth")
    #expect(suggested.stages.map(\.fromMonths) == [1, 3, 4, 5])
    #expect(suggested.notes.contains { $0.contains("2, 3, 4 months are those") })
  }

  @Test("With fewer than twenty people with an interval the usual bounds stand in, and a note says so")
  func tooFew() throws {
    let cycle = try cycle(shop(19, 60), "suggested")
    #expect(cycle.months == [1, 4, 10] && cycle.suggestedMonths == nil)
    #expect(cycle.notes.contains { $0.contains("fewer than 20 people") && $0.contains("1, 4, 10") })
  }

  @Test("Bounds by number take the place of the word")
  func backToNumbers() throws {
    var settings = AnalyticsSettings()
    _ = try settings.set("lifecycle.months", "2,5,11")
    _ = try settings.set("lifecycle.months", "suggested")
    #expect(settings.value("lifecycle.months") == "suggested")
    _ = try settings.set("lifecycle.months", "1,4,10")
    #expect(settings == AnalyticsSettings())
  }

  @Test("The labelling is everybody's stage")
  func labelling() {
    let ledger = Ledger(entries: randomShop(seed: 5))
    let cycle = Lifecycle(ledger, Question(ledger: ledger))
    #expect(cycle.labelling.id == "stage")
    #expect(cycle.labelling.labels.map(\.id) == ["active", "silent", "sleeping", "churned"])
    #expect(cycle.labelling.counts == cycle.stages.map(\.customers))
    for customer in 0..<ledger.customers.count {
      #expect(cycle.labelling.label(of: customer)?.id == cycle.stage(of: customer)?.rawValue)
    }
  }
}
