import Ledger

/// What the ledger and the import report say about who was taken for one person.
final class IdentitySummary {
  private let graph: IdentityGraph
  private let refusedRows: Int
  /// Per person the customer's number in the ledger, `UInt32.max` for one without a row in it.
  private let customerOfPerson: [UInt32]
  private let customerCount: Int

  /// `customers` are the customers' texts in the ledger's order.
  init(_ resolver: IdentityResolver, customers: some Sequence<TextPiece>, refusedRows: Int) {
    graph = resolver.graph
    self.refusedRows = refusedRows
    var numbers: [UInt32] = Array(repeating: .max, count: graph.persons.count)
    var count = 0
    for text in customers {
      if let person = graph.persons.find(text) { numbers[Int(person)] = UInt32(count) }
      count += 1
    }
    customerOfPerson = numbers
    customerCount = count
  }

  /// The table of the ledger. Complexity: O(combinations of keys + keys log keys of a customer).
  func table() -> IdentityTable {
    var isRecord: [Bool] = Array(repeating: false, count: graph.count)
    var isPerson: [Bool] = Array(repeating: false, count: graph.persons.count)
    // Per key the first record that it is seen with, and whether there is another.
    var firstRecord: [UInt32] = Array(repeating: .max, count: graph.count)
    var isShown: [Bool] = Array(repeating: false, count: graph.count)
    for tuple in graph.found.tuples.all {
      let keys = graph.keys(tuple)
      let identifying = graph.identifying(keys)
      guard let record = identifying ?? keys.first else { continue }
      if let identifying {
        isRecord[identifying] = true
        isPerson[Int(graph.personOfKey[identifying])] = true
      }
      for key in keys {
        if firstRecord[key] == .max { firstRecord[key] = UInt32(record) }
        if Int(firstRecord[key]) != record { isShown[key] = true }
      }
    }
    for key in graph.refusals.keys where graph.refusals[key] != .relay { isShown[key] = true }
    for key in graph.decisions.keys { isShown[key] = true }
    let (entries, count) = entries(isShown)
    let keys = customerKeys(isRecord)
    return IdentityTable(
      entries: entries, entryCount: count, records: isRecord.count { $0 }, people: isPerson.count { $0 },
      refusedRows: refusedRows,
      keyStart: keys.start, keyKinds: keys.kinds, keyTexts: keys.texts)
  }

  // MARK: Entries

  private func entries(_ isShown: [Bool]) -> ([IdentityTable.Entry], Int) {
    var rows: [UInt32] = Array(repeating: 0, count: graph.count)
    for tuple in graph.found.tuples.all {
      for key in graph.keys(tuple) where isShown[key] { rows[key] = UInt32(clamping: Int(rows[key]) + Int(tuple.rows)) }
    }
    // Refused keys first, then those of most rows: as one number, so that texts are compared only where it is the same.
    var order = (0..<graph.count).filter { isShown[$0] && rows[$0] > 0 }.map { key in
      (weight: UInt64(isJoined(key) ? 0 : 1) << 32 | UInt64(rows[key]), key: key)
    }
    order.sort { $0.weight == $1.weight ? graph.precedes($0.key, $1.key) : $0.weight > $1.weight }
    let count = order.count
    order = Array(order.prefix(IdentityTable.entriesKept))
    // The records of the keys that are kept, as pairs of position and record, sorted by both.
    var position: [UInt32] = Array(repeating: .max, count: graph.count)
    for (place, entry) in order.enumerated() { position[entry.key] = UInt32(place) }
    var pairs: [UInt64] = []
    for tuple in graph.found.tuples.all {
      let keys = graph.keys(tuple)
      guard let record = graph.identifying(keys) ?? keys.first else { continue }
      for key in keys where position[key] != .max { pairs.append(UInt64(position[key]) << 32 | UInt64(record)) }
    }
    pairs.sort()
    var at = 0
    let entries = order.indices.map { place in
      var records: [Int] = []
      while at < pairs.count, pairs[at] >> 32 == UInt64(place) {
        let record = Int(truncatingIfNeeded: pairs[at] & 0xFFFF_FFFF)
        if records.last != record { records.append(record) }
        at += 1
      }
      return entry(order[place].key, rows: Int(rows[order[place].key]), records: records)
    }
    return (entries, count)
  }

  private func isJoined(_ key: Int) -> Bool { graph.refusals.isEmpty || graph.refusals[key] == nil }

