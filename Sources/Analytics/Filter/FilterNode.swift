import Ledger

/// A filter as a tree.
indirect enum FilterNode: Sendable, Hashable {
  /// All of these, two or more.
  case all([FilterNode])
  /// At least one of these, two or more.
  case any([FilterNode])
  case not(FilterNode)
  case test(FilterTest)
  case event(FilterEvent)
  case segment(FilterSegmentCall)
}

/// A field compared with something.
struct FilterTest: Sendable, Hashable {
  /// Id of the field.
  let field: String
  /// The days that are counted; `nil` for a field without a window.
  let window: FilterSpan?
  let condition: FilterCondition
  /// Whether known figures that do *not* meet the condition are wanted: `!=`, `not in`, `!~`.
  let isNegated: Bool
  let place: FilterPlace
}

/// What is asked of a figure.
enum FilterCondition: Sendable, Hashable {
  case compare(FilterComparison, FilterLiteral)
  case isIn([FilterLiteral])
  case between(FilterLiteral, FilterLiteral)
  case contains(String)
  case starts(String)
  case ends(String)
  case matches(FilterPattern)
  case missing
  case known
}

/// How a figure is compared; "not equal" is "equal", negated.
enum FilterComparison: String, Sendable, Hashable {
  case equal = "="
  case below = "<"
  case atMost = "<="
  case above = ">"
  case atLeast = ">="
}

/// A value as it is written.
enum FilterLiteral: Sendable, Hashable {
  case number(ExactDecimal, isPercent: Bool)
  case duration(Window)
  case date(FilterDate)
  case text(String)
  case flag(Bool)
}

/// A day, a month, a year, or a day counted from the as-of day.
struct FilterDate: Sendable, Hashable {
  /// A movement by some days or months.
  struct Shift: Sendable, Hashable {
    let isBack: Bool
    let by: Window
  }

  /// First and last day; `nil` is the as-of day.
  let days: ClosedRange<Int32>?
  let shifts: [Shift]

  /// The first and the last day that are meant.
  func days(asOf: Day) -> ClosedRange<Int32> {
    let span = days ?? asOf.rawValue...asOf.rawValue
    return moved(span.lowerBound)...moved(span.upperBound)
  }

  private func moved(_ day: Int32) -> Int32 {
    shifts.reduce(Day(rawValue: day)) { day, shift in
      switch shift.by {
      case .all: day
      case .days(let count): day.adding(days: shift.isBack ? -count : count)
      case .months(let count): day.adding(months: shift.isBack ? -count : count)
      }
    }.rawValue
  }
}

/// The days that a windowed figure or an event counts.
enum FilterSpan: Sendable, Hashable {
  /// A window that ends with the as-of day.
  case window(Window)
  /// From the first day of one date to the last day of the other.
  case dates(FilterDate, FilterDate)
  case before(FilterDate)
  case after(FilterDate)
  /// From the first day of a date on.
  case since(FilterDate)

  /// The days, none after the as-of day; empty spans are `nil`.
  func days(asOf: Day) -> ClosedRange<Int32>? {
    var first = Int32.min
    var last = asOf.rawValue
    switch self {
    case .window(let window): first = window.start(asOf: asOf).map { $0.rawValue + 1 } ?? Int32.min
    case .dates(let from, let to):
      first = from.days(asOf: asOf).lowerBound
      last = min(last, to.days(asOf: asOf).upperBound)
    case .before(let date): last = min(last, date.days(asOf: asOf).lowerBound - 1)
    case .after(let date): first = date.days(asOf: asOf).upperBound + 1
    case .since(let date): first = date.days(asOf: asOf).lowerBound
    }
    return first <= last ? first...last : nil
  }
}

/// Something that a customer did, at least so many times.
struct FilterEvent: Sendable, Hashable {
  let function: FilterFunction
  /// What it was done with, one of these; empty for anything.
  let items: [FilterItem]
  let span: FilterSpan?
  let atLeast: Int
  let place: FilterPlace
}

/// What a product or a code must be.
struct FilterItem: Sendable, Hashable {
  enum Column: String, Sendable, Hashable, CaseIterable {
    case sku, name, category
  }

  /// `nil` is the number or the name.
  let column: Column?
  let condition: FilterCondition
  let isNegated: Bool
  let place: FilterPlace
}

/// A segment by name, with what it means.
struct FilterSegmentCall: Sendable, Hashable {
  let name: String
  let body: FilterSegmentBody
  let place: FilterPlace

  static func == (left: FilterSegmentCall, right: FilterSegmentCall) -> Bool {
    left.name == right.name && left.body.mark == right.body.mark
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(body.mark)
  }
}

/// The filter of a segment, shared by all that call it.
final class FilterSegmentBody: Sendable {
  let root: FilterNode
  /// The same for the same filter.
  let mark: Int

  init(_ root: FilterNode) {
    self.root = root
    // A body within holds its own mark, so that this costs no walk through what is shared.
    mark = root.hashValue
  }
}
