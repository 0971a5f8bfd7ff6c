import Ledger

/// The different words of the customers' names in the order of their bytes, and who bears each.
///
/// Words that begin alike lie side by side, and so do their bearers. A word is what stands between blanks or commas;
/// what follows a hyphen, an apostrophe or a full stop inside of it is a word too. Costs the words, 4 bytes a bearer in
/// each direction and 4 a customer.
struct WordIndex: Sendable {
  /// The words, sorted.
  let words: SearchColumn
  /// Where each word's bearers begin, and after the last where they end.
  let bearerStart: [UInt32]
  /// The customers, word by word, ascending within each.
  let bearers: [UInt32]
  /// Where each customer's words begin, and after the last where they end.
  let nameStart: [UInt32]
  /// The words of each name in their order.
  let names: [UInt32]
  /// Number of characters of each word, at most 255.
  let lengths: [UInt8]
  /// The letters of each word: a bit each for a to z, six for all others.
  let letters: [UInt32]
  /// The words with Chinese characters.
  let han: HanWords

  /// The words of a column of names; `nil` where `isCancelled` answered true before the end.
  ///
  /// Complexity: O(bytes + w log w) for w different words.
  init?(_ column: TextColumn, count: Int, _ fold: inout CharacterFold, isCancelled: () -> Bool) {
    var table = WordTable()
    var nameStart: [UInt32] = [0]
    var names: [UInt32] = []
    nameStart.reserveCapacity(count + 1)
    names.reserveCapacity(count * 2)
    var text: [UInt8] = []
    for customer in 0..<(column.isPresent ? count : 0) {
      if customer & 4095 == 0, isCancelled() { return nil }
      text.removeAll(keepingCapacity: true)
      let range = column.range(customer)
      column.bytes.withUnsafeBufferPointer { bytes in
        fold.append(UnsafeBufferPointer(rebasing: bytes[range]), to: &text)
      }
      text.withUnsafeBufferPointer { text in
        WordIndex.split(text) { names.append(table.number(UnsafeBufferPointer(rebasing: text[$0]))) }
      }
      nameStart.append(UInt32(names.count))
    }
    if nameStart.count == 1 { nameStart = Array(repeating: 0, count: count + 1) }
    let (words, places) = table.sorted()
    if isCancelled() { return nil }
    var bearerStart = Array(repeating: UInt32(0), count: words.count + 1)
    var bearers = Array(repeating: UInt32(0), count: names.count)
    names.withUnsafeMutableBufferPointer { names in
      for position in names.indices {
        names[position] = places[Int(names[position])]
        bearerStart[Int(names[position]) + 1] += 1
      }
    }
    for word in words.offsets.indices.dropLast() { bearerStart[word + 1] += bearerStart[word] }
    var next = bearerStart
    next.withUnsafeMutableBufferPointer { next in
      bearers.withUnsafeMutableBufferPointer { bearers in
        for customer in 0..<count {
          for position in Int(nameStart[customer])..<Int(nameStart[customer + 1]) {
            let word = Int(names[position])
            bearers[Int(next[word])] = UInt32(customer)
            next[word] += 1
          }
        }
      }
    }
    var lengths: [UInt8] = []
    var letters: [UInt32] = []
    var han = HanWords()
    for word in 0..<words.count {
      if word & 4095 == 0, isCancelled() { return nil }
      let range = words.range(word)
      let shape = words.bytes.withUnsafeBufferPointer { bytes in
        WordShape(UnsafeBufferPointer(rebasing: bytes[range]))
      }
      lengths.append(UInt8(min(255, shape.length)))
      letters.append(shape.letters)
      if !shape.han.isEmpty { han.append(UInt32(word), shape.han) }
    }
    self.words = words
    self.bearerStart = bearerStart
    self.bearers = bearers
    self.nameStart = nameStart
    self.names = names
    self.lengths = lengths
    self.letters = letters
    self.han = han
  }

  /// Calls `take` with the range of each word of a folded text.
  static func split(_ text: UnsafeBufferPointer<UInt8>, _ take: (Range<Int>) -> Void) {
    var start = 0
    while start < text.count {
      if SearchQuery.separates(text[start]) {
        start += 1
        continue
      }
      var end = start
      while end < text.count, !SearchQuery.separates(text[end]) { end += 1 }
      take(start..<end)
      // A word of a thousand hyphens would otherwise be kept a thousand times.
      var left = 8
      for position in start..<end - 1 where SearchQuery.joins(text[position]) && left > 0 {
        guard !SearchQuery.joins(text[position + 1]) else { continue }
        take(position + 1..<end)
        left -= 1
      }
      start = end
    }
  }

