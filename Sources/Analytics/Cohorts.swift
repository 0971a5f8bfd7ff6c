import Ledger

/// What became of people who came at the same time, by their age in full months (DEFINITIONS B.23).
///
/// The age of a purchase is the largest k with first purchase day + k calendar months ≤ its day (`cohorts.unit` =
/// `quarter`: three months a step). A cell (cohort, age) is *mature* once the period of that age is over for the
/// youngest member: first + (k + 1) months − 1 day ≤ as-of day, for everybody. An immature cell has no figures: what has
/// not happened yet is not zero. Every figure is per member, those included who never came again; at age 0 retention is
/// 100 % because everybody's first purchase is in it.
///
/// Net is everything of the members that counts, unmatched refunds at the age of their day (before the first purchase:
/// at age 0), so the cells of a cohort add up to its members' net to date. Ages from `oldest` on are one.
///
/// Complexity: O(purchases), with two look-ups and a subtraction each.
public struct Cohorts: Sendable {
  /// One cohort at one age.
  public struct Cell: Hashable, Sendable {
    /// Position of the cohort.
    public let cohort: Int
    /// Age in steps of `cohorts.unit`.
    public let age: Int
    /// Members of the cohort.
    public let customers: Int
    /// Whether everybody's period of this age is over; the figures below are `nil` where it is not.
    public let isMature: Bool
    /// Members with a purchase at this age.
    public let active: Int?
    /// Those as a share of all members.
    public let retention: Double?
    /// Net of this age.
    public let net: Int64?
    /// Net of this age per member, rounded half away from zero.
    public let netPerCustomer: Int64?
    /// Net up to the end of this age per member, rounded half away from zero.
    public let cumulativePerCustomer: Int64?
  }

  /// All cohorts that are mature at an age, taken together.
  public struct Average: Hashable, Sendable {
    /// The age.
    public let age: Int
    /// How many cohorts are mature.
    public let cohorts: Int
    /// Their members.
    public let customers: Int
    /// Share of these who bought at this age.
    public let retention: Double
    /// Net of this age per member.
    public let netPerCustomer: Int64
    /// Net up to the end of this age per member.
    public let cumulativePerCustomer: Int64
  }

  /// Who is in which cohort.
  public let membership: CohortMembership
  /// The settings that were used.
  public let rule: CohortRule
  /// By age, from 0; ends with the last age at which a cohort is mature.
  public let averages: [Average]
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  /// The highest age that is kept apart.
  public static let oldest = 240

  /// Where the cells of each cohort begin, and after the last where they end.
  private let offsets: [Int]
  private let matureAges: [Int]
  private let active: [UInt32]
  private let net: [Int64]
  private let cumulative: [Int64]
  private let history: PurchaseHistory
  private let calendar: CohortCalendar