  private func entry(_ key: Int, rows: Int, records: [Int]) -> IdentityTable.Entry {
    let kind = graph.kind(key)
    let space = graph.space(kind)
    let number = key - graph.base(kind)
    let names = space.names.members(number).sorted { graph.found.names.precedes($0, $1) }
    let links = records.sorted { graph.precedes($0, $1) }
    let customers = Set(records.compactMap { customer(ofKey: $0) }).sorted()
    let isByHand = graph.decisions[key] != nil
    let verdict: IdentityTable.Verdict =
      isJoined(key) ? (isByHand ? .joinedByHand : .joined) : isByHand ? .refusedByHand : .refused
    return IdentityTable.Entry(
      kind: kind, key: graph.text(key).string, verdict: verdict,
      reason: graph.refusals[key] ?? (isByHand ? .decision : .shared),
      links: links.prefix(IdentityTable.linksKept).map { graph.kind($0).words + " " + graph.text($0).string },
      linkCount: links.count, names: names.prefix(IdentityTable.namesKept).map { graph.found.names.shown[Int($0)] },
      nameCount: names.count, addressCount: space.addresses.count(number), rows: rows,
      customers: Array(customers.prefix(IdentityTable.customersKept)))
  }

  private func customer(ofKey key: Int) -> UInt32? {
    let person = graph.personOfKey[key]
    guard person != .max, customerOfPerson[Int(person)] != .max else { return nil }
    return customerOfPerson[Int(person)]
  }

  // MARK: Customers

  /// All keys that identify each customer, by kind and text, with the flag of those that are records.
  private func customerKeys(_ isRecord: [Bool]) -> (start: [UInt32], kinds: [UInt8], texts: TextColumn) {
    var start: [UInt32] = Array(repeating: 0, count: customerCount + 1)
    for key in 0..<graph.count {
      if let customer = customer(ofKey: key) { start[Int(customer) + 1] += 1 }
    }
    for customer in 0..<customerCount { start[customer + 1] += start[customer] }
    var place = start
    var keys: [UInt32] = Array(repeating: 0, count: Int(start[customerCount]))
    for key in 0..<graph.count {
      guard let customer = customer(ofKey: key) else { continue }
      keys[Int(place[Int(customer)])] = UInt32(key)
      place[Int(customer)] += 1
    }
    for customer in 0..<customerCount where start[customer + 1] - start[customer] > 1 {
      keys[Int(start[customer])..<Int(start[customer + 1])].sort { graph.precedes(Int($0), Int($1)) }
    }
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(keys.count + 1)
    for key in keys {
      let text = graph.text(Int(key))
      bytes.append(contentsOf: UnsafeBufferPointer(start: text.start, count: text.count))
      offsets.append(UInt32(bytes.count))
    }
    let kinds = keys.map { key in
      graph.kind(Int(key)).rawValue | (isRecord[Int(key)] ? IdentityTable.recordFlag : 0)
    }
    return (start, kinds, TextColumn(bytes: bytes, offsets: offsets))
  }

  // MARK: Report

  /// Sentences for the import report.
  func remarks(_ table: IdentityTable) -> [String] {
    var remarks: [String] = []
    if table.records > table.people {
      remarks.append(
        "\(Digits.grouped(table.records)) records are \(Digits.grouped(table.people)) people: those that share an "
          + "account, e-mail or phone were joined.")
    }
    let refused = graph.refusals.count
    if refused > 0 {
      remarks.append(
        "\(Digits.grouped(refused)) \(refused == 1 ? "key was" : "keys were") not believed: shared by too many names "
          + "or addresses, a marketplace's stand-in, or refused by hand."
          + (refusedRows > 0
            ? " \(Digits.grouped(refusedRows)) rows have nothing else and are unidentified." : ""))
    }
    let words = ["a word for nobody", "masked or encrypted", "the shop's own"]
    for kind in IdentityKind.allCases {
      let parts = words.indices.compactMap { word -> String? in
        let rows = graph.found.passed[Int(kind.rawValue) * 3 + word]
        return rows > 0 ? "\(words[word]) in \(Digits.grouped(rows)) rows" : nil
      }
      if !parts.isEmpty { remarks.append("\(title(kind)) that mean nobody: \(parts.joined(separator: ", ")).") }
    }
    return remarks
  }

  private func title(_ kind: IdentityKind) -> String {
    switch kind {
    case .account: "Accounts"
    case .email: "E-mails"
    case .phone: "Phones"
    }
  }
}
