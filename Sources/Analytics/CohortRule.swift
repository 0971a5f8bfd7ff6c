import Ledger

/// What people are put into cohorts by: something about their first purchase (DEFINITIONS B.23).
public enum CohortKey: String, Hashable, Sendable, CaseIterable {
  /// The calendar month of the first purchase.
  case month
  /// The calendar quarter of the first purchase.
  case quarter
  /// The product with the largest net in the first purchase.
  case product
  /// The sales channel of the first purchase.
  case channel
  /// The region that the first purchase was delivered to.
  case region
  /// Whether anything of the first purchase was discounted.
  case discount

  /// Whether cohorts follow each other in time.
  public var isTime: Bool { self == .month || self == .quarter }
}

/// How cohorts are made and shown: `cohorts.…`.
public struct CohortRule: Hashable, Sendable {
  /// The figure in the cells of the triangle.
  public enum Figure: String, Hashable, Sendable, CaseIterable {
    /// Share of the members who bought at that age.
    case retention
    /// Net of that age per member.
    case net
    /// Net up to the end of that age per member.
    case cumulative
  }

  /// The length of one step of age.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// One calendar month.
    case month
    /// Three calendar months.
    case quarter

    /// Its calendar months.
    public var months: Int { self == .month ? 1 : 3 }
  }

  /// What people are put into cohorts by: `cohorts.by`.
  public var by = CohortKey.month
  /// The figure in the cells: `cohorts.show`.
  public var show = Figure.retention
  /// The length of one step of age: `cohorts.unit`.
  public var unit = Unit.month
  /// Days from the first purchase of the file on in which a first purchase may not be the first in life:
  /// `cohorts.edge`; `nil` is 180 or a fifth of the history, whichever is less.
  public var edgeDays: Int?

  /// The defaults.
  public init() {}
}

/// How value by day is observed: `ltv.…`.
public struct ObservedValueRule: Hashable, Sendable {
  /// What people are put into cohorts by: `ltv.by`.
  public var by = CohortKey.month
  /// Days after the first purchase by which value is summed: `ltv.days`; 1 to 12 rising numbers.
  public var days = [30, 90, 180, 365]

  /// The defaults.
  public init() {}
}

/// How the time between purchases is sorted: `intervals.…`.
public struct IntervalRule: Hashable, Sendable {
  /// Last day of each bucket but the open one: `intervals.bounds`; 1 to 24 rising numbers.
  public var bounds = [7, 14, 30, 60, 90, 120, 180, 365]

  /// The default bounds.
  public init() {}
}

extension Setting {
  /// Cohorts, value by day and the time between purchases.
  static let cohorts: [Setting] = [
    .choice("cohorts.by", \.cohorts.by, "What people are put into cohorts by; all of it is of the first purchase."),
    .choice("cohorts.show", \.cohorts.show, "The figure in the cells of the cohort triangle."),
    .choice("cohorts.unit", \.cohorts.unit, "The length of one step of a cohort's age."),
    Setting(
      "cohorts.edge", accepts: "auto, or days, 0 to 3650", offers: ["auto", "0", "90", "180"],
      "Days from the file's first purchase in which new people may be old ones; auto is 180 or a fifth of its length."
    ) {
      $0.cohorts.edgeDays.map(String.init) ?? "auto"
    } write: { settings, text in
      let text = bare(text)
      if text == "auto" {
        settings.cohorts.edgeDays = nil
        return true
      }
      guard let days = Int(text.hasSuffix("d") ? String(text.dropLast()) : text), (0...3_650).contains(days) else {
        return false
      }
      settings.cohorts.edgeDays = days
      return true
    },
    .choice("ltv.by", \.ltv.by, "What people are put into cohorts by where value by day is observed."),
    .days("ltv.days", \.ltv.days, upTo: 12, offers: ["30,90,180,365", "7,30,60,90", "90,180,365,730"]) {
      "Days after the first purchase by which value is summed."
    },
    .days("intervals.bounds", \.intervals.bounds, upTo: 24, offers: ["7,14,30,60,90,120,180,365", "30,60,90,180,365"]) {
      "Last day of each bucket of the time between purchases; the last bucket is open."
    },
  ]

  /// Rising numbers of days, from 1 to 3,650.
  private static func days(
    _ key: String, _ place: Place<[Int]>, upTo count: Int, offers: [String], meaning: () -> String
  ) -> Setting {
    Setting(key, accepts: "1 to \(count) rising numbers of days, such as \(offers[0])", offers: offers, meaning()) {
      $0[keyPath: place].map(String.init).joined(separator: ",")
    } write: { settings, text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false).count
      guard parts <= count, let days = numbers(text, count: parts, in: 1...3_650),
        zip(days, days.dropFirst()).allSatisfy(<)
      else { return false }
      settings[keyPath: place] = days
      return true
    }
  }
}
