import Analytics
import Ledger
import Testing

@testable import Panels

@Suite("Filters on shared analyses")
struct FilterFindingsTests {
  private static let ledger = Ledger(
    entries: [
      LedgerEntry(customer: "A", day: Day(rawValue: 19_000), gross: 1_000),
      LedgerEntry(customer: "B", day: Day(rawValue: 19_400), gross: 5_000),
    ])

  @Test("A filter uses the analyses that panels have, and computes no others")
  func shared() throws {
    let findings = Findings(FilterFindingsTests.ledger, Question(ledger: FilterFindingsTests.ledger))
    let data = findings(FilterData.self)
    #expect(try Filter("stage = active or net < 20").customers(in: data) == [0, 1])
    #expect(findings.known(Lifecycle.self) != nil && findings.known(PurchaseHistory.self) != nil)
    #expect(findings.known(ChurnList.self) == nil && findings.known(MoneyDeciles.self) == nil)
    #expect(findings(FilterData.self) === data)
  }

  @Test("Findings that hold filter data are let go, and the data still answers")
  func release() throws {
    var findings: Findings? = Findings(FilterFindingsTests.ledger, Question(ledger: FilterFindingsTests.ledger))
    weak let held = findings
    let data = findings?(FilterData.self)
    findings = nil
    #expect(held == nil)
    #expect(try data.map { try Filter("decile = 1 and state = \"on time\"").customers(in: $0) } == [1])
  }
}
