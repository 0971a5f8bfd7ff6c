import Ledger

/// A table beside the orders: what its rows are and what is known about its columns.
struct SideTable {
  /// The table, as UTF-8 text.
  var table: TextTable
  /// What its rows are.
  var kind: SideKind
  /// Headers of a platform's own file, which go before the usual ones.
  var columns: [(column: SideColumn, headers: [String])] = []
  /// How the platform always writes dates; `nil`: decided from the rows.
  var dateOrder: DateOrder?
  /// Whether times without an offset are universal time.
  var isUTC = false
}

/// Which column of a side file means what.
struct SideLayout {
  /// Per `SideColumn` the cell of a row, -1 where the file has no such column.
  private let cells: [Int]
  /// Which column became which, for the report.
  let shown: [(column: String, field: String)]
  /// The names of the columns; for a file without a header, those that its kind is known to have.
  let header: [String]
  /// Whether the first line is a row: Taobao's UserBehavior has no header.
  let isHeaderless: Bool
  /// The zone in which the times of such a file are, where none is set.
  let zone: Zone?

  /// The cell of a column, -1 where the file has none.
  func cell(_ column: SideColumn) -> Int { cells[column.position] }

  /// Recognises the columns.
  ///
  /// - Throws: `IngestError` naming what was looked for, the nearest header and the `--map` that helps.
  init(_ side: SideTable, header: [String], line: Int, options: ReadOptions) throws(IngestError) {
    let kind = side.kind
    let isBehavior = kind == .visits && SideLayout.isUserBehavior(header)
    isHeaderless = isBehavior && header != SideLayout.userBehavior
    zone = isBehavior ? Zone(secondsEast: 8 * 3_600) : nil
    let names = isHeaderless ? SideLayout.userBehavior : header
    self.header = names
    var cells = [Int](repeating: -1, count: SideColumn.allCases.count)
    var best: [SideColumn: (rank: Int, cell: Int)] = [:]
    for column in kind.columns {
      let own = side.columns.first { $0.column == column }?.headers ?? []
      let headers = own + (SideColumn.synonyms.first { $0.column == column }?.headers ?? [])
      for (rank, header) in headers.enumerated() {
        let wanted = Field.normalised(header)
        guard let cell = names.firstIndex(where: { Field.normalised($0) == wanted }) else { continue }
        best[column] = (rank, cell)
        break
      }
    }
    // A header that fits two columns goes to the one that it fits better; of equal ones to the first of the kind.
    for column in kind.columns {
      guard let own = best[column] else { continue }
      let isTaken = kind.columns.contains { other in
        guard other != column, let their = best[other], their.cell == own.cell else { return false }
        let before = kind.columns.firstIndex(of: other) ?? 0 < kind.columns.firstIndex(of: column) ?? 0
        return their.rank < own.rank || (their.rank == own.rank && before)
      }
      if !isTaken { cells[column.position] = own.cell }
    }
    for (mapped, column, name) in options.sideMap where mapped == kind {
      let wanted = Field.normalised(name)
      guard let cell = names.firstIndex(of: name) ?? names.firstIndex(where: { Field.normalised($0) == wanted }) else {
        let near = FileLayout.nearest(to: [name], in: names)
        throw IngestError(
          kind: .missingColumn, file: side.table.label, line: line,
          what: "there is no column “\(name)” for --map \(kind.rawValue).\(column.rawValue)=\(name)",
          wayOut: (near.map { "The nearest is “\($0)”. " } ?? "") + "Columns: \(FileLayout.shown(names))")
      }
      for other in cells.indices where cells[other] == cell { cells[other] = -1 }
      cells[column.position] = cell
    }
    self.cells = cells
    shown = names.enumerated().map { cell, name in
      (name, SideColumn.allCases.first { cells[$0.position] == cell }?.rawValue ?? "")
    }
    for group in kind.required where !group.contains(where: { cells[$0.position] >= 0 }) {
      throw SideLayout.missing(group, side, names, cells, line: line)
    }
  }

  private static func missing(
    _ group: [SideColumn], _ side: SideTable, _ names: [String], _ cells: [Int], line: Int
  ) -> IngestError {
    let headers = group.flatMap { column in SideColumn.synonyms.first { $0.column == column }?.headers ?? [] }
    let free = names.indices.filter { !cells.contains($0) }.map { names[$0] }
    let near = FileLayout.nearest(to: headers, in: free)
    let wanted = "\(side.kind.rawValue).\(group[0].rawValue)"
    return IngestError(
      kind: .missingColumn, file: side.table.label, line: line,
      what: "no column “\(group[0].rawValue)” (\(group[0].meaning)) was found for the \(side.kind.title); looked for "
        + headers.prefix(8).joined(separator: ", ") + " …",
      wayOut: "Name it: --map '\(wanted)=\(near ?? free.first ?? "COLUMN")'. Columns: \(FileLayout.shown(names))")
  }

  private static let userBehavior = ["user_id", "item_id", "category_id", "behavior", "unix_seconds"]

  /// Whether a first line is a row of Taobao's UserBehavior: three numbers, pv, cart, fav or buy, seconds since 1970.
  private static func isUserBehavior(_ row: [String]) -> Bool {
    if row == userBehavior { return true }
    guard row.count == 5, ["pv", "cart", "fav", "buy"].contains(row[3]), row[4].utf8.count == 10 else { return false }
    return [row[0], row[1], row[2], row[4]].allSatisfy { cell in
      !cell.isEmpty && cell.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
    }
  }
}

extension SideColumn {
  /// Position among all columns; asked for per cell, so that it is a switch and no look-up.
  var position: Int {
    switch self {
    case .customerId: return 0
    case .email: return 1
    case .phone: return 2
    case .name: return 3
    case .region: return 4
    case .city: return 5
    case .country: return 6
    case .channel: return 7
    case .since: return 8
    case .birthday: return 9
    case .acceptsMarketing: return 10
    case .tags: return 11
    case .sku: return 12
    case .product: return 13
    case .category: return 14
    case .price: return 15
    case .cost: return 16
    case .sessionId: return 17
    case .at: return 18
    case .page: return 19
    case .seconds: return 20
    case .event: return 21
    case .kind: return 22
    case .note: return 23
    case .level: return 24
    case .campaign: return 25
    case .starts: return 26
    case .days: return 27
    case .code: return 28
    case .control: return 29
    case .contactedAt: return 30
    case .month: return 31
    case .amount: return 32
    case .date: return 33
    case .currency: return 34
    case .rate: return 35
    }
  }
}
