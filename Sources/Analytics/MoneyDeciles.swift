import Ledger

/// People in ten groups of equal size by what they spent in a window (DEFINITIONS B.6).
///
/// Known people with at least one purchase in the window (`deciles.window`, 365 days by default), by falling window net;
/// ties by margin, then the later purchase, then the key's bytes. Decile d is positions ⌊(d−1)N/10⌋+1 … ⌊dN/10⌋; fewer
/// than ten people form as many groups as there are people. A person's net is everything of theirs that counts in the
/// window, unmatched refunds included: who was refunded more than they paid comes last and is counted. People with
/// refunds alone stay apart. With `deciles.by = margin` and a known cost people are ranked by margin, ties by net.
///
/// `share` and `cumulativeShare` are always of net. The Pareto figures are of what people were ranked by.
/// Complexity: O(customers + purchases in the window).
public struct MoneyDeciles: Sendable {
  /// One decile.
  public struct Row: Hashable, Sendable {
    /// 1 (highest) to 10.
    public let decile: Int
    /// People in it.
    public let customers: Int
    /// Their net in the window.
    public let net: Int64
    /// Their share of all net; `nil` where that is not positive.
    public let share: Double?
    /// The share of this and all higher deciles; may pass 1 before people with net below zero.
    public let cumulativeShare: Double?
    /// Their margin in the window; `nil` where no cost is known.
    public let margin: Int64?
    /// Their share of all margin; `nil` where no cost is known or the sum is not positive.
    public let marginShare: Double?
    /// Mean net per person, rounded half away from zero.
    public let mean: Int64
    /// The smallest net of a person in it.
    public let minimum: Int64
    /// Whether the next decile begins with the same amount, so that only the tie rules part the two.
    public let tieAtBorder: Bool
  }

  /// The deciles, highest first.
  public let rows: [Row]
  /// The window that was used.
  public let window: Window
  /// What people were ranked by: net where `margin` was asked for but no cost is known.
  public let rankedBy: AnalyticsSettings.Measure
  /// People ranked: N.
  public let customers: Int
  /// Net of all of them.
  public let totalNet: Int64
  /// Margin of all of them; `nil` where no cost is known.
  public let totalMargin: Int64?
  /// People whose ranked amount is zero or less.
  public let nonPositive: Int
  /// People with refunds but without a purchase in the window, who are not ranked.
  public let refundOnly: Int
  /// Net of those people.
  public let refundOnlyNet: Int64
  /// The Pareto figures of the same people.
  public let pareto: Pareto
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  /// Rows of `totals`, best first.
  private let ranking: [UInt32]
  private let totals: WindowTotals
  private let decileOf: [UInt8]

  /// The deciles of a history.
  public init(_ history: PurchaseHistory, _ question: Question) {
    let window = question.window(question.settings.decilesWindow)
    let totals = history.totals(window)
    let byMargin = question.settings.decilesBy == .margin && history.hasMargin
    let measure: AnalyticsSettings.Measure = byMargin ? .margin : .net
    let ranked = history.ranking(window, by: measure)
    let falling = history.falling(window, by: measure)
    let count = ranked.count
    let groups = min(10, count)
    let places = MoneyDeciles.places(ranked, groups, of: totals.people.count)
    let (sums, decileOf) = MoneyDeciles.sums(totals, places, groups, history.customers)
    let sum = sums.reduce(0) { $0 + $1.net }
    let marginSum = sums.reduce(0) { $0 + $1.margin }
    var rows: [Row] = []
    var cumulative: Int64 = 0
    for decile in stride(from: 1, through: groups, by: 1) {
      let (begin, end) = ((decile - 1) * count / groups, decile * count / groups)
      let (net, margin, minimum) = (sums[decile - 1].net, sums[decile - 1].margin, sums[decile - 1].minimum)
      cumulative += net
      rows.append(
        Row(
          decile: decile, customers: end - begin, net: net, share: sum > 0 ? Double(net) / Double(sum) : nil,
          cumulativeShare: sum > 0 ? Double(cumulative) / Double(sum) : nil,
          margin: sums[decile - 1].known > 0 ? margin : nil,
          marginShare: sums[decile - 1].known > 0 && marginSum > 0 ? Double(margin) / Double(marginSum) : nil,
          mean: Money.rounded(net, Int64(end - begin)), minimum: minimum,
          tieAtBorder: end < count && falling[end - 1] == falling[end]))
    }
    self.rows = rows
    self.window = window
    rankedBy = measure
    customers = count
    totalNet = sum
    totalMargin = sums.contains { $0.known > 0 } ? marginSum : nil
    nonPositive = count - (falling.lastIndex { $0 > 0 } ?? -1) - 1
    refundOnly = totals.refundOnly
    refundOnlyNet = totals.refundOnlyNet
    pareto = history.pareto(window, by: measure)
    ranking = ranked
    self.totals = totals
    self.decileOf = decileOf
    notes = MoneyDeciles.notes(history, question, totals, nonPositive: nonPositive, rankedBy: rankedBy, rows: rows)
  }

