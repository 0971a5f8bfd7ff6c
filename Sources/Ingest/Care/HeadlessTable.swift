import Ledger

/// A text whose first line is a row: the names of its columns where they can only be one thing.
struct HeadlessTable {
  private(set) var header: [String]
  private(set) var cutting: RowCutting

  /// Names the columns.
  ///
  /// Known without a header: Taobao's UserBehavior, the CDNOW logs, and rows of one customer key, one date and one amount.
  /// - Parameter numbersColumns: Whether the columns are called 1, 2, 3 … where they could be several things.
  /// - Throws: `notATable` where they could be several things and may not be numbered.
  init(_ head: TextHead, label: String, line: Int, numbersColumns: Bool) throws(IngestError) {
    let blanks = RowCutting(delimiter: [32], isBlankSeparated: true)
    let logs = head.records(from: 0, blanks, limit: 200)
    if let names = HeadlessTable.cdnow(logs) {
      (header, cutting) = (names, blanks)
      return
    }
    let shape = HeaderSearch.shape(head)
    cutting = RowCutting(delimiter: shape?.delimiter ?? [44])
    let width = shape?.width ?? 1
    let rows = head.records(from: 0, cutting, limit: 2_000).filter { $0.count == width }
    if let names = HeadlessTable.names(rows, width) {
      header = names
      return
    }
    if numbersColumns {
      header = (1...max(1, width)).map { String($0) }
      return
    }
    let first = rows.first?.texts ?? []
    throw IngestError(
      kind: .notATable, file: label, line: line,
      what: first.count > 1
        ? "the first line is a row of data, not a header: \(FileLayout.shown(first))"
        : "no line looks like a header: no name of a column is known, and no two lines have the same cells",
      wayOut: "Put a line with column names before it (customer_id, ordered_at and total are enough), or say which "
        + "column is which by its number: --map customer_id=1 --map ordered_at=3 --map total=6.")
  }

  /// The CDNOW logs: master id, (sample id,) day, number of CDs, dollars, with blanks between them.
  private static func cdnow(_ rows: [Record]) -> [String]? {
    guard let width = rows.first?.count, width == 4 || width == 5 else { return nil }
    let isLog = rows.allSatisfy { row in
      guard row.count == width, row[width - 1].contains("."), row[width - 3].utf8.count == 8, Day(row[width - 3]) != nil
      else { return row.count <= 1 && row.isEmpty(0) }
      return row.texts.allSatisfy { $0.utf8.allSatisfy { $0 &- 48 < 10 || $0 == 46 || $0 == 45 } }
    }
    guard isLog else { return nil }
    return width == 4
      ? ["customer_id", "date", "quantity", "line_total"]
      : ["master id", "sample id", "date", "quantity", "line_total"]
  }

  private static func names(_ rows: [Record], _ width: Int) -> [String]? {
    guard rows.count >= 2 else { return nil }
    var evidence = Array(repeating: ColumnEvidence(), count: width)
    for row in rows { for column in 0..<width { row.withBytes(column) { evidence[column].add($0) } } }
    let usual = rows.count * 9 / 10
    let events: Set<String> = ["pv", "cart", "fav", "buy"]
    if width == 5, evidence.enumerated().allSatisfy({ $0.offset == 3 || $0.element.numbers >= usual }),
      rows.count(where: { events.contains($0[3]) }) >= usual
    {
      return ["user_id", "item_id", "category_id", "behavior", "unix_seconds"]
    }
    let dates = (0..<width).filter { evidence[$0].dates >= usual }
    let amounts = (0..<width).filter { evidence[$0].numbers >= usual && evidence[$0].decimals[0] < usual }
    let rest = (0..<width).filter { !dates.contains($0) && !amounts.contains($0) }
    // A fourth column might be the order, a quantity or the goods: then the amount might be a price.
    guard width == 3, dates.count == 1, amounts.count == 1, rest.count == 1 else { return nil }
    var names = Array(repeating: "", count: width)
    names[dates[0]] = "ordered_at"
    names[amounts[0]] = "total"
    names[rest[0]] = evidence[rest[0]].emails >= usual ? "email" : "customer_id"
    return names
  }
}
