import Ledger

/// One of the four fields of value (DEFINITIONS B.5).
public enum Quadrant: String, CaseIterable, Hashable, Sendable {
  /// High net, many purchases (优质).
  case prime
  /// High net, few purchases (潜力).
  case potential
  /// Low net, many purchases (问题).
  case problem
  /// Low net, few purchases (待定).
  case pending

  /// What to do about people of this field, in a few words.
  public var action: String {
    switch self {
    case .prime: return "keep: service before discounts"
    case .potential: return "bring back more often"
    case .problem: return "raise the basket, not the frequency"
    case .pending: return "win the next purchase cheaply"
    }
  }

  /// Position from 0 (prime) to 3 (pending).
  public var index: Int {
    switch self {
    case .prime: return 0
    case .potential: return 1
    case .problem: return 2
    case .pending: return 3
    }
  }
}

/// People in four fields by what they bring and how often they buy in a window (DEFINITIONS B.5).
///
/// Of everybody with a purchase in the window (`quadrants.window`, 365 days): M is their net, F their purchases in it.
/// High M is M ≥ the cut of net, high F is F ≥ the cut of purchases; equality is high. The cuts are means by default;
/// median, the 80th percentile (the smallest value that 80 % do not exceed) and values of one's own are
/// `quadrants.cut`. The cut of purchases is at least 2 unless it is one's own: who bought once has not come back.
/// Comparisons are exact: M ≥ Σ ÷ n is M ≥ ⌈Σ ÷ n⌉ in whole minor units. People without a purchase in the window are
/// in no field and counted.
///
/// Complexity: O(customers), with the ranking of the window for median and percentile.
public struct ValueQuadrants: Sendable {
  /// One field.
  public struct Row: Hashable, Sendable {
    /// The field.
    public let quadrant: Quadrant
    /// People in it.
    public let customers: Int
    /// Share of all people of the window; `nil` where there are none.
    public let share: Double?
    /// Their net in the window.
    public let net: Int64
    /// Their share of all net; `nil` where that is not positive.
    public let netShare: Double?
    /// Their purchases in the window.
    public let purchases: Int
    /// Mean net per person, rounded half away from zero; `nil` for an empty field.
    public let mean: Int64?
  }

  /// The four fields: prime, potential, problem, pending.
  public let rows: [Row]
  /// The window and the kind of cut that were used.
  public let rule: QuadrantRule
  /// The smallest net, in minor units, that counts as high.
  public let netCut: Int64
  /// The fewest purchases that count as many.
  public let purchaseCut: Int
  /// People with a purchase in the window.
  public let customers: Int
  /// Their net.
  public let totalNet: Int64
  /// Their purchases.
  public let totalPurchases: Int
  /// People with a purchase before the window and none in it.
  public let withoutPurchase: Int
  /// Everybody's field.
  public let labelling: Labelling
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  /// What everybody bought in the window: the points of the figure.
  let totals: WindowTotals

