extension Ledger {
  /// The same ledger without personal data: whatever is made of it can show none.
  ///
  /// - Names, cities, tags and notes become `•••`, keys of people `p-…`, e-mail addresses `e-…`, phone numbers `t-…`
  ///   (see ``Mask``); days of birth are left out; pages that people saw are numbered.
  /// - Of the files' own words nothing stays in the import report: rows, reasons, remarks, unknown status words and the
  ///   names of columns.
  /// - Paths, the shop's name, order numbers, regions, countries, channels, coupon codes, products and campaigns stay.
  ///
  /// Customers, orders and lines keep their numbers, and so every figure stays. What is to be found by a name has to be
  /// looked for before. Complexity: O(customers + rows of the side tables).
  public func masked(_ mask: Mask) -> Ledger {
    let known = identities.keyColumn.isPresent ? KnownHashes(identities, mask) : nil
    let people = CustomerTable(
      orderStart: customers.orderStart, key: mask.keys(customers.key, known: known), name: mask.texts(customers.name),
      email: mask.emails(customers.email, known: known), phone: mask.phones(customers.phone, known: known),
      region: customers.region, city: mask.texts(customers.city), country: customers.country,
      channel: customers.channel)
    return Ledger(
      name: name, currency: currency, customers: people, orders: orders, lines: lines, products: products,
      refunds: refunds, identities: identities.masked(mask, known, customers: customers.count),
      report: report.masked(), sides: sides.masked(mask, customers: customers.count))
  }
}

extension IdentityTable {
  /// The table with pseudonyms in place of keys and nothing of names.
  fileprivate func masked(_ mask: Mask, _ known: KnownHashes?, customers: Int) -> IdentityTable {
    var keyStart: [UInt32] = []
    var bytes: [UInt8] = []
    var offsets: [UInt32] = []
    if let known {
      keyStart.reserveCapacity(customers + 1)
      keyStart.append(0)
      for customer in 0..<customers { keyStart.append(UInt32(keyRange(of: customer).upperBound)) }
      bytes.reserveCapacity(known.values.count * Mask.length)
      offsets.reserveCapacity(known.values.count + 1)
      offsets.append(0)
      for (position, value) in known.values.enumerated() {
        Mask.append(value, kind(at: position).tag, to: &bytes)
        offsets.append(UInt32(truncatingIfNeeded: bytes.count))
      }
    }
    return IdentityTable(
      entries: entries.map { $0.masked(mask) }, entryCount: entryCount, records: records, people: people,
      refusedRows: refusedRows, keyStart: keyStart, keyKinds: keyKinds,
      keyTexts: TextColumn(bytes: bytes, offsets: offsets), isPresent: isPresent)
  }
}

extension IdentityKind {
  /// What a pseudonym of such a key begins with.
  fileprivate var tag: Mask.Tag {
    switch self {
    case .account: .person
    case .email: .email
    case .phone: .phone
    }
  }
}

extension IdentityTable.Entry {
  fileprivate func masked(_ mask: Mask) -> IdentityTable.Entry {
    IdentityTable.Entry(
      kind: kind, key: mask.pseudonym(key, kind.tag), verdict: verdict, reason: reason,
      links: links.map { link in
        // `account 17`: the kind stays.
        let parts = link.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let kind = IdentityKind.allCases.first { parts[0] == $0.words || parts[0] == $0.description }
        guard let kind, parts.count == 2 else { return Mask.hidden }
        return "\(parts[0]) " + mask.pseudonym(String(parts[1]), kind.tag)
      }, linkCount: linkCount, names: names.map { _ in Mask.hidden }, nameCount: nameCount,
      addressCount: addressCount, rows: rows, customers: customers)
  }
}

extension Ledger {
  /// ``strangeStatusNote`` without the files' words.
  public var maskedStatusNote: String? {
    report.unknownStatuses.isEmpty ? nil : ImportReport.remark(about: report.maskedStatuses, currency)
  }
}

extension ImportReport {
  /// Words that nobody knows without the words.
  fileprivate var maskedStatuses: [UnknownStatus] {
    unknownStatuses.map { status in
      var status = status
      status.word = Mask.hidden
      return status
    }
  }

  /// The report without a word of the files; all numbers stay.
  fileprivate func masked() -> ImportReport {
    var report = self
    report.files = files.map { file in
      var file = file
      file.columns = ImportReport.numbered(file.columns)
      return file
    }
    report.examples = examples.mapValues { $0.map(ImportReport.masked) }
    report.repaired = repaired.map { Repaired(example: ImportReport.masked($0.example), rule: $0.rule) }
    report.unknownStatuses = maskedStatuses
    // How many answer a filter is no word of the files.
    let own = selection.map { [$0.remark] } ?? []
    report.remarks = ImportReport.masked(remarks.filter { !own.contains($0) }) + own
    report.sides = sides.map { side in
      var side = side
      side.columns = ImportReport.numbered(side.columns)
      side.examples = side.examples.mapValues { $0.map { SideFile.Row(line: $0.line, text: Mask.hidden) } }
      side.remarks = ImportReport.masked(side.remarks)
      return side
    }
    return report
  }

  private static func masked(_ example: Example) -> Example {
    // The reason quotes the cell that could not be read.
    Example(file: example.file, line: example.line, text: Mask.hidden)
  }

  /// A table that was taken to have a header may have none: then its columns are called like its first row.
  private static func numbered(_ columns: [(column: String, field: String)]) -> [(column: String, field: String)] {
    columns.enumerated().map { ("column \($0 + 1)", $1.field) }
  }

  /// Remarks quote words and keys of the files.
  private static func masked(_ remarks: [String]) -> [String] {
    switch remarks.count {
    case 0: []
    case 1: ["A remark about the files is hidden by the mask."]
    default: ["\(Digits.grouped(remarks.count)) remarks about the files are hidden by the mask."]
    }
  }
}

extension LinkColumn {
  /// The same links, with pseudonyms for people who have no orders.
  fileprivate func masked(_ mask: Mask) -> LinkColumn { LinkColumn(codes: codes, unknown: mask.keys(unknown)) }
}

extension Sides {
  fileprivate func masked(_ mask: Mask, customers count: Int) -> Sides {
    var sides = self
    sides.customers = customers?.masked(mask)
    sides.visits = visits.map { table in
      VisitTable(
        customer: table.customer.masked(mask), day: table.day, second: table.second, session: table.session,
        page: mask.numbered(table.page, "page"), product: table.product, seconds: table.seconds, event: table.event,
        customerCount: count)
    }
    sides.enquiries = enquiries.map { table in
      EnquiryTable(
        customer: table.customer.masked(mask), product: table.product, day: table.day, second: table.second,
        kind: table.kind, note: mask.texts(table.note))
    }
    sides.campaignMembers = campaignMembers.map { table in
      CampaignMemberTable(
        campaign: table.campaign, customer: table.customer.masked(mask), isControl: table.isControl,
        contactedDay: table.contactedDay, contactedSecond: table.contactedSecond)
    }
    return sides
  }
}

extension ProfileTable {
  fileprivate func masked(_ mask: Mask) -> ProfileTable {
    ProfileTable(
      customer: customer.masked(mask), name: mask.texts(name), email: mask.emails(email),
      phone: mask.phones(phone), region: region, city: mask.texts(city), country: country,
      channel: channel, tags: mask.texts(tags), since: since, birthday: birthday.map { _ in Sides.noDay },
      consent: consent)
  }
}
