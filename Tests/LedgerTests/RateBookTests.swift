import Ledger
import Testing

@Suite("Exchange rates turn amounts into another currency exactly")
struct RateBookTests {
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private func decimal(_ text: String) -> ExactDecimal {
    let parts = text.split(separator: ".")
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    return ExactDecimal(mantissa: Int64(parts[0] + fraction) ?? 0, decimals: fraction.count)
  }

  private func book(_ entries: [(String, String, String)], base: String = "CNY") throws -> RateBook {
    RateBook(try entries.map { (try #require(Day($0.0)), $0.1, decimal($0.2)) }, base: base)
  }

  @Test("The latest rate at or before the day counts; before the first the first, which is said")
  func days() throws {
    let book = try book([
      ("2026-02-01", "USD", "7.2"), ("2026-01-01", "USD", "7.1"), ("2026-02-01", "USD", "7.25"),
      ("2026-01-01", "XXX", "0"),
    ])
    func rate(_ day: String) throws -> (rate: ExactDecimal, isBeforeFirst: Bool) {
      let day = try #require(Day(day))
      return try #require(book.rate(of: "usd", on: day))
    }
    #expect(try rate("2025-06-01") == (decimal("7.1"), true))
    #expect(try rate("2026-01-01") == (decimal("7.1"), false))
    #expect(try rate("2026-01-31") == (decimal("7.1"), false))
    // Of two rates of one day the last one counts.
    #expect(try rate("2026-02-01") == (decimal("7.25"), false))
    #expect(try rate("2030-01-01") == (decimal("7.25"), false))
    #expect(book.rate(of: "XXX", on: Day(rawValue: 0)) == nil && !book.knows("XXX") && book.knows("cny"))
    #expect(book.currencies == ["USD"])
  }

  @Test("Amounts are rounded half away from zero, once, whatever decimals the currencies have")
  func rounding() throws {
    let book = try book([
      ("2026-01-01", "USD", "7.125"), ("2026-01-01", "JPY", "0.0475"), ("2026-01-01", "KWD", "23.4"),
      ("2026-01-01", "EUR", "0.5"),
    ])
    let day = try #require(Day("2026-01-01"))
    func convert(_ minor: Int64, _ from: String, _ to: String) -> Int64? {
      book.convert(
        minor: minor, from: from, digits: Currency(code: from).digits, to: to, digits: Currency(code: to).digits,
        on: day)
    }
    #expect(convert(100, "USD", "CNY") == 713)  // 7.125
    #expect(convert(-100, "USD", "CNY") == -713)
    #expect(convert(1_000, "JPY", "CNY") == 4_750)  // ¥1000 = 47.50
    #expect(convert(1, "EUR", "CNY") == 1)  // half a cent
    #expect(convert(-1, "EUR", "CNY") == -1)
    #expect(convert(1_000, "KWD", "CNY") == 2_340)
    #expect(convert(2_340, "CNY", "KWD") == 1_000)
    #expect(convert(100, "USD", "JPY") == 150)  // 7.125 ÷ 0.0475
    #expect(convert(100, "USD", "EUR") == 1_425)
    #expect(convert(55, "CNY", "CNY") == 55)
    #expect(convert(1, "GBP", "CNY") == nil)
    #expect(convert(.max, "KWD", "CNY") == nil)
  }

  @Test("Rates in a third currency: the book lists the shop's own too")
  func thirdCurrency() throws {
    let book = try book([("2026-01-01", "USD", "0.8"), ("2026-01-01", "CNY", "0.125")])
    let day = try #require(Day("2026-01-01"))
    #expect(book.convert(minor: 100, from: "USD", digits: 2, to: "CNY", digits: 2, on: day) == 640)
    #expect(book.currencies == ["USD"])
  }

  @Test("For random amounts and rates: signs mirror, order is kept, and the error is at most half a unit")
  func properties() throws {
    var numbers = Numbers(state: 9)
    let day = Day(rawValue: 20_000)
    for _ in 0..<5_000 {
      let decimals = Int.random(in: 0...8, using: &numbers)
      let rate = ExactDecimal(mantissa: Int64.random(in: 1...99_999_999, using: &numbers), decimals: decimals)
      let book = RateBook([(day, "AAA", rate)], base: "BBB")
      let (fromDigits, toDigits) = (Int.random(in: 0...3, using: &numbers), Int.random(in: 0...3, using: &numbers))
      let amount = Int64.random(in: 0...1_000_000, using: &numbers)
      func convert(_ minor: Int64) -> Int64? {
        book.convert(minor: minor, from: "AAA", digits: fromDigits, to: "BBB", digits: toDigits, on: day)
      }
      let result = try #require(convert(amount))
      #expect(convert(-amount) == -result)
      #expect(try #require(convert(amount + 1)) >= result)
      // |result × 10^(d + f) − amount × m × 10^t| ≤ half of 10^(d + f)
      var scale: Int128 = 1
      for _ in 0..<(rate.decimals + fromDigits) { scale *= 10 }
      var exact = Int128(amount) * Int128(rate.mantissa)
      for _ in 0..<toDigits { exact *= 10 }
      #expect((Int128(result) * scale - exact).magnitude * 2 <= scale.magnitude)
      let back = book.convert(minor: result, from: "BBB", digits: toDigits, to: "AAA", digits: fromDigits, on: day)
      #expect(back != nil)
    }
  }

  @Test("A number times a count is rounded once")
  func times() {
    #expect(decimal("4.005").times(1, digits: 2) == 401 && decimal("4.005").times(3, digits: 2) == 1_202)
    #expect(
      decimal("4.5").times(3, digits: 0) == 14 && ExactDecimal(mantissa: -45, decimals: 1).times(1, digits: 0) == -5)
    #expect(ExactDecimal(mantissa: .max, decimals: 0).times(2, digits: 2) == nil)
    #expect(ExactDecimal(mantissa: 1_200, decimals: 2) == ExactDecimal(mantissa: 12, decimals: 0))
  }
}