  /// The fields of a history.
  public init(_ history: PurchaseHistory, _ question: Question) {
    var rule = question.settings.quadrants
    rule.window = question.window(rule.window)
    let totals = history.totals(rule.window)
    let count = totals.people.count
    let sum = totals.net.reduce(0, +)
    let bought = totals.purchases.reduce(0) { $0 + Int($1) }
    let netCut: Int64
    let purchaseCut: Int
    switch rule.cut {
    case .mean:
      netCut = ValueQuadrants.quotient(sum, Int64(count))
      purchaseCut = max(2, Int(ValueQuadrants.quotient(Int64(bought), Int64(count))))
    case .median:
      let ranked = history.ranking(rule.window, by: .net)
      let (upper, lower) = (count / 2, max(0, count - 1) / 2)
      netCut = count == 0 ? 0 : ValueQuadrants.half(totals.net[Int(ranked[lower])], totals.net[Int(ranked[upper])])
      let tally = Tally(of: totals.purchases)
      purchaseCut = max(2, ((tally.medianTwice ?? 0) + 1) / 2)
    case .p80:
      let ranked = history.ranking(rule.window, by: .net)
      let rank = OrderStatistic.rank(covering: 8_000, of: count)
      netCut = count == 0 ? 0 : totals.net[Int(ranked[count - 1 - rank])]
      purchaseCut = max(
        2, Int(OrderStatistic.value(at: rank, of: totals.purchases.map { UInt64($0) })))
    case .fixed(let net, let purchases):
      netCut = Int64(net) * Int64(history.currency.scale)
      purchaseCut = purchases
    }
    var codes = [UInt8](repeating: Labelling.none, count: history.customers)
    var people = [0, 0, 0, 0]
    var nets = [Int64](repeating: 0, count: 4)
    var purchases = people
    codes.withUnsafeMutableBufferPointer { codes in
      for row in 0..<count {
        let field = (totals.net[row] >= netCut ? 0 : 2) + (Int(totals.purchases[row]) >= purchaseCut ? 0 : 1)
        codes[Int(totals.people[row])] = UInt8(truncatingIfNeeded: field)
        people[field] &+= 1
        nets[field] &+= totals.net[row]
        purchases[field] &+= Int(totals.purchases[row])
      }
    }
    rows = Quadrant.allCases.map { quadrant in
      let field = quadrant.index
      return Row(
        quadrant: quadrant, customers: people[field],
        share: count > 0 ? Double(people[field]) / Double(count) : nil, net: nets[field],
        netShare: sum > 0 ? Double(nets[field]) / Double(sum) : nil, purchases: purchases[field],
        mean: people[field] > 0 ? Money.rounded(nets[field], Int64(people[field])) : nil)
    }
    self.rule = rule
    self.netCut = netCut
    self.purchaseCut = purchaseCut
    self.totals = totals
    customers = count
    totalNet = sum
    totalPurchases = bought
    withoutPurchase = history.buyers - count
    labelling = Labelling(
      id: "quadrant", title: "Value quadrant",
      labels: Quadrant.allCases.map { Labelling.Label($0.rawValue, $0.rawValue.capitalizedWord) }, codes: codes)
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    if withoutPurchase > 0 {
      notes.append(
        "\(counted(withoutPurchase, "customer")) without a purchase in the window \(withoutPurchase == 1 ? "is" : "are")"
          + " in no field")
    }
    if let note = totals.refundOnlyNote { notes.append(note) }
    self.notes = notes
  }

  /// The fields of a ledger.
  public init(_ ledger: Ledger, _ question: Question) { self.init(PurchaseHistory(ledger, question), question) }

  /// The field of a customer; `nil` for people without a purchase in the window. Complexity: O(1).
  public func quadrant(of customer: Int) -> Quadrant? {
    let code = labelling.codes[customer]
    return code == Labelling.none ? nil : Quadrant.allCases[Int(code)]
  }

  /// The customers of a field, in the ledger's order. Complexity: O(customers).
  public func customers(in quadrant: Quadrant) -> [Int32] { labelling.customers(in: quadrant.index) }

  /// ⌈sum ÷ count⌉, the smallest whole number that is not below the mean; 0 for nobody.
  private static func quotient(_ sum: Int64, _ count: Int64) -> Int64 {
    guard count > 0 else { return 0 }
    return sum / count + (sum % count > 0 ? 1 : 0)
  }

  /// ⌈(low + high) ÷ 2⌉, the smallest whole number that is not below the median between two middle values.
  private static func half(_ low: Int64, _ high: Int64) -> Int64 {
    let sum = Int128(low) + Int128(high)
    return Int64(truncatingIfNeeded: sum / 2 + (sum % 2 > 0 ? 1 : 0))
  }
}

extension String {
  /// The word with a capital.
  var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}

extension Tally {
  /// How often each of these numbers occurs.
  init(of numbers: [UInt32]) {
    var counts = [UInt32](repeating: 0, count: Int(numbers.max() ?? 0) + 1)
    for number in numbers { counts[Int(number)] += 1 }
    self.init(counts)
  }
}
