import Ledger

/// What dates of three numbers of two digits have shown: `24/05/13` is 13 May 2024, 24 May 2013, or no day at all with
/// the month first.
struct ShortDates: Equatable {
  /// How many there were.
  var count = 0
  /// Those that are no day under an order, or one that comes after the file was written.
  private var againstDMY = 0
  private var againstMDY = 0
  private var againstYMD = 0
  /// The numbers that stood first and last, as bits.
  private var first = Numbers()
  private var last = Numbers()

  private struct Numbers: Equatable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count: Int { low.nonzeroBitCount + high.nonzeroBitCount }
    mutating func insert(_ number: Int) {
      if number < 64 { low |= 1 << UInt64(number) } else { high |= 1 << UInt64(number & 63) }
    }
  }

  /// Adds a date; `latest` is the last day that the file can know.
  ///
  /// - Parameter mayBeFirst: Whether the first number has the two digits of a year; `mayBeLast`: whether the last has.
  mutating func add(_ a: Int, _ b: Int, _ c: Int, mayBeFirst: Bool, mayBeLast: Bool, latest: Int32) {
    count += 1
    first.insert(a)
    last.insert(c)
    func isAgainst(_ year: Int, _ month: Int, _ day: Int) -> Bool {
      guard let year = DateReader.year(year, length: 2), let date = Day(year: year, month: month, day: day) else {
        return true
      }
      return date.rawValue > latest
    }
    if !mayBeLast || isAgainst(c, b, a) { againstDMY += 1 }
    if !mayBeLast || isAgainst(c, a, b) { againstMDY += 1 }
    if !mayBeFirst || isAgainst(a, b, c) { againstYMD += 1 }
  }

  static func + (left: ShortDates, right: ShortDates) -> ShortDates {
    var sum = left
    sum.count += right.count
    sum.againstDMY += right.againstDMY
    sum.againstMDY += right.againstMDY
    sum.againstYMD += right.againstYMD
    sum.first.low |= right.first.low
    sum.first.high |= right.first.high
    sum.last.low |= right.last.low
    sum.last.high |= right.last.high
    return sum
  }

  /// What they say about their order.
  enum Verdict: Equatable {
    /// The year stands last: which of the others is first, is told as for years of four digits.
    case yearLast
    /// The year stands first; the sentence says why.
    case yearFirst(String)
    /// It may stand first or last.
    case open
  }

  /// Whether the year stands first.
  ///
  /// Days that do not exist, or that come after the file was written, speak against an order. Where both orders are
  /// left, the number that hardly changes is the year and the one that is all over the month is the day, if there are
  /// enough of them.
  var verdict: Verdict {
    // A slip here and there speaks for nothing.
    let slips = count / 10
    guard count > 0, againstYMD <= slips else { return .yearLast }
    if min(againstDMY, againstMDY) > slips {
      return .yearFirst("with the year last they would be no days, or days after the file was written")
    }
    let (years, days) = (first.count, last.count)
    if days >= 8, days >= 4 * years {
      return .yearFirst("the first number takes \(years) values, the last one \(days)")
    }
    if years >= 8, years >= 4 * days { return .yearLast }
    return .open
  }
}