  /// The cohorts of a history.
  public init(_ history: PurchaseHistory, _ ledger: Ledger, _ question: Question) {
    let rule = question.settings.cohorts
    let afterwards = history.asOf.adding(days: 1)
    let calendar = CohortCalendar(history.firstDay ?? history.asOf, through: afterwards)
    let membership = history.cohorts(ledger, by: rule.by, edgeDays: rule.edgeDays) { calendar }
    var offsets = [0]
    var matureAges: [Int] = []
    for cohort in membership.cohorts {
      let oldest = calendar.fullMonths(from: cohort.eldest.rawValue, to: history.asOf.rawValue) / rule.unit.months
      offsets.append((offsets.last ?? 0) + min(Cohorts.oldest, oldest) + 1)
      let over = calendar.fullMonths(from: cohort.youngest.rawValue, to: afterwards.rawValue) / rule.unit.months
      matureAges.append(min(Cohorts.oldest, over))
    }
    let count = offsets[offsets.count - 1]
    var active = [UInt32](repeating: 0, count: count)
    var net = [Int64](repeating: 0, count: count)
    Cohorts.add(history, membership, calendar, rule.unit, offsets, &active, &net)
    var cumulative = net
    for cohort in membership.cohorts.indices {
      for cell in (offsets[cohort] + 1)..<max(offsets[cohort] + 1, offsets[cohort + 1]) {
        cumulative[cell] += cumulative[cell - 1]
      }
    }
    averages = (0..<(matureAges.max() ?? 0)).map { age in
      var (cohorts, customers, bought) = (0, 0, 0)
      var (netSum, cumulativeSum): (Int64, Int64) = (0, 0)
      for (cohort, ages) in matureAges.enumerated() where age < ages {
        cohorts += 1
        customers += membership.cohorts[cohort].customers
        bought += Int(active[offsets[cohort] + age])
        netSum += net[offsets[cohort] + age]
        cumulativeSum += cumulative[offsets[cohort] + age]
      }
      return Average(
        age: age, cohorts: cohorts, customers: customers, retention: Double(bought) / Double(customers),
        netPerCustomer: Money.rounded(netSum, Int64(customers)),
        cumulativePerCustomer: Money.rounded(cumulativeSum, Int64(customers)))
    }
    self.rule = rule
    self.membership = membership
    self.offsets = offsets
    self.matureAges = matureAges
    self.active = active
    self.net = net
    self.cumulative = cumulative
    self.history = history
    self.calendar = calendar
    notes = [history.sketchNote].compactMap { $0 } + membership.notes
  }

  /// The cohorts of a ledger.
  public init(_ ledger: Ledger, _ question: Question) {
    self.init(PurchaseHistory(ledger, question), ledger.asOf(question.asOf), question)
  }

  /// The cohorts.
  public var cohorts: [Cohort] { membership.cohorts }

  /// Number of cells, immature ones included.
  public var count: Int { offsets[offsets.count - 1] }

  /// Ages of a cohort that any member has reached: its cells are 0 ..< ages.
  public func ages(of cohort: Int) -> Int { offsets[cohort + 1] - offsets[cohort] }

  /// Ages of a cohort that are over for everybody.
  public func matureAges(of cohort: Int) -> Int { matureAges[cohort] }

  /// A cell by its position: cohort by cohort, by rising age. Complexity: O(log cohorts).
  public func cell(at position: Int) -> Cell {
    var low = 0
    var high = offsets.count - 1
    while low + 1 < high {
      let middle = (low + high) / 2
      if offsets[middle] <= position { low = middle } else { high = middle }
    }
    return cell(low, age: position - offsets[low])
  }

  /// The cell of a cohort at an age that some member has reached.
  public func cell(_ cohort: Int, age: Int) -> Cell {
    let position = offsets[cohort] + age
    let customers = cohorts[cohort].customers
    let isMature = age < matureAges[cohort]
    let people = Int64(customers)
    return Cell(
      cohort: cohort, age: age, customers: customers, isMature: isMature,
      active: isMature ? Int(active[position]) : nil,
      retention: isMature ? Double(active[position]) / Double(customers) : nil,
      net: isMature ? net[position] : nil,
      netPerCustomer: isMature ? Money.rounded(net[position], people) : nil,
      cumulativePerCustomer: isMature ? Money.rounded(cumulative[position], people) : nil)
  }

  /// Net of a cohort over all ages, mature or not: its members' net to date.
  public func totalNet(of cohort: Int) -> Int64 { cumulative[offsets[cohort + 1] - 1] }

  /// The members of a cohort, ascending. Complexity: O(customers).
  public func members(of cohort: Int) -> [Int32] { membership.members(of: cohort) }

  /// The members of a cohort with a purchase at an age so far, ascending. Complexity: O(purchases).
  public func active(in cohort: Int, age: Int) -> [Int32] {
    let steps = rule.unit.months
    return members(of: cohort).filter { customer in
      let range = history.purchases(of: Int(customer))
      let first = history.day[range.lowerBound]
      return range.contains {
        min(Cohorts.oldest, calendar.fullMonths(from: first, to: history.day[$0]) / steps) == age
      }
    }
  }

