import Ledger

/// What people had brought by day N after their first purchase: observed, never a forecast (DEFINITIONS B.23).
///
/// By day D: mean over the people with at least D days observed (as-of day − first purchase day ≥ D) of everything of
/// theirs that counts up to and including the D-th day after the first purchase; the first purchase's own day is day 0,
/// and a refund before it counts there. Margin where it is known or assumed, else net. A figure of nobody does not
/// exist. Different days rest on different people, so that a later mean may be the smaller one.
///
/// Complexity: O(customers + purchases within the last day asked for).
public struct ObservedValue: Sendable {
  /// One cohort, or everybody.
  public struct Row: Hashable, Sendable {
    /// Position of the cohort; `nil` for everybody.
    public let cohort: Int?
    /// People in it.
    public let customers: Int
    /// People with enough days observed, for each of the days.
    public let observed: [Int]
    /// Mean value by each of the days, rounded half away from zero; `nil` where nobody was observed so long.
    public let byDay: [Int64?]
    /// Mean value to date over all of them.
    public let toDate: Int64
    /// Mean value of the first purchase over all of them.
    public let first: Int64
    /// Value by the last day ÷ value of the first purchase, of the people who were observed so long.
    public let ratio: Double?
  }

  /// The course of the mean value over the days after the first purchase.
  public struct Curve: Sendable {
    /// People observed for at least so many days, from day 0.
    public let people: [Int]
    /// Their mean value up to that day in minor units; `nil` where there is nobody.
    public let mean: [Double?]

    /// The days that are worth drawing: those for which at least half of the people were observed.
    ///
    /// Beyond them the mean is of the oldest people alone, and jumps as the others leave it.
    public var matureDays: Int {
      let all = people.first ?? 0
      return people.firstIndex { 2 * $0 < all } ?? people.count
    }
  }

  /// Who is in which cohort.
  public let membership: CohortMembership
  /// The days that were used.
  public let days: [Int]
  /// What is summed: margin where it is known or assumed.
  public let measure: AnalyticsSettings.Measure
  /// A row per cohort, and the last one of everybody; empty where nobody has bought.
  public let rows: [Row]
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  /// Days that a curve covers.
  public static let curveDays = 365

  private let history: PurchaseHistory
  /// Everybody's cohort; nobody's of whom no cost is known, where the value is margin.
  private let codes: [UInt32]
  private let curves = Kept<Int, Curve>()

  /// The observed value of a history's people.
  public init(_ history: PurchaseHistory, _ ledger: Ledger, _ question: Question) {
    let rule = question.settings.ltv
    let membership = history.cohorts(ledger, by: rule.by, edgeDays: question.settings.cohorts.edgeDays) {
      CohortCalendar(history.firstDay ?? history.asOf, through: history.asOf)
    }
    let codes = ObservedValue.codes(membership, history)
    self.codes = codes
    var sums = Sums(cohorts: membership.cohorts.count, days: rule.days)
    sums.add(history, codes)
    let everybody = membership.cohorts.count
    for cohort in 0..<everybody { sums.addToEverybody(cohort) }
    rows =
      membership.cohorts.isEmpty
      ? [] : (0...everybody).map { sums.row($0) }
    self.membership = membership
    days = rule.days
    measure = history.hasMargin ? .margin : .net
    self.history = history
    var notes = [history.sketchNote, history.marginNote].compactMap { $0 } + membership.notes
    let unknown = codes.indices.count { codes[$0] != membership.codes[$0] }
    if unknown > 0 {
      notes.append(
        "\(counted(unknown, "customer")) whose costs are not known \(unknown == 1 ? "is" : "are") left out of the means"
      )
    }
    self.notes = notes
  }

  /// The observed value of a ledger's people.
  public init(_ ledger: Ledger, _ question: Question) {
    self.init(PurchaseHistory(ledger, question), ledger.asOf(question.asOf), question)
  }

  /// The cohorts.
  public var cohorts: [Cohort] { membership.cohorts }

