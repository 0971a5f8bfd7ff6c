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

  private let ranking: [UInt32]
  private let decileOf: [UInt8]
  private let netOf: [Int64]

  /// The deciles of a history.
  public init(_ history: PurchaseHistory, _ question: Question) {
    let window = question.window(question.settings.decilesWindow)
    let totals = history.totals(window)
    let byMargin = question.settings.decilesBy == .margin && history.hasMargin
    let first = byMargin ? totals.margin : totals.net
    let ranked = history.ranking(window, by: byMargin ? .margin : .net)
    let count = ranked.count
    let groups = min(10, count)
    let sum = totals.net.reduce(0, +)
    let marginSum = totals.margin.reduce(0, +)
    var rows: [Row] = []
    var decileOf = [UInt8](repeating: 0, count: history.customers)
    var netOf = [Int64](repeating: 0, count: history.customers)
    var cumulative: Int64 = 0
    for decile in stride(from: 1, through: groups, by: 1) {
      let end = decile * count / groups
      var net: Int64 = 0
      var margin: Int64 = 0
      var minimum = Int64.max
      let begin = (decile - 1) * count / groups
      for row in ranked[begin..<end] {
        let row = Int(row)
        net += totals.net[row]
        if history.hasMargin { margin += totals.margin[row] }
        minimum = min(minimum, totals.net[row])
        decileOf[Int(totals.people[row])] = UInt8(decile)
        netOf[Int(totals.people[row])] = totals.net[row]
      }
      cumulative += net
      rows.append(
        Row(
          decile: decile, customers: end - begin, net: net, share: sum > 0 ? Double(net) / Double(sum) : nil,
          cumulativeShare: sum > 0 ? Double(cumulative) / Double(sum) : nil, margin: history.hasMargin ? margin : nil,
          marginShare: history.hasMargin && marginSum > 0 ? Double(margin) / Double(marginSum) : nil,
          mean: Money.rounded(net, Int64(end - begin)), minimum: minimum,
          tieAtBorder: end < count && first[Int(ranked[end - 1])] == first[Int(ranked[end])]))
    }
    self.rows = rows
    self.window = window
    rankedBy = byMargin ? .margin : .net
    customers = count
    totalNet = sum
    totalMargin = history.hasMargin ? marginSum : nil
    nonPositive = first.reduce(0) { $0 + ($1 <= 0 ? 1 : 0) }
    refundOnly = totals.refundOnly
    refundOnlyNet = totals.refundOnlyNet
    pareto = Pareto(falling: ranked.map { first[Int($0)] })
    ranking = ranked.map { totals.people[Int($0)] }
    self.decileOf = decileOf
    self.netOf = netOf
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
    return ranking[((decile - 1) * count / groups)..<(decile * count / groups)].map(Int.init)
  }

  /// The decile of a customer; `nil` for people without a purchase in the window. Complexity: O(1).
  public func decile(of customer: Int) -> Int? { decileOf[customer] == 0 ? nil : Int(decileOf[customer]) }

  /// A customer's net in the window; `nil` for people without a purchase in it. Complexity: O(1).
  public func net(of customer: Int) -> Int64? { decileOf[customer] == 0 ? nil : netOf[customer] }

  /// Everybody's decile. Complexity: O(customers).
  public var labelling: Labelling {
    Labelling(
      id: "decile", title: "Money decile", labels: (1...10).map { Labelling.Label(String($0), "Decile \($0)") },
      codes: decileOf.map { $0 == 0 ? Labelling.none : $0 - 1 })
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
    if let note = history.marginSource.note { notes.append(note) }
    let tied = rows.filter(\.tieAtBorder).map { "\($0.decile)|\($0.decile + 1)" }
    if !tied.isEmpty { notes.append("equal amounts across the border of deciles \(tied.joined(separator: ", "))") }
    return notes
  }
}
