import Ledger

/// What each person is worth, in five dimensions from 0 to 100 (DEFINITIONS B.10).
///
/// Everybody with a purchase has a score. Percentiles are mid-ranks of exact amounts among them, see ``MidRanks``.
/// - **Current**: percentile of margin (net where no cost is known) in the last 365 days; nothing bought is 0. Missing
///   where costs are known, but none of the person's.
/// - **Future**: percentile of survival × rate × mean margin: what the person brings in the next 365 days if they went
///   on as before (``ChurnList/expected(of:in:)``) × the chance of a purchase within 365 days after the silence so far
///   (Kaplan–Meier, as in ``ShopRhythm``; where nobody was watched for so long, as far as somebody was). Missing where
///   nobody came back, nobody was ever silent for longer, or no cost of the person's goods is known.
/// - **Credit**: 100 · (1 − bad), bad = (Σ bad of the orders + 3 · the shop's mean) ÷ (orders + 3). The bad part of a
///   paid order is what was refunded of it; of a cancelled or unpaid one, all. Orders worth nothing before refunds and
///   refunds that found no order do not count. The mean is over the orders of all
///   known people, those included who only cancelled. Missing where the file knows neither refunds nor such orders.
/// - **Loyalty**: mean of the percentiles of purchases, of days from first to last purchase, of the share of calendar
///   months with a purchase from the first to the as-of day, and of the share of valid orders without a discount (left
///   out where no order has one).
/// - **Growth**: percentile of log(net of the last 180 days + s) − log(net of the 180 days before + s), s the median
///   over people of net to date ÷ purchases, each sum at least one minor unit; refunds without an order count. People whose first purchase is less than 360 days old have no two halves:
///   theirs is the percentile, among each other, of how many categories (products, where no category is known) they have
///   bought; missing where neither is known.
///
/// The score is the mean of the dimensions that exist by the weights in force (`value.weights`), rounded to hundredths.
/// Grades A to E are fifths of the people by score; ties share the better grade.
///
/// Complexity: O(customers + purchases of 360 days + orders of people who ordered after the as-of day); the first values
/// of a ledger take O(orders + lines), see ``OrderFacts``.
public struct CustomerValue: Sendable {
  /// A side of what a person is worth.
  public enum Dimension: Int, Hashable, Sendable, CaseIterable {
    /// What they bring now.
    case current
    /// What they will bring.
    case future
    /// Whether what they order stays paid and kept.
    case credit
    /// How faithful they are.
    case loyalty
    /// Whether they buy more than before.
    case growth

    /// Name in files: `current`.
    public var id: String {
      switch self {
      case .current: "current"
      case .future: "future"
      case .credit: "credit"
      case .loyalty: "loyalty"
      case .growth: "growth"
      }
    }
  }

  /// The people of a grade.
  public struct GradeRow: Hashable, Sendable {
    /// A to E.
    public let grade: String
    /// People with it.
    public let customers: Int
    /// Their net to date.
    public let net: Int64
    /// The lowest score, 0 to 100; `nil` where nobody has the grade.
    public let lowest: Double?
  }

  /// The grades, the best first.
  public static let grades = ["A", "B", "C", "D", "E"]

  /// People with a score.
  public let customers: Int
  /// A to E.
  public let gradeRows: [GradeRow]
  /// The shop's median of each dimension, in the order of ``Dimension``; `nil` where nobody has it.
  ///
  /// Complexity: O(customers) at first use, then O(1).
  public var medians: [Double?] { lazyMedians.value { parts.map { CustomerValue.median($0) } } }
  /// The weights in force, in the order of ``Dimension``.
  public let weights: [Int]
  /// The window of the current value.
  public let window: Window
  /// What values are made of: margin where a cost is known or assumed, else net.
  public let valuedBy: AnalyticsSettings.Measure
  /// Mean bad part of an order; `nil` where the file knows no refunds, cancelled or unpaid orders.
  public let meanBad: Double?
  /// s: the median over people of net to date ÷ purchases, in minor units.
  public let medianAOV: Int64
  /// What breadth counts: `categories`, `products`; empty where neither is known.
  public let breadthOf: String
  /// Everybody's grade.
  public let labelling: Labelling
  /// The bounds of the simple way; `nil` where it is off.
  public let simple: ValueRule.Simple?
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  /// Hundredths per dimension and customer; ``MidRanks/none`` where it does not exist.
  let parts: [[UInt16]]
  /// Hundredths per customer.
  let scores: [UInt16]
  private let isSimple: [Bool]
  private let lazyMedians = Once<[Double?]>()

