/// What the amounts of a file have shown about their decimal mark.
struct DecimalEvidence {
  /// Numbers in which only a point can be the decimal mark.
  var point = 0
  /// Numbers in which only a comma can be.
  var comma = 0
  /// Numbers such as `1.000`: the point is the mark of thousands, or three decimals follow it.
  var thousandPoint = 0
  /// Those of them that do not end in a zero.
  var oddPoint = 0
  /// Numbers such as `1,000`.
  var thousandComma = 0

  static func + (left: DecimalEvidence, right: DecimalEvidence) -> DecimalEvidence {
    DecimalEvidence(
      point: left.point + right.point, comma: left.comma + right.comma,
      thousandPoint: left.thousandPoint + right.thousandPoint, oddPoint: left.oddPoint + right.oddPoint,
      thousandComma: left.thousandComma + right.thousandComma)
  }

  /// What the amounts say of their marks.
  enum Verdict: Equatable {
    /// The decimal mark is a point, or there is none.
    case point
    /// The decimal mark is a comma.
    case comma
    /// No amount has a decimal mark: the points stand between thousands, for nobody charges thousandths of a currency
    /// that has none.
    case thousandPoints
    /// The points may be either.
    case unknown
  }

  /// Decides for amounts of a currency with some decimals.
  ///
  /// - Parameters:
  ///   - digits: Decimals of the currency.
  ///   - isUnitPrice: Whether the amounts are prices of one piece, which may have thousandths (fuel, screws).
  ///   - counts: What the quantities of the same file show: `2.500` of them are written by a program that writes three
  ///     decimals always.
  func verdict(digits: Int, isUnitPrice: Bool, counts: DecimalEvidence = DecimalEvidence()) -> Verdict {
    if comma > point { return .comma }
    guard thousandPoint > 0, point == 0, comma == 0, digits != 3 else { return .point }
    // Whole minor units are never written with decimals at all.
    if digits == 0 { return .thousandPoints }
    if counts.point > 0 { return .point }
    if counts.thousandPoint > 0 || thousandComma > 0 { return .unknown }
    return isUnitPrice && oddPoint > 0 ? .unknown : .thousandPoints
  }
}
