import Ledger

/// The life-cycle grid of recency, frequency and amount (DEFINITIONS B.4).
///
/// Columns are the four stages (B.2), rows 1, 2, 3 and more than 3 purchases over the whole file up to the as-of day,
/// the third axis is the amount: terciles of net in a window (`grid.window`, 365 days by default) among people with a
/// purchase in it, by falling net. Equal amounts are in the same, better third; `none` is without a purchase in the
/// window. Rows add up to the steps of the funnel over the whole file, columns to the stages.
///
/// Net is to date, refunds of people with a purchase included. Complexity: O(customers + purchases in the window).
public struct LifecycleGrid: Sendable {
  /// The third of a person by what they spent in the window.
  public enum Amount: String, CaseIterable, Hashable, Sendable {
    /// The best third.
    case high
    /// The middle third.
    case middle
    /// The last third.
    case low
    /// Without a purchase in the window.
    case none
  }

  /// One cell: people of one stage with as many purchases and of one third.
  public struct Cell: Hashable, Sendable {
    /// The stage.
    public let stage: Stage
    /// 1, 2, 3, or 4 for more than 3 purchases.
    public let purchases: Int
    /// The third.
    public let amount: Amount
    /// People in it.
    public let customers: Int
    /// Net to date of its people.
    public let net: Int64
  }

  /// All 64 cells: by stage, then purchases, then amount; those without people included.
  public let cells: [Cell]
  /// People with a purchase.
  public let customers: Int
  /// Net to date of all of them.
  public let totalNet: Int64
  /// The window of the amounts.
  public let window: Window
  /// The smallest net in the window of the high and of the middle third; `nil` where nobody is in it.
  public let bounds: (high: Int64?, middle: Int64?)
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  /// Cell of each customer; `Labelling.none` without a purchase.
  private let cellOf: [UInt8]
  private let history: PurchaseHistory
  private let medians = Once<[Int64?]>()

  /// The grid of a history and its life cycle.
  public init(_ history: PurchaseHistory, _ lifecycle: Lifecycle, _ question: Question) {
    let window = question.window(question.settings.grid.window)
    var cellOf = [UInt8](repeating: 3, count: history.customers)
    bounds = LifecycleGrid.placeAmounts(history, window, &cellOf)
    var people = [Int](repeating: 0, count: 64)
    var net = [Int64](repeating: 0, count: 64)
    lifecycle.stageCodes.withUnsafeBufferPointer { stages in
      history.netToDate.withUnsafeBufferPointer { netToDate in
        cellOf.withUnsafeMutableBufferPointer { cellOf in
          for customer in 0..<history.customers {
            let stage = stages[customer]
            guard stage != Labelling.none else {
              cellOf[customer] = Labelling.none
              continue
            }
            let row = min(3, history.purchaseCount(of: customer) - 1)
            let cell = Int(stage) * 16 + row * 4 + Int(cellOf[customer])
            cellOf[customer] = UInt8(truncatingIfNeeded: cell)
            people[cell] += 1
            net[cell] &+= netToDate[customer]
          }
        }
      }
    }
    cells = (0..<64).map { cell in
      Cell(
        stage: Stage.allCases[cell / 16], purchases: cell / 4 % 4 + 1, amount: Amount.allCases[cell % 4],
        customers: people[cell], net: net[cell])
    }
    customers = people.reduce(0, +)
    totalNet = net.reduce(0, +)
    self.window = window
    self.cellOf = cellOf
    self.history = history
    var notes = history.sketchNote.map { [$0] } ?? []
    let without = history.present - customers
    if without > 0 {
      notes.append("\(counted(without, "customer")) without a valid purchase \(without == 1 ? "is" : "are") in no cell")
    }
    self.notes = notes
  }

  /// The grid of a ledger.
  public init(_ ledger: Ledger, _ question: Question) {
    let history = PurchaseHistory(ledger, question)
    self.init(history, Lifecycle(history, question), question)
  }

  /// Writes 0, 1 or 2 for everybody with a purchase in the window; returns the smallest net of the first two thirds.
  private static func placeAmounts(
    _ history: PurchaseHistory, _ window: Window, _ third: inout [UInt8]
  ) -> (high: Int64?, middle: Int64?) {
    let totals = history.totals(window)
    let count = totals.net.count
    guard count > 0 else { return (nil, nil) }
    // Nobody has to be ranked: a third ends with the amount at its last place, and equal amounts stay in the better one.
    return totals.net.withUnsafeBufferPointer { net in
      let places = [(count + 2) / 3, (2 * count + 2) / 3]
      let ends = OrderStatistic.amounts(at: places.map { count - $0 }, of: net)
      let (high, middle) = (ends[0], ends[1])
      third.withUnsafeMutableBufferPointer { third in
        totals.people.withUnsafeBufferPointer { people in
          for row in net.indices {
            third[Int(people[row])] = (net[row] < high ? 1 : 0) &+ (net[row] < middle ? 1 : 0)
          }
        }
      }
      return (high, middle < high ? middle : nil)
    }
  }

