import Ledger

/// The five-stage life cycle by visits and purchases (DEFINITIONS B.3), or by orders alone.
///
/// v = visits ever, p = purchases ever, V0 and V1 = visits in the last 7 days and in the 7 before, P0 and P1 = purchases
/// in the last 30 days and in the 30 before. The first rule that holds decides, so everybody has exactly one stage:
/// long decline (last seen more than a month ago); short decline (V1 ≥ 4, V0 ≤ 55 % of V1, P1 ≥ 3 and P0 < 3); active
/// (p ≥ 10, or v ≥ 4 and P0 ≥ 3); forming (p ≥ 2); evaluating. A visit is a session of the visits file; somebody who
/// bought was there, so the day last seen is the later of the last visit and the last purchase.
///
/// By orders each purchase day is a visit. Long decline: no purchase for more than a month and more than 3 expected
/// intervals. Short decline: more than 1.8 intervals and P1 ≥ 1. The interval is that of the churn list (B.12).
///
/// Counted are known people with a purchase; by visits also those with an order of any kind but no purchase who have
/// visited (p = 0: evaluating, unless they stay away). Visitors who never ordered are nobody known. Net is to date.
/// Complexity: O(customers), by visits also O(rows of the visits file).
public struct VisitStages: Sendable {
  /// One stage.
  public struct Row: Hashable, Sendable {
    /// The stage.
    public let stage: VisitStage
    /// People in it.
    public let customers: Int
    /// Share of everybody counted; `nil` where there is nobody.
    public let share: Double?
    /// Net to date of its people.
    public let net: Int64
    /// Their share of the net of all stages; `nil` where that is not positive.
    public let netShare: Double?
    /// People of it who have bought exactly once.
    public let oneTime: Int
    /// Evaluating people who have visited often already: looking for long. `nil` for other stages and by orders.
    public let longLook: Int?
  }

  /// The five stages, from evaluating to long decline.
  public let rows: [Row]
  /// Whether people are seen by their visits; by orders otherwise.
  public let isByVisits: Bool
  /// The thresholds that were used.
  public let rule: VisitStageRule
  /// People in all stages.
  public let customers: Int
  /// Net to date of all stages.
  public let totalNet: Int64
  /// Customers among them without a valid purchase.
  public let withoutPurchase: Int
  /// Visitors among them who are no customers: people without any order.
  public let strangers: Int
  /// By visits: people among them without a recorded visit. By orders 0.
  public let withoutVisit: Int
  /// Everybody's stage as one labelling, `visit_stage`.
  public let labelling: Labelling
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  private let isLongLook: [Bool]

  /// What one person did, as far as the rules ask.
  struct Behaviour {
    /// v: visits ever.
    var visits = 0
    /// V0: visits in the latest stretch.
    var visitsNow = 0
    /// V1: visits in the stretch before.
    var visitsBefore = 0
    /// p: purchases ever.
    var purchases = 0
    /// P0: purchases in the latest stretch.
    var purchasesNow = 0
    /// P1: purchases in the stretch before.
    var purchasesBefore = 0
  }

  /// The stages of a history.
  public init(_ history: PurchaseHistory, _ ledger: Ledger, _ question: Question) {
    let rule = question.settings.visitStages
    let visits = rule.source == .orders ? nil : ledger.sides.visits
    var place = Placing(history, rule, hasVisits: visits != nil)
    if let visits {
      place.byVisits(history, visits, ledger)
    } else {
      place.byOrders(history, history.rhythm(question.settings.churn))
    }
    let total = place.people.reduce(0, +)
    let net = place.net.reduce(0, +)
    rows = VisitStage.allCases.map { stage in
      let index = stage.index
      return Row(
        stage: stage, customers: place.people[index],
        share: total > 0 ? Double(place.people[index]) / Double(total) : nil, net: place.net[index],
        netShare: net > 0 ? Double(place.net[index]) / Double(net) : nil, oneTime: place.oneTime[index],
        longLook: stage == .evaluating && visits != nil ? place.longLook : nil)
    }
    isByVisits = visits != nil
    self.rule = rule
    customers = total
    totalNet = net
    withoutPurchase = place.withoutPurchase
    strangers = place.strangers
    withoutVisit = place.withoutVisit
    labelling = Labelling(
      id: "visit_stage", title: "Stage by visits",
      labels: VisitStage.allCases.map { Labelling.Label($0.rawValue, $0.title) }, codes: place.codes)
    isLongLook = place.isLongLook
    var notes = history.sketchNote.map { [$0] } ?? []
    if visits == nil, rule.source == .visits { notes.append(Sides.missing(.visits)) }
    if place.withoutVisit > 0 {
      notes.append(
        "\(counted(place.withoutVisit, "buyer")) without a recorded visit "
          + "\(place.withoutVisit == 1 ? "is" : "are") placed by purchases alone")
    }
    if place.strangers > 0 {
      notes.append(
        "\(counted(place.strangers, "visitor")) without any order \(place.strangers == 1 ? "is" : "are") counted, and in "
          + "no list of customers")
    }
    if place.withoutPurchase > 0 {
      notes.append(
        "\(counted(place.withoutPurchase, "customer")) with visits but no valid purchase "
          + "\(place.withoutPurchase == 1 ? "is" : "are") counted")
    }
    let absent = history.present - (total - place.strangers)
    if absent > 0 {
      notes.append(
        "\(counted(absent, "customer")) without a valid purchase\(visits == nil ? "" : " or a visit") "
          + "\(absent == 1 ? "has" : "have") no stage")
    }
    self.notes = notes
  }

