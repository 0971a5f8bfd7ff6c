import Ledger

/// People put together by something about their first purchase.
public struct Cohort: Hashable, Sendable {
  /// What a cohort stands for.
  public enum Kind: Hashable, Sendable {
    /// A month, a product, a channel: what its id names.
    case named
    /// All that are smaller than the twenty largest.
    case others
    /// People of whose first purchase it is not known.
    case unknown
  }

  /// What it stands for.
  public let kind: Kind
  /// Name in files: `2011-03`, `2011-Q1`, the product's number, the channel's name, `with`, `others`, `unknown`.
  public let id: String
  /// Name for a person.
  public let title: String
  /// Its members.
  public let customers: Int
  /// The earliest first purchase of a member.
  public let eldest: Day
  /// The latest first purchase of a member.
  public let youngest: Day
  /// Whether it is of a time so near the beginning of the file that its members may have bought before it.
  public let isAtEdge: Bool

  /// What names it for good and differs even where a product is called “others”.
  public var key: String { kind == .named ? "=" + id : id }
}

/// Which cohort everybody with a purchase is in (DEFINITIONS B.23).
///
/// The first purchase is all valid orders of a person's first purchase day, or the first valid order where
/// `purchase.unit` is `order`. Its product is the one with the largest net in it, ties by number; its channel and region
/// are those of its first order that has one. Of products, channels and regions the twenty largest cohorts are kept,
/// ties by name; the rest are “others”, and people of whom it is not known are “unknown”. Every buyer is in one cohort.
///
/// Complexity: O(customers), for products O(lines of first purchases).
public struct CohortMembership: Sendable {
  /// What people were put together by.
  public let by: CohortKey
  /// The cohorts: by time, or the largest first, then others and unknown. Never one without members.
  public let cohorts: [Cohort]
  /// Position in `cohorts` for each customer; `none` for people without a purchase.
  let codes: [UInt32]
  /// Days from the first purchase of the file on in which a first purchase may not be the first in life.
  public let edgeDays: Int
  /// People whose first purchase is in those days.
  public let edgeCustomers: Int
  /// People in all cohorts.
  public let customers: Int

  /// The code of people without a purchase.
  static let none = UInt32.max
  /// How many products, channels or regions are kept apart.
  public static let largest = 20

  /// The cohorts of a history.
  init(_ history: PurchaseHistory, _ ledger: Ledger, by: CohortKey, edgeDays: Int?, _ calendar: CohortCalendar) {
    self.by = by
    let edgeDays = edgeDays ?? min(180, history.span / 5)
    let edge = (history.firstDay?.rawValue ?? 0) + Int32(edgeDays)
    var groups = FirstPurchaseGroups(history, ledger, by, calendar)
    var tallies = [Tally](repeating: Tally(), count: groups.count)
    var atEdge = 0
    history.earliest.withUnsafeBufferPointer { earliest in
      groups.codes.withUnsafeBufferPointer { codes in
        tallies.withUnsafeMutableBufferPointer { tallies in
          for customer in codes.indices where codes[customer] != CohortMembership.none {
            let first = earliest[customer]
            tallies[Int(codes[customer])].add(first)
            if first < edge { atEdge &+= 1 }
          }
        }
      }
    }
    let order = groups.order(tallies.map(\.customers))
    var place = [UInt32](repeating: CohortMembership.none, count: groups.count)
    var merged: [(kind: Cohort.Kind, group: Int, tally: Tally)] = []
    var isRenumbered = false
    for group in order.kept {
      place[group] = UInt32(merged.count)
      merged.append((.named, group, tallies[group]))
    }
    var others = Tally()
    for group in order.others {
      place[group] = UInt32(merged.count)
      others.add(tallies[group])
    }
    if others.customers > 0 { merged.append((.others, 0, others)) }
    if let unknown = groups.unknown, tallies[unknown].customers > 0 {
      place[unknown] = UInt32(merged.count)
      merged.append((.unknown, unknown, tallies[unknown]))
    }
    for (group, place) in place.enumerated() where place != CohortMembership.none && place != UInt32(group) {
      isRenumbered = true
    }
    if isRenumbered {
      groups.codes.withUnsafeMutableBufferPointer { codes in
        place.withUnsafeBufferPointer { place in
          for customer in codes.indices where codes[customer] != CohortMembership.none {
            codes[customer] = place[Int(codes[customer])]
          }
        }
      }
    }
    cohorts = merged.map { part in
      let name: (id: String, title: String) =
        switch part.kind {
        case .named: groups.name(part.group)
        case .others: ("others", "others")
        case .unknown: ("unknown", "unknown")
        }
      return Cohort(
        kind: part.kind, id: name.id, title: name.title, customers: part.tally.customers,
        eldest: Day(rawValue: part.tally.eldest), youngest: Day(rawValue: part.tally.youngest),
        isAtEdge: by.isTime && part.tally.eldest < edge)
    }
    codes = groups.codes
    self.edgeDays = edgeDays
    edgeCustomers = atEdge
    customers = merged.reduce(0) { $0 + $1.tally.customers }
  }

  /// The members of a cohort, ascending. Complexity: O(customers).
  func members(of cohort: Int) -> [Int32] {
    codes.indices.compactMap { codes[$0] == UInt32(cohort) ? Int32($0) : nil }
  }

  /// People of a group with the ends of their first purchases.
  private struct Tally {
    var customers = 0
    var eldest = Int32.max
    var youngest = Int32.min

    @inline(__always)
    mutating func add(_ first: Int32) {
      customers &+= 1
      if first < eldest { eldest = first }
      if first > youngest { youngest = first }
    }

    mutating func add(_ other: Tally) {
      customers += other.customers
      eldest = min(eldest, other.eldest)
      youngest = max(youngest, other.youngest)
    }
  }
}
