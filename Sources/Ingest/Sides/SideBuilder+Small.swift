import Ledger

extension Array {
  /// Takes the rows after the first `rows` away.
  fileprivate mutating func cut(to rows: Int) { removeLast(Swift.max(0, count - rows)) }
}

struct EnquiryBuilder: SideBuilder {
  private var customer: [Int32] = []
  private var product: [Int32] = []
  private var day: [Int32] = []
  private var second: [Int32] = []
  private var kind: [UInt8] = []
  private var note = TextBuilder()

  var count: Int { day.count }

  mutating func add(_ row: inout SideRow) throws(SideReadError) {
    guard let moment = row.moment(.at) else { throw SideReadError(.date) }
    let person = row.person()
    guard person != -1 else { throw SideReadError(.nobody) }
    customer.append(person)
    product.append(row.product())
    day.append(moment.day)
    second.append(moment.second)
    let word = Field.normalised(row.text(.kind).string)
    // A file that does not tell kinds apart is one of people who ask for goods.
    let isRestock = !row.has(.kind) || SideColumn.restockWords.contains(word)
    kind.append(isRestock ? EnquiryTable.Kind.restock.rawValue : EnquiryTable.Kind.other.rawValue)
    note.append(row.text(.note))
  }

  mutating func truncate(to rows: Int) {
    customer.cut(to: rows)
    product.cut(to: rows)
    day.cut(to: rows)
    second.cut(to: rows)
    kind.cut(to: rows)
    note.truncate(to: rows)
  }

  func days(from row: Int) -> [Int32] { Array(day[row...]) }
  func people(from row: Int) -> ArraySlice<Int32> { customer[row...] }
  func goods(from row: Int) -> ArraySlice<Int32> { product[row...] }

  func finish(_ links: SideLinks, _ ledger: Ledger, into sides: inout Sides) {
    sides.enquiries = EnquiryTable(
      customer: LinkColumn(codes: customer, unknown: links.strangers),
      product: LinkColumn(codes: product, unknown: links.unsold), day: day, second: second, kind: kind,
      note: note.column)
  }
}

struct StockBuilder: SideBuilder {
  private var product: [Int32] = []
  private var day: [Int32] = []
  private var second: [Int32] = []
  private var level: [Int32] = []

  var count: Int { day.count }

  mutating func add(_ row: inout SideRow) throws(SideReadError) {
    guard let moment = row.moment(.at) else { throw SideReadError(.date) }
    guard let pieces = row.integer(.level) else { throw SideReadError(SideFault(bucket: .quantity, reason: "")) }
    let code = row.product()
    guard code != -1 else { throw SideReadError(.noProduct) }
    product.append(code)
    day.append(moment.day)
    second.append(moment.second)
    level.append(pieces)
  }

  mutating func truncate(to rows: Int) {
    product.cut(to: rows)
    day.cut(to: rows)
    second.cut(to: rows)
    level.cut(to: rows)
  }

  func days(from row: Int) -> [Int32] { Array(day[row...]) }
  func goods(from row: Int) -> ArraySlice<Int32> { product[row...] }

  func finish(_ links: SideLinks, _ ledger: Ledger, into sides: inout Sides) {
    sides.stock = StockTable(
      product: LinkColumn(codes: product, unknown: links.unsold), day: day, second: second, level: level,
      productCount: ledger.products.count)
  }
}

struct CampaignBuilder: SideBuilder {
  private var name = TextBuilder()
  private var starts: [Int32] = []
  private var length: [Int32] = []
  private var cost: [Int64] = []
  private var code = TextBuilder()
  private var channel = CategoryBuilder()

  var count: Int { starts.count }

  mutating func add(_ row: inout SideRow) throws(SideReadError) {
    guard let moment = row.moment(.starts) else { throw SideReadError(.date) }
    let amount = try row.minor(.cost)
    let own = row.text(.campaign)
    guard own.count > 0 else { throw SideReadError(SideFault(bucket: .broken, reason: "names no campaign")) }
    row.links.define(campaign: own, at: count)
    name.append(own)
    starts.append(moment.day)
    length.append(max(0, row.integer(.days) ?? 0))
    cost.append(amount)
    code.append(row.text(.code))
    channel.append(row.text(.channel))
  }

