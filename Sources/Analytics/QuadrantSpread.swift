import Glibc
import Ledger

/// An axis from a low to a high value, both above zero where it is logarithmic.
public struct AxisScale: Hashable, Sendable {
  /// The value at the beginning of the axis.
  public let low: Double
  /// The value at its end.
  public let high: Double
  /// Whether equal lengths are equal factors.
  public let isLogarithmic: Bool

  /// An axis; one whose ends are too near each other is given some length.
  public init(low: Double, high: Double, isLogarithmic: Bool) {
    self.isLogarithmic = isLogarithmic
    if isLogarithmic {
      let low = max(low, 1e-9)
      self.low = low
      self.high = max(high, low * 1.000_001)
    } else {
      self.low = low
      self.high = max(high, low + 1e-9)
    }
  }

  /// Where a value lies, 0 at the low end and 1 at the high end; beyond them the nearest end.
  public func position(_ value: Double) -> Double {
    guard isLogarithmic else { return min(1, max(0, (value - low) / (high - low))) }
    guard value > low else { return 0 }
    return min(1, log(value / low) / log(high / low))
  }

  /// The value at a position.
  func value(at position: Double) -> Double {
    isLogarithmic ? low * pow(high / low, position) : low + (high - low) * position
  }
}

/// Everybody of the value quadrants as counts on a fixed fine raster: what the scatter is drawn from.
///
/// Across: purchases, each number as a band from a half below to a half above, in which people are spread by a hash of
/// their net, so that those who bought equally often do not hide each other. Up: net on a logarithmic scale from the
/// 1st percentile of the nets above zero; who is below it lies on the ground. Made once; a frame reads it in time that
/// does not depend on the people. Complexity: O(people of the window).
public struct QuadrantSpread: Sendable {
  /// Bins across.
  public static let columns = 240
  /// Bins up.
  public static let lines = 160

  /// People in each bin: field by field, line by line from below, column by column.
  public let counts: [UInt32]
  /// The axis of purchases.
  public let purchases: AxisScale
  /// The axis of net, in minor units.
  public let net: AxisScale

  /// The people of the fields.
  public init(_ quadrants: ValueQuadrants) {
    let totals = quadrants.totals
    let (columns, lines) = (QuadrantSpread.columns, QuadrantSpread.lines)
    var counts = [UInt32](repeating: 0, count: 4 * columns * lines)
    let most = Int(totals.purchases.max() ?? 1)
    // The axes hold both cuts, so that the fields are there even where nobody reaches them.
    let top = max(most, quadrants.purchaseCut)
    purchases = AxisScale(low: top > 8 ? 0.75 : 0.5, high: Double(top) + 0.5, isLogarithmic: top > 8)
    let positive = totals.net.filter { $0 > 0 }
    let lowest = OrderStatistic.amount(at: OrderStatistic.rank(covering: 100, of: positive.count), of: positive)
    let cut = Double(max(1, quadrants.netCut))
    net = AxisScale(
      low: min(Double(max(1, lowest)), cut / 2), high: max(Double(positive.max() ?? 1), cut * 2), isLogarithmic: true)
    let (across, up) = (purchases, net)
    let borders = (1..<lines).map { up.value(at: Double($0) / Double(lines)) }.map { Int64($0.rounded(.up)) }
    let bands = (0...most).map { number -> (from: Double, width: Double) in
      let from = across.position(Double(number) - 0.5)
      return (from, across.position(Double(number) + 0.5) - from)
    }
    let ladder = Ladder(borders)
    let (netCut, purchaseCut) = (quadrants.netCut, quadrants.purchaseCut)
    counts.withUnsafeMutableBufferPointer { counts in
      bands.withUnsafeBufferPointer { bands in
        totals.net.withUnsafeBufferPointer { net in
          totals.purchases.withUnsafeBufferPointer { purchases in
            for row in net.indices {
              let amount = net[row]
              let low = ladder.place(of: amount)
              let number = Int(purchases[row])
              let band = bands[number]
              // Fibonacci hashing (Knuth, TAOCP 6.4): equal nets stay together, others are spread evenly.
              let hash = (UInt64(bitPattern: amount) &* 0x9E37_79B9_7F4A_7C15) >> 40
              let place = band.from + band.width * (0.1 + 0.8 * Double(hash) / Double(1 << 24))
              let column = min(columns - 1, Int(place * Double(columns)))
              let field = (amount >= netCut ? 0 : 2) + (number >= purchaseCut ? 0 : 1)
              counts[(field * lines + low) * columns + column] &+= 1
            }
          }
        }
      }
    }
    self.counts = counts
  }
}

/// How many of some rising borders an amount has reached, by a look at its highest bits and nearly no comparing.
///
/// Borders on a logarithmic scale are about as far apart as the steps of a floating-point number's highest bits; a
/// binary search guesses wrong at every other step.
struct Ladder {
  private let borders: [Int64]
  /// For each number of bits and each of the five below the highest, the borders that the least such amount reaches.
  private let reached: [UInt16]

  /// The borders, rising, fewer than 65,536.
  init(_ borders: [Int64]) {
    self.borders = borders
    reached = (0..<2_048).map { code in
      let least = Ladder.least(code)
      return UInt16(borders.prefix { $0 <= least }.count)
    }
  }

  /// The number of borders that are not above an amount.
  func place(of amount: Int64) -> Int {
    guard amount > 0 else { return borders.prefix { $0 <= amount }.count }
    var place = Int(reached[Ladder.code(amount)])
    while place < borders.count, borders[place] <= amount { place += 1 }
    return place
  }

  /// The number of bits below the highest, and the five after the highest.
  private static func code(_ amount: Int64) -> Int {
    let shift = Int64(63 - amount.leadingZeroBitCount)
    // Small numbers are written as if zeros followed them.
    return Int(shift) << 5 | Int((shift >= 5 ? amount &>> (shift - 5) : amount &<< (5 - shift)) & 31)
  }

  /// The smallest amount of a code; one that no amount has gives what lies below it.
  private static func least(_ code: Int) -> Int64 {
    let (shift, rest) = (code >> 5, Int64(code & 31) | 32)
    guard shift < 63 else { return Int64.max }
    return shift >= 5 ? rest << Int64(shift - 5) : rest >> Int64(5 - shift)
  }
}
