import Ledger

/// Rates of tax, by which it shows whether prices hold it.
///
/// Rates are laws: whole or half per cent, some tenths and quarters. An amount of tax that is such a share of the price
/// without it, and no such share of the price as it stands, was in the price.
enum TaxRate {
  /// Rates in use that are no multiples of a half per cent, in thousandths of a per cent (OECD Consumption Tax Trends
  /// 2024; Swiss and French special rates; sums of Canadian rates).
  private static let special: [Int64] = [2_100, 2_600, 3_700, 3_800, 7_700, 8_100, 14_975, 9_975]

  /// Whether an amount of tax is a usual share of an amount without tax, to the minor unit.
  ///
  /// - Parameter slack: How many minor units the roundings of several lines may add up to.
  static func isUsual(_ tax: Int64, of amount: Int64, slack: Int64 = 1) -> Bool {
    guard tax > 0, amount > 0, tax < amount, amount < 1 << 40 else { return false }
    // Nearest half per cent, in thousandths of a per cent.
    let rate = Money.rounded(tax * 100_000, amount)
    let half = Money.rounded(rate, 500) * 500
    return ([half] + special).contains { candidate in
      candidate > 0 && candidate <= 30_000 && abs(Money.rounded(amount * candidate, 100_000) - tax) <= slack
    }
  }

  /// The rate in a tax's name, in thousandths of a per cent: 21,000 of "IVA 21%"; `nil` where it names none.
  static func named(_ name: String) -> Int64? {
    guard let percent = name.firstIndex(of: "%") else { return nil }
    let digits = name[..<percent].reversed().drop { $0 == " " }.prefix { $0.isNumber || $0 == "." || $0 == "," }
    let text = String(digits.reversed()).replacing(",", with: ".")
    var reader = AmountReader(decimalComma: false)
    return text.withPiece { reader.number($0) }?.minor(digits: 3).flatMap { $0 > 0 && $0 < 100_000 ? $0 : nil }
  }

  /// The part of an order's tax that is on its goods, where prices include it.
  ///
  /// - Parameters:
  ///   - tax: Tax of the whole order.
  ///   - goods: What the taxed goods came to, tax included.
  ///   - shipping: What the shipping came to, tax included if it is taxed.
  ///   - rate: The rate in thousandths of a per cent, where the file names it.
  static func onGoods(_ tax: Int64, goods: Int64, shipping: Int64, rate: Int64?) -> Int64 {
    guard goods > 0, goods < 1 << 40, shipping < 1 << 40 else { return goods > 0 ? min(tax, goods) : 0 }
    guard shipping > 0 else { return tax }
    if let rate {
      let ofGoods = Money.rounded(goods * rate, 100_000 + rate)
      if abs(tax - ofGoods) <= 2 { return tax }
    } else if isUsual(tax, of: goods - tax), !isUsual(tax, of: goods + shipping - tax) {
      return tax
    }
    return OrderDraft.part(tax, goods, of: goods + shipping)
  }
}
