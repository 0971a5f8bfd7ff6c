import Ledger

/// Rows of one kind of side file on their way into a table.
///
/// `add` gives `nil` for a row that was taken, or why it was not; a row that is not taken leaves no trace. `truncate`
/// takes back the rows of a file that has to be read again under other conventions.
protocol SideBuilder {
  init()
  var count: Int { get }
  mutating func add(_ row: inout SideRow) throws(SideReadError)
  mutating func truncate(to rows: Int)
  /// The days that the rows from a position on hold, for the report.
  func days(from row: Int) -> [Int32]
  /// Codes of people and of products from a position on, for the report.
  func people(from row: Int) -> ArraySlice<Int32>
  func goods(from row: Int) -> ArraySlice<Int32>
  func finish(_ links: SideLinks, _ ledger: Ledger, into sides: inout Sides)
  func deallocate()
}

extension SideBuilder {
  func days(from row: Int) -> [Int32] { [] }
  func people(from row: Int) -> ArraySlice<Int32> { [] }
  func goods(from row: Int) -> ArraySlice<Int32> { [] }
  func deallocate() {}
}

extension Array {
  /// Takes the rows after the first `rows` away.
  fileprivate mutating func cut(to rows: Int) { removeLast(Swift.max(0, count - rows)) }
}

struct ProfileBuilder: SideBuilder {
  private var customer: [Int32] = []
  private var texts = (name: TextBuilder(), email: TextBuilder(), phone: TextBuilder())
  private var region = CategoryBuilder()
  private var city = CategoryBuilder()
  private var country = CategoryBuilder()
  private var channel = CategoryBuilder()
  private var tags = CategoryBuilder()
  private var since: [Int32] = []
  private var birthday: [Int32] = []
  private var consent: [UInt8] = []

  var count: Int { customer.count }

  mutating func add(_ row: inout SideRow) throws(SideReadError) {
    let person = row.person()
    guard person != -1 else { throw SideReadError(.nobody) }
    customer.append(person)
    texts.name.append(row.text(.name))
    texts.email.append(row.text(.email))
    texts.phone.append(row.text(.phone))
    region.append(row.text(.region))
    city.append(row.text(.city))
    country.append(row.text(.country))
    channel.append(row.text(.channel))
    tags.append(row.text(.tags))
    since.append(row.momentAside(.since)?.day ?? Sides.noDay)
    birthday.append(row.momentAside(.birthday)?.day ?? Sides.noDay)
    let answer = row.answer(.acceptsMarketing)
    consent.append(answer.map { $0 ? ProfileTable.Consent.yes.rawValue : ProfileTable.Consent.no.rawValue } ?? 0)
  }

  mutating func truncate(to rows: Int) {
    customer.cut(to: rows)
    texts.name.truncate(to: rows)
    texts.email.truncate(to: rows)
    texts.phone.truncate(to: rows)
    region.truncate(to: rows)
    city.truncate(to: rows)
    country.truncate(to: rows)
    channel.truncate(to: rows)
    tags.truncate(to: rows)
    since.cut(to: rows)
    birthday.cut(to: rows)
    consent.cut(to: rows)
  }

  func days(from row: Int) -> [Int32] { since[row...].filter { $0 != Sides.noDay } }
  func people(from row: Int) -> ArraySlice<Int32> { customer[row...] }

  func finish(_ links: SideLinks, _ ledger: Ledger, into sides: inout Sides) {
    sides.customers = ProfileTable(
      customer: LinkColumn(codes: customer, unknown: links.strangers), name: texts.name.column,
      email: texts.email.column, phone: texts.phone.column, region: region.column, city: city.column,
      country: country.column, channel: channel.column, tags: tags.column, since: since, birthday: birthday,
      consent: consent.allSatisfy { $0 == 0 } ? [] : consent)
  }

  func deallocate() { for column in [region, city, country, channel, tags] { column.deallocate() } }
}

struct ProductBuilder: SideBuilder {
  private var product: [Int32] = []
  private var name = TextBuilder()
  private var category = CategoryBuilder()
  private var price: [ExactDecimal?] = []
  private var cost: [ExactDecimal?] = []

  var count: Int { product.count }

  mutating func add(_ row: inout SideRow) throws(SideReadError) {
    let prices = (try row.decimal(.price), try row.decimal(.cost))
    let code = row.product()
    guard code != -1 else { throw SideReadError(.noProduct) }
    product.append(code)
    name.append(row.text(.product))
    category.append(row.text(.category))
    price.append(prices.0)
    cost.append(prices.1)
  }

  mutating func truncate(to rows: Int) {
    product.cut(to: rows)
    name.truncate(to: rows)
    category.truncate(to: rows)
    price.cut(to: rows)
    cost.cut(to: rows)
  }

