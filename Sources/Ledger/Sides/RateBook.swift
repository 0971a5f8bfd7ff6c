/// Exchange rates by currency and day, for turning amounts of one currency into another exactly.
///
/// The rate of a day is the latest one at or before it; before the first rate of a currency the first one counts, and
/// whoever converts says so.
public struct RateBook: Sendable {
  /// The currency in which the rates are given. Its own rate is 1, unless the book lists it: then the rates are given in
  /// a third currency, and amounts go through that.
  public let base: String
  private var days: [String: [Int32]] = [:]
  private var rates: [String: [ExactDecimal]] = [:]

  /// A book of these rates; of several rates of one currency and day the last counts.
  ///
  /// Codes are compared in capitals. Rates that are not above zero are no rates and are left out.
  public init(_ entries: some Sequence<(day: Day, currency: String, rate: ExactDecimal)>, base: String) {
    self.base = base.uppercased()
    var byCurrency: [String: [(day: Int32, rate: ExactDecimal)]] = [:]
    for entry in entries where entry.rate.mantissa > 0 {
      byCurrency[entry.currency.uppercased(), default: []].append((entry.day.rawValue, entry.rate))
    }
    for (currency, list) in byCurrency {
      let sorted = list.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
      for (_, entry) in sorted {
        if days[currency]?.last == entry.day {
          rates[currency]?.removeLast()
        } else {
          days[currency, default: []].append(entry.day)
        }
        rates[currency, default: []].append(entry.rate)
      }
    }
  }

  /// The rates of a file.
  public init(_ table: RateTable, base: String) {
    self.init(
      (0..<table.count).lazy.compactMap { row in
        table.rate[row].map { (Day(rawValue: table.day[row]), table.currency[row], $0) }
      }, base: base)
  }

  /// The currencies that the book can convert, without the base; sorted.
  public var currencies: [String] { days.keys.filter { $0 != base }.sorted() }

  /// Whether amounts of a currency can be converted at all.
  public func knows(_ currency: String) -> Bool {
    let code = currency.uppercased()
    return code == base || days[code] != nil
  }

  /// One unit of a currency in the base, and whether the day lies before the first rate; `nil` for unknown currencies.
  ///
  /// Complexity: O(log rates).
  public func rate(of currency: String, on day: Day) -> (rate: ExactDecimal, isBeforeFirst: Bool)? {
    let code = currency.uppercased()
    guard let days = days[code], let rates = rates[code], let first = rates.first else {
      return code == base ? (.one, false) : nil
    }
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle] <= day.rawValue { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? (first, true) : (rates[low - 1], false)
  }

  /// An amount in another currency: minor units in, minor units out, rounded half away from zero once.
  ///
  /// Two currencies of which neither has the rate 1 are divided by each other, without rounding in between.
  /// - Returns: `nil` where a currency has no rate, or the amount does not fit.
  public func convert(
    minor: Int64, from: String, digits fromDigits: Int, to: String, digits toDigits: Int, on day: Day
  ) -> Int64? {
    if from.uppercased() == to.uppercased(), fromDigits == toDigits { return minor }
    guard let source = rate(of: from, on: day)?.rate, let target = rate(of: to, on: day)?.rate else { return nil }
    let shift = toDigits + target.decimals - fromDigits - source.decimals
    let numerator = Int128(minor) * Int128(source.mantissa)
    guard shift < 0 else { return ExactDecimal.quotient(numerator, Int128(target.mantissa), shift: shift) }
    guard shift >= -36 else { return nil }
    let (denominator, overflow) = Int128(target.mantissa).multipliedReportingOverflow(by: ExactDecimal.power(-shift))
    // Beyond 128 bits the quotient of a 128-bit numerator is below a half.
    return overflow
      ? (numerator.magnitude < 1 << 120 ? 0 : nil) : ExactDecimal.quotient(numerator, denominator, shift: 0)
  }
}