  private static func codes(_ membership: CohortMembership, _ history: PurchaseHistory) -> [UInt32] {
    guard history.hasMarginGaps else { return membership.codes }
    return membership.codes.indices.map {
      membership.codes[$0] == CohortMembership.none || history.hasMargin(of: $0)
        ? membership.codes[$0] : CohortMembership.none
    }
  }

  /// The members of a cohort, or everybody with a purchase, ascending. Complexity: O(customers).
  public func members(of cohort: Int?) -> [Int32] {
    codes.indices.compactMap { row in
      codes[row] == CohortMembership.none || (cohort.map { codes[row] != UInt32($0) } ?? false) ? nil : Int32(row)
    }
  }

  /// The course of a cohort, or of everybody; computed when it is first asked for. Complexity: O(customers + purchases).
  public func curve(of cohort: Int?) -> Curve {
    curves.value(cohort ?? -1) {
      let length = ObservedValue.curveDays + 1
      let limit = Int32(ObservedValue.curveDays)
      // A person who was observed for n days adds what came on each of them, and is taken out with all of it after n.
      var change = [Int64](repeating: 0, count: length + 1)
      var joined = [Int](repeating: 0, count: length + 1)
      var next = 0
      let asOf = history.asOf.rawValue
      let wanted = cohort.map { UInt32($0) } ?? CohortMembership.none
      let (day, start, end, earliest) = (history.day, history.start, history.end, history.earliest)
      let (codes, adjustments) = (codes, history.adjustments)
      (history.hasMargin ? history.margin : history.net).withReader { amount in
        for customer in codes.indices {
          let code = codes[customer]
          let isIn = wanted == CohortMembership.none ? code != wanted : code == wanted
          while next < adjustments.count, adjustments[next].customer < customer { next += 1 }
          guard isIn else { continue }
          let first = earliest[customer]
          let observed = Int(min(limit, asOf - first))
          var total: Int64 = 0
          for position in Int(start[customer])..<Int(end[customer]) {
            let offset = day[position] &- first
            if offset > limit { break }
            change[Int(offset)] += amount[position]
            total += amount[position]
          }
          while next < adjustments.count, adjustments[next].customer == customer {
            let adjustment = adjustments[next]
            next += 1
            let offset = max(0, adjustment.day - first)
            guard offset <= limit else { continue }
            let value = history.hasMargin ? adjustment.margin : adjustment.net
            change[Int(offset)] += value
            total += value
          }
          joined[0] += 1
          joined[observed + 1] -= 1
          change[observed + 1] -= total
        }
      }
      var (people, sum) = (0, Int64(0))
      var counts: [Int] = []
      var means: [Double?] = []
      for day in 0..<length {
        people += joined[day]
        sum += change[day]
        counts.append(people)
        means.append(people > 0 ? Double(sum) / Double(people) : nil)
      }
      return Curve(people: counts, mean: means)
    }
  }
}

extension ObservedValue {
  /// Sums per cohort and day, the last cohort being everybody.
  private struct Sums {
    let days: [Int]
    let everybody: Int
    /// Per cohort and day: people observed so long, what they had brought by then.
    var observed: [Int]
    var value: [Int64]
    var customers: [Int]
    var toDate: [Int64]
    var first: [Int64]
    /// Value of the first purchase of people who were observed for the last day.
    var firstOfLast: [Int64]

    init(cohorts: Int, days: [Int]) {
      self.days = days
      everybody = cohorts
      observed = [Int](repeating: 0, count: (cohorts + 1) * days.count)
      value = [Int64](repeating: 0, count: (cohorts + 1) * days.count)
      customers = [Int](repeating: 0, count: cohorts + 1)
      toDate = [Int64](repeating: 0, count: cohorts + 1)
      first = toDate
      firstOfLast = toDate
    }

