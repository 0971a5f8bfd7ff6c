import Ledger

/// How many people came once, twice, three times and more (DEFINITIONS B.1).
///
/// N_k people have at least k purchases in the window (`funnel.window`, the whole file by default), E_k exactly k;
/// the last step is 5 and more. Net is everything of these people that counts in the window, so the nets of all steps
/// and of people with refunds alone add up to the identified net. Fully refunded purchases do not count.
///
/// **Maturity**: yesterday's buyers could not have come again yet. `maturedRate` of step k is N_{k+1}/N_k among people
/// whose k-th purchase is older than W days, W = the pooled 80th-percentile gap over the whole file up to the as-of day
/// (each person weighing 1), 90 days where nobody has come twice.
///
/// Complexity: O(customers + purchases in the window).
public struct PurchaseFunnel: Sendable {
  /// One step.
  public struct Step: Hashable, Sendable {
    /// `1` to `4`, `5+`.
    public let label: String
    /// k, 1 to 5.
    public let number: Int
    /// N_k: people with at least k purchases.
    public let reached: Int
    /// E_k: people with exactly k purchases; for `5+` with five or more.
    public let exactly: Int
    /// N_k ÷ N_1; `nil` where nobody bought.
    public let ofStart: Double?
    /// N_k ÷ N_{k−1}; `nil` for the first step and where nobody reached the one before.
    public let ofPrevious: Double?
    /// Net of the people with exactly k.
    public let net: Int64
    /// Their share of the net of all steps; `nil` where that is not positive.
    public let netShare: Double?
    /// Purchases of the people with exactly k.
    public let purchases: Int
    /// Net ÷ purchases of the people with exactly k, rounded half away from zero; `nil` without any.
    public let aov: Int64?
    /// N_{k+1} ÷ N_k among people whose k-th purchase is older than `maturityDays`; `nil` without any.
    public let maturedRate: Double?
    /// The people that `maturedRate` divides by.
    public let maturedBase: Int
  }

  /// The five steps.
  public let steps: [Step]
  /// The window that was used.
  public let window: Window
  /// N_1: people with at least one purchase in the window.
  public let start: Int
  /// Net of all steps.
  public let totalNet: Int64
  /// Purchases of all steps.
  public let totalPurchases: Int
  /// W: days after which a purchase has had its chance of being followed.
  public let maturityDays: Int
  /// People with refunds but without a purchase in the window, who are in no step.
  public let refundOnlyCustomers: Int
  /// Net of those people.
  public let refundOnlyNet: Int64
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  private let history: PurchaseHistory