  mutating func truncate(to rows: Int) {
    name.truncate(to: rows)
    starts.cut(to: rows)
    length.cut(to: rows)
    cost.cut(to: rows)
    code.truncate(to: rows)
    channel.truncate(to: rows)
  }

  func days(from row: Int) -> [Int32] { Array(starts[row...]) }

  func finish(_ links: SideLinks, _ ledger: Ledger, into sides: inout Sides) {
    sides.campaigns = CampaignTable(
      name: name.column, starts: starts, days: length, cost: MoneyColumn(cost), code: code.column,
      channel: channel.column)
  }

  func deallocate() { channel.deallocate() }
}

struct MemberBuilder: SideBuilder {
  private var campaign: [Int32] = []
  private var customer: [Int32] = []
  private var isControl: [Bool] = []
  private var day: [Int32] = []
  private var second: [Int32] = []

  var count: Int { customer.count }

  mutating func add(_ row: inout SideRow) throws(SideReadError) {
    let code = row.links.campaign(row.text(.campaign))
    guard code != -1 else { throw SideReadError(SideFault(bucket: .broken, reason: "names no campaign")) }
    let person = row.person()
    guard person != -1 else { throw SideReadError(.nobody) }
    campaign.append(code)
    customer.append(person)
    isControl.append(row.answer(.control) ?? false)
    let contacted = row.momentAside(.contactedAt)
    day.append(contacted?.day ?? Sides.noDay)
    second.append(contacted?.second ?? -1)
  }

  mutating func truncate(to rows: Int) {
    campaign.cut(to: rows)
    customer.cut(to: rows)
    isControl.cut(to: rows)
    day.cut(to: rows)
    second.cut(to: rows)
  }

  func days(from row: Int) -> [Int32] { day[row...].filter { $0 != Sides.noDay } }
  func people(from row: Int) -> ArraySlice<Int32> { customer[row...] }

  func finish(_ links: SideLinks, _ ledger: Ledger, into sides: inout Sides) {
    sides.campaignMembers = CampaignMemberTable(
      campaign: LinkColumn(codes: campaign, unknown: links.unknownCampaigns),
      customer: LinkColumn(codes: customer, unknown: links.strangers), isControl: isControl, contactedDay: day,
      contactedSecond: second)
  }
}

struct SpendBuilder: SideBuilder {
  private var month: [Int32] = []
  private var channel = CategoryBuilder()
  private var amount: [Int64] = []

  var count: Int { month.count }

  mutating func add(_ row: inout SideRow) throws(SideReadError) {
    guard let first = row.month(.month) else { throw SideReadError(.date) }
    let minor = try row.minor(.amount)
    month.append(first)
    channel.append(row.text(.channel))
    amount.append(minor)
  }

  mutating func truncate(to rows: Int) {
    month.cut(to: rows)
    channel.truncate(to: rows)
    amount.cut(to: rows)
  }

  func days(from row: Int) -> [Int32] { Array(month[row...]) }

  func finish(_ links: SideLinks, _ ledger: Ledger, into sides: inout Sides) {
    sides.spend = SpendTable(month: month, channel: channel.column, amount: MoneyColumn(amount))
  }

  func deallocate() { channel.deallocate() }
}

struct RateBuilder: SideBuilder {
  private var day: [Int32] = []
  private var currency = CategoryBuilder()
  private var rate: [ExactDecimal] = []

  var count: Int { day.count }

  mutating func add(_ row: inout SideRow) throws(SideReadError) {
    guard let moment = row.moment(.date) else { throw SideReadError(.date) }
    guard let own = try row.decimal(.rate), own.mantissa > 0 else {
      throw SideReadError(SideFault(bucket: .amount, reason: "the rate is not above zero"))
    }
    let code = RowReader.currencyCode(row.text(.currency).string)
    guard !code.isEmpty else { throw SideReadError(SideFault(bucket: .broken, reason: "names no currency")) }
    day.append(moment.day)
    code.withPiece { currency.append($0) }
    rate.append(own)
  }

  mutating func truncate(to rows: Int) {
    day.cut(to: rows)
    currency.truncate(to: rows)
    rate.cut(to: rows)
  }

  func days(from row: Int) -> [Int32] { Array(day[row...]) }

  func finish(_ links: SideLinks, _ ledger: Ledger, into sides: inout Sides) {
    sides.rates = RateTable(day: day, currency: currency.column, rate: DecimalColumn(rate))
  }

  func deallocate() { currency.deallocate() }
}
