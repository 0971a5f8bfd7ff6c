import Canvas
import Ledger

/// How often each value of a column occurs: one row per value, which opens into the rows that have it.
public enum FrequencySheet {
  /// Figures with more different values than this are put into ranges.
  static let mostSingleValues = 40
  /// Ranges that a column of figures is put into, at most.
  static let mostRanges = 20

  /// The frequencies of a column among some rows of a sheet.
  ///
  /// Words and figures of few different values stand one by one, the most frequent first; other figures in ranges of equal
  /// width with round bounds, days by month or year, in their own order. Those of the shown columns that are summed up are so here too.
  /// Complexity: one call of the cell function per row and summed column, O(n log n).
  /// - Returns: `nil` where `isCancelled` answered true before the end.
  public static func make(
    _ sheet: Sheet, column: Int, rows: [Int32], shown: [Int], format: ValueFormat,
    isCancelled: () -> Bool = { false }
  ) -> Sheet? {
    let table = sheet.table
    guard table.columns.indices.contains(column) else { return nil }
    let data = table.columns[column]
    var values: [Value] = []
    values.reserveCapacity(rows.count)
    for (place, row) in rows.enumerated() {
      if place & 0x3FFF == 0, isCancelled() { return nil }
      values.append(table[Int(row), column])
    }
    let classes = Classes(values, data, format)
    var members = [[Int32]](repeating: [], count: classes.labels.count)
    for (place, row) in rows.enumerated() { members[classes.place[place]].append(row) }
    var order = Array(classes.labels.indices)
    if !classes.isOrdered {
      order.sort { left, right in
        members[left].count == members[right].count
          ? classes.labels[left] < classes.labels[right] : members[left].count > members[right].count
      }
    }
    let summed = shown.filter { table.columns[$0].summing == .sum && $0 != column }
    var sums: [[Value]] = []
    for group in order {
      guard
        let summary = TableSummary(
          table, rows: members[group], medians: false, columns: Set(summed), isCancelled: isCancelled)
      else { return nil }
      sums.append(summed.map { summary.totals[$0] })
    }
    let lists = order.map { members[$0] }
    let labels = order.map { classes.labels[$0] }
    return self.sheet(
      of: sheet, data, summed: summed.map { table.columns[$0] }, lists: lists, labels: labels, sums: sums,
      note: classes.note, total: rows.count)
  }

  private static func sheet(
    of source: Sheet, _ data: DataColumn, summed: [DataColumn], lists: [[Int32]], labels: [String], sums: [[Value]],
    note: String, total: Int
  ) -> Sheet {
    let columns =
      [
        DataColumn("value", data.title, .text, priority: 0),
        DataColumn("rows", "Rows", .count, drawing: .figureAndBar, priority: 1, summing: .sum),
        DataColumn("share", "Share", .ratio, priority: 2),
      ] + summed.map { DataColumn($0.id, $0.title, $0.kind, priority: 3, showsCents: $0.showsCents, summing: .sum) }
    let table = DataTable(
      columns: columns, rowCount: lists.count,
      totals: TableSummary(
        DataTable(columns: columns, rowCount: lists.count, key: { labels[$0] }) { row, column in
          column == 1 ? .integer(lists[row].count) : column > 2 ? sums[row][column - 3] : .none
        }, rows: (0..<Int32(lists.count)).map { $0 }, medians: false)?.totals ?? [],
      key: { labels[$0] }
    ) { row, column in
      switch column {
      case 0: return .text(labels[row])
      case 1: return .integer(lists[row].count)
      case 2: return .number(total > 0 ? Double(lists[row].count) / Double(total) : 0)
      default: return sums[row][column - 3]
      }
    }
    let most = lists.indices.max { lists[$0].count < lists[$1].count }
    var reading: [String] = []
    if let most, lists.count > 1 {
      reading.append(
        "\(labels[most]) is the most frequent: \(Digits.grouped(lists[most].count)) of \(Digits.grouped(total)) rows, "
          + "\(ValueFormat.percent(Double(lists[most].count) / Double(total))).")
    }
    return Sheet(
      id: "frequency", title: "\(source.title) by \(data.title)", table: table, window: source.window,
      reading: reading, notes: note.isEmpty ? [] : [note],
      definition: [
        "How often each value of the column “\(data.title)” occurs among the rows that were shown. Enter opens the rows "
          + "that have it."
      ] + (note.isEmpty ? [] : [note]) + source.definition,
      destination: { row in
        let title = "\(data.title): \(labels[row])"
        let rows = lists[row]
        return Destination(title: labels[row]) { source.narrowed(to: rows, title: title) }
      })
  }
}

/// Which class each value of a column belongs to.
private struct Classes {
  var labels: [String] = []
  /// The class of each value, in their order.
  var place: [Int] = []
  /// Whether the classes have an order of their own.
  var isOrdered = false
  /// How figures were put together.
  var note = ""

