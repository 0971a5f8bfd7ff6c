import Ledger

extension Workbook {
  /// Writes a note about a customer.
  ///
  /// - Parameters:
  ///   - at: Now, in seconds since 1970-01-01T00:00:00Z.
  /// - Throws: ``WorkbookError`` where the text is empty or too long, the key is empty, or the file cannot be written.
  @discardableResult
  public func add(
    _ kind: Note.Kind, _ text: String, due: Day? = nil, to customerKey: String, shop: String, at: Int64
  ) throws(WorkbookError) -> Note {
    if let problem = Workbook.problem(text, customerKey) {
      throw WorkbookError(file: path, what: problem, wayOut: "Nothing was written.")
    }
    let id = try database.withLock { database throws(WorkbookError) -> Int64 in
      try database.transaction { () throws(WorkbookError) -> Int64 in
        try database.rows(
          "INSERT INTO notes (shop, customer, kind, text, due, written_at) VALUES (?, ?, ?, ?, ?, ?)",
          [
            .text(shop), .text(customerKey), .text(kind.rawValue), .text(text),
            due.map { .integer(Int64($0.rawValue)) } ?? .null, .integer(at),
          ])
        return database.lastRow
      }
    }
    return Note(id: id, customerKey: customerKey, kind: kind, text: text, due: due, writtenAt: at)
  }

  /// Says that a note was done, or is open again.
  ///
  /// - Throws: ``WorkbookError`` where the shop has no such note, or the file cannot be written.
  public func setDone(_ isDone: Bool, note id: Int64, shop: String, at: Int64) throws(WorkbookError) {
    try change(isDone ? "done" : "undone", note: id, shop: shop, at: at)
  }

  /// Takes a note out of sight; the file keeps it. See ``restore(note:shop:at:)``.
  ///
  /// - Throws: ``WorkbookError`` where the shop has no such note, or the file cannot be written.
  public func remove(note id: Int64, shop: String, at: Int64) throws(WorkbookError) {
    try change("removed", note: id, shop: shop, at: at)
  }

  /// Brings a removed note back.
  ///
  /// - Throws: ``WorkbookError`` where the shop has no such note, or the file cannot be written.
  public func restore(note id: Int64, shop: String, at: Int64) throws(WorkbookError) {
    try change("restored", note: id, shop: shop, at: at)
  }

  /// All notes of a shop that were not removed, the latest first. Complexity: O(notes log notes).
  public func notes(shop: String) throws(WorkbookError) -> [Note] {
    try database.withLock { database throws(WorkbookError) -> [Note] in
      try Workbook.notes(database, "n.shop = ?", [.text(shop)])
    }
  }

  /// The notes about a person who is known by any of these keys, the latest first.
  public func notes(of keys: [String], shop: String) throws(WorkbookError) -> [Note] {
    try database.withLock { database throws(WorkbookError) -> [Note] in
      var notes: [Note] = []
      for key in Set(keys) {
        notes += try Workbook.notes(database, "n.shop = ? AND n.customer = ?", [.text(shop), .text(key)])
      }
      return notes.sorted { ($0.writtenAt, $0.id) > ($1.writtenAt, $1.id) }
    }
  }

  /// The query without its condition; what is in force of "done" and "removed" is what was written last.
  private static let question = """
    SELECT n.id, n.customer, n.kind, n.text, n.due, n.written_at,
      (SELECT CASE c.change WHEN 'done' THEN c.at END FROM note_changes c
       WHERE c.note = n.id AND c.change IN ('done', 'undone') ORDER BY c.id DESC LIMIT 1)
    FROM notes n
    WHERE 'removed' IS NOT (SELECT c.change FROM note_changes c
      WHERE c.note = n.id AND c.change IN ('removed', 'restored') ORDER BY c.id DESC LIMIT 1)
    """

  /// Days of the years 1 to 9999: a row that somebody else has written may hold anything.
  private static let days =
    Int64(
      Day(uncheckedYear: 1, month: 1, day: 1).rawValue)...Int64(
      Day(uncheckedYear: 9_999, month: 12, day: 31).rawValue)

  /// The day of a row; `nil` where no calendar has it.
  static func day(_ number: Int64) -> Day? { days.contains(number) ? Day(rawValue: Int32(number)) : nil }

  /// The moment of a row, in seconds since 1970; 1970 where it is of no day that a calendar has.
  static func moment(_ number: Int64?) -> Int64 {
    guard let number, days.contains(number / 86_400) else { return 0 }
    return number
  }

  static func notes(
    _ database: Database, _ condition: String, _ values: [Database.Cell]
  ) throws(WorkbookError) -> [Note] {
    try database.rows(question + " AND \(condition) ORDER BY n.written_at DESC, n.id DESC", values).map { row in
      Note(
        id: row[0].number ?? 0, customerKey: row[1].string, kind: Note.Kind(rawValue: row[2].string) ?? .note,
        text: row[3].string, due: row[4].number.flatMap { Workbook.day($0) },
        writtenAt: Workbook.moment(row[5].number), doneAt: row[6].number)
    }
  }

  private func change(_ change: String, note id: Int64, shop: String, at: Int64) throws(WorkbookError) {
    try database.withLock { database throws(WorkbookError) in
      try database.transaction { () throws(WorkbookError) in
        guard
          try !database.rows("SELECT 1 FROM notes WHERE id = ? AND shop = ?", [.integer(id), .text(shop)]).isEmpty
        else {
          throw WorkbookError(
            file: path, what: "there is no note \(id) of this shop", wayOut: "Look at the customer's notes again.")
        }
        try database.rows(
          "INSERT INTO note_changes (note, change, at) VALUES (?, ?, ?)",
          [.integer(id), .text(change), .integer(at)])
      }
    }
  }

  private static func problem(_ text: String, _ key: String) -> String? {
    if key.isEmpty { return "a note needs a customer, and this one has no key" }
    if text.allSatisfy(\.isWhitespace) { return "the note is empty" }
    if text.utf8.count > Note.longestText { return "the note is longer than \(Note.longestText) bytes" }
    return nil
  }
}