  /// The cell of a customer, by its position in `cells`; `nil` without a purchase. Complexity: O(1).
  public func cell(of customer: Int) -> Int? {
    cellOf[customer] == Labelling.none ? nil : Int(cellOf[customer])
  }

  /// The customers of a cell, by its position in `cells`, in the ledger's order. Complexity: O(customers).
  public func customers(in cell: Int) -> [Int32] {
    cellOf.indices.compactMap { cellOf[$0] == UInt8(cell) ? Int32($0) : nil }
  }

  /// Everybody's cell as one labelling, `grid`: stage, purchases and amount joined. Complexity: O(1).
  public var labelling: Labelling {
    Labelling(
      id: "grid", title: "Life-cycle grid",
      labels: cells.map { cell in
        let count = LifecycleGrid.purchases(cell.purchases)
        return Labelling.Label(
          "\(cell.stage.rawValue)_\(count)_\(cell.amount.rawValue)",
          "\(cell.stage.title), \(count) \(cell.purchases == 1 ? "purchase" : "purchases"), \(cell.amount.rawValue)")
      }, codes: cellOf)
  }

  /// How a row of the grid is written: 1, 2, 3, >3.
  public static func purchases(_ row: Int) -> String { row > 3 ? ">3" : String(row) }

  /// The median over a cell's people of their own net to date per purchase, rounded once, half away from zero; `nil`
  /// without people.
  ///
  /// Complexity: O(customers) for the first cell that is asked for, O(1) after that.
  public func medianAOV(_ cell: Int) -> Int64? { medians.value { computedMedians() }[cell] }

  /// The mean of the two middle nets per purchase of an even number of people, rounded once.
  ///
  /// - Parameters:
  ///   - low: The lower middle one of the nets per purchase, each rounded.
  ///   - high: The upper one.
  private func exactMiddle(_ people: ArraySlice<UInt32>, low: Int64, high: Int64) -> Int64 {
    var near: [(net: Int128, count: Int128)] = []
    var below = 0
    for customer in people {
      let (net, count) = (history.netToDate[Int(customer)], Int64(history.purchaseCount(of: Int(customer))))
      let value = Money.rounded(net, count)
      if value < low { below += 1 }
      if value == low || value == high { near.append((Int128(net), Int128(count))) }
    }
    near.sort { $0.net * $1.count < $1.net * $0.count }
    let place = people.count / 2 - 1 - below
    guard near.indices.contains(place), near.indices.contains(place + 1) else { return Money.rounded(low + high, 2) }
    let (first, second) = (near[place], near[place + 1])
    // (a ÷ b + c ÷ d) ÷ 2 as one fraction.
    let numerator = first.net * second.count + second.net * first.count
    let denominator = 2 * first.count * second.count
    let half = denominator / 2
    return Int64(clamping: (numerator + (numerator < 0 ? -half : half)) / denominator)
  }

  private func computedMedians() -> [Int64?] {
    var place = [Int](repeating: 0, count: 65)
    for cell in 0..<64 { place[cell + 1] = place[cell] + cells[cell].customers }
    let starts = place
    var values = [Int64](repeating: 0, count: customers)
    var members = [UInt32](repeating: 0, count: customers)
    let (starting, ends, netToDate) = (history.start, history.end, history.netToDate)
    return values.withUnsafeMutableBufferPointer { values in
      cellOf.withUnsafeBufferPointer { cellOf in
        for customer in 0..<history.customers where cellOf[customer] != Labelling.none {
          let cell = Int(cellOf[customer])
          let count = Int64(ends[customer] &- starting[customer])
          values[place[cell]] = count == 1 ? netToDate[customer] : Money.rounded(netToDate[customer], count)
          members[place[cell]] = UInt32(truncatingIfNeeded: customer)
          place[cell] += 1
        }
      }
      return (0..<64).map { cell in
        let own = UnsafeMutableBufferPointer(rebasing: values[starts[cell]..<starts[cell + 1]])
        guard own.count > 0 else { return nil }
        // Many amounts are counted, which nothing has to be moved for.
        let middle = OrderStatistic.amounts(
          at: own.count % 2 == 1 ? [own.count / 2] : [own.count / 2 - 1, own.count / 2], of: .init(own))
        // Rounding keeps the order: of an odd number the middle one is the middle one rounded.
        guard middle.count == 2 else { return middle[0] }
        return exactMiddle(members[starts[cell]..<starts[cell + 1]], low: middle[0], high: middle[1])
      }
    }
  }
}

/// The window of the amounts of the grid.
public struct LifecycleGridRule: Hashable, Sendable {
  /// Window of the amounts: `grid.window`.
  public var window = Window.days(365)

  /// A year.
  public init() {}
}

extension Setting {
  /// The grid.
  static let lifecycleGrid: [Setting] = [
    .window("grid.window", \.grid.window, "Whose purchases rank people into the thirds of the life-cycle grid.")
  ]
}
