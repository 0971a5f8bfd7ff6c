import Ledger

/// Ten slices of equal revenue, and how many people make each (DEFINITIONS B.7).
///
/// T = Σ of positive window net. People by falling net (ties as in the money deciles);
/// slice(c) = ⌊10 · (sum before c) / T⌋ + 1. A person larger than a slice leaves the next ones empty: those are
/// *inside* the slice before them. People with net of zero or less are in no slice and are counted. Where a cost is
/// known the people are sorted once more by margin, and counted per slice of margin. Without positive net there are no
/// slices. Window `slices.window`, 365 days by default. Complexity: O(customers + purchases in the window).
public struct PurchaseDeciles: Sendable {
  /// One slice: a tenth of sales.
  public struct Row: Hashable, Sendable {
    /// 1 (the largest people) to 10.
    public let slice: Int
    /// People in it.
    public let customers: Int
    /// Those people as a share of all people with a purchase in the window.
    public let customerShare: Double
    /// Their net.
    public let net: Int64
    /// Mean net per person, rounded half away from zero; `nil` for an empty slice.
    public let mean: Int64?
    /// The slice of the person who fills this empty one; `nil` for a slice with people.
    public let insideOf: Int?
    /// People in the slice of the same number when sorted by margin; `nil` where no cost is known.
    public let marginCustomers: Int?

    /// The number of people as it is printed: `12`, or `0 (inside #1)`.
    public var customersText: String {
      insideOf.map { "0 (inside #\($0))" } ?? Digits.grouped(customers)
    }
  }

  /// The slices, the largest people first; empty where nobody has positive net.
  public let slices: [Row]
  /// The window that was used.
  public let window: Window
  /// People with at least one purchase in the window.
  public let customers: Int
  /// T: Σ of positive net.
  public let total: Int64
  /// People with net of zero or less, in no slice.
  public let nonPositive: Int
  /// Net of those people.
  public let nonPositiveNet: Int64
  /// People with refunds but without a purchase in the window.
  public let refundOnly: Int
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  /// Rows of `people`, the largest first.
  private let ranking: [UInt32]
  private let people: [UInt32]
  private let bounds: [Int]
  private let everybody: Int

  /// The slices of a history.
  public init(_ history: PurchaseHistory, _ question: Question) {
    let window = question.window(question.settings.slicesWindow)
    let totals = history.totals(window)
    let ranked = history.ranking(window, by: .net)
    let falling = history.falling(window, by: .net)
    let cut = PurchaseDeciles.bounds(falling)
    var marginCounts: [Int] = []
    if history.hasMargin {
      let bounds = PurchaseDeciles.bounds(history.falling(window, by: .margin)).bounds
      marginCounts = zip(bounds, bounds.dropFirst()).map { $1 - $0 }
    }
    var slices: [Row] = []
    var latestFilled = 1
    for slice in stride(from: 1, through: cut.bounds.count - 1, by: 1) {
      let range = cut.bounds[slice - 1]..<cut.bounds[slice]
      let net = falling[range].reduce(0, +)
      if !range.isEmpty { latestFilled = slice }
      slices.append(
        Row(
          slice: slice, customers: range.count, customerShare: Double(range.count) / Double(ranked.count), net: net,
          mean: range.isEmpty ? nil : Money.rounded(net, Int64(range.count)),
          insideOf: range.isEmpty ? latestFilled : nil,
          marginCustomers: history.hasMargin ? (marginCounts.isEmpty ? 0 : marginCounts[slice - 1]) : nil))
    }
    self.slices = slices
    self.window = window
    customers = ranked.count
    total = cut.total
    nonPositive = ranked.count - (cut.bounds.last ?? 0)
    nonPositiveNet = falling[(cut.bounds.last ?? 0)...].reduce(0, +)
    refundOnly = totals.refundOnly
    ranking = ranked
    people = totals.people
    bounds = cut.bounds
    everybody = history.customers
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    if nonPositive > 0 { notes.append("\(counted(nonPositive, "customer")) with net ≤ 0 in no slice") }
    if let note = totals.refundOnlyNote { notes.append(note) }
    if let note = history.unrankedNote(totals) { notes.append(note + " by margin") }
    if let note = history.marginNote { notes.append(note) }
    self.notes = notes
  }

  /// The slices of a ledger.
  public init(_ ledger: Ledger, _ question: Question) { self.init(PurchaseHistory(ledger, question), question) }

  /// The customers of a slice, largest first.
  public func customers(in slice: Int) -> [Int] {
    guard slice >= 1, slice < bounds.count else { return [] }
    return ranking[bounds[slice - 1]..<bounds[slice]].map { Int(people[Int($0)]) }
  }

  /// Everybody's slice; people with net of zero or less are in none. Complexity: O(customers).
  public var labelling: Labelling {
    var codes = [UInt8](repeating: Labelling.none, count: everybody)
    for slice in bounds.indices.dropLast() {
      for row in ranking[bounds[slice]..<bounds[slice + 1]] { codes[Int(people[Int(row)])] = UInt8(slice) }
    }
    return Labelling(
      id: "slice", title: "Tenth of sales", labels: (1...10).map { Labelling.Label(String($0), "Slice \($0)") },
      codes: codes)
  }

  /// How few people make a tenth of sales, as a sentence; `nil` without slices.
  ///
  /// The rule of thumb that about 1 % of people make the first tenth comes from DEFINITIONS B.7.
  public var sentence: String? {
    guard let first = slices.first else { return nil }
    let percent = (first.customerShare * 1_000).rounded() / 10
    return
      "10 % of sales come from \(Digits.grouped(first.customers)) of \(counted(customers, "customer")) (\(percent) %); "
      + "about 1 % is usual"
  }

  /// Where each slice of falling amounts begins, and after the tenth where it ends: 11 positions, or none without T.
  private static func bounds(_ falling: [Int64]) -> (bounds: [Int], total: Int64) {
    var total: Int64 = 0
    falling.withUnsafeBufferPointer { for amount in $0 { total += max(0, amount) } }
    guard total > 0 else { return ([], 0) }
    // A slice begins at the smallest sum that is not below its tenths of T. 128 bits: ten times a sum may pass 64.
    let borders = (1...10).map { Int64(truncatingIfNeeded: (Int128(total) * Int128($0) + 9) / 10) }
    var counts = [Int](repeating: 0, count: 10)
    var before: Int64 = 0
    var slice = 0
    var border = borders[0]
    falling.withUnsafeBufferPointer { falling in
      for amount in falling {
        guard amount > 0 else { break }
        while before >= border {
          slice += 1
          border = borders[slice]
        }
        counts[slice] += 1
        before += amount
      }
    }
    var bounds = [0]
    for count in counts { bounds.append((bounds.last ?? 0) + count) }
    return (bounds, total)
  }
}
