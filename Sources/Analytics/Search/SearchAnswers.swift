import CScan
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
  /// Whether those are everybody's, not only of the customers who had answered the words before.
  private var isComplete: [Bool]

  /// The customers who are asked.
  private enum Scope {
    case all(Range<Int>)
    case some(ArraySlice<UInt32>)
  }

  init(_ index: CustomerIndex, _ query: SearchQuery, asOf: Day) {
    self.index = index
    self.query = query
    day = asOf.rawValue
    answered = Array(repeating: nil, count: query.words.count)
    isComplete = Array(repeating: false, count: query.words.count)
  }

  private var count: Int { index.ledger.customers.count }

  /// Most customers who are asked one by one: beyond them one pass over everybody is quicker.
  private var most: Int { count / 16 }

  /// By customer the number of the reason, or ``none``; `nil` where cancelled.
  mutating func levels(mistyped: Bool, _ isCancelled: () -> Bool) -> [UInt8]? {
    var levels: [UInt8] = []
    var left: [UInt32]?
    // The longest word first: it leaves the fewest customers for the others.
    let order = query.words.indices.sorted { query.words[$0].bytes.count > query.words[$1].bytes.count }
    for position in order {
      if isCancelled() { return nil }
      let word = query.words[position]
      var own: [UInt8]
      if let earlier = answered[position], isComplete[position] {
        own = earlier
      } else {
        (own, isComplete[position]) = answers(word, isWhole: false, among: left)
        answered[position] = own
      }
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
      if position != order.last, let remaining = RecentAnswers.customers(levels, atMost: most) {
        if remaining.isEmpty { break }
        left = remaining
      }
    }
    demoteShared(&levels)
    guard let whole = query.whole, index.columns.haveSeparators || !whole.digits.isEmpty || query.words.count == 1
    else { return levels }
    if isCancelled() { return nil }
    let (own, _) = answers(whole, isWhole: true, among: nil)
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

  /// The answers to a word, and whether they are everybody's or those of the customers who are left alone.
  private func answers(
    _ word: SearchWord, isWhole: Bool, among left: [UInt32]?
  ) -> (levels: [UInt8], isComplete: Bool) {
    let recent = index.recent.withLock { $0.nearest(word, isWhole: isWhole, day: day, index.columns) }
    var levels = Array(repeating: SearchAnswers.none, count: count)
    if let recent, recent.word.bytes == word.bytes {
      for (position, customer) in recent.customers.enumerated() { levels[Int(customer)] = recent.levels[position] }
      return (levels, true)
    }
    let asked = recent?.customers ?? left
    levels.withUnsafeMutableBufferPointer { levels in
      nonisolated(unsafe) let levels = levels
      if word.isShort, count >= 5_000 {
        markShort(word, levels)
      } else {
        if !isWhole { markNames(word, levels) }
        markNumbers(word, levels)
      }
      // How the digits of phone numbers answer is no matter of their beginning.
      let phones = recent == nil ? left : nil
      let isSmall = (asked?.count ?? count) < 5_000 && (word.digits.isEmpty || (phones?.count ?? count) < 5_000)
      func part(_ half: Int) {
        markColumns(word, scope(asked, half), levels)
        markPhones(word, scope(phones, half), levels)
      }
      // Below some thousand customers a second thread costs more than it saves.
      if isSmall {
        part(0)
        part(1)
      } else {
        _ = Halves.perform { part($0) }
      }
    }
    let isComplete = recent != nil || left == nil
    if isComplete, let entry = RecentAnswers.Entry(word, isWhole: isWhole, day: day, levels, atMost: most) {
      index.recent.withLock { $0.keep(entry) }
    }
    return (levels, isComplete)
  }

  /// One half of the customers who are asked: of everybody where nobody is named.
  private func scope(_ left: [UInt32]?, _ half: Int) -> Scope {
    guard let left else { return .all(half == 0 ? 0..<count / 2 : count / 2..<count) }
    return .some(half == 0 ? left[..<(left.count / 2)] : left[(left.count / 2)...])
  }

  /// Names and numbers that begin with a short word, on two threads: so many do.
  private func markShort(_ word: SearchWord, _ levels: UnsafeMutableBufferPointer<UInt8>) {
    nonisolated(unsafe) let levels = levels
    var other = Array(repeating: SearchAnswers.none, count: count)
    other.withUnsafeMutableBufferPointer { other in
      nonisolated(unsafe) let other = other
      // A customer may be met on both threads, so each writes answers of its own.
      _ = Halves.perform { half in
        markNames(word, half == 0 ? levels : other, half: half)
        markNumbers(word, half == 0 ? levels : other, half: half)
      }
      for customer in levels.indices { levels[customer] = min(levels[customer], other[customer]) }
    }
  }

  // MARK: Names

  /// Lowers the levels by the words of names; with a half, by its part of those alone.
  private func markNames(_ word: SearchWord, _ levels: UnsafeMutableBufferPointer<UInt8>, half: Int? = nil) {
    let names = index.names
    let beginning = names.words(beginning: word.bytes)
    mark(beginning, .name, levels, half: half)
    if half == 0 { return }
    for answer in names.han.answers(word) { mark(Int(answer.word)..<Int(answer.word) + 1, answer.reason, levels) }
    guard !word.isShort else { return }
    names.words.scan(word.bytes, rows: 0..<names.words.count) { row, _, _ in
      if !beginning.contains(row) { mark(row..<row + 1, .part, levels) }
    }
  }

  @inline(__always)
  private func mark(
    _ words: Range<Int>, _ reason: CustomerSearch.Reason, _ levels: UnsafeMutableBufferPointer<UInt8>, half: Int? = nil
  ) {
    guard !words.isEmpty else { return }
    let from = Int(index.names.bearerStart[words.lowerBound])
    let to = Int(index.names.bearerStart[words.upperBound])
    let middle = (from + to) / 2
    index.names.bearers.withUnsafeBufferPointer { bearers in
      for position in half == 1 ? middle..<to : from..<(half == 0 ? middle : to) {
        let customer = Int(bearers[position])
        levels[customer] = min(levels[customer], reason.rawValue)
      }
    }
  }

  // MARK: Columns

  /// Order numbers and those of refunds that begin with a word; with a half, its part of them alone.
  private func markNumbers(_ word: SearchWord, _ levels: UnsafeMutableBufferPointer<UInt8>, half: Int? = nil) {
    let columns = index.columns
    let refunds = columns.refunds
    let days = index.ledger.orders.day
    let refundDays = index.ledger.refunds.day
    // After the last order there is nothing to ask.
    let isOver = day >= index.ledger.lastDay?.rawValue ?? 0
    let whole = CustomerSearch.Reason.order.rawValue
    let prefix = CustomerSearch.Reason.orderPrefix.rawValue
    mark(word.number, columns.orders, columns.ordersByNumber, half) { customer, row, isWhole in
      guard isOver || days[row] <= day else { return }
      levels[customer] = min(levels[customer], isWhole ? whole : prefix)
    }
    mark(word.number, refunds.column, refunds.byNumber, half) { customer, row, isWhole in
      guard refundDays[Int(refunds.refunds[row])] <= day else { return }
      levels[customer] = min(levels[customer], isWhole ? whole : prefix)
    }
  }

  @inline(__always)
  private func mark(
    _ text: [UInt8], _ column: SearchColumn, _ order: RowOrder, _ half: Int?,
    _ found: (_ customer: Int, _ row: Int, _ isWhole: Bool) -> Void
  ) {
    guard !text.isEmpty, column.mayHold(text), !order.visit(text, column, half: half, found) else { return }
    scan(text, column, .all(0..<count)) { customer, row, offset, length in
      if offset == 0 { found(customer, row, length == text.count) }
    }
  }

  private func markColumns(
    _ word: SearchWord, _ customers: Scope, _ levels: UnsafeMutableBufferPointer<UInt8>
  ) {
    let columns = index.columns
    let days = index.ledger.orders.day
    let refundDays = index.ledger.refunds.day
    let part = CustomerSearch.Reason.part.rawValue
    func look(_ column: SearchColumn, whole: CustomerSearch.Reason, prefix: CustomerSearch.Reason) {
      if word.isShort {
        lower(beginning: word.bytes, column, customers, levels, whole: whole.rawValue, prefix: prefix.rawValue)
      } else {
        lower(
          word.bytes, column, customers, levels,
          clientele_answers(
            whole: whole.rawValue, prefix: prefix.rawValue, suffix: SearchAnswers.none, part: part))
      }
    }
    look(columns.keys, whole: .key, prefix: .keyPrefix)
    look(columns.emails, whole: .email, prefix: .emailPrefix)
    guard word.number.count >= SearchQuery.fewestDigits else { return }
    // Beginnings are looked up: see ``markNumbers(_:_:)``.
    scan(word.number, columns.orders, customers) { customer, row, offset, _ in
      if offset > 0, days[row] <= day { levels[customer] = min(levels[customer], part) }
    }
    let refunds = columns.refunds
    scan(word.number, refunds.column, customers) { customer, row, offset, _ in
      if offset > 0, refundDays[Int(refunds.refunds[row])] <= day { levels[customer] = min(levels[customer], part) }
    }
  }

  private func markPhones(_ word: SearchWord, _ customers: Scope, _ levels: UnsafeMutableBufferPointer<UInt8>) {
    let phones = index.columns.phones
    guard word.digits.count >= SearchQuery.fewestDigits else { return }
    let end = CustomerSearch.Reason.phone.rawValue
    let part = CustomerSearch.Reason.part.rawValue
    if word.digits.count < 7 {
      // Zeros in front do not matter yet: the end, or any other place.
      lower(
        word.digits, phones, customers, levels,
        clientele_answers(whole: end, prefix: part, suffix: end, part: part))
      return
    }
    phones.bytes.withUnsafeBufferPointer { bytes in
      scan(word.phoneNeedle, phones, customers) { customer, row, _, _ in
        let number = UnsafeBufferPointer(rebasing: bytes[phones.range(row)])
        guard let answer = word.phone(number) else { return }
        levels[customer] = min(levels[customer], answer == .end ? end : part)
      }
    }
  }

  /// Lowers the levels of these customers by where a row of theirs holds the text.
  private func lower(
    _ text: [UInt8], _ column: SearchColumn, _ scope: Scope, _ levels: UnsafeMutableBufferPointer<UInt8>,
    _ answers: clientele_answers
  ) {
    if case .all(let customers) = scope, column.starts.isEmpty, let levels = levels.baseAddress {
      guard column.count > 0, column.mayHold(text) else { return }
      let rows = customers.clamped(to: 0..<column.count)
      column.bytes.withUnsafeBufferPointer { bytes in
        column.offsets.withUnsafeBufferPointer { offsets in
          guard let bytes = bytes.baseAddress, let offsets = offsets.baseAddress else { return }
          clientele_mark(bytes, offsets, rows.lowerBound, rows.upperBound, text, text.count, answers, levels)
        }
      }
      return
    }
    column.bytes.withUnsafeBufferPointer { bytes in
      scan(text, column, scope) { customer, row, offset, length in
        var level = offset > 0 ? answers.part : length == text.count ? answers.whole : answers.prefix
        if answers.suffix < level {
          let end = column.range(row).upperBound
          if bytes[end - text.count..<end].elementsEqual(text) { level = answers.suffix }
        }
        levels[customer] = min(levels[customer], level)
      }
    }
  }

  /// Calls `found` for each row of these customers that holds the text.
  @inline(__always)
  private func scan(
    _ text: [UInt8], _ column: SearchColumn, _ scope: Scope,
    _ found: (_ customer: Int, _ row: Int, _ offset: Int, _ length: Int) -> Void
  ) {
    guard column.count > 0, column.mayHold(text), !text.isEmpty else { return }
    switch scope {
    case .all(let customers):
      guard !customers.isEmpty else { return }
      let from = column.rows(of: customers.lowerBound).lowerBound
      let to = column.rows(of: customers.upperBound - 1).upperBound
      var customer = customers.lowerBound
      column.starts.withUnsafeBufferPointer { starts in
        column.scan(text, rows: from..<max(from, to)) { row, offset, length in
          customer =
            starts.isEmpty
            ? row : SearchColumn.place(of: UInt32(row), in: starts, from: customer, to: customers.upperBound)
          found(customer, row, offset, length)
        }
      }
    case .some(let customers):
      column.bytes.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        for customer in customers {
          for row in column.rows(of: Int(customer)) {
            let range = column.range(row)
            let position = clientele_find(base, range.lowerBound, range.upperBound, text, text.count)
            if position < range.upperBound { found(Int(customer), row, position - range.lowerBound, range.count) }
          }
        }
      }
    }
  }

  /// Lowers the levels of these customers by the rows of theirs that begin with one or two bytes.
  private func lower(
    beginning text: [UInt8], _ column: SearchColumn, _ scope: Scope, _ levels: UnsafeMutableBufferPointer<UInt8>,
    whole: UInt8, prefix: UInt8
  ) {
    guard column.count > 0, column.mayHold(text) else { return }
    let same = text.withUnsafeBufferPointer { SearchColumn.head($0[...]) }
    let mask: UInt32 = text.count == 1 ? 0xFF00_0000 : 0xFFFF_0000
    let wanted = same & mask
    column.heads.withUnsafeBufferPointer { heads in
      @inline(__always)
      func level(_ row: Int) -> UInt8 {
        let prefix = heads[row] & mask == wanted ? prefix : SearchAnswers.none
        return heads[row] == same ? whole : prefix
      }
      switch scope {
      case .all(let customers) where column.starts.isEmpty:
        for row in customers.clamped(to: heads.indices) { levels[row] = min(levels[row], level(row)) }
      case .all(let customers):
        for customer in customers {
          for row in column.rows(of: customer) { levels[customer] = min(levels[customer], level(row)) }
        }
      case .some(let customers):
        for customer in customers {
          let customer = Int(customer)
          for row in column.rows(of: customer) { levels[customer] = min(levels[customer], level(row)) }
        }
      }
    }
  }
}
