/// Who answered the words that were asked last: a word that grows by a letter is asked of those alone.
///
/// Only words that few customers answer are kept, and only the last eight of them.
struct RecentAnswers: Sendable {
  /// Everybody who answers a word, and how.
  struct Entry: Sendable {
    let word: SearchWord
    let isWhole: Bool
    let day: Int32
    let customers: [UInt32]
    let levels: [UInt8]

    /// The answers by customer, all others being ``SearchAnswers/none``; `nil` where more than `most` answer.
    init?(_ word: SearchWord, isWhole: Bool, day: Int32, _ levels: [UInt8], atMost most: Int) {
      guard let customers = RecentAnswers.customers(levels, atMost: most) else { return nil }
      self.word = word
      self.isWhole = isWhole
      self.day = day
      self.customers = customers
      self.levels = customers.map { levels[Int($0)] }
    }
  }

  /// Most entries that are kept.
  static let most = 8

  /// The last one asked last.
  private var entries: [Entry] = []

  /// The answers to the word itself, else to the longest of its beginnings that nobody fails who answers the word.
  func nearest(_ word: SearchWord, isWhole: Bool, day: Int32, _ columns: SearchColumns) -> Entry? {
    var nearest: Entry?
    for entry in entries where entry.isWhole == isWhole && entry.day == day {
      guard entry.word.bytes.count > nearest?.word.bytes.count ?? 0 else { continue }
      if RecentAnswers.isNarrower(word, than: entry.word, columns) { nearest = entry }
    }
    return nearest
  }

  /// Keeps the answers to a word in place of those asked longest ago.
  mutating func keep(_ entry: Entry) {
    entries.removeAll { $0.word.bytes == entry.word.bytes && $0.isWhole == entry.isWhole }
    entries.append(entry)
    if entries.count > RecentAnswers.most { entries.removeFirst() }
  }

  /// Whether everybody who answers a word by something else than a phone number answers its beginning too.
  ///
  /// Chinese characters answer in any order, so fewer of them may find nobody where more do; the inside of an order
  /// number counts from four characters only, and that of any other text from three.
  static func isNarrower(_ word: SearchWord, than beginning: SearchWord, _ columns: SearchColumns) -> Bool {
    if word.bytes == beginning.bytes { return true }
    guard word.bytes.starts(with: beginning.bytes), word.bytes.first != 35, word.bytes.allSatisfy({ $0 < 0x80 }) else {
      return false
    }
    if beginning.isShort, !word.isShort { return false }
    let fewest = SearchQuery.fewestDigits
    return beginning.number.count >= fewest || word.number.count < fewest
      || !(columns.orders.mayHold(word.number) || columns.refunds.column.mayHold(word.number))
  }

  /// The customers with an answer, ascending; `nil` where they are more than `most`.
  static func customers(_ levels: [UInt8], atMost most: Int) -> [UInt32]? {
    levels.withUnsafeBytes { levels in
      var customers: [UInt32] = []
      var customer = 0
      while customer < levels.count {
        // Eight who do not answer are passed over at once.
        if customer + 8 <= levels.count,
          levels.loadUnaligned(fromByteOffset: customer, as: UInt64.self) == UInt64.max
        {
          customer += 8
          continue
        }
        let end = min(customer + 8, levels.count)
        while customer < end {
          if levels[customer] != SearchAnswers.none { customers.append(UInt32(customer)) }
          customer += 1
        }
        if customers.count > most { return nil }
      }
      return customers
    }
  }
}
