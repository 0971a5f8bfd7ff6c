import Ledger

/// How every customer answers a query: the work of one search.
struct SearchAnswers {
  /// What stands for "does not answer" in place of a reason's number.
  static let none: UInt8 = 255

  private let index: CustomerIndex
  private let query: SearchQuery
  private let day: Int32
  /// The answers to each word so far; `nil` for those not asked yet.
  private var answered: [[UInt8]?]

  init(_ index: CustomerIndex, _ query: SearchQuery, asOf: Day) {
    self.index = index
    self.query = query
    day = asOf.rawValue
    answered = Array(repeating: nil, count: query.words.count)
  }

  private var count: Int { index.ledger.customers.count }

  /// By customer the number of the reason, or ``none``; `nil` where cancelled.
  mutating func levels(mistyped: Bool, _ isCancelled: () -> Bool) -> [UInt8]? {
    var levels: [UInt8] = []
    for (position, word) in query.words.enumerated() {
      if isCancelled() { return nil }
      var own = answered[position] ?? answers(word, isWhole: false)
      answered[position] = own
      if mistyped { addMistyped(word, to: &own) }
      if levels.isEmpty {
        levels = own
      } else {
        levels.withUnsafeMutableBufferPointer { levels in
          own.withUnsafeBufferPointer { own in
            for customer in levels.indices { levels[customer] = max(levels[customer], own[customer]) }
          }
        }
      }
      // Whoever leaves a word without an answer is out, and often that is everybody.
      if levels.allSatisfy({ $0 == SearchAnswers.none }) { break }
    }
    demoteShared(&levels)
    guard let whole = query.whole, index.columns.haveSeparators || !whole.digits.isEmpty || query.words.count == 1
    else { return levels }
    if isCancelled() { return nil }
    let own = answers(whole, isWhole: true)
    for customer in levels.indices where own[customer] < levels[customer] { levels[customer] = own[customer] }
    return levels
  }

  /// Two words of which one begins the other are not both answered by one and the same text: each needs a word of the
  /// name of its own, or another kind of answer. Who has none for them answers in part.
  private func demoteShared(_ levels: inout [UInt8]) {
    guard !query.nested.isEmpty else { return }
    let ranges = query.nested.map { index.names.words(beginning: $0.bytes) }
    let answers = query.nested.map { nested in query.words.firstIndex { $0.bytes == nested.bytes } ?? 0 }
    let name = CustomerSearch.Reason.name.rawValue
    let part = CustomerSearch.Reason.part.rawValue
    var taken: [Int] = []
    for customer in levels.indices where levels[customer] < part {
      taken.removeAll(keepingCapacity: true)
      var others: UInt32 = 0
      for (word, range) in ranges.enumerated() {
        let level = answered[answers[word]]?[customer] ?? name
        if level == name {
          let own = Int(index.names.nameStart[customer])..<Int(index.names.nameStart[customer + 1])
          // The longest words choose first, so that "an ann" answers "Ann Andersen" whatever the order.
          let free = own.first { range.contains(Int(index.names.names[$0])) && !taken.contains($0) }
          if let free {
            taken.append(free)
            continue
          }
        } else if level >= part || others & (1 << UInt32(level)) == 0 {
          if level < part { others |= 1 << UInt32(level) }
          continue
        }
        levels[customer] = part
        break
      }
    }
  }

  private func addMistyped(_ word: SearchWord, to levels: inout [UInt8]) {
    let typo = CustomerSearch.Reason.typo.rawValue
    for position in index.names.words(mistyped: word) {
      for bearer in Int(index.names.bearerStart[Int(position)])..<Int(index.names.bearerStart[Int(position) + 1]) {
        let customer = Int(index.names.bearers[bearer])
        levels[customer] = min(levels[customer], typo)
      }
    }
  }

  private func answers(_ word: SearchWord, isWhole: Bool) -> [UInt8] {
    var levels = Array(repeating: SearchAnswers.none, count: count)
    levels.withUnsafeMutableBufferPointer { levels in
      nonisolated(unsafe) let levels = levels
      if !isWhole { markNames(word, levels) }
      let half = count / 2
      let parts = [0..<half, half..<count]
      // Below some thousand customers a second thread costs more than it saves.
      if count < 5_000 {
        markColumns(word, 0..<count, levels)
      } else {
        _ = Halves.perform { markColumns(word, parts[$0], levels) }
      }
    }
    return levels
  }

  // MARK: Names

  private func markNames(_ word: SearchWord, _ levels: UnsafeMutableBufferPointer<UInt8>) {
    let names = index.names
    let beginning = names.words(beginning: word.bytes)
    mark(beginning, .name, levels)
    for answer in names.han.answers(word) { mark(Int(answer.word)..<Int(answer.word) + 1, answer.reason, levels) }
    guard word.bytes.count > 1 || CustomerIndex.mark(word.bytes[0]) == 0 else { return }
    names.words.scan(word.bytes, rows: 0..<names.words.count) { row, _, _ in
      if !beginning.contains(row) { mark(row..<row + 1, .part, levels) }
    }
  }

