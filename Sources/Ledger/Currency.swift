/// A currency: its code, how many decimals its minor unit has, and the sign people write before an amount.
public struct Currency: Hashable, Sendable {
  /// ISO 4217 code, or empty where the file names none.
  public let code: String
  /// Decimals of the minor unit: 2 for cents and fen, 0 for yen, 3 for Kuwaiti dinar.
  public let digits: Int
  /// The sign drawn before amounts; empty where no sign is known.
  public let symbol: String

  /// A currency with explicit properties.
  public init(code: String, digits: Int = 2, symbol: String = "") {
    self.code = code
    self.digits = digits
    self.symbol = symbol
  }

  /// A ledger whose files name no currency: two decimals and no sign.
  public static let unnamed = Currency(code: "")

  /// The currency with this ISO code, any case; unknown codes have two decimals and no sign.
  ///
  /// Decimals that differ from two: ISO 4217 list one (2024).
  public init(code: String) {
    let upper = code.uppercased()
    let digits: Int
    switch upper {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF":
      digits = 0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": digits = 3
    default: digits = 2
    }
    self.init(code: upper, digits: digits, symbol: Currency.symbols[upper] ?? "")
  }

  /// 10 to the power of `digits`: minor units in one major unit.
  public var scale: Int64 {
    var scale: Int64 = 1
    for _ in 0..<digits { scale *= 10 }
    return scale
  }

  private static let symbols = [
    "GBP": "£", "EUR": "€", "USD": "$", "CNY": "¥", "JPY": "¥", "KRW": "₩", "INR": "₹", "RUB": "₽", "TRY": "₺",
    "UAH": "₴", "VND": "₫", "ILS": "₪", "NGN": "₦", "PHP": "₱", "THB": "฿", "TWD": "NT$", "HKD": "HK$", "AUD": "A$",
    "CAD": "C$", "BRL": "R$", "PLN": "zł", "SEK": "kr", "NOK": "kr", "DKK": "kr",
  ]
}
