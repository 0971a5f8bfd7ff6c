extension DataTable {
  /// Some of the rows as a table of their own, with the sums that these rows have.
  ///
  /// Complexity: one call of the cell function per row and column that is summed up.
  public func narrowed(to rows: [Int32]) -> DataTable {
    let source = self
    return DataTable(
      columns: columns, rowCount: rows.count, totals: TableSummary(self, rows: rows, medians: false)?.totals ?? [],
      key: { source.key(of: Int(rows[$0])) },
      find: { key in source.row(for: key).flatMap { row in rows.firstIndex(of: Int32(row)) } },
      cell: { source[Int(rows[$0]), $1] })
  }
}

extension Sheet {
  /// Some of the rows as a sheet of their own: the same columns, and each row leads where it led before.
  ///
  /// - Parameter note: How these rows were chosen.
  public func narrowed(to rows: [Int32], title: String, note: String = "") -> Sheet {
    let source = self
    var whose: (@Sendable (Int) -> Int)?
    if let customer { whose = { customer(Int(rows[$0])) } }
    return Sheet(
      id: id, title: title, table: table.narrowed(to: rows), window: window,
      customers: customer == nil ? nil : rows.count, settings: settings, reading: note.isEmpty ? [] : [note],
      definition: definition, customer: whose, tone: { source.tone(Int(rows[$0])) },
      destination: { source.destination(Int(rows[$0])) })
  }
}