  /// The values of a history.
  ///
  /// - Parameters:
  ///   - ledger: The ledger of the history.
  ///   - churn: The churn list of the same history.
  public init(_ history: PurchaseHistory, _ ledger: Ledger, _ churn: ChurnList, _ question: Question) {
    let rule = question.settings.value
    let window = question.window(.days(365))
    var buyers = 0
    for latest in history.latest where latest != PurchaseHistory.never { buyers += 1 }
    let late = LateFacts(ledger, history)
    let credit = CreditValue(history, late)
    let growth = GrowthValue(history, late)
    parts = [
      CurrentValue.percentiles(history, window, buyers: buyers),
      MidRanks.exactPercentiles(FutureValue.amounts(history, churn)),
      credit.percentages,
      LoyaltyValue.percentiles(history, late, buyers: buyers),
      growth.percentiles,
    ]
    scores = CustomerValue.scores(parts, rule.weights)
    (labelling, gradeRows) = CustomerValue.grade(scores, history, buyers)
    isSimple = rule.simple.map { CustomerValue.simple($0, history, window) } ?? []
    simple = rule.simple
    customers = buyers
    weights = rule.weights
    self.window = window
    valuedBy = history.hasMargin ? .margin : .net
    meanBad = credit.meanBad
    medianAOV = growth.medianAOV
    breadthOf = late.whole.breadthOf
    notes = CustomerValue.notes(history, parts, buyers)
  }

  /// The values of a ledger.
  public init(_ ledger: Ledger, _ question: Question) {
    let history = PurchaseHistory(ledger, question)
    self.init(history, ledger.asOf(question.asOf), ChurnList(history, question), question)
  }

  /// The score of a customer, 0 to 100; `nil` without a purchase, or where no dimension with a weight exists.
  public func score(of customer: Int) -> Double? {
    scores[customer] == MidRanks.none ? nil : Double(scores[customer]) / 100
  }

  /// The grade of a customer, A to E; `nil` without a score.
  public func grade(of customer: Int) -> String? { labelling.label(of: customer)?.title }

  /// A dimension of a customer, 0 to 100; `nil` where it does not exist.
  public func dimension(_ dimension: Dimension, of customer: Int) -> Double? {
    let value = parts[dimension.rawValue][customer]
    return value == MidRanks.none ? nil : Double(value) / 100
  }

  /// The five dimensions of a customer.
  public func dimensions(of customer: Int) -> [Double?] { Dimension.allCases.map { dimension($0, of: customer) } }

  /// How many of the five dimensions a customer has.
  public func known(of customer: Int) -> Int { parts.reduce(0) { $0 + ($1[customer] == MidRanks.none ? 0 : 1) } }

  /// Whether the simple way calls a customer valuable; `nil` where it is off.
  public func isSimplyValuable(_ customer: Int) -> Bool? { isSimple.isEmpty ? nil : isSimple[customer] }

  /// Customers by falling score; people of equal score in the order given. Complexity: O(customers).
  public func sorted(_ order: [Int32]) -> [Int32] {
    var places = [Int](repeating: 0, count: 10_002)
    return order.withUnsafeBufferPointer { order in
      scores.withUnsafeBufferPointer { scores in
        places.withUnsafeMutableBufferPointer { places in
          for customer in order where scores[Int(customer)] != MidRanks.none {
            places[10_001 - Int(scores[Int(customer)])] += 1
          }
          for place in 1..<places.count { places[place] += places[place - 1] }
          // The first place of score s is the number of people above it.
          return [Int32](unsafeUninitializedCapacity: order.count) { sorted, count in
            for customer in order where scores[Int(customer)] != MidRanks.none {
              let bucket = 10_000 - Int(scores[Int(customer)])
              sorted.initializeElement(at: places[bucket], to: customer)
              places[bucket] += 1
            }
            count = places[10_000]
          }
        }
      }
    }
  }
}

extension CustomerValue {
  /// The mean of the parts that exist, by their weights.
  private static func scores(_ parts: [[UInt16]], _ weights: [Int]) -> [UInt16] {
    let count = parts[0].count
    return [UInt16](unsafeUninitializedCapacity: count) { scores, initialized in
      parts[0].withUnsafeBufferPointer { current in
        parts[1].withUnsafeBufferPointer { future in
          parts[2].withUnsafeBufferPointer { credit in
            parts[3].withUnsafeBufferPointer { loyalty in
              parts[4].withUnsafeBufferPointer { growth in
                let columns = (current, future, credit, loyalty, growth)
                let weights = (
                  UInt32(weights[0]), UInt32(weights[1]), UInt32(weights[2]), UInt32(weights[3]), UInt32(weights[4])
                )
                for index in 0..<count {
                  var (sum, total): (UInt32, UInt32) = (0, 0)
                  add(columns.0[index], weights.0, &sum, &total)
                  add(columns.1[index], weights.1, &sum, &total)
                  add(columns.2[index], weights.2, &sum, &total)
                  add(columns.3[index], weights.3, &sum, &total)
                  add(columns.4[index], weights.4, &sum, &total)
                  scores.initializeElement(
                    at: index, to: total == 0 ? MidRanks.none : UInt16(truncatingIfNeeded: (sum &+ total / 2) / total))
                }
              }
            }
          }
        }
      }
      initialized = count
    }
  }

