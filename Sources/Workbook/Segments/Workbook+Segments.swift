import Ledger

extension Workbook {
  /// Snapshots that are kept of a segment of a shop.
  public static let snapshotsKept = 100
  /// Of those, the latest whose members are kept: 1.6 MB each for the largest segments.
  static let membersKept = 12

  /// Writes down how large a segment is, unless the latest snapshot says the same.
  ///
  /// - Parameters:
  ///   - members: Positions of its customers in `keys`, each once; beyond 200,000 only their number is kept.
  ///   - keys: The keys of the ledger's customers.
  ///   - net: Their net, in minor units of `currency`.
  ///   - takenAt: Now, in seconds since 1970-01-01T00:00:00Z.
  /// - Returns: Whether anything was written.
  /// - Throws: ``WorkbookError`` where the file cannot be written.
  @discardableResult
  public func record(
    _ segment: Segment, shop: String, asOf: Day, takenAt: Int64, members: [Int32], keys: TextColumn, net: Int64,
    currency: Currency
  ) throws(WorkbookError) -> Bool {
    let hashes = members.count <= MemberHashes.limit ? MemberHashes(members, keys: keys) : nil
    let snapshot = SegmentSnapshot(
      segment: segment.name, filter: segment.filter, asOf: asOf, takenAt: takenAt, customers: members.count, net: net,
      currency: currency.code)
    return try database.withLock { database throws(WorkbookError) -> Bool in
      try database.transaction { () throws(WorkbookError) -> Bool in
        if let last = try Workbook.sizes(database, shop: shop, segment: segment.name, limit: 1).first,
          last.snapshot.isSame(as: snapshot), try Workbook.members(database, last.id) == hashes
        {
          return false
        }
        try Workbook.insert(database, snapshot, shop: shop, hashes: hashes)
        return true
      }
    }
  }

  /// The snapshots of a segment of a shop, the latest first; at most ``snapshotsKept``.
  public func snapshots(of segment: String, shop: String) throws(WorkbookError) -> [SegmentSnapshot] {
    try database.withLock { database throws(WorkbookError) -> [SegmentSnapshot] in
      try Workbook.sizes(database, shop: shop, segment: segment, limit: Workbook.snapshotsKept).map(\.snapshot)
    }
  }

  /// What changed between the latest snapshot and the latest before it that has another as-of day or another filter.
  ///
  /// `nil` where there is no such earlier one. Complexity: O(members).
  public func change(of segment: String, shop: String) throws(WorkbookError) -> SegmentChange? {
    try database.withLock { database throws(WorkbookError) -> SegmentChange? in
      try Workbook.change(database, shop: shop, segment: segment)
    }
  }

  static func change(_ database: Database, shop: String, segment: String) throws(WorkbookError) -> SegmentChange? {
    let sizes = try sizes(database, shop: shop, segment: segment, limit: snapshotsKept)
    guard let now = sizes.first,
      let before = sizes.first(where: {
        $0.snapshot.asOf != now.snapshot.asOf || $0.snapshot.filter != now.snapshot.filter
      })
    else { return nil }
    var entered: Int?
    var left: Int?
    if let new = try members(database, now.id), let old = try members(database, before.id) {
      (entered, left) = (new.count(missingIn: old), old.count(missingIn: new))
    }
    return SegmentChange(before: before.snapshot, now: now.snapshot, entered: entered, left: left)
  }

  private static func insert(
    _ database: Database, _ snapshot: SegmentSnapshot, shop: String, hashes: MemberHashes?
  ) throws(WorkbookError) {
    try database.rows(
      """
      INSERT INTO segment_sizes (shop, segment, filter, as_of, taken_at, customers, net, currency, members)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(shop), .text(snapshot.segment), .text(snapshot.filter), .integer(Int64(snapshot.asOf.rawValue)),
        .integer(snapshot.takenAt), .integer(Int64(snapshot.customers)), .integer(snapshot.net),
        .text(snapshot.currency), hashes.map { .blob($0.bytes) } ?? .null,
      ])
    let rows = "SELECT id FROM segment_sizes WHERE shop = ?1 AND segment = ?2 ORDER BY id DESC LIMIT"
    try database.rows(
      "DELETE FROM segment_sizes WHERE shop = ?1 AND segment = ?2 AND id NOT IN (\(rows) \(snapshotsKept))",
      [.text(shop), .text(snapshot.segment)])
    try database.rows(
      """
      UPDATE segment_sizes SET members = NULL
      WHERE shop = ?1 AND segment = ?2 AND members IS NOT NULL AND id NOT IN (\(rows) \(membersKept))
      """, [.text(shop), .text(snapshot.segment)])
  }

  static func sizes(
    _ database: Database, shop: String, segment: String, limit: Int
  ) throws(WorkbookError) -> [(id: Int64, snapshot: SegmentSnapshot)] {
    let rows = try database.rows(
      """
      SELECT id, filter, as_of, taken_at, customers, net, currency FROM segment_sizes
      WHERE shop = ? AND segment = ? ORDER BY id DESC LIMIT ?
      """, [.text(shop), .text(segment), .integer(Int64(limit))])
    return rows.map { row in
      let snapshot = SegmentSnapshot(
        segment: segment, filter: row[1].string, asOf: Workbook.day(row[2].number ?? 0) ?? Day(rawValue: 0),
        takenAt: Workbook.moment(row[3].number), customers: Int(row[4].number ?? 0), net: row[5].number ?? 0,
        currency: row[6].string)
      return (row[0].number ?? 0, snapshot)
    }
  }

  private static func members(_ database: Database, _ id: Int64) throws(WorkbookError) -> MemberHashes? {
    let rows = try database.rows("SELECT members FROM segment_sizes WHERE id = ?", [.integer(id)])
    guard case .blob(let bytes) = rows.first?.first else { return nil }
    return MemberHashes(bytes: bytes)
  }
}

extension SegmentSnapshot {
  /// Whether both say the same, whenever they were taken.
  fileprivate func isSame(as other: SegmentSnapshot) -> Bool {
    (filter, asOf, customers, net, currency)
      == (other.filter, other.asOf, other.customers, other.net, other.currency)
  }
}