  /// The deciles of a ledger.
  public init(_ ledger: Ledger, _ question: Question) { self.init(PurchaseHistory(ledger, question), question) }

  /// Share of the best 20 % of people.
  public var top20Share: Double? { pareto.top20Share }
  /// The smallest number of people who bring 80 %.
  public var customersFor80: Int? { pareto.customersFor80 }
  /// Those people as a share of all.
  public var shareFor80: Double? { pareto.shareFor80 }
  /// Gini coefficient.
  public var gini: Double? { pareto.gini }
  /// The cumulative curve, at most 200 points.
  public var curve: [Pareto.Point] { pareto.curve }

  /// The customers of a decile, best first.
  public func customers(in decile: Int) -> [Int] {
    let groups = rows.count
    guard decile >= 1, decile <= groups else { return [] }
    let count = ranking.count
    return ranking[((decile - 1) * count / groups)..<(decile * count / groups)].map { Int(totals.people[Int($0)]) }
  }

  /// The decile of a customer; `nil` for people without a purchase in the window. Complexity: O(1).
  public func decile(of customer: Int) -> Int? { decileOf[customer] == 0 ? nil : Int(decileOf[customer]) }

  /// A customer's net in the window; `nil` for people without a purchase in it. Complexity: O(log customers).
  public func net(of customer: Int) -> Int64? {
    guard decileOf[customer] != 0 else { return nil }
    var (low, high) = (0, totals.people.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(totals.people[middle]) < customer { low = middle + 1 } else { high = middle }
    }
    return totals.net[low]
  }

  /// Everybody's decile. Complexity: O(customers).
  public var labelling: Labelling {
    Labelling(
      id: "decile", title: "Money decile", labels: (1...10).map { Labelling.Label(String($0), "Decile \($0)") },
      codes: decileOf.map { $0 == 0 ? Labelling.none : $0 - 1 })
  }

  /// The decile of each row, from 0.
  private static func places(_ ranked: [UInt32], _ groups: Int, of people: Int) -> [UInt8] {
    // Who is not ranked, having no margin, is in no group.
    var places = [UInt8](repeating: Labelling.none, count: people)
    let count = ranked.count
    places.withUnsafeMutableBufferPointer { places in
      ranked.withUnsafeBufferPointer { ranked in
        for group in 0..<groups {
          for place in (group * count / groups)..<((group + 1) * count / groups) {
            places[Int(ranked[place])] = UInt8(truncatingIfNeeded: group)
          }
        }
      }
    }
    return places
  }

  private typealias Sum = (net: Int64, margin: Int64, minimum: Int64, known: Int)

  /// The sums of each decile and everybody's decile from 1, row by row: only the small column of places is jumped in.
  private static func sums(
    _ totals: WindowTotals, _ places: [UInt8], _ groups: Int, _ customers: Int
  ) -> ([Sum], [UInt8]) {
    var sums = [Sum](repeating: (0, 0, Int64.max, 0), count: groups)
    var decileOf = [UInt8](repeating: 0, count: customers)
    sums.withUnsafeMutableBufferPointer { sums in
      decileOf.withUnsafeMutableBufferPointer { decileOf in
        places.withUnsafeBufferPointer { places in
          totals.people.withUnsafeBufferPointer { people in
            totals.net.withUnsafeBufferPointer { net in
              for row in places.indices where places[row] != Labelling.none {
                let group = Int(places[row])
                let amount = net[row]
                decileOf[Int(people[row])] = places[row] &+ 1
                sums[group].net &+= amount
                sums[group].minimum = min(sums[group].minimum, amount)
              }
            }
          }
          totals.margin.withUnsafeBufferPointer { margin in
            for row in margin.indices where places[row] != Labelling.none && totals.hasMargin(row) {
              sums[Int(places[row])].margin &+= margin[row]
              sums[Int(places[row])].known &+= 1
            }
          }
        }
      }
    }
    return (sums, decileOf)
  }

  private static func notes(
    _ history: PurchaseHistory, _ question: Question, _ totals: WindowTotals, nonPositive: Int,
    rankedBy: AnalyticsSettings.Measure, rows: [Row]
  ) -> [String] {
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    if nonPositive > 0 {
      notes.append(
        "\(counted(nonPositive, "customer")) with \(rankedBy.rawValue) ≤ 0 come\(nonPositive == 1 ? "s" : "") last")
    }
    if let note = totals.refundOnlyNote { notes.append(note) }
    if question.settings.decilesBy == .margin, rankedBy == .net {
      notes.append("no cost is known: ranked by net")
    }
    if rankedBy == .margin, let note = history.unrankedNote(totals) { notes.append(note) }
    if let note = history.marginNote { notes.append(note) }
    let tied = rows.filter(\.tieAtBorder).map { "\($0.decile)|\($0.decile + 1)" }
    if !tied.isEmpty { notes.append("equal amounts across the border of deciles \(tied.joined(separator: ", "))") }
    return notes
  }
}
