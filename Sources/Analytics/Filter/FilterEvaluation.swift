import Glibc
import Ledger

/// One search of a ledger for the customers of a filter.
struct FilterEvaluation {
  let data: FilterData
  private let isCancelled: () -> Bool
  private var segments: [ObjectIdentifier: CustomerSet] = [:]

  init(_ data: FilterData, isCancelled: @escaping () -> Bool) {
    self.data = data
    self.isCancelled = isCancelled
  }

  func checkCancelled() throws(FilterError) {
    if isCancelled() { throw .cancelled }
  }

  /// The customers of a node, among all of the ledger, also those who have no order yet by the as-of day.
  mutating func set(_ node: FilterNode) throws(FilterError) -> CustomerSet {
    try checkCancelled()
    switch node {
    case .all(let parts):
      var set = try self.set(parts[0])
      for part in parts.dropFirst() where !set.isEmpty { set.formIntersection(try self.set(part)) }
      return set
    case .any(let parts):
      var set = try self.set(parts[0])
      for part in parts.dropFirst() { set.formUnion(try self.set(part)) }
      return set
    case .not(let part):
      var set = data.present
      set.subtract(try self.set(part))
      return set
    case .test(let test): return try self.set(test)
    case .event(let event): return try self.set(event)
    case .segment(let call):
      let name = ObjectIdentifier(call.body)
      if let known = segments[name] { return known }
      do {
        let set = try self.set(call.body.root)
        segments[name] = set
        return set
      } catch {
        if error == .cancelled { throw error }
        throw FilterError(call.place, "in the segment '\(FilterText.visible(call.name))': \(error.what)", error.wayOut)
      }
    }
  }

  private func set(_ test: FilterTest) throws(FilterError) -> CustomerSet {
    guard let field = FilterField.named(test.field) else { return CustomerSet(count: data.customers) }
    let column = data.column(field, test.window)
    let known: CustomerSet
    switch test.condition {
    case .missing:
      var set = data.present
      set.subtract(FilterEvaluation.known(column, count: data.customers))
      return set
    case .known: return FilterEvaluation.known(column, count: data.customers)
    default:
      let set = try matching(column, field.kind, test.condition, test.place)
      guard test.isNegated else { return set }
      known = FilterEvaluation.known(column, count: data.customers)
      var rest = known
      rest.subtract(set)
      return rest
    }
  }

  /// Customers with any figure.
  private static func known(_ column: FilterColumn, count: Int) -> CustomerSet {
    switch column {
    case .integers(let values):
      return values.withUnsafeBufferPointer { values in
        CustomerSet(count: count) { $0 < values.count && values[$0] != FilterColumn.none }
      }
    case .numbers(let values):
      return values.withUnsafeBufferPointer { values in CustomerSet(count: count) { !values[$0].isNaN } }
    case .categories(let column):
      let names = TextColumn(column.names)
      let isKnown = names.withTexts { texts in column.names.indices.map { !texts.trimmed($0).isEmpty } }
      return column.codes.withUnsafeBufferPointer { codes in
        CustomerSet(count: count) { $0 < codes.count && isKnown[Int(codes[$0])] }
      }
    case .texts(let column):
      return column.withTexts { texts in CustomerSet(count: count) { !texts.trimmed($0).isEmpty } }
    }
  }

  private func matching(_ column: FilterColumn, _ kind: FilterKind, _ condition: FilterCondition, _ place: FilterPlace)
    throws(FilterError) -> CustomerSet
  {
    let count = data.customers
    switch column {
    case .integers(let values):
      guard values.count == count else { return CustomerSet(count: count) }
      let ranges = FilterRanges.integers(condition, kind, asOf: data.asOf, scale: data.ledger.currency.scale)
      var set = CustomerSet(count: count)
      for range in ranges {
        let (low, width) = (range.lowerBound, UInt64(bitPattern: range.upperBound &- range.lowerBound))
        let part = values.withUnsafeBufferPointer { values in
          // One comparison: what lies below the range wraps around to more than its width.
          CustomerSet(count: count) { UInt64(bitPattern: values[$0] &- low) <= width }
        }
        if ranges.count == 1 { return part }
        set.formUnion(part)
      }
      return set
    case .numbers(let values):
      var set = CustomerSet(count: count)
      for range in FilterRanges.numbers(condition, asOf: data.asOf) {
        set.formUnion(
          values.withUnsafeBufferPointer { values in
            CustomerSet(count: count) { values[$0] >= range.lowerBound && values[$0] <= range.upperBound }
          })
      }
      return set
    case .categories(let column):
      let isWanted = try matches(TextColumn(column.names), condition, place)
      return column.codes.withUnsafeBufferPointer { codes in
        isWanted.withUnsafeBufferPointer { isWanted in
          CustomerSet(count: count) { $0 < codes.count && isWanted[Int(codes[$0])] }
        }
      }
    case .texts(let column):
      let isWanted = try matches(column, condition, place)
      return isWanted.withUnsafeBufferPointer { isWanted in
        CustomerSet(count: count) { $0 < isWanted.count && isWanted[$0] }
      }
    }
  }

  /// Which texts of a column meet a condition; the empty one meets none.
  func matches(_ column: TextColumn, _ condition: FilterCondition, _ place: FilterPlace) throws(FilterError) -> [Bool] {
    switch condition {
    case .matches(let pattern): return try matches(column, pattern, place)
    case .missing: return (0..<column.count).map { row in column.withTexts { $0.trimmed(row).isEmpty } }
    case .known: return (0..<column.count).map { row in column.withTexts { !$0.trimmed(row).isEmpty } }
    default: break
    }
    let matcher = FilterTextMatcher(condition)
    var answers = [Bool](repeating: false, count: column.count)
    var row = 0
    while row < column.count {
      try checkCancelled()
      let end = min(row + 65_536, column.count)
      column.withTexts { texts in
        for position in row..<end {
          let text = texts.trimmed(position)
          answers[position] = !text.isEmpty && matcher.matches(text)
        }
      }
      row = end
    }
    return answers
  }

  private func matches(_ column: TextColumn, _ pattern: FilterPattern, _ place: FilterPlace) throws(FilterError)
    -> [Bool]
  {
    let search = pattern.search()
    var answers = [Bool](repeating: false, count: column.count)
    let begin = FilterClock.seconds
    var row = 0
    while row < column.count {
      try checkCancelled()
      // Fewer texts between two looks at the clock than for plain comparisons: one text may take a millisecond.
      let end = min(row + 256, column.count)
      let isDone = column.withTexts { texts in
        for position in row..<end {
          let text = texts.trimmed(position)
          guard !text.isEmpty else { continue }
          guard let answer = search.matches(text) else { return false }
          answers[position] = answer
        }
        return true
      }
      guard isDone, FilterClock.seconds - begin < FilterClock.longest else {
        throw FilterError(
          place, "the regular expression is too slow for these texts",
          "Avoid repetitions inside repetitions, such as (a+)+, or use 'contains'.")
      }
      row = end
    }
    return answers
  }
}

/// A clock that nobody sets.
enum FilterClock {
  /// Seconds after which a search for a regular expression gives up.
  static let longest = 20.0

  static var seconds: Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