  @inline(__always)
  private func mark(_ words: Range<Int>, _ reason: CustomerSearch.Reason, _ levels: UnsafeMutableBufferPointer<UInt8>) {
    guard !words.isEmpty else { return }
    let from = Int(index.names.bearerStart[words.lowerBound])
    let to = Int(index.names.bearerStart[words.upperBound])
    index.names.bearers.withUnsafeBufferPointer { bearers in
      for position in from..<to {
        let customer = Int(bearers[position])
        levels[customer] = min(levels[customer], reason.rawValue)
      }
    }
  }

  // MARK: Columns

  /// How an order number answers that holds a word at a place.
  @inline(__always)
  static func number(_ word: SearchWord, _ offset: Int, _ length: Int) -> CustomerSearch.Reason? {
    if offset == 0 { return length == word.number.count ? .order : .orderPrefix }
    return word.number.count >= SearchQuery.fewestDigits ? .part : nil
  }

  private func markColumns(
    _ word: SearchWord, _ customers: Range<Int>, _ levels: UnsafeMutableBufferPointer<UInt8>
  ) {
    guard !customers.isEmpty else { return }
    let columns = index.columns
    let days = index.ledger.orders.day
    let isSingle = word.bytes.count == 1 && CustomerIndex.mark(word.bytes[0]) != 0
    if isSingle {
      let wanted = CustomerIndex.mark(word.bytes[0])
      index.marks.withUnsafeBufferPointer { marks in
        for customer in customers where marks[customer] & wanted != 0 {
          levels[customer] = min(levels[customer], CustomerSearch.Reason.part.rawValue)
        }
      }
    }
    func look(_ column: SearchColumn, whole: CustomerSearch.Reason, prefix: CustomerSearch.Reason) {
      if isSingle {
        first(word.bytes[0], column, customers) { customer, _, isWhole in
          levels[customer] = min(levels[customer], (isWhole ? whole : prefix).rawValue)
        }
      } else {
        scan(word.bytes, column, customers) { customer, _, offset, length in
          let reason = offset > 0 ? .part : length == word.bytes.count ? whole : prefix
          levels[customer] = min(levels[customer], reason.rawValue)
        }
      }
    }
    look(columns.keys, whole: .key, prefix: .keyPrefix)
    look(columns.emails, whole: .email, prefix: .emailPrefix)
    if word.digits.count >= SearchQuery.fewestDigits {
      columns.phones.bytes.withUnsafeBufferPointer { bytes in
        scan(word.phoneNeedle, columns.phones, customers) { customer, row, _, _ in
          let number = UnsafeBufferPointer(rebasing: bytes[columns.phones.range(row)])
          guard let answer = word.phone(number) else { return }
          let reason: CustomerSearch.Reason = answer == .end ? .phone : .part
          levels[customer] = min(levels[customer], reason.rawValue)
        }
      }
    }
    func number(_ customer: Int, _ offset: Int, _ length: Int) {
      guard let reason = SearchAnswers.number(word, offset, length) else { return }
      levels[customer] = min(levels[customer], reason.rawValue)
    }
    let orders = columns.orders
    let refunds = columns.refunds
    let refundDays = index.ledger.refunds.day
    if word.number.count == 1 {
      first(word.number[0], orders, customers) { customer, row, isWhole in
        if days[row] <= day { number(customer, 0, isWhole ? 1 : 2) }
      }
      first(word.number[0], refunds.column, customers) { customer, row, isWhole in
        if refundDays[Int(refunds.refunds[row])] <= day { number(customer, 0, isWhole ? 1 : 2) }
      }
    } else {
      scan(word.number, orders, customers) { customer, row, offset, length in
        if days[row] <= day { number(customer, offset, length) }
      }
      scan(word.number, refunds.column, customers) { customer, row, offset, length in
        if refundDays[Int(refunds.refunds[row])] <= day { number(customer, offset, length) }
      }
    }
  }

  /// Calls `found` for each row of these customers that holds the text.
  @inline(__always)
  private func scan(
    _ text: [UInt8], _ column: SearchColumn, _ customers: Range<Int>,
    _ found: (_ customer: Int, _ row: Int, _ offset: Int, _ length: Int) -> Void
  ) {
    guard column.count > 0 else { return }
    let rows = column.rows(of: customers.lowerBound).lowerBound..<column.rows(of: customers.upperBound - 1).upperBound
    var customer = customers.lowerBound
    column.starts.withUnsafeBufferPointer { starts in
      column.scan(text, rows: rows) { row, offset, length in
        customer =
          starts.isEmpty
          ? row : SearchColumn.place(of: UInt32(row), in: starts, from: customer, to: customers.upperBound)
        found(customer, row, offset, length)
      }
    }
  }

  /// Calls `found` for each row of these customers that begins with the byte.
  @inline(__always)
  private func first(
    _ byte: UInt8, _ column: SearchColumn, _ customers: Range<Int>,
    _ found: (_ customer: Int, _ row: Int, _ isWhole: Bool) -> Void
  ) {
    guard column.count > 0 else { return }
    column.bytes.withUnsafeBufferPointer { bytes in
      column.offsets.withUnsafeBufferPointer { offsets in
        for customer in customers {
          for row in column.rows(of: customer) {
            let start = Int(offsets[row])
            let end = Int(offsets[row + 1])
            if start < end, bytes[start] == byte { found(customer, row, end == start + 1) }
          }
        }
      }
    }
  }
}