  /// The stages of a ledger.
  public init(_ ledger: Ledger, _ question: Question) {
    self.init(PurchaseHistory(ledger, question), ledger.asOf(question.asOf), question)
  }

  /// The stage of a customer; `nil` for people who are not counted. Complexity: O(1).
  public func stage(of customer: Int) -> VisitStage? {
    let code = labelling.codes[customer]
    return code == Labelling.none ? nil : VisitStage.allCases[Int(code)]
  }

  /// The evaluating people who have visited often already, in the ledger's order. Complexity: O(customers).
  public var longLookers: [Int32] { isLongLook.indices.compactMap { isLongLook[$0] ? Int32($0) : nil } }

  /// The stage of what somebody did, rules in order.
  ///
  /// - Parameters:
  ///   - isGone: Whether the first rule holds.
  ///   - isFalling: Whether the second one does.
  static func stage(_ person: Behaviour, isGone: Bool, isFalling: Bool, _ rule: VisitStageRule) -> VisitStage {
    if isGone { return .longDecline }
    if isFalling { return .shortDecline }
    if person.purchases >= rule.purchasesMany { return .active }
    if person.visits >= rule.visitsOften, person.purchasesNow >= rule.purchasesOften { return .active }
    return person.purchases >= 2 ? .forming : .evaluating
  }

  /// Rule 2 by visits: both visits and purchases have dropped.
  static func isFalling(_ person: Behaviour, _ rule: VisitStageRule) -> Bool {
    person.visitsBefore >= rule.visitsOften
      && person.visitsNow * 10_000 <= rule.visitsDrop * person.visitsBefore
      && person.purchasesBefore >= rule.purchasesOften && person.purchasesNow < rule.purchasesOften
  }
}

/// The pass over all customers, and what it counts.
private struct Placing {
  var codes: [UInt8]
  var isLongLook: [Bool]
  var people = [0, 0, 0, 0, 0]
  var oneTime = [0, 0, 0, 0, 0]
  var net: [Int64] = [0, 0, 0, 0, 0]
  var longLook = 0
  var withoutPurchase = 0
  var withoutVisit = 0
  var strangers = 0

  private let rule: VisitStageRule
  private let asOf: Int32
  /// The earliest day that is still within the months after which a decline is long.
  private let stays: Int32

  init(_ history: PurchaseHistory, _ rule: VisitStageRule, hasVisits: Bool) {
    codes = [UInt8](repeating: Labelling.none, count: history.customers)
    isLongLook = hasVisits ? [Bool](repeating: false, count: history.customers) : []
    self.rule = rule
    asOf = history.asOf.rawValue
    stays = Lifecycle.firstDays(asOf: history.asOf, months: [rule.goneMonths])[0]
  }

  /// How many events on rising days lie in the last `days` days before `end`, and how many in as many days before.
  @inline(__always)
  private func stretches(_ day: UnsafeBufferPointer<Int32>, first: Int, end: Int, days: Int) -> (now: Int, before: Int)
  {
    let (now, before) = (asOf - Int32(days), asOf - 2 * Int32(days))
    var position = end
    while position > first, day[position - 1] > now { position -= 1 }
    let recent = end - position
    let middle = position
    while position > first, day[position - 1] > before { position -= 1 }
    return (recent, middle - position)
  }

  private mutating func put(_ customer: Int, _ stage: VisitStage, _ history: PurchaseHistory, isOneTime: Bool) {
    let index = stage.index
    codes[customer] = UInt8(truncatingIfNeeded: index)
    people[index] += 1
    net[index] &+= history.netToDate[customer]
    if isOneTime { oneTime[index] += 1 }
  }