  init(_ values: [Value], _ column: DataColumn, _ format: ValueFormat) {
    switch column.kind {
    case .date, .instant: days(values)
    case .text, .key, .integer: single(values, column, format)
    default:
      var different: Set<Value> = []
      for value in values where different.count <= FrequencySheet.mostSingleValues { different.insert(value) }
      if different.count <= FrequencySheet.mostSingleValues, column.kind == .count {
        single(values, column, format)
        // Few counts read best in their own order.
        sort(by: { Int($0.filter(\.isNumber)) ?? Int.max })
      } else {
        ranges(values, column, format)
      }
    }
  }

  private mutating func single(_ values: [Value], _ column: DataColumn, _ format: ValueFormat) {
    var known: [Value: Int] = [:]
    for value in values {
      if let index = known[value] {
        place.append(index)
      } else {
        known[value] = labels.count
        place.append(labels.count)
        labels.append(
          value == .none ? "none" : format.text(value, kind: column.kind, cents: column.showsCents))
      }
    }
  }

  /// Puts the classes into the order of a number.
  private mutating func sort(by number: (String) -> Int) {
    let order = labels.indices.sorted { number(labels[$0]) < number(labels[$1]) }
    var moved = [Int](repeating: 0, count: labels.count)
    for (new, old) in order.enumerated() { moved[old] = new }
    labels = order.map { labels[$0] }
    place = place.map { moved[$0] }
    isOrdered = true
  }

  private mutating func days(_ values: [Value]) {
    func day(_ value: Value) -> Day? {
      switch value {
      case .date(let day), .instant(let day, _): return day
      default: return nil
      }
    }
    let known = values.compactMap { day($0) }
    let first = known.min { $0.rawValue < $1.rawValue }
    let last = known.max { $0.rawValue < $1.rawValue }
    var byYear = false
    if let first, let last { byYear = last - first > 366 * 5 }
    note = byYear ? "Days are put together by year." : "Days are put together by month."
    group(values.map { value in day(value).map { String($0.description.prefix(byYear ? 4 : 7)) } }) { $0 }
  }

  /// Ranges of equal width with bounds of 1, 2 or 5 times a power of ten.
  private mutating func ranges(_ values: [Value], _ column: DataColumn, _ format: ValueFormat) {
    let figures = values.compactMap(\.magnitude)
    guard let low = figures.min(), let high = figures.max() else {
      single(values, column, format)
      return
    }
    // A few giants would put everybody else into one range: the last one is open.
    let sorted = figures.sorted()
    let typical = max(ColumnStatistics.quantile(0.95, of: sorted), low)
    let top = typical > low ? typical : high
    var step = 1.0
    let isWhole = column.kind == .money || column.kind == .count || column.kind == .days && isInteger(values)
    if !isWhole { step = 1e-6 }
    // 1, 2, 5, 10, 20, 50 …
    let factors = [2, 2.5, 2]
    var grown = 0
    while (top - low) / step > Double(FrequencySheet.mostRanges - 2) {
      step *= factors[grown % factors.count]
      grown += 1
    }
    let start = (low / step).rounded(.down) * step
    let last = Int(((top - start) / step).rounded(.down))
    func text(_ figure: Double) -> String {
      let value: Value =
        column.kind == .money ? .money(Int64(figure.rounded())) : .number((figure * 1e6).rounded() / 1e6)
      let whole = column.kind == .count || (column.kind == .days && isWhole)
      return whole
        ? Digits.grouped(Int(figure.rounded())) + (column.kind == .days ? " d" : "")
        : column.kind == .days && step >= 1
          ? ValueFormat.decimal(figure, 0) + " d"
          : format.text(value, kind: column.kind, cents: column.kind == .money && step < 100)
    }
    note = "Figures are put together in ranges; each holds its lower bound, not its upper one."
    var names: [Int: String] = [:]
    for index in 0...last {
      let from = start + Double(index) * step
      names[index] =
        index == last && high >= from + step ? "\(text(from)) and more" : "\(text(from)) – \(text(from + step))"
    }
    let classes = values.map { value -> Int? in
      value.magnitude.map { min(last, Int((($0 - start) / step).rounded(.down))) }
    }
    let used = Set(classes.compactMap { $0 }).sorted()
    var index: [Int: Int] = [:]
    for number in used {
      index[number] = labels.count
      labels.append(names[number] ?? "")
    }
    let none = labels.count
    place = classes.map { $0.flatMap { index[$0] } ?? none }
    if place.contains(none) { labels.append("none") }
    isOrdered = true
  }

  private func isInteger(_ values: [Value]) -> Bool {
    values.allSatisfy { value in
      if case .number(let number) = value { return number == number.rounded() }
      return true
    }
  }

  /// Classes named by a text that also orders them; what has none comes last.
  private mutating func group(_ names: [String?], _ label: (String) -> String) {
    let used = Set(names.compactMap { $0 }).sorted()
    var index: [String: Int] = [:]
    for name in used {
      index[name] = labels.count
      labels.append(label(name))
    }
    let none = labels.count
    place = names.map { $0.flatMap { index[$0] } ?? none }
    if place.contains(none) { labels.append("none") }
    isOrdered = true
  }
}