  /// Everybody by the month of the first purchase.
  ///
  /// A labelling has 254 classes at most: where there are more months, the oldest are one. Complexity: O(customers).
  public var labelling: Labelling {
    let months = FirstPurchaseGroups(history, .empty, .month, calendar)
    var people = [Int](repeating: 0, count: months.count)
    for code in months.codes where code != CohortMembership.none { people[Int(code)] += 1 }
    let used = people.indices.filter { people[$0] > 0 }
    let merged = max(0, used.count - 254)
    var place = [UInt8](repeating: 0, count: months.count)
    for (index, month) in used.enumerated() { place[month] = UInt8(max(0, index - merged)) }
    let labels = used.dropFirst(merged).enumerated().map { index, month -> Labelling.Label in
      let id = months.name(month).id
      return index == 0 && merged > 0 ? .init("until_" + id, "until " + id) : .init(id, id)
    }
    return Labelling(
      id: "cohort", title: "Month of first purchase", labels: labels,
      codes: months.codes.map { $0 == CohortMembership.none ? Labelling.none : place[Int($0)] })
  }

  /// One pass over all purchases.
  private static func add(
    _ history: PurchaseHistory, _ membership: CohortMembership, _ calendar: CohortCalendar, _ unit: CohortRule.Unit,
    _ offsets: [Int], _ active: inout [UInt32], _ net: inout [Int64]
  ) {
    let origin = calendar.first
    let months = calendar.fullMonths(from: origin, to: origin + Int32(calendar.month.count - 1))
    let ages = (0...max(0, months)).map { Int32(min(oldest, $0 / unit.months)) }
    let codes = membership.codes
    active.withUnsafeMutableBufferPointer { active in
      net.withUnsafeMutableBufferPointer { net in
        history.net.withReader { amount in
          history.day.withUnsafeBufferPointer { day in
            history.start.withUnsafeBufferPointer { start in
              history.end.withUnsafeBufferPointer { end in
                calendar.reached.withUnsafeBufferPointer { reached in
                  calendar.begun.withUnsafeBufferPointer { begun in
                    ages.withUnsafeBufferPointer { ages in
                      codes.withUnsafeBufferPointer { codes in
                        for customer in codes.indices where codes[customer] != CohortMembership.none {
                          let offset = offsets[Int(codes[customer])]
                          var position = Int(start[customer])
                          let last = Int(end[customer])
                          let first = begun[Int(day[position] &- origin)]
                          var latest: Int32 = -1
                          while position < last {
                            let age = ages[Int((reached[Int(day[position] &- origin)] &- first) >> 5)]
                            let cell = offset &+ Int(age)
                            net[cell] &+= amount[position]
                            // Whether the age is another one nobody foresees: added, not asked.
                            active[cell] &+= age != latest ? 1 : 0
                            latest = age
                            position &+= 1
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
        for adjustment in history.adjustments where codes[Int(adjustment.customer)] != CohortMembership.none {
          let customer = Int(adjustment.customer)
          let first = history.day[Int(history.start[customer])]
          let months = calendar.fullMonths(from: first, to: max(first, adjustment.day))
          net[offsets[Int(codes[customer])] + Int(ages[months])] += adjustment.net
        }
      }
    }
  }
}

extension CohortMembership {
  /// What has to be said beside the cohorts.
  var notes: [String] {
    var notes: [String] = []
    if customers > 0, edgeCustomers > 0, edgeDays > 0 {
      notes.append(
        "\(counted(edgeCustomers, "customer")) first bought within \(counted(edgeDays, "day")) of the beginning of the "
          + "file and may have bought before it" + (by.isTime ? ": cohorts with such people carry a †" : ""))
    }
    if let unknown = cohorts.first(where: { $0.kind == .unknown }) {
      notes.append(
        unknown.customers == customers
          ? "the file knows no \(by.rawValue)"
          : "of \(counted(unknown.customers, "customer")) no \(by.rawValue) is known")
    }
    return notes
  }
}
