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

  private let people: [UInt32]
  private let purchases: [UInt32]
  private let everybody: Int

  /// The funnel of a history.
  public init(_ history: PurchaseHistory, _ question: Question) {
    let window = question.window(question.settings.funnelWindow)
    let totals = WindowTotals(history, window)
    let maturity = history.gaps.percentile(0.8) ?? 90
    let matureBefore = question.asOf.rawValue - Int32(maturity)
    var exactly = [0, 0, 0, 0, 0]
    var bought = exactly
    var net = [Int64](repeating: 0, count: 5)
    var base = exactly
    var again = exactly
    for row in totals.people.indices {
      let count = Int(totals.purchases[row])
      let step = min(count, 5) - 1
      exactly[step] += 1
      bought[step] += count
      net[step] += totals.net[row]
      let first = history.purchases(of: Int(totals.people[row])).upperBound - count
      for position in 0...step where history.day[first + position] < matureBefore {
        base[position] += 1
        if count > position + 1 { again[position] += 1 }
      }
    }
    let start = totals.people.count
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
    refundOnlyCustomers = totals.refundOnly
    refundOnlyNet = totals.refundOnlyNet
    people = totals.people
    everybody = history.customers
    purchases = totals.purchases
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    if let note = totals.refundOnlyNote { notes.append(note) }
    self.notes = notes
  }

  /// The funnel of a ledger.
  public init(_ ledger: Ledger, _ question: Question) { self.init(PurchaseHistory(ledger, question), question) }

  /// The customers with at least k purchases in the window, in the ledger's order. Complexity: O(customers).
  public func customers(reaching k: Int) -> [Int] {
    people.indices.compactMap { Int(purchases[$0]) >= k ? Int(people[$0]) : nil }
  }

  /// The customers behind a step, in the ledger's order: exactly k purchases, for 5 at least five.
  public func customers(exactly k: Int) -> [Int] {
    people.indices.compactMap {
      Int(purchases[$0]) == k || (k == 5 && purchases[$0] > 5) ? Int(people[$0]) : nil
    }
  }

  /// Everybody's step: how many purchases they made in the window. Complexity: O(customers).
  public var labelling: Labelling {
    var codes = [UInt8](repeating: Labelling.none, count: everybody)
    for row in people.indices { codes[Int(people[row])] = UInt8(min(purchases[row], 5) - 1) }
    return Labelling(
      id: "step", title: "Purchases",
      labels: steps.map { Labelling.Label($0.label, $0.number == 1 ? "1 purchase" : "\($0.label) purchases") },
      codes: codes)
  }

  /// Purchases in the window of the customers in `customers(reaching: 1)`, in the same order.
  public var purchaseCounts: [Int] { purchases.map(Int.init) }
}
