import Ledger

/// What a workbook holds about one shop at one moment, as a value: what panels get.
public struct WorkbookPage: Sendable {
  /// All notes, the latest first.
  public let notes: [Note]
  /// All segments, the shipped ones first.
  public let segments: [Segment]
  /// Why segment files could not be read.
  public let errors: [WorkbookError]
  /// The latest snapshot of each segment by its name.
  public let snapshots: [String: SegmentSnapshot]
  /// What changed since the one before, by the segment's name; absent where there is none before.
  public let changes: [String: SegmentChange]
  /// The day on which it was read, by which promises are due or late; `nil`: the as-of day of the data.
  public var today: Day?
  private let positions: [String: [Int]]

  /// A page without anything: no workbook is open.
  public static let empty = WorkbookPage(notes: [], segments: [], errors: [], snapshots: [:], changes: [:])

  /// A page of these things.
  public init(
    notes: [Note], segments: [Segment], errors: [WorkbookError] = [], snapshots: [String: SegmentSnapshot] = [:],
    changes: [String: SegmentChange] = [:]
  ) {
    self.init(
      notes: notes, segments: segments, errors: errors, snapshots: snapshots, changes: changes, names: { [$0] })
  }

  private init(
    notes: [Note], segments: [Segment], errors: [WorkbookError], snapshots: [String: SegmentSnapshot],
    changes: [String: SegmentChange], names: (String) -> [String]
  ) {
    self.notes = notes
    self.segments = segments
    self.errors = errors
    self.snapshots = snapshots
    self.changes = changes
    var positions: [String: [Int]] = [:]
    for (position, note) in notes.enumerated() {
      for name in names(note.customerKey) { positions[name, default: []].append(position) }
    }
    self.positions = positions
  }

  /// The notes about a person who is known by any of these keys, the latest first.
  ///
  /// Complexity: O(keys + notes found).
  public func notes(of keys: some Sequence<String>) -> [Note] {
    var found: Set<Int> = []
    for key in keys { found.formUnion(positions[key] ?? []) }
    return found.sorted().map { notes[$0] }
  }

  /// Whether an open note says that a person who is known by any of these keys is not to be written to.
  public func forbidsContact(_ keys: some Sequence<String>) -> Bool {
    notes(of: keys).contains { $0.kind == .doNotContact && $0.doneAt == nil }
  }
}

extension WorkbookPage {
  /// The page that belongs to a masked ledger: notes are found by the pseudonyms of their people and say nothing.
  ///
  /// Filters, titles and descriptions that the user wrote may name people: of these segments only their names stay.
  public func masked(_ mask: Mask) -> WorkbookPage {
    func filter(_ snapshot: SegmentSnapshot) -> SegmentSnapshot {
      SegmentSnapshot(
        segment: snapshot.segment, filter: mask.pseudonym(snapshot.filter, .filter), asOf: snapshot.asOf,
        takenAt: snapshot.takenAt, customers: snapshot.customers, net: snapshot.net, currency: snapshot.currency)
    }
    return WorkbookPage(
      notes: notes.map {
        Note(
          id: $0.id, customerKey: mask.pseudonym($0.customerKey, .person), kind: $0.kind, text: Mask.hidden,
          due: $0.due, writtenAt: $0.writtenAt, doneAt: $0.doneAt)
      },
      segments: segments.map { segment in
        guard segment.origin != .shipped else { return segment }
        return Segment(
          name: segment.name, filter: mask.pseudonym(segment.filter, .filter), origin: segment.origin,
          filterLine: segment.filterLine)
      }, errors: errors, snapshots: snapshots.mapValues(filter),
      changes: changes.mapValues {
        SegmentChange(before: filter($0.before), now: filter($0.now), entered: $0.entered, left: $0.left)
      },
      // A masked ledger calls the same person by the same digits, whatever kind of key the note has.
      names: { key in ["p", "e", "t"].map { $0 + key.dropFirst() } })
  }
}

extension Workbook {
  /// Everything about a shop, with the segments of a shelf.
  ///
  /// - Throws: ``WorkbookError`` where the file cannot be read. Complexity: O(notes + members of the segments).
  public func page(shop: String, shelf: SegmentShelf = SegmentShelf(folder: nil)) throws(WorkbookError) -> WorkbookPage
  {
    try database.withLock { database throws(WorkbookError) -> WorkbookPage in
      var snapshots: [String: SegmentSnapshot] = [:]
      var changes: [String: SegmentChange] = [:]
      for name in shelf.names {
        snapshots[name] = try Workbook.sizes(database, shop: shop, segment: name, limit: 1).first?.snapshot
        changes[name] = try Workbook.change(database, shop: shop, segment: name)
      }
      return WorkbookPage(
        notes: try Workbook.notes(database, "n.shop = ?", [.text(shop)]), segments: shelf.all, errors: shelf.errors,
        snapshots: snapshots, changes: changes)
    }
  }
}
