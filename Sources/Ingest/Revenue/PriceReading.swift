/// What the amounts of a file's rows are: of one piece, of the whole line, or of the whole order.
public enum PriceReading: String, Sendable, CaseIterable {
  /// The price of one piece: times the quantity.
  case unit
  /// The amount of the line.
  case line
  /// The amount of the order, repeated on its lines and counted once.
  case order

  /// As reports say it.
  var words: String {
    switch self {
    case .unit: return "price of one piece"
    case .line: return "amount of the line"
    case .order: return "amount of the order"
    }
  }
}

/// Whether prices hold the tax that a file gives in a column of its own.
public enum TaxReading: String, Sendable, CaseIterable {
  /// Prices include it: net is without it.
  case inside
  /// It comes on top of the prices.
  case beside
}
