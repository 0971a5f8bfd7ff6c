import Analytics
import Dispatch
import Glibc
import Ledger
import Synchronization
import Workbook

/// A ledger under one question, with every analysis computed at most once, when the first panel asks for it.
///
/// Immutable to its users; safe to use from several threads. A moved as-of day or a changed setting is a new value.
public final class Findings: Sendable {
  /// The data, without refunds that were made after the as-of day.
  public let ledger: Ledger
  /// The data with all refunds.
  public let wholeLedger: Ledger
  /// As-of day, window and thresholds.
  public let question: Question
  /// What the owner has written: notes, promises, segments.
  public let page: WorkbookPage
  /// The same with its names, where this ledger's are hidden: filters ask what is written, whatever is shown.
  private let plain: Findings?
  /// The findings that decide who is left out, where these do not: whom a movement leaves out today was out then too.
  private let judge: Findings?
  /// How figures of this ledger are written.
  public let format: ValueFormat
  private let made = Mutex<[ObjectIdentifier: Place]>([:])
  private let purchases: WholePurchases
  /// Figures of panels on other days, shared with the findings of those days.
  let shelf: PanelShelf

  /// A ledger and the question put to it.
  public convenience init(_ ledger: Ledger, _ question: Question, page: WorkbookPage = .empty, plain: Findings? = nil) {
    self.init(ledger, question, page: page, plain: plain, purchases: WholePurchases(), shelf: PanelShelf(), judge: nil)
  }

  private init(
    _ ledger: Ledger, _ question: Question, page: WorkbookPage, plain: Findings?, purchases: WholePurchases,
    shelf: PanelShelf, judge: Findings?
  ) {
    self.plain = plain
    self.judge = judge
    self.shelf = shelf
    self.purchases = purchases
    wholeLedger = ledger
    self.ledger = ledger.asOf(question.asOf)
    self.question = question
    self.page = page
    format = ValueFormat(currency: ledger.currency)
  }

  /// The same ledger and question with another page of the workbook; analyses that do not read it are kept.
  public func turned(to page: WorkbookPage) -> Findings {
    let turned = Findings(
      wholeLedger, question, page: page, plain: plain, purchases: purchases, shelf: PanelShelf(), judge: judge)
    let kept = made.withLock { $0 }
    turned.made.withLock { $0 = kept.filter { !($0.value.known is any PageReading) && $0.value.known != nil } }
    return turned
  }

  /// The same ledger under another question; its purchases are not read again.
  public func asking(_ question: Question) -> Findings {
    Findings(
      wholeLedger, question, page: page, plain: plain?.asking(question), purchases: purchases, shelf: shelf, judge: nil)
  }

  /// The same question as of an earlier day, without those who are left out now: both days are of the same people.
  func asOf(_ day: Day, leavingOutAsNow: Bool) -> Findings {
    var question = question
    question.asOf = day
    return Findings(
      wholeLedger, question, page: page, plain: plain?.asking(question), purchases: purchases, shelf: PanelShelf(),
      judge: leavingOutAsNow ? self : nil)
  }

  /// Whether a customer is left out of the figures, under the settings in force.
  var priceOnlyLeftOut: PriceOnly { (judge ?? self)(PriceOnly.self) }

  /// The purchases of everybody up to the as-of day, those included whom the settings leave out.
  ///
  /// The orders are read once; another as-of day shares the columns.
  var everybodysPurchases: PurchaseHistory { self(EverybodysPurchases.self).history }

  /// What each day of the ledger brought; computed once for all as-of days.
  var dayTotals: DayTotals { purchases.dayTotals(wholeLedger) }

  /// Refunds that are not counted yet, in words; `nil` where there are none.
  var laterRefundsNote: String? {
    let refunds = wholeLedger.refunds
    var rows = 0
    var sum: Int64 = 0
    for row in 0..<refunds.count
    where refunds.day[row] > question.asOf.rawValue
      && wholeLedger.orders.day[Int(refunds.order[row])] <= question.asOf.rawValue
      && wholeLedger.orders.counts(Int(refunds.order[row]))
    {
      rows += 1
      sum += refunds.amount[row]
    }
    guard rows > 0 else { return nil }
    return "\(Wording.count(rows, "refund", "refunds")) of \(Wording.money(sum, ledger.currency)) made after "
      + "\(question.asOf) \(rows == 1 ? "has" : "have") not happened yet"
  }

