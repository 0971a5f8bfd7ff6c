import Ledger

/// Taobao's UserBehavior, which has no header.
enum TaobaoBehaviour {
  /// What its columns are.
  static let columns = ["user_id", "item_id", "category_id", "behavior", "unix_seconds"]
}

/// Writes a file beside the orders with the columns of the plain shop folder.
struct SideTranslator {
  let kind: FileKind
  let side: SideKind

  /// The columns that a file of events gives.
  private static let visits: [Column] = [.customerId, .sessionId, .at, .page, .sku, .seconds, .event]

  /// The table in the columns of the plain shop folder. Complexity: O(bytes).
  func table(_ origin: TextTable) throws(IngestError) -> TextTable {
    var reader = try TableReader(origin)
    let index = HeaderIndex(reader.header)
    let known = kind.columns.map(\.column)
    let columns = side == .visits ? SideTranslator.visits.filter { known.contains($0) } : known
    let positions = columns.map { column -> Int in
      kind.positional.isEmpty
        ? column.position(in: index, kind, []) : kind.positional.firstIndex(of: column) ?? -1
    }
    let writer = try TableWriter(columns: columns.map(\.plainName), name: origin.label)
    var record = Record()
    if !kind.positional.isEmpty, reader.header != TaobaoBehaviour.columns {
      // What was taken for the header is a row.
      for cell in reader.header { record.append(cell) }
      record.line = reader.headerLine
      try write(record, columns, positions, writer)
    }
    while try reader.next(&record) { try write(record, columns, positions, writer) }
    var table = try writer.table(from: origin)
    table.audit.merge(reader.audit)
    return table
  }

  private func write(
    _ record: Record, _ columns: [Column], _ positions: [Int], _ writer: TableWriter
  ) throws(IngestError) {
    for (place, column) in columns.enumerated() {
      if let words = kind.words[column] {
        let word = record[positions[place]]
        writer.add(words[word] ?? word)
      } else {
        record.withBytes(positions[place]) { writer.add(CellText.cleaned($0)) }
      }
    }
    try writer.endRow(line: record.line)
  }
}
