/// What the price column of a file holds: of one piece, or of the whole line.
public enum PriceReading: String, Sendable, CaseIterable {
  /// The price of one piece: times the quantity.
  case unit
  /// The amount of the line.
  case line

  /// As reports say it.
  var words: String { self == .unit ? "price of one piece" : "amount of the line" }
}