  @inline(__always)
  private static func add(_ part: UInt16, _ weight: UInt32, _ sum: inout UInt32, _ total: inout UInt32) {
    let own = part == MidRanks.none ? 0 : weight
    sum &+= UInt32(part) &* own
    total &+= own
  }

  private static func median(_ part: [UInt16]) -> Double? {
    var counts = [Int](repeating: 0, count: 65_536)
    counts.withUnsafeMutableBufferPointer { counts in
      for value in part { counts[Int(value)] &+= 1 }
    }
    let count = part.count - counts[Int(MidRanks.none)]
    guard count > 0 else { return nil }
    func value(at position: Int) -> Int {
      var before = 0
      for value in 0..<65_535 {
        before += counts[value]
        if position < before { return value }
      }
      return 0
    }
    return Double(value(at: (count - 1) / 2) + value(at: count / 2)) / 200
  }

  private static func grade(
    _ scores: [UInt16], _ history: PurchaseHistory, _ buyers: Int
  ) -> (Labelling, [GradeRow]) {
    var counts = [Int](repeating: 0, count: 65_536)
    counts.withUnsafeMutableBufferPointer { counts in
      for score in scores { counts[Int(score)] &+= 1 }
    }
    var gradeOf = [UInt8](repeating: Labelling.none, count: 65_536)
    let total = scores.count - counts[Int(MidRanks.none)]
    var better = 0
    var lowest = [Int?](repeating: nil, count: 5)
    for score in stride(from: 10_000, through: 0, by: -1) where counts[score] > 0 {
      let grade = 5 * better / total
      gradeOf[score] = UInt8(grade)
      lowest[grade] = score
      better += counts[score]
    }
    var people = [Int](repeating: 0, count: 256)
    var net = [Int64](repeating: 0, count: 256)
    let codes = people.withUnsafeMutableBufferPointer { people in
      net.withUnsafeMutableBufferPointer { net in
        gradeOf.withUnsafeBufferPointer { gradeOf in
          history.netToDate.withUnsafeBufferPointer { netToDate in
            scores.withUnsafeBufferPointer { scores in
              [UInt8](unsafeUninitializedCapacity: scores.count) { codes, count in
                for customer in 0..<scores.count {
                  let grade = gradeOf[Int(scores[customer])]
                  codes.initializeElement(at: customer, to: grade)
                  people[Int(grade)] &+= 1
                  net[Int(grade)] &+= netToDate[customer]
                }
                count = scores.count
              }
            }
          }
        }
      }
    }
    let labels = grades.map { Labelling.Label($0.lowercased(), $0) }
    let rows = grades.indices.map {
      GradeRow(grade: grades[$0], customers: people[$0], net: net[$0], lowest: lowest[$0].map { Double($0) / 100 })
    }
    return (Labelling(id: "grade", title: "Value grade", labels: labels, codes: codes), rows)
  }

  private static func simple(_ rule: ValueRule.Simple, _ history: PurchaseHistory, _ window: Window) -> [Bool] {
    var isSimple = [Bool](repeating: false, count: history.customers)
    let totals = history.totals(window)
    let net = Int64(rule.net) * history.currency.scale
    for row in totals.people.indices {
      isSimple[Int(totals.people[row])] = totals.net[row] >= net || totals.purchases[row] >= UInt32(rule.purchases)
    }
    return isSimple
  }

  private static func notes(_ history: PurchaseHistory, _ parts: [[UInt16]], _ buyers: Int) -> [String] {
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    guard buyers > 0 else { return notes }
    for dimension in Dimension.allCases {
      let known = parts[dimension.rawValue].withUnsafeBufferPointer { part in
        part.reduce(UInt32(0)) { $0 &+ ($1 == MidRanks.none ? 0 : 1) }
      }
      let missing = buyers - Int(known)
      guard missing > 0 else { continue }
      let whom = missing == buyers ? "nobody has" : "\(counted(missing, "customer")) without"
      notes.append("\(whom) a figure for \(dimension.id): the other dimensions make the score")
    }
    if let note = history.marginNote { notes.append(note) }
    return notes
  }
}
