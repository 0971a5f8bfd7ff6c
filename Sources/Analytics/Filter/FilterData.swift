import Ledger
import Synchronization

/// A ledger under one question, as filters ask it: columns of figures, each computed when the first filter needs it.
///
/// Safe to use from several threads. A moved as-of day or a changed setting is a new value.
public final class FilterData: Sendable {
  /// The data.
  public let ledger: Ledger
  /// As-of day and thresholds.
  public let question: Question
  /// Known customers of the ledger, with or without an order by the as-of day.
  public var customers: Int { ledger.customers.count }

  private let historyOnce = Once<PurchaseHistory>()
  private let lifecycleOnce = Once<Lifecycle>()
  private let churnOnce = Once<ChurnList>()
  private let decilesOnce = Once<MoneyDeciles>()
  private let slicesOnce = Once<PurchaseDeciles>()
  private let presentOnce = Once<CustomerSet>()
  let commonOnce = Once<[Int]>()
  private let makeHistory: @Sendable () -> PurchaseHistory
  private let makeLifecycle: @Sendable () -> Lifecycle
  private let makeChurn: @Sendable () -> ChurnList
  private let makeDeciles: @Sendable () -> MoneyDeciles
  private let makeSlices: @Sendable () -> PurchaseDeciles
  private let makeValue: @Sendable () -> CustomerValue
  private let makeLabelling: @Sendable (String) -> Labelling?
  private let columns = Mutex<[String: FilterColumn]>([:])
  private let windows = Mutex<[String: FilterColumn]>([:])

  /// Windowed columns that are kept: whoever moves a window by hand must not fill the memory.
  private static let windowsKept = 16

  /// A ledger, and how each analysis is come by; none is asked for before a filter needs it.
  public init(
    ledger: Ledger, question: Question, history: @escaping @Sendable () -> PurchaseHistory,
    lifecycle: @escaping @Sendable () -> Lifecycle, churn: @escaping @Sendable () -> ChurnList,
    deciles: @escaping @Sendable () -> MoneyDeciles, slices: @escaping @Sendable () -> PurchaseDeciles,
    value: @escaping @Sendable () -> CustomerValue, labelling: @escaping @Sendable (String) -> Labelling?
  ) {
    self.ledger = ledger
    self.question = question
    (makeHistory, makeLifecycle, makeChurn) = (history, lifecycle, churn)
    (makeDeciles, makeSlices) = (deciles, slices)
    (makeValue, makeLabelling) = (value, labelling)
  }

  /// A ledger whose analyses nobody else has.
  public convenience init(ledger: Ledger, question: Question) {
    let ledger = ledger.asOf(question.asOf)
    let history = Once<PurchaseHistory>()
    let purchases: @Sendable () -> PurchaseHistory = { history.value { PurchaseHistory(ledger, question) } }
    self.init(
      ledger: ledger, question: question, history: purchases, lifecycle: { Lifecycle(purchases(), question) },
      churn: { ChurnList(purchases(), question) }, deciles: { MoneyDeciles(purchases(), question) },
      slices: { PurchaseDeciles(purchases(), question) },
      value: { CustomerValue(purchases(), ledger, ChurnList(purchases(), question), question) },
      labelling: { name in
        switch name {
        case "visit_stage": VisitStages(purchases(), ledger, question).labelling
        case "rfm": RFM(purchases(), RFMScores(purchases(), question)).labelling
        case "tier":
          ProfitTiers(purchases(), question, stages: Lifecycle(purchases(), question)).labelling
        case "quadrant": ValueQuadrants(purchases(), question).labelling
        case "grade":
          CustomerValue(purchases(), ledger, ChurnList(purchases(), question), question).labelling
        case "price_only": PriceOnly(purchases(), ledger, question).labelling
        default: nil
        }
      })
  }

  var history: PurchaseHistory { historyOnce.value(makeHistory) }
  var lifecycle: Lifecycle { lifecycleOnce.value(makeLifecycle) }
  var churn: ChurnList { churnOnce.value(makeChurn) }
  var deciles: MoneyDeciles { decilesOnce.value(makeDeciles) }
  var slices: PurchaseDeciles { slicesOnce.value(makeSlices) }
  var value: CustomerValue { makeValue() }

  /// Everybody's class under a model; `nil` where there is no model of this name.
  func labelling(_ name: String) -> Labelling? { makeLabelling(name) }
  var asOf: Day { question.asOf }

  /// The customers with an order of any kind by the as-of day: all others do not exist yet.
  var present: CustomerSet {
    presentOnce.value {
      let limit = question.asOf.rawValue
      return ledger.customers.orderStart.withUnsafeBufferPointer { start in
        ledger.orders.day.withUnsafeBufferPointer { day in
          CustomerSet(count: customers) { customer in
            let first = Int(start[customer])
            return first < Int(start[customer + 1]) && day[first] <= limit
          }
        }
      }
    }
  }

  /// The figures of a field for all customers, computed at first use.
  func column(_ field: FilterField) -> FilterColumn {
    if let known = columns.withLock({ $0[field.id] }) { return known }
    let fresh = field.column(self)
    columns.withLock { $0[field.id] = fresh }
    return fresh
  }

  /// The figures of a field over some days.
  func column(_ field: FilterField, _ span: FilterSpan?) -> FilterColumn {
    guard let span, let windowed = field.windowed else { return column(field) }
    guard let days = span.days(asOf: asOf) else {
      return .integers([Int64](repeating: 0, count: customers))
    }
    let name = "\(field.id) \(days.lowerBound) \(days.upperBound)"
    if let known = windows.withLock({ $0[name] }) { return known }
    let fresh = windowed(self, days)
    windows.withLock { windows in
      if windows.count >= FilterData.windowsKept { windows.removeAll() }
      windows[name] = fresh
    }
    return fresh
  }

  /// The figure of a customer. The first call for a field computes it for all: O(orders) at most, then O(1).
  public func value(_ field: FilterField, _ customer: Int) -> FilterValue {
    let column = column(field)
    switch column {
    case .integers(let values):
      guard customer < values.count, values[customer] != FilterColumn.none else { return .none }
      let value = values[customer]
      switch field.kind {
      case .money: return .money(value)
      case .days: return .days(Double(value))
      case .date: return .date(Day(rawValue: Int32(truncatingIfNeeded: value)))
      case .flag: return .flag(value != 0)
      default: return .count(Int(value))
      }
    case .numbers(let values):
      guard customer < values.count, !values[customer].isNaN else { return .none }
      switch field.kind {
      case .ratio: return .ratio(values[customer])
      case .days: return .days(values[customer])
      default: return .number(values[customer])
      }
    case .categories, .texts:
      let text = column.text(customer)
      return text.isEmpty ? .none : .text(text)
    }
  }
}
