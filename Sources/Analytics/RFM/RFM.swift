import Ledger

/// The people in the segments of the RFM map in use (DEFINITIONS B.11 and part C).
///
/// Scores are explained at ``RFMScores``, maps at ``RFMMap``. Net and the net of a purchase are of `rfm.window`; medians
/// are over everybody of the segment, F and M being 0 for people without a purchase in the window.
/// Complexity: O(customers + days of the file · segments) once the scores are known.
public struct RFM: Sendable {
  /// One segment.
  public struct Row: Hashable, Sendable {
    /// The segment.
    public let segment: RFMMap.Segment
    /// People in it.
    public let customers: Int
    /// Share of everybody with a purchase; `nil` where there is nobody.
    public let share: Double?
    /// Net of its people in the window.
    public let net: Int64
    /// Share of all net in the window; `nil` where that is not positive.
    public let netShare: Double?
    /// Purchases of its people in the window.
    public let purchases: Int
    /// Net ÷ purchases, rounded half away from zero; `nil` without a purchase.
    public let aov: Int64?
    /// Median of days since the last purchase; `nil` where nobody is in it.
    public let recency: Double?
    /// Median of purchases in the window.
    public let frequency: Double?
    /// Median of net in the window, rounded half away from zero.
    public let monetary: Int64?
    /// How many codes belong to it.
    public let codes: Int
  }

  /// The segments, in the order of the map; `Others` last.
  public let rows: [Row]
  /// The map in use.
  public let map: RFMMap
  /// The scores.
  public let scores: RFMScores
  /// Everybody's segment.
  public let labelling: Labelling
  /// Purchases in the window.
  public let purchases: Int
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  /// The segments of the map that the settings name.
  public init(_ history: PurchaseHistory, _ scores: RFMScores, _ map: RFMMap? = nil) {
    let map = map ?? scores.rule.map
    let totals = history.totals(scores.window)
    let labelling = scores.labelling(map)
    let count = map.segments.count
    let parts = SegmentParts(history, totals, labelling.codes, segments: count)
    rows = (0..<count).map { segment in
      let people = parts.people[segment]
      let net = parts.net[segment]
      let bought = parts.bought[segment]
      return Row(
        segment: map.segments[segment], customers: people,
        share: scores.customers > 0 ? Double(people) / Double(scores.customers) : nil, net: net,
        netShare: scores.net > 0 ? Double(net) / Double(scores.net) : nil, purchases: bought,
        aov: bought > 0 ? Money.rounded(net, Int64(bought)) : nil,
        recency: parts.recency(segment), frequency: parts.frequency(segment).map { Double($0) / 2 },
        monetary: parts.monetary(segment).map { Money.rounded($0, 2) }, codes: map.coverage[segment])
    }
    self.map = map
    self.scores = scores
    self.labelling = labelling
    purchases = rows.reduce(0) { $0 + $1.purchases }
    notes = scores.notes + map.notes + (RFM.emptied(scores, map).map { [$0] } ?? [])
  }

  /// The segments of a ledger.
  public init(_ ledger: Ledger, _ question: Question) {
    let history = PurchaseHistory(ledger, question)
    self.init(history, RFMScores(history, question))
  }

  /// Said where the window is so short that the longest silent can hardly have bought in it: segments such as Can't Lose
  /// Them, which ask for a low R and a high F or M, are then empty by construction.
  private static func emptied(_ scores: RFMScores, _ map: RFMMap) -> String? {
    guard scores.window != .all, let lowest = scores.steps(map.scale, .recency).last, lowest.customers >= 20 else {
      return nil
    }
    let low = map.scale.scores.lowerBound
    let nothing = scores.customers(low, low, low, map.scale)
    guard nothing * 20 >= lowest.customers * 19 else { return nil }
    return "hardly anybody with the lowest R bought in the window, so F and M cannot tell them apart: "
      + "a longer rfm.window can"
  }

  /// The customers of a row, ascending. Complexity: O(customers).
  public func customers(in row: Int) -> [Int32] { labelling.customers(in: row) }
}

/// Days, purchases and amounts, segment by segment.
private struct SegmentParts {
  var people: [Int]
  var bought: [Int]
  var net: [Int64]
  /// People per segment and day of silence.
  private var days: [UInt32]
  private let length: Int
  /// Purchases and amounts of the people in the window, segment by segment.
  private var purchases: [Int64]
  private var amounts: [Int64]
  /// Where the values of each segment begin.
  private var begin: [Int]

