import Ledger

/// Which text of a customer answered, for those that are shown.
struct SearchEvidence {
  /// Most characters of a text that is shown.
  static let longest = 80

  private let index: CustomerIndex
  /// The whole query, then its words.
  private let words: [SearchWord]
  private let day: Int32

  init(_ index: CustomerIndex, _ query: SearchQuery, asOf: Day) {
    self.index = index
    words = (query.whole.map { [$0] } ?? []) + query.words
    day = asOf.rawValue
  }

  /// A match with what answered.
  func match(_ customer: Int, _ reason: CustomerSearch.Reason, net: Int64) -> CustomerSearch.Match {
    let (text, order) = evidence(customer, reason)
    return CustomerSearch.Match(
      customer: customer, reason: reason, order: order, net: net, text: String(text.prefix(SearchEvidence.longest)))
  }

  private func evidence(_ customer: Int, _ reason: CustomerSearch.Reason) -> (text: String, order: Int?) {
    let table = index.ledger.customers
    let columns = index.columns
    // Short words have no part in parts, unless there is nothing else.
    let asked = reason == .part ? words.filter { !$0.isShort } + words.filter { $0.isShort } : words
    for word in asked {
      switch reason {
      case .key, .keyPrefix:
        if let row = row(of: customer, columns.keys, word.bytes, reason == .key ? .whole : .beginning) {
          return (text(row, columns.keys, table.key, customer), nil)
        }
      case .email, .emailPrefix:
        if let row = row(of: customer, columns.emails, word.bytes, reason == .email ? .whole : .beginning) {
          return (text(row, columns.emails, table.email, customer), nil)
        }
      case .order, .orderPrefix:
        if let found = order(of: customer, word.number, reason == .order ? .whole : .beginning) { return found }
      case .phone:
        if let text = phone(of: customer, word, .end) { return (text, nil) }
      case .part:
        if let text = part(of: customer, word) { return (text, nil) }
      case .name, .characters, .pinyin, .pinyinPrefix, .initials, .typo: break
      }
    }
    return (table.name[customer], nil)
  }

  private enum Place { case whole, beginning, inside }

  private func holds(_ column: SearchColumn, _ row: Int, _ text: [UInt8], _ place: Place) -> Bool {
    let own = column.bytes[column.range(row)]
    guard !text.isEmpty, own.count >= text.count else { return false }
    switch place {
    case .whole: return own.elementsEqual(text)
    case .beginning: return own.starts(with: text)
    case .inside: return own.withUnsafeBufferPointer { FoldedText.contains($0, text) }
    }
  }

  private func row(of customer: Int, _ column: SearchColumn, _ text: [UInt8], _ place: Place) -> Int? {
    column.rows(of: customer).first { holds(column, $0, text, place) }
  }

  /// A row as the ledger has it where it is the customer's first, else as it was folded.
  private func text(_ row: Int, _ column: SearchColumn, _ own: TextColumn, _ customer: Int) -> String {
    if row == column.rows(of: customer).lowerBound { return own[customer] }
    return String(decoding: column.bytes[column.range(row)], as: UTF8.self)
  }

  private func order(of customer: Int, _ number: [UInt8], _ place: Place) -> (text: String, order: Int?)? {
    let ledger = index.ledger
    let orders = index.columns.orders
    if orders.count > 0,
      let row = ledger.orders(of: customer).first(where: {
        ledger.orders.day[$0] <= day && holds(orders, $0, number, place)
      })
    {
      return (ledger.orders.id[row], row)
    }
    let refunds = index.columns.refunds
    guard refunds.column.count > 0 else { return nil }
    for row in refunds.column.rows(of: customer) where holds(refunds.column, row, number, place) {
      let refund = Int(refunds.refunds[row])
      if ledger.refunds.day[refund] <= day { return (ledger.refunds.id[refund], Int(ledger.refunds.order[refund])) }
    }
    return nil
  }

  private func phone(of customer: Int, _ word: SearchWord, _ wanted: SearchWord.PhoneAnswer) -> String? {
    let phones = index.columns.phones
    for row in phones.rows(of: customer) {
      let answer = phones.bytes.withUnsafeBufferPointer { bytes in
        word.phone(UnsafeBufferPointer(rebasing: bytes[phones.range(row)]))
      }
      if answer == wanted { return text(row, phones, index.ledger.customers.phone, customer) }
    }
    return nil
  }

  private func part(of customer: Int, _ word: SearchWord) -> String? {
    let table = index.ledger.customers
    let names = index.names
    let place = word.isShort ? Place.beginning : .inside
    for position in Int(names.nameStart[customer])..<Int(names.nameStart[customer + 1])
    where holds(names.words, Int(names.names[position]), word.bytes, place) {
      return table.name[customer]
    }
    for (column, own) in [(index.columns.keys, table.key), (index.columns.emails, table.email)] {
      if let row = row(of: customer, column, word.bytes, place) { return text(row, column, own, customer) }
    }
    if let text = phone(of: customer, word, .part) { return text }
    return word.number.count < SearchQuery.fewestDigits ? nil : order(of: customer, word.number, .inside)?.text
  }

  /// Orders of the number asked for that carry no customer key, ascending.
  func unidentifiedOrders() -> [Int] {
    guard let number = words.first?.number else { return [] }
    let ledger = index.ledger
    var found: [Int] = []
    let orders = index.columns.orders
    if orders.count > 0 {
      orders.scan(number, rows: ledger.unidentifiedOrders.clamped(to: 0..<orders.count)) { row, offset, length in
        if offset == 0, length == number.count, ledger.orders.day[row] <= day { found.append(row) }
      }
    }
    let refunds = index.columns.refunds
    refunds.column.scan(number, rows: refunds.unidentified) { row, offset, length in
      let refund = Int(refunds.refunds[row])
      if offset == 0, length == number.count, ledger.refunds.day[refund] <= day {
        found.append(Int(ledger.refunds.order[refund]))
      }
    }
    return found.sorted()
  }
}