  mutating func byOrders(_ history: PurchaseHistory, _ rhythm: ShopRhythm) {
    // Bounds with three decimals, so that a silence of exactly 1.8 intervals is not past 1.8 by a rounding error.
    let late = Int((rule.lateIntervals * 1_000).rounded())
    let gone = Int((rule.goneIntervals * 1_000).rounded())
    // Who has not bought in the two stretches before the day has no purchases in them to count.
    let within = asOf - 2 * Int32(rule.purchaseDays)
    let (start, ends, netToDate) = (history.start, history.end, history.netToDate)
    var (codes, people, oneTime, net) = (codes, people, oneTime, net)
    self.codes = []
    history.day.withUnsafeBufferPointer { day in
      for customer in codes.indices {
        guard let beat = rhythm.beat(of: customer) else { continue }
        let first = Int(start[customer])
        let end = Int(ends[customer])
        let silence = beat.days &* beat.denominator &* 1_000
        var person = VisitStages.Behaviour()
        person.purchases = end &- first
        person.visits = beat.gaps &+ 1
        let isGone = beat.lastDay < stays && silence > gone &* beat.numerator
        var isFalling = false
        if !isGone, beat.lastDay > within {
          (person.purchasesNow, person.purchasesBefore) = stretches(
            day, first: first, end: end, days: rule.purchaseDays)
          isFalling = person.purchasesBefore >= 1 && silence > late &* beat.numerator
        }
        let stage = VisitStages.stage(person, isGone: isGone, isFalling: isFalling, rule).index
        codes[customer] = UInt8(truncatingIfNeeded: stage)
        people[stage] &+= 1
        net[stage] &+= netToDate[customer]
        if end &- first == 1 { oneTime[stage] &+= 1 }
      }
    }
    (self.codes, self.people, self.oneTime, self.net) = (codes, people, oneTime, net)
  }

  mutating func byVisits(_ history: PurchaseHistory, _ visits: VisitTable, _ ledger: Ledger) {
    let (now, before) = (asOf - Int32(rule.visitDays), asOf - 2 * Int32(rule.visitDays))
    history.day.withUnsafeBufferPointer { day in
      visits.day.withUnsafeBufferPointer { visitDay in
        for customer in 0..<history.customers {
          let first = Int(history.start[customer])
          let end = Int(history.end[customer])
          let rows = visits.rows(of: customer)
          var person = VisitStages.Behaviour()
          var lastSeen = Int32.min
          for row in rows {
            let seen = visitDay[row]
            guard seen <= asOf else { break }
            lastSeen = seen
            if row > rows.lowerBound, visits.continuesSession(row) { continue }
            person.visits += 1
            if seen > now { person.visitsNow += 1 } else if seen > before { person.visitsBefore += 1 }
          }
          if end == first {
            guard person.visits > 0, isPresent(customer, history, ledger) else { continue }
            withoutPurchase += 1
          } else {
            if person.visits == 0 { withoutVisit += 1 }
            lastSeen = max(lastSeen, day[end - 1])
          }
          person.purchases = end - first
          (person.purchasesNow, person.purchasesBefore) = stretches(
            day, first: first, end: end, days: rule.purchaseDays)
          let stage = VisitStages.stage(
            person, isGone: lastSeen < stays, isFalling: VisitStages.isFalling(person, rule), rule)
          if stage == .evaluating, person.visits >= rule.visitsOften {
            isLongLook[customer] = true
            longLook += 1
          }
          put(customer, stage, history, isOneTime: end - first == 1)
        }
        placeStrangers(visits, visitDay)
      }
    }
  }

  /// Places people who have visited and never ordered: their rows follow those of the customers, person by person.
  private mutating func placeStrangers(_ visits: VisitTable, _ visitDay: UnsafeBufferPointer<Int32>) {
    let (now, before) = (asOf - Int32(rule.visitDays), asOf - 2 * Int32(rule.visitDays))
    var row = visits.rowsOfOthers.lowerBound
    let end = visits.rowsOfOthers.upperBound
    while row < end, let stranger = visits.customer.stranger(row) {
      var person = VisitStages.Behaviour()
      var lastSeen = Int32.min
      let first = row
      while row < end, visits.customer.stranger(row) == stranger {
        defer { row += 1 }
        let seen = visitDay[row]
        guard seen <= asOf else { continue }
        lastSeen = seen
        if row > first, visits.continuesSession(row) { continue }
        person.visits += 1
        if seen > now { person.visitsNow += 1 } else if seen > before { person.visitsBefore += 1 }
      }
      guard person.visits > 0 else { continue }
      let stage = VisitStages.stage(
        person, isGone: lastSeen < stays, isFalling: VisitStages.isFalling(person, rule), rule)
      if stage == .evaluating, person.visits >= rule.visitsOften { longLook += 1 }
      people[stage.index] += 1
      strangers += 1
    }
  }

  /// Whether somebody without a purchase has an order by the as-of day; a person who was left out on purpose has not.
  private func isPresent(_ customer: Int, _ history: PurchaseHistory, _ ledger: Ledger) -> Bool {
    let orders = ledger.orders(of: customer)
    guard let first = orders.first, ledger.orders.day[first] <= asOf else { return false }
    // Without a purchase although a valid order lies before the day: left out.
    return !orders.contains { ledger.orders.day[$0] <= asOf && ledger.orders.isPurchase($0) }
  }
}