  init(_ history: PurchaseHistory, _ totals: WindowTotals, _ codes: [UInt8], segments: Int) {
    let length = max(0, history.span) + 1
    self.length = length
    var days = [UInt32](repeating: 0, count: segments * length)
    let asOf = history.asOf.rawValue
    days.withUnsafeMutableBufferPointer { days in
      codes.withUnsafeBufferPointer { codes in
        history.latest.withUnsafeBufferPointer { latest in
          for customer in 0..<codes.count where codes[customer] != Labelling.none {
            days[Int(codes[customer]) &* length &+ Int(asOf &- latest[customer])] &+= 1
          }
        }
      }
    }
    self.days = days
    people = (0..<segments).map { days[($0 * length)..<(($0 + 1) * length)].reduce(0) { $0 + Int($1) } }
    var begin = [Int](repeating: 0, count: segments + 1)
    codes.withUnsafeBufferPointer { codes in
      begin.withUnsafeMutableBufferPointer { begin in
        for customer in totals.people { begin[Int(codes[Int(customer)]) + 1] &+= 1 }
      }
    }
    for segment in 0..<segments { begin[segment + 1] += begin[segment] }
    var next = begin
    var purchases = [Int64](repeating: 0, count: totals.people.count)
    var amounts = purchases
    purchases.withUnsafeMutableBufferPointer { purchases in
      amounts.withUnsafeMutableBufferPointer { amounts in
        next.withUnsafeMutableBufferPointer { next in
          codes.withUnsafeBufferPointer { codes in
            for row in totals.people.indices {
              let segment = Int(codes[Int(totals.people[row])])
              let place = next[segment]
              purchases[place] = Int64(totals.purchases[row])
              amounts[place] = totals.net[row]
              next[segment] = place &+ 1
            }
          }
        }
      }
    }
    bought = (0..<segments).map { Int(purchases[begin[$0]..<begin[$0 + 1]].reduce(0, +)) }
    net = (0..<segments).map { amounts[begin[$0]..<begin[$0 + 1]].reduce(0, +) }
    self.begin = begin
    self.purchases = purchases
    self.amounts = amounts
  }

  func recency(_ segment: Int) -> Double? {
    let count = people[segment]
    guard count > 0 else { return nil }
    func day(at position: Int) -> Int {
      var before = 0
      for day in 0..<length {
        before += Int(days[segment * length + day])
        if position < before { return day }
      }
      return length - 1
    }
    return Double(day(at: (count - 1) / 2) + day(at: count / 2)) / 2
  }

  /// Twice the median.
  func frequency(_ segment: Int) -> Int64? { medianTwice(purchases, segment) }

  /// Twice the median.
  func monetary(_ segment: Int) -> Int64? { medianTwice(amounts, segment) }

  /// Twice the median of the values of a segment and of a zero for each of its people who is not in the window.
  private func medianTwice(_ values: [Int64], _ segment: Int) -> Int64? {
    let count = people[segment]
    guard count > 0 else { return nil }
    let range = begin[segment]..<begin[segment + 1]
    let zeros = count - range.count
    // Nothing is copied where the middle people are among those who bought nothing.
    let below = values[range].reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
    if below <= (count - 1) / 2, count / 2 < below + zeros { return 0 }
    var own = Array(values[range])
    func value(at position: Int) -> Int64 {
      if position < below { return Selection.value(at: position, in: &own) }
      return position < below + zeros ? 0 : Selection.value(at: position - zeros, in: &own)
    }
    return value(at: (count - 1) / 2) + value(at: count / 2)
  }
}

/// Order statistics without sorting.
enum Selection {
  /// The value at a position from 0 of the rising order; the values are moved about. Complexity: O(n) on average.
  ///
  /// Source: C. A. R. Hoare, "Algorithm 65: find", CACM 4 (1961).
  static func value(at position: Int, in values: inout [Int64]) -> Int64 {
    values.withUnsafeMutableBufferPointer { values in
      var low = 0
      var high = values.count - 1
      while low < high {
        let (first, middle, last) = (values[low], values[low + (high - low) / 2], values[high])
        let pivot = max(min(first, middle), min(max(first, middle), last))
        var left = low
        var right = high
        while left <= right {
          while values[left] < pivot { left += 1 }
          while values[right] > pivot { right -= 1 }
          if left <= right {
            values.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if position <= right {
          high = right
        } else if position >= left {
          low = left
        } else {
          break
        }
      }
      return values[position]
    }
  }
}