  /// The words that begin with a text. Complexity: O(log words).
  func words(beginning text: [UInt8]) -> Range<Int> {
    words.bytes.withUnsafeBufferPointer { bytes in
      func first(_ isBefore: (UnsafeBufferPointer<UInt8>) -> Bool) -> Int {
        var low = 0
        var high = words.count
        while low < high {
          let middle = (low + high) / 2
          if isBefore(UnsafeBufferPointer(rebasing: bytes[words.range(middle)])) {
            low = middle + 1
          } else {
            high = middle
          }
        }
        return low
      }
      let from = first { $0.lexicographicallyPrecedes(text) }
      let to = first { $0.prefix(text.count).elementsEqual(text) || $0.lexicographicallyPrecedes(text) }
      return from..<max(from, to)
    }
  }

  /// The words that differ from the query's by as many typing mistakes as a word of its length may hold.
  func words(mistyped word: SearchWord) -> [UInt32] {
    let limit = word.mistakes
    guard limit > 0 else { return [] }
    let query = word.bytes.withUnsafeBufferPointer { WordShape($0) }
    func part(_ range: Range<Int>) -> [UInt32] {
      var found: [UInt32] = []
      lengths.withUnsafeBufferPointer { lengths in
        letters.withUnsafeBufferPointer { letters in
          for position in range {
            guard abs(Int(lengths[position]) - word.scalars.count) <= limit,
              WordIndex.isSparse(query.letters & ~letters[position], limit),
              WordIndex.isSparse(letters[position] & ~query.letters, limit)
            else { continue }
            let scalars = UTF8Reader.scalars(Array(words.bytes[words.range(position)]))
            if EditDistance.isWithin(limit, word.scalars, scalars) { found.append(UInt32(position)) }
          }
        }
      }
      return found
    }
    guard words.count > 10_000 else { return part(0..<words.count) }
    return Halves.perform { part($0 == 0 ? 0..<words.count / 2 : words.count / 2..<words.count) }.flatMap { $0 }
  }

  /// Whether at most `limit` bits are set, at most two being allowed: one after the other is taken away.
  @inline(__always)
  private static func isSparse(_ bits: UInt32, _ limit: Int) -> Bool {
    let fewer = bits & (bits &- 1)
    return limit == 1 ? fewer == 0 : fewer & (fewer &- 1) == 0
  }
}

/// What is kept of a word besides its bytes.
struct WordShape {
  private(set) var length = 0
  private(set) var letters: UInt32 = 0
  private(set) var han: [UInt32] = []

  init(_ word: UnsafeBufferPointer<UInt8>) {
    var position = 0
    while position < word.count {
      let scalar = UTF8Reader.scalar(word, &position)
      length += 1
      letters |= scalar &- 97 < 26 ? 1 << (scalar - 97) : 1 << (26 + scalar % 6)
      if scalar >= 0x3007, UTF8Reader.isHan(scalar) { han.append(scalar) }
    }
  }
}

/// The different words in order of first appearance, found again by their hash.
private struct WordTable {
  private var builder = SearchColumnBuilder()
  private var hashes: [UInt32] = []
  private var slots: [UInt32] = Array(repeating: 0, count: 1 << 12)

  /// The number of a word, which gets one where it has none yet.
  mutating func number(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let hash = UInt32(truncatingIfNeeded: state ^ state >> 32)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, isEqual(number, word) { return UInt32(number) }
      slot = (slot + 1) & (slots.count - 1)
    }
    hashes.append(hash)
    builder.append(word)
    slots[slot] = UInt32(hashes.count)
    if hashes.count * 2 > slots.count { grow() }
    return UInt32(hashes.count - 1)
  }

  private func isEqual(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(builder.offsets[number])
    guard Int(builder.offsets[number + 1]) - start == word.count else { return false }
    for position in word.indices where builder.bytes[start + position] != word[position] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  /// The words by their bytes, and the place of each number among them.
  func sorted() -> (words: SearchColumn, places: [UInt32]) {
    let words = builder.column()
    var order: [(head: UInt64, number: UInt32)] = []
    order.reserveCapacity(words.count)
    for number in 0..<words.count {
      var head: UInt64 = 0
      let range = words.range(number)
      for position in 0..<8 {
        head =
          head << 8
          | (range.lowerBound + position < range.upperBound ? UInt64(words.bytes[range.lowerBound + position]) : 0)
      }
      order.append((head, UInt32(number)))
    }
    words.bytes.withUnsafeBufferPointer { bytes in
      order.sort { left, right in
        if left.head != right.head { return left.head < right.head }
        return bytes[words.range(Int(left.number))].lexicographicallyPrecedes(bytes[words.range(Int(right.number))])
      }
    }
    var sorted = SearchColumnBuilder()
    var places = Array(repeating: UInt32(0), count: words.count)
    for (place, entry) in order.enumerated() {
      places[Int(entry.number)] = UInt32(place)
      sorted.append(words.bytes[words.range(Int(entry.number))])
    }
    return (sorted.column(), places)
  }
}