  /// The same, made of the orders, or of the whole time's purchases where an earlier day is asked for.
  fileprivate func madePurchases() -> PurchaseHistory {
    let whole = purchases.value(wholeLedger, question)
    if question.asOf == whole.asOf { return whole }
    // What was refunded in between was still bought on the earlier day: other purchases, which are read anew.
    return wholeLedger.hasRefunds(after: question.asOf, through: whole.asOf)
      ? PurchaseHistory(ledger, question) : PurchaseHistory(whole, ledger, asOf: question.asOf)
  }

  /// The findings that filters ask: these, or the same with their names.
  var asked: Findings { plain ?? self }

  /// Whether names are hidden.
  public var isMasked: Bool { plain != nil }

  /// The analysis of this type where it was already computed; never computes it.
  public func known<Analysis: Finding>(_ type: Analysis.Type) -> Analysis? {
    made.withLock { $0[ObjectIdentifier(type)] }?.known as? Analysis
  }

  /// The analysis of this type, computed now unless it was before; who asks while it is computed waits for it.
  public func callAsFunction<Analysis: Finding>(_ type: Analysis.Type) -> Analysis {
    let name = ObjectIdentifier(type)
    let place = made.withLock { made in
      if let known = made[name] { return known }
      let fresh = Place()
      made[name] = fresh
      return fresh
    }
    let value = place.value { Analysis.find(in: self) }
    // A place holds what was asked for under its own type.
    return value as? Analysis ?? Analysis.find(in: self)
  }

  /// Computes analyses on as many threads as the machine has cores, in the order in which they are given.
  ///
  /// Analyses that others stand on belong at the beginning: who needs one that is being computed waits for it.
  public func prepare(_ steps: [@Sendable (Findings) -> Void]) {
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(steps.count, sysconf(Int32(_SC_NPROCESSORS_ONLN))))) { _ in
      while true {
        let step = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard step < steps.count else { return }
        steps[step](self)
      }
    }
  }

  /// Where an analysis stands once it is computed.
  private final class Place: Sendable {
    private let kept = Mutex<(any Finding)?>(nil)

    /// The analysis, if it is there; `nil` also while it is being computed.
    var known: (any Finding)? { kept.withLockIfAvailable { $0 } ?? nil }

    /// The analysis, computed by the first who asks.
    func value(_ make: () -> any Finding) -> any Finding {
      kept.withLock { kept in
        if let kept { return kept }
        let fresh = make()
        kept = fresh
        return fresh
      }
    }
  }
}

/// An analysis that panels share.
public protocol Finding: Sendable {
  /// Computes it for a ledger and a question.
  static func find(in findings: Findings) -> Self
}

/// An analysis that reads the page of the workbook or holds on to its findings: it is made anew when the page is turned.
public protocol PageReading: Finding {}

extension PurchaseHistory: Finding {
  /// The purchases of all people up to the as-of day, without those whom the settings leave out.
  public static func find(in findings: Findings) -> PurchaseHistory {
    let everybody = findings.everybodysPurchases
    guard findings.question.settings.leaveOut == .priceOnly else { return everybody }
    let priceOnly = findings.priceOnlyLeftOut
    return PurchaseHistory(
      everybody, findings.ledger, asOf: findings.question.asOf, leavesOut: { priceOnly.isPriceOnly($0) })
  }
}

/// The purchases of everybody up to the as-of day, whoever is left out elsewhere.
private struct EverybodysPurchases: Finding {
  let history: PurchaseHistory

  static func find(in findings: Findings) -> EverybodysPurchases {
    EverybodysPurchases(history: findings.madePurchases())
  }
}

/// The purchases of a ledger over its whole time, for each form of a purchase that was asked for.
private final class WholePurchases: Sendable {
  private struct Form: Hashable {
    let unit: AnalyticsSettings.PurchaseUnit
    let margin: Int?
  }

  private let made = Mutex<[Form: PurchaseHistory]>([:])
  private let days = Mutex<DayTotals?>(nil)

  /// What each day of the ledger brought.
  func dayTotals(_ ledger: Ledger) -> DayTotals {
    days.withLock { days in
      if let days { return days }
      let fresh = DayTotals(ledger)
      days = fresh
      return fresh
    }
  }

  /// The purchases as of the ledger's last day, or of the question's where that is later.
  func value(_ ledger: Ledger, _ question: Question) -> PurchaseHistory {
    let form = Form(unit: question.settings.purchaseUnit, margin: question.settings.assumedMargin)
    return made.withLock { made in
      if let known = made[form], known.asOf >= question.asOf { return known }
      var whole = question
      whole.asOf = max(question.asOf, ledger.lastDay ?? question.asOf)
      let fresh = PurchaseHistory(ledger, whole)
      made[form] = fresh
      return fresh
    }
  }
}
