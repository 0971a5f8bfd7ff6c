import Ledger

/// Which rows of a table are about which customer: two plain columns, made once.
struct LinkIndex: Sendable {
  private let starts: [UInt32]
  private let rows: [UInt32]

  /// An index over links to positions below `count`; rows keep their order. Complexity: O(rows + count).
  init(_ link: LinkColumn, count: Int) {
    self.init(pairs: link.codes.indices.lazy.compactMap { row in link[row].map { (customer: $0, row: row) } }, count)
  }

  /// An index over pairs, in the order of the rows.
  init(pairs: some Sequence<(customer: Int, row: Int)>, _ count: Int) {
    var starts = [UInt32](repeating: 0, count: count + 1)
    var total = 0
    for pair in pairs where pair.customer < count {
      starts[pair.customer + 1] += 1
      total += 1
    }
    for position in 0..<count { starts[position + 1] += starts[position] }
    var next = starts
    var rows = [UInt32](repeating: 0, count: total)
    for pair in pairs where pair.customer < count {
      rows[Int(next[pair.customer])] = UInt32(pair.row)
      next[pair.customer] += 1
    }
    self.starts = starts
    self.rows = rows
  }

  /// The rows about a customer, in their order. Complexity: O(rows of the customer).
  func rows(of customer: Int) -> [Int] {
    guard customer + 1 < starts.count else { return [] }
    return rows[Int(starts[customer])..<Int(starts[customer + 1])].map { Int($0) }
  }
}

/// The rows of enquiries, campaigns and joining keys by customer.
struct SideRows: Finding {
  /// Rows of the enquiries; `nil` where there is no such file.
  let enquiries: LinkIndex?
  /// Rows of the campaigns' people; `nil` where there is no such file.
  let members: LinkIndex?
  /// Entries of the identity table.
  let identities: LinkIndex

  /// Complexity: O(rows + customers).
  static func find(in findings: Findings) -> SideRows {
    let ledger = findings.ledger
    let count = ledger.customers.count
    let pairs = ledger.identities.entries.enumerated().flatMap { entry in
      entry.element.customers.map { (customer: Int($0), row: entry.offset) }
    }
    return SideRows(
      enquiries: ledger.sides.enquiries.map { LinkIndex($0.customer, count: count) },
      members: ledger.sides.campaignMembers.map { LinkIndex($0.customer, count: count) },
      identities: LinkIndex(pairs: pairs, count))
  }
}