  func goods(from row: Int) -> ArraySlice<Int32> { product[row...] }

  func finish(_ links: SideLinks, _ ledger: Ledger, into sides: inout Sides) {
    sides.products = ProductFactTable(
      product: LinkColumn(codes: product, unknown: links.unsold), name: name.column, category: category.column,
      price: DecimalColumn(price), cost: DecimalColumn(cost))
  }

  func deallocate() { category.deallocate() }
}

struct CostBuilder: SideBuilder {
  private var product: [Int32] = []
  private var day: [Int32] = []
  private var amount: [ExactDecimal] = []

  var count: Int { day.count }

  mutating func add(_ row: inout SideRow) throws(SideReadError) {
    // `sku,cost` alone: what a piece costs, whenever it was sold.
    let date = row.has(.date) ? row.moment(.date)?.day : CostTable.always
    guard let date else { throw SideReadError(.date) }
    guard let cost = try row.decimal(.amount) else {
      throw SideReadError(SideFault(bucket: .amount, reason: "no amount"))
    }
    let code = row.product()
    guard code != -1 || date != CostTable.always else { throw SideReadError(.noProduct) }
    product.append(code)
    day.append(date)
    amount.append(cost)
  }

  mutating func truncate(to rows: Int) {
    product.cut(to: rows)
    day.cut(to: rows)
    amount.cut(to: rows)
  }

  func days(from row: Int) -> [Int32] { day[row...].filter { $0 != CostTable.always } }
  func goods(from row: Int) -> ArraySlice<Int32> { product[row...] }

  func finish(_ links: SideLinks, _ ledger: Ledger, into sides: inout Sides) {
    sides.costs = CostTable(
      product: LinkColumn(codes: product, unknown: links.unsold), day: day, amount: amount,
      productCount: ledger.products.count)
  }
}

struct VisitBuilder: SideBuilder {
  private var customer: [Int32] = []
  private var product: [Int32] = []
  private var day: [Int32] = []
  private var second: [Int32] = []
  private var session = CategoryBuilder()
  private var page = CategoryBuilder()
  private var seconds: [Int32] = []
  private var event: [UInt8] = []
  private var words = InternTable()
  private var wordEvents: [UInt8] = []

  var count: Int { day.count }

  mutating func add(_ row: inout SideRow) throws(SideReadError) {
    guard let moment = row.moment(.at) else { throw SideReadError(.date) }
    customer.append(row.person())
    product.append(row.product())
    day.append(moment.day)
    second.append(moment.second)
    if row.has(.sessionId) { session.append(row.text(.sessionId)) } else { session.appendEmpty() }
    if row.has(.page) { page.append(row.text(.page)) } else { page.appendEmpty() }
    seconds.append(row.has(.seconds) ? max(-1, row.integer(.seconds) ?? -1) : -1)
    event.append(row.has(.event) ? kind(row.text(.event)) : VisitEvent.view.rawValue)
  }

  private mutating func kind(_ text: TextPiece) -> UInt8 {
    let number = Int(words.number(text))
    if number == wordEvents.count {
      let event = text.count == 0 ? .view : SideColumn.events[Field.normalised(text.string)] ?? .other
      wordEvents.append(event.rawValue)
    }
    return wordEvents[number]
  }

  mutating func truncate(to rows: Int) {
    customer.cut(to: rows)
    product.cut(to: rows)
    day.cut(to: rows)
    second.cut(to: rows)
    session.truncate(to: rows)
    page.truncate(to: rows)
    seconds.cut(to: rows)
    event.cut(to: rows)
  }

  func days(from row: Int) -> [Int32] { Array(day[row...]) }
  func people(from row: Int) -> ArraySlice<Int32> { customer[row...] }
  func goods(from row: Int) -> ArraySlice<Int32> { product[row...] }

  /// Words of the event column that are none of the known ones.
  var unknownEvents: [String] {
    wordEvents.indices.filter { wordEvents[$0] == VisitEvent.other.rawValue }.map { words.texts[$0].string }
  }

  func finish(_ links: SideLinks, _ ledger: Ledger, into sides: inout Sides) {
    let isView = event.allSatisfy { $0 == VisitEvent.view.rawValue }
    sides.visits = VisitTable(
      customer: LinkColumn(codes: customer, unknown: links.strangers), day: day, second: second,
      session: session.numbers, page: page.column,
      product: product.allSatisfy { $0 == -1 } ? .empty : LinkColumn(codes: product, unknown: links.unsold),
      seconds: seconds.allSatisfy { $0 == -1 } ? [] : seconds, event: isView ? [] : event,
      customerCount: ledger.customers.count)
  }

  func deallocate() {
    session.deallocate()
    page.deallocate()
    words.deallocate()
  }
}