    /// One pass over all purchases, which adds each to one place: cohort, how many of the days its person was
    /// observed for, and the first of the days that it counts by.
    mutating func add(_ history: PurchaseHistory, _ codes: [UInt32]) {
      let steps = days.count
      // Purchases after the last day count by none of them.
      let width = steps + 1
      let span = max(1, history.span)
      let step = (0...span).map { offset in days.firstIndex { offset <= $0 } ?? steps }
      let observedSteps = (0...span).map { length in days.firstIndex { length < $0 } ?? steps }
      let asOf = history.asOf.rawValue
      let hasMargin = history.hasMargin
      let values = hasMargin ? history.marginToDate : history.netToDate
      var people = [Int](repeating: 0, count: everybody * width)
      var own = [Int64](repeating: 0, count: everybody * width)
      var (customers, toDate) = (self.customers, self.toDate)
      var amounts = [Int64](repeating: 0, count: everybody * width * width)
      (hasMargin ? history.margin : history.net).withReader { amount in
        history.day.withUnsafeBufferPointer { day in
          history.start.withUnsafeBufferPointer { start in
            history.end.withUnsafeBufferPointer { end in
              step.withUnsafeBufferPointer { step in
                amounts.withUnsafeMutableBufferPointer { amounts in
                  for customer in codes.indices where codes[customer] != CohortMembership.none {
                    let cohort = Int(codes[customer])
                    var position = Int(start[customer])
                    let last = Int(end[customer])
                    let begin = day[position]
                    let group = cohort &* width &+ observedSteps[Int(asOf &- begin)]
                    people[group] &+= 1
                    own[group] &+= amount[position]
                    customers[cohort] &+= 1
                    toDate[cohort] &+= values[customer]
                    let place = group &* width
                    while position < last {
                      amounts[place &+ step[Int(day[position] &- begin)]] &+= amount[position]
                      position &+= 1
                    }
                  }
                }
              }
            }
          }
        }
      }
      for adjustment in history.adjustments where codes[Int(adjustment.customer)] != CohortMembership.none {
        let begin = history.earliest[Int(adjustment.customer)]
        let group = Int(codes[Int(adjustment.customer)]) * width + observedSteps[Int(asOf - begin)]
        amounts[group * width + step[Int(max(0, adjustment.day - begin))]] &+=
          hasMargin ? adjustment.margin : adjustment.net
      }
      (self.customers, self.toDate) = (customers, toDate)
      for cohort in 0..<everybody {
        for observed in 0...steps {
          let group = cohort * width + observed
          first[cohort] &+= own[group]
          var sum: Int64 = 0
          for index in 0..<observed {
            sum &+= amounts[group * width + index]
            self.observed[cohort * steps + index] += people[group]
            value[cohort * steps + index] &+= sum
          }
        }
        firstOfLast[cohort] = own[cohort * width + steps]
      }
    }

    mutating func addToEverybody(_ cohort: Int) {
      for index in days.indices {
        observed[everybody * days.count + index] += observed[cohort * days.count + index]
        value[everybody * days.count + index] += value[cohort * days.count + index]
      }
      customers[everybody] += customers[cohort]
      toDate[everybody] += toDate[cohort]
      first[everybody] += first[cohort]
      firstOfLast[everybody] += firstOfLast[cohort]
    }

    func row(_ cohort: Int) -> Row {
      let cells = (cohort * days.count)..<((cohort + 1) * days.count)
      let people = Int64(customers[cohort])
      return Row(
        cohort: cohort == everybody ? nil : cohort, customers: customers[cohort], observed: Array(observed[cells]),
        byDay: cells.map { observed[$0] > 0 ? Money.rounded(value[$0], Int64(observed[$0])) : nil },
        toDate: people > 0 ? Money.rounded(toDate[cohort], people) : 0,
        first: people > 0 ? Money.rounded(first[cohort], people) : 0,
        ratio: firstOfLast[cohort] > 0 ? Double(value[cells.upperBound - 1]) / Double(firstOfLast[cohort]) : nil)
    }
  }
}
