import Ledger
import Testing

@testable import Panels

@Suite struct WordingTests {
  @Test func singularAndPlural() {
    #expect(Wording.customers(0) == "0 customers")
    #expect(Wording.customers(1) == "1 customer")
    #expect(Wording.customers(23_570) == "23,570 customers")
    #expect(Wording.days(1) == "1 day")
  }

  @Test func percentInASentence() {
    #expect(Wording.percent(0.357) == "36 %")
    #expect(Wording.percent(0.0823) == "8.2 %")
    #expect(Wording.percent(0) == "0 %")
    #expect(Wording.percent(0.0001) == "under 0.1 %")
    #expect(Wording.percent(1) == "100 %")
  }

  @Test func moneyWithItsSign() {
    #expect(Wording.money(830_006_581, Currency(code: "GBP")) == "£ 8,300,065.81")
    #expect(Wording.money(-100, Currency(code: "GBP")) == "−£ 1.00")
    #expect(Wording.wholeMoney(1_250, Currency(code: "JPY")) == "¥ 1,250")
    #expect(Wording.money(12_50, .unnamed) == "12.50")
    #expect(Wording.head("Net", Currency(code: "CHF")) == "Net CHF")
    #expect(Wording.head("Net", .unnamed) == "Net")
  }

  @Test func sentencesBeginAndEnd() {
    #expect(Wording.sentence("2 customers come last") == "2 customers come last.")
    #expect(Wording.sentence("only one") == "Only one.")
    #expect(Wording.sentence("") == "")
    #expect(Wording.date(day("2011-12-09")) == "9 Dec 2011")
  }
}