  /// The funnel of a history.
  public init(_ history: PurchaseHistory, _ question: Question) {
    let window = question.window(question.settings.funnelWindow)
    let maturity = history.gaps.percentile(0.8) ?? 90
    let matureBefore = question.asOf.rawValue - Int32(maturity)
    let tally = Tallying(history, window, matureBefore)
    let (exactly, bought, net, base, again) = (tally.exactly, tally.bought, tally.net, tally.base, tally.again)
    let start = exactly.reduce(0, +)
    let totalNet = net.reduce(0, +)
    var reached = [0, 0, 0, 0, 0]
    var above = 0
    for step in [4, 3, 2, 1, 0] {
      above += exactly[step]
      reached[step] = above
    }
    func ratio(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
    steps = (0..<5).map { step in
      Step(
        label: step < 4 ? "\(step + 1)" : "5+", number: step + 1, reached: reached[step], exactly: exactly[step],
        ofStart: ratio(reached[step], start), ofPrevious: step == 0 ? nil : ratio(reached[step], reached[step - 1]),
        net: net[step], netShare: totalNet > 0 ? Double(net[step]) / Double(totalNet) : nil, purchases: bought[step],
        aov: bought[step] > 0 ? Money.rounded(net[step], Int64(bought[step])) : nil,
        maturedRate: ratio(again[step], base[step]), maturedBase: base[step])
    }
    self.window = window
    self.start = start
    self.totalNet = totalNet
    totalPurchases = bought.reduce(0, +)
    maturityDays = maturity
    (refundOnlyCustomers, refundOnlyNet) = (tally.refundOnly, tally.refundOnlyNet)
    self.history = history
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    if let note = WindowTotals.refundOnlyNote(tally.refundOnly) { notes.append(note) }
    self.notes = notes
  }

  /// The funnel of a ledger.
  public init(_ ledger: Ledger, _ question: Question) { self.init(PurchaseHistory(ledger, question), question) }

  /// The customers with at least k purchases in the window, in the ledger's order. Complexity: O(customers).
  public func customers(reaching k: Int) -> [Int] {
    let totals = history.totals(window)
    return totals.people.indices.compactMap { Int(totals.purchases[$0]) >= k ? Int(totals.people[$0]) : nil }
  }

  /// The customers behind a step, in the ledger's order: exactly k purchases, for 5 at least five.
  public func customers(exactly k: Int) -> [Int] {
    let totals = history.totals(window)
    let purchases = totals.purchases
    return totals.people.indices.compactMap {
      Int(purchases[$0]) == k || (k == 5 && purchases[$0] > 5) ? Int(totals.people[$0]) : nil
    }
  }

  /// Everybody's step: how many purchases they made in the window. Complexity: O(customers).
  public var labelling: Labelling {
    var codes = [UInt8](repeating: Labelling.none, count: history.customers)
    let totals = history.totals(window)
    for row in totals.people.indices { codes[Int(totals.people[row])] = UInt8(min(totals.purchases[row], 5) - 1) }
    return Labelling(
      id: "step", title: "Purchases",
      labels: steps.map { Labelling.Label($0.label, $0.number == 1 ? "1 purchase" : "\($0.label) purchases") },
      codes: codes)
  }

  /// Purchases in the window of the customers in `customers(reaching: 1)`, in the same order.
  public var purchaseCounts: [Int] { history.totals(window).purchases.map(Int.init) }
}

/// The pass over all people, and what it counts by step.
private struct Tallying {
  var exactly = [0, 0, 0, 0, 0]
  var bought = [0, 0, 0, 0, 0]
  var net = [Int64](repeating: 0, count: 5)
  /// People whose purchase of this number is mature, and those of them who made the next one.
  var base = [0, 0, 0, 0, 0]
  var again = [0, 0, 0, 0, 0]
  var refundOnly = 0
  var refundOnlyNet: Int64 = 0

  private let history: PurchaseHistory
  private let matureBefore: Int32
  /// People all of whose purchases are mature, by step.
  private var mature = [0, 0, 0, 0, 0]

  init(_ history: PurchaseHistory, _ window: Window, _ matureBefore: Int32) {
    self.history = history
    self.matureBefore = matureBefore
    if window == .all {
      // Nobody's purchases have to be added up for the whole time.
      everything()
    } else {
      let totals = history.totals(window)
      for row in totals.people.indices {
        let customer = Int(totals.people[row])
        let end = Int(history.end[customer])
        add(end - Int(totals.purchases[row])..<end, totals.net[row], earliest: nil, latest: totals.lastDay[row])
      }
      (refundOnly, refundOnlyNet) = (totals.refundOnly, totals.refundOnlyNet)
    }
    // Who is mature as a whole is so in each step that was reached.
    for step in 0..<5 {
      for position in 0...step { base[position] += mature[step] }
      for position in 0..<step { again[position] += mature[step] }
    }
  }

  private mutating func everything() {
    let (start, end, latest, earliest) = (history.start, history.end, history.latest, history.earliest)
    let netToDate = history.netToDate
    for customer in start.indices where latest[customer] != PurchaseHistory.never {
      add(
        Int(start[customer])..<Int(end[customer]), netToDate[customer], earliest: earliest[customer],
        latest: latest[customer])
    }
    var last = -1
    for adjustment in history.adjustments where history.latest[Int(adjustment.customer)] == PurchaseHistory.never {
      if Int(adjustment.customer) == last { continue }
      last = Int(adjustment.customer)
      refundOnly += 1
      refundOnlyNet &+= history.netToDate[last]
    }
  }

  @inline(__always)
  private mutating func add(_ range: Range<Int>, _ amount: Int64, earliest: Int32?, latest: Int32) {
    let count = range.count
    let step = min(count, 5) &- 1
    exactly[step] &+= 1
    bought[step] &+= count
    net[step] &+= amount
    if latest < matureBefore {
      mature[step] &+= 1
      if count > 5 { again[4] &+= 1 }
      return
    }
    if let earliest, earliest >= matureBefore { return }
    for position in 0...step where history.day[range.lowerBound &+ position] < matureBefore {
      base[position] &+= 1
      if count > position &+ 1 { again[position] &+= 1 }
    }
  }
}
