import Ledger

extension FilterField {
  /// What files beside the orders say, and which records were joined.
  static let beside: [FilterField] = [
    FilterField(
      "consent", "Consent", .flag, "Whether the customer may be written to; nothing where the file does not say",
      example: "consent = yes", lacks: side(.customers)
    ) { data in
      let profiles = data.ledger.sides.customers
      return .integers(data.customers) { customer in
        switch profiles?.consent(of: customer) {
        case .yes: 1
        case .no: 0
        case .unknown, nil: nil
        }
      }
    },
    FilterField(
      "tags", "Tags", .text, "Words about the customer, as they stand in the file of customers",
      example: "tags contains wholesale", lacks: side(.customers)
    ) { data in
      guard let profiles = data.ledger.sides.customers, profiles.tags.isPresent else { return .categories(.empty) }
      let codes = (0..<data.customers).map { profiles.row(of: $0).map { profiles.tags.codes[$0] } ?? 0 }
      return .categories(CategoryColumn(names: profiles.tags.names, codes: codes))
    },
    FilterField(
      "birthday", "Birthday", .date, "Day of birth", example: "birthday < 1990", lacks: side(.customers)
    ) { profileDay($0) { $0.birthday } },
    FilterField(
      "birth_month", "Birth month", .count, "Month of birth, 1 to 12", example: "birth_month = 6",
      lacks: side(.customers)
    ) { data in
      guard case .integers(let days) = profileDay(data, { $0.birthday }) else { return .integers([]) }
      return .integers(data.customers) { customer in
        let day = days[customer]
        return day == FilterColumn.none
          ? nil : Int64(Day(rawValue: Int32(truncatingIfNeeded: day)).fields.month)
      }
    },
    FilterField(
      "registered", "Registered", .date, "Day of registration", example: "registered >= 2024-01-01",
      lacks: side(.customers)
    ) { profileDay($0) { $0.since } },
    FilterField(
      "visits", "Visits", .count, "Visits to the shop's pages; 30 minutes of silence end one",
      example: "visits > 3 and purchases = 1", lacks: side(.visits), windowed: { VisitCounts.visits($0, $1) }
    ) { VisitCounts.visits($0, Int32.min...$0.asOf.rawValue) },
    FilterField(
      "enquiries", "Enquiries", .count, "Questions that the customer asked", example: "enquiries(90d) > 0",
      lacks: side(.enquiries), windowed: { VisitCounts.enquiries($0, $1) }
    ) { VisitCounts.enquiries($0, Int32.min...$0.asOf.rawValue) },
    FilterField(
      "merged", "Merged", .flag, "Whether several records were taken for this one person", example: "merged"
    ) { data in
      let identities = data.ledger.identities
      var merged = [Int64](repeating: 0, count: data.customers)
      for entry in identities.entries where entry.verdict.isJoined && entry.linkCount > 1 {
        for customer in entry.customers where Int(customer) < merged.count { merged[Int(customer)] = 1 }
      }
      return .integers(merged)
    },
    FilterField(
      "accounts", "Accounts", .count, "Accounts by which the person is known; nothing where rows were not compared",
      example: "accounts > 1"
    ) { keys($0, .account) },
    FilterField(
      "emails", "E-mails", .count, "E-mail addresses by which the person is known", example: "emails >= 2"
    ) { keys($0, .email) },
    FilterField(
      "phones", "Phones", .count, "Phone numbers by which the person is known", example: "phones = 0"
    ) { keys($0, .phone) },
  ]

  private static func side(_ kind: SideKind) -> @Sendable (Ledger, AnalyticsSettings) -> String? {
    { ledger, _ in ledger.sides.has(kind) ? nil : Sides.missing(kind) }
  }

  private static func profileDay(_ data: FilterData, _ column: (ProfileTable) -> [Int32]) -> FilterColumn {
    let profiles = data.ledger.sides.customers
    let days = profiles.map(column) ?? []
    return .integers(data.customers) { customer in
      guard let row = profiles?.row(of: customer), row < days.count, days[row] != Sides.noDay else { return nil }
      return Int64(days[row])
    }
  }

  private static func keys(_ data: FilterData, _ kind: IdentityKind) -> FilterColumn {
    let identities = data.ledger.identities
    return .integers(data.customers) { customer in
      guard identities.isPresent else { return nil }
      return identities.keyRange(of: customer).reduce(0) { $0 + (identities.kind(at: $1) == kind ? 1 : 0) }
    }
  }
}

/// Counts of what people did without buying.
enum VisitCounts {
  /// Visits that begin on some days: a row belongs to the visit before it where both carry the same number of the visit,
  /// or, without numbers, where at most 30 minutes lie between. Rows without a time make one visit per day.
  static func visits(_ data: FilterData, _ days: ClosedRange<Int32>) -> FilterColumn {
    guard let table = data.ledger.sides.visits else { return .integers(data.customers) { _ in nil } }
    let last = data.asOf.rawValue
    return .integers(data.customers) { customer in
      var visits: Int64 = 0
      var before = -1
      for row in table.rows(of: customer) where table.day[row] <= last {
        if before < 0 || isApart(table, before, row), days.contains(table.day[row]) { visits += 1 }
        before = row
      }
      return visits
    }
  }

  private static func isApart(_ table: VisitTable, _ left: Int, _ right: Int) -> Bool {
    if right < table.session.count, table.session[left] != 0, table.session[right] != 0 {
      return table.session[left] != table.session[right]
    }
    let (second, other) = (table.second[left], table.second[right])
    guard second >= 0, other >= 0 else { return table.day[left] != table.day[right] }
    let gap = (Int(table.day[right]) - Int(table.day[left])) * 86_400 + Int(other) - Int(second)
    return gap > 1_800
  }

  /// Questions asked on some days.
  static func enquiries(_ data: FilterData, _ days: ClosedRange<Int32>) -> FilterColumn {
    guard let table = data.ledger.sides.enquiries else { return .integers(data.customers) { _ in nil } }
    var counts = [Int64](repeating: 0, count: data.customers)
    for row in 0..<table.count where days.contains(table.day[row]) {
      if let customer = table.customer[row], customer < counts.count { counts[customer] += 1 }
    }
    return .integers(counts)
  }
}
