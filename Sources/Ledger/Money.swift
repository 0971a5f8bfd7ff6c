/// An amount of money: a whole number of minor units of one currency.
///
/// Never a floating-point number. Amounts of two currencies cannot be added: a ledger has one currency, and its columns
/// hold plain minor units of it; `Money` is what leaves a column towards a person or a file.
public struct Money: Hashable, Sendable {
  /// Minor units (cents, fen, yen).
  public let minor: Int64
  /// The currency of those units.
  public let currency: Currency

  /// `minor` units of `currency`.
  public init(minor: Int64, currency: Currency) {
    self.minor = minor
    self.currency = currency
  }

  /// The exact decimal number without separators or sign of currency: `-1234.50`.
  public var decimal: String {
    guard currency.digits > 0 else { return String(minor) }
    let scale = currency.scale
    let magnitude = minor.magnitude
    let whole = magnitude / UInt64(scale)
    let rest = Int(magnitude % UInt64(scale))
    return (minor < 0 ? "-" : "") + String(whole) + "." + Digits.padded(rest, currency.digits)
  }

  /// The amount as a person reads it, with thousands marks and all decimals but without the currency: `8,300,065.81`.
  public var grouped: String {
    guard currency.digits > 0 else { return Digits.grouped(Int(minor)) }
    let scale = UInt64(currency.scale)
    let whole = Digits.grouped(Int(minor.magnitude / scale))
    let rest = Int(minor.magnitude % scale)
    return (minor < 0 ? "−" : "") + whole + "." + Digits.padded(rest, currency.digits)
  }

  /// The amount in whole major units, half away from zero, with thousands marks: `8,300,066`.
  public var whole: String {
    let scale = currency.scale
    let units = (minor.magnitude + UInt64(scale) / 2) / UInt64(scale)
    return (minor < 0 && units > 0 ? "−" : "") + Digits.grouped(Int(units))
  }

  /// Rounds `numerator / denominator` to the nearest integer, halves away from zero. `denominator` is positive.
  @inlinable
  public static func rounded(_ numerator: Int64, _ denominator: Int64) -> Int64 {
    let quotient = numerator / denominator
    let remainder = numerator % denominator
    if remainder.magnitude >= denominator.magnitude - remainder.magnitude { return quotient + (numerator < 0 ? -1 : 1) }
    return quotient
  }
}
