/// Files beside the orders that panels can use.
public enum SideKind: String, Sendable, CaseIterable {
  case customers, products, visits, enquiries, stock, campaigns
  case campaignMembers = "campaign_members"
  case spend, costs, rates
}

/// What a column of a side file can mean; raw values are the names of the plain shop folder.
public enum SideColumn: String, Sendable, CaseIterable {
  case customerId = "customer_id"
  case email, phone, name, region, city, country, channel, since, birthday
  case acceptsMarketing = "accepts_marketing"
  case tags, sku, product, category, price, cost
  case sessionId = "session_id"
  case at, page, seconds, event, kind, note, level, campaign, starts, days, code, control
  case contactedAt = "contacted_at"
  case month, amount, date, currency, rate

  /// What stands in the column, in a few words.
  public var meaning: String {
    switch self {
    case .customerId: return "account of the customer, or an e-mail or phone column"
    case .email: return "e-mail address of the customer"
    case .phone: return "phone number of the customer"
    case .name: return "name of the customer"
    case .region: return "province or state"
    case .city: return "city"
    case .country: return "country"
    case .channel: return "sales or advertising channel"
    case .since: return "day on which the customer registered"
    case .birthday: return "day of birth"
    case .acceptsMarketing: return "yes or no"
    case .tags: return "words about the customer"
    case .sku: return "stock-keeping unit, as the orders write it"
    case .product: return "name of the product"
    case .category: return "category of the product"
    case .price: return "list price of one piece"
    case .cost: return "cost of one piece, or of the campaign"
    case .sessionId: return "number of the visit"
    case .at: return "day and time"
    case .page: return "page that was seen"
    case .seconds: return "seconds spent on the page"
    case .event: return "view, cart, favourite or buy"
    case .kind: return "restock or other"
    case .note: return "what was said"
    case .level: return "pieces in stock"
    case .campaign: return "name of the campaign"
    case .starts: return "first day"
    case .days: return "length in days"
    case .code: return "discount code"
    case .control: return "1 for people who were held out"
    case .contactedAt: return "day and time of the contact"
    case .month: return "month, as 2026-03"
    case .amount: return "amount of money"
    case .date: return "day"
    case .currency: return "ISO 4217 code"
    case .rate: return "one unit of the currency in the shop's currency"
    }
  }
}

extension SideColumn {
  /// The column of a side file that `--map` names: `visits.at`; `nil` for all other names.
  public static func mapped(_ name: String) -> (kind: SideKind, column: SideColumn)? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = SideKind(rawValue: String(parts[0])),
      let column = SideColumn(rawValue: String(parts[1]))
    else { return nil }
    return (kind, column)
  }
}

extension SideKind {
  /// Columns without which a file of this kind says nothing, and what stands in them.
  public var needs: [(column: SideColumn, meaning: String)] { columns.needs.map { ($0, $0.meaning) } }

  /// Columns that a file of this kind may have besides.
  public var mayHave: [(column: SideColumn, meaning: String)] { columns.more.map { ($0, $0.meaning) } }

  /// The columns of FORMATS, "The plain shop folder".
  private var columns: (needs: [SideColumn], more: [SideColumn]) {
    switch self {
    case .customers:
      return (
        [.customerId],
        [
          .name, .email, .phone, .region, .city, .country, .channel, .since, .birthday, .acceptsMarketing, .tags,
        ]
      )
    case .products: return ([.sku], [.product, .category, .price, .cost])
    case .visits: return ([.customerId, .at], [.page, .sku, .seconds, .event, .sessionId])
    case .enquiries: return ([.customerId, .sku, .at], [.kind, .note])
    case .stock: return ([.sku, .at, .level], [])
    case .campaigns: return ([.campaign, .starts], [.days, .cost, .code, .channel])
    case .campaignMembers: return ([.campaign, .customerId], [.control, .contactedAt])
    case .spend: return ([.month, .amount], [.channel])
    case .costs: return ([.amount], [.sku, .date])
    case .rates: return ([.date, .currency, .rate], [])
    }
  }

  /// The file's name in a sentence.
  public var title: String { rawValue.split(separator: "_").joined(separator: " ") }
}
